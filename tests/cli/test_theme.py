"""Templates are listed and copied, and a copy changes nothing by itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.command import Waypost
from waypost.config import theme_folder
from waypost.model.views.templates import VIEW_OF

TEMPLATES = theme_folder() / "templates"


@pytest.fixture
def blog(site: Path, waypost: Waypost) -> Waypost:
    return waypost.within(site.name)


def listed(blog: Waypost) -> dict[str, dict[str, object]]:
    rows = json.loads(blog("theme", "list", "--json").stdout)["templates"]
    return {row["template"]: row for row in rows}


def test_every_template_is_listed_with_its_view(blog: Waypost) -> None:
    rows = listed(blog)
    files = (path.relative_to(TEMPLATES) for path in TEMPLATES.rglob("*.*"))
    assert set(rows) == {path.as_posix() for path in files}
    assert {name for name, row in rows.items() if row["view"]} == set(VIEW_OF)
    assert {row["from"] for row in rows.values()} == {"theme"}
    assert rows["hub.html"]["blocks"] == ["head", "hub_header", "hub_sections"]
    lines = blog("theme", "list").stdout.splitlines()
    assert lines[0].split() == ["TEMPLATE", "VIEW", "FROM"]
    assert ["post.html", "PostView", "theme"] in [line.split() for line in lines]


def test_templates_of_the_sites_own_are_told_apart(blog: Waypost) -> None:
    folder = blog.folder / "templates"
    folder.mkdir()
    (folder / "post.html").write_text("own", encoding="utf-8")
    (folder / "talks.html").write_text("own", encoding="utf-8")
    own = {name for name, row in listed(blog).items() if row["from"] == "site"}
    assert own == {"post.html", "talks.html"}


@pytest.mark.parametrize("options", [(), ("--blocks",)])
@pytest.mark.parametrize("template", ["post.html", "home.html", "base.html"])
def test_a_copy_changes_nothing_by_itself(
    blog: Waypost, template: str, options: tuple[str, ...]
) -> None:
    assert blog("build").returncode == 0
    done = blog("theme", "copy", template, *options)
    assert done.stdout == f"templates/{template}\n"
    again = blog("build", "--strict")
    assert again.returncode == 0
    assert "Nothing has changed" in again.stdout


def test_a_part_is_copied_into_its_folder(blog: Waypost) -> None:
    assert blog("theme", "copy", "partials/cards.html").returncode == 0
    copied = blog.folder / "templates/partials/cards.html"
    assert copied.read_bytes() == (TEMPLATES / "partials/cards.html").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("copy", "pots.html"), ("no template 'pots.html'", "did you mean 'post.html'?")),
        (("copy", "../secret"), ("no template '../secret'", "theme list")),
        (("copy", "robots.txt", "--blocks"), ("has no blocks", "without --blocks")),
        (("paste",), ("no command for themes 'paste'", "list")),
    ],
)
def test_what_cannot_be_copied_is_refused(
    blog: Waypost, arguments: tuple[str, ...], said: tuple[str, str]
) -> None:
    done = blog("theme", *arguments)
    assert done.returncode == 2
    assert all(words in done.stderr for words in said)
    assert not (blog.folder / "templates").exists()


def test_nothing_is_overwritten(blog: Waypost) -> None:
    blog("theme", "copy", "post.html")
    (blog.folder / "templates/post.html").write_text("own", encoding="utf-8")
    done = blog("theme", "copy", "post.html")
    assert done.returncode == 2
    assert "is there already" in done.stderr
    assert (blog.folder / "templates/post.html").read_text(encoding="utf-8") == "own"

"""What pages depend on of their templates, and what no template may do."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import starmap
from pathlib import Path

import pytest

from support.sites import write
from waypost.model.diagnostic import Checked
from waypost.model.digest import Digest, digest_of
from waypost.pipeline import _OF_MANY_PAGES
from waypost.render.files import template_files
from waypost.render.shaping import shape_of_file
from waypost.render.templates import Templates, read_templates
from waypost.store.cache import Cache, open_cache

ENGINE = digest_of(b"engine")
THEME = Path(__file__).resolve().parents[2] / "templates"


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    with open_cache(tmp_path / "work") as opened:
        yield opened


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    write(
        tmp_path,
        {
            "own/post.html": "{% extends 'theme/post.html' %}",
            "theme/post.html": "{% include 'partials/a.html' %}",
            "theme/hub.html": "theirs",
            "theme/partials/a.html": "a",
        },
    )
    return tmp_path / "own", tmp_path / "theme"


def read(folders: tuple[Path, ...], cache: Cache) -> Checked[Templates]:
    files = template_files(folders)
    listed = [(file, Digest(digest_of(Path(file.file).read_bytes()))) for file in files]
    return read_templates(listed, ENGINE, cache, partial(starmap, shape_of_file))


def test_what_some_templates_reach_is_named_once(folders: tuple[Path, Path], cache: Cache) -> None:
    templates = read(folders, cache).value
    found = templates.reached_from(("post.html", "theme/post.html", "missing.html"))
    assert sorted(found) == ["partials/a.html", "post.html", "theme/post.html"]


def test_what_is_compiled_ahead_is_of_the_theme() -> None:
    assert [name for name in _OF_MANY_PAGES if not (THEME / name).is_file()] == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("own/post.html", "changed"),
        ("theme/post.html", "changed"),
        ("theme/partials/a.html", "b"),
        ("own/partials/a.html", "mine"),
        ("theme/partials/a.html", "{% include 'missing.html' ignore missing %}"),
    ],
)
def test_a_change_of_anything_in_reach_changes_what_a_page_depends_on(
    folders: tuple[Path, Path], tmp_path: Path, cache: Cache, name: str, content: str
) -> None:
    before = read(folders, cache).value
    write(tmp_path, {name: content})
    after = read(folders, cache).value
    assert after.closures.get("post.html") != before.closures.get("post.html")
    assert after.closures.get("hub.html") == before.closures.get("hub.html")


def test_a_template_that_comes_to_be_changes_what_would_have_used_it(
    folders: tuple[Path, Path], tmp_path: Path, cache: Cache
) -> None:
    write(tmp_path, {"own/hub.html": "{% include 'extra.html' ignore missing %}"})
    before = read(folders, cache).value.closures.get("hub.html")
    write(tmp_path, {"own/extra.html": "extra"})
    assert read(folders, cache).value.closures.get("hub.html") != before


@pytest.mark.parametrize("where", ["own/post.html", "theme/partials/a.html"])
def test_a_comment_changes_nothing(
    folders: tuple[Path, Path], tmp_path: Path, cache: Cache, where: str
) -> None:
    before = read(folders, cache).value.closures.get("post.html")
    file = tmp_path / where
    file.write_text("{# why #}\n" + file.read_text() + "{# the end #}")
    assert read(folders, cache).value.closures.get("post.html") == before


def test_a_missing_template_has_nothing_to_depend_on(
    folders: tuple[Path, Path], cache: Cache
) -> None:
    assert read(folders, cache).value.closures.get("none.html") is None


def test_templates_that_use_each_other_come_to_an_end(tmp_path: Path, cache: Cache) -> None:
    write(
        tmp_path,
        {"t/a.html": "{% import 'b.html' as b %}", "t/b.html": "{% import 'a.html' as a %}"},
    )
    templates = read((tmp_path / "t",), cache).value
    assert templates.closures.get("a.html") == templates.closures.get("b.html")


def test_hidden_files_do_not_count(folders: tuple[Path, Path], tmp_path: Path) -> None:
    before = template_files(folders)
    write(tmp_path, {"own/.post.html.swp": "x", "own/.git/a": "x"})
    assert template_files(folders) == before


@pytest.mark.parametrize(("folder", "label"), [("own", "templates"), ("theme", "theme")])
def test_a_computed_name_is_found_where_it_stands_each_time(
    folders: tuple[Path, Path], tmp_path: Path, cache: Cache, folder: str, label: str
) -> None:
    write(tmp_path, {f"{folder}/post.html": "x\n{% include view.name %}"})
    for _ in range(2):
        (found,) = read(folders, cache).diagnostics
        assert str(found.place) == f"{label}/post.html:2"


def test_a_template_that_is_no_text_is_an_error(
    folders: tuple[Path, Path], tmp_path: Path, cache: Cache
) -> None:
    write(tmp_path, {"own/post.html": b"\xff"})
    (found,) = read(folders, cache).diagnostics
    assert found.code == "template-error"


def test_a_template_that_cannot_be_read_is_an_error(
    folders: tuple[Path, Path], cache: Cache
) -> None:
    files = template_files(folders)
    (folders[1] / "hub.html").unlink()
    (found,) = read_templates(
        [(file, None) for file in files], ENGINE, cache, partial(starmap, shape_of_file)
    ).diagnostics
    assert (found.code, str(found.place)) == ("template-error", "theme/hub.html")


def test_no_folder_is_no_template(tmp_path: Path, cache: Cache) -> None:
    assert template_files((tmp_path / "none", tmp_path / "nor")) == ()
    templates = read_templates([], ENGINE, cache, partial(starmap, shape_of_file)).value
    assert templates.closures == {}

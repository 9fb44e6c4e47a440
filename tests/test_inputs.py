"""All that a build reads, by what it holds: equal exactly where nothing has changed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from support.sites import SITE_YAML, options, post, write
from waypost import inputs as module
from waypost.config import Extensions
from waypost.inputs import Inputs, still_hold, take_stock
from waypost.model.digest import Digest, digest_of
from waypost.store.encoding import key_of
from waypost.store.looking import Seen

FILES = {
    "content/site.yaml": SITE_YAML,
    "content/topics.yaml": "topics: []\n",
    "content/lenses.yaml": "{}\n",
    "content/posts/a.md": post("A"),
    "content/posts/b/index.md": post("B"),
    "content/posts/b/picture.svg": "<svg/>",
    "content/hubs/go.md": "---\ntitle: Go\n---\n",
    "content/paths/start.md": "---\ntitle: Start\nsteps: [a]\n---\n",
    "templates/post.html": "{% extends 'theme/post.html' %}",
    "static/extra.css": "p {}",
    "static/css/site.css": "p {}",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write(tmp_path / "site", FILES)


def stock(site: Path) -> Inputs:
    return take_stock(options(site), Extensions())


def identity(site: Path) -> Digest:
    return key_of(stock(site).identity())


@pytest.mark.parametrize("name", FILES)
def test_a_change_of_any_file_is_another_site(site: Path, name: str) -> None:
    before = identity(site)
    file = site / name
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    assert identity(site) != before
    write(site, {name: FILES[name]})
    assert identity(site) == before


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_goes_is_another_site(site: Path, name: str) -> None:
    before = identity(site)
    (site / name).unlink()
    assert identity(site) != before


@pytest.mark.parametrize(
    "name",
    [
        "content/posts/c.md",
        "content/posts/a.txt",
        "content/hubs/c.md",
        "content/paths/c.md",
        "templates/partials/c.html",
        "static/c.txt",
        "content/unread.txt",
        "build.py",
    ],
)
def test_a_file_that_comes_is_another_site(site: Path, name: str) -> None:
    before = identity(site)
    write(site, {name: ""})
    assert identity(site) != before


def _rename(site: Path) -> None:
    (site / "content/posts/a.md").rename(site / "content/posts/z.md")


def _swap(site: Path) -> None:
    one, other = site / "content/posts/a.md", site / "content/posts/b/index.md"
    texts = one.read_bytes(), other.read_bytes()
    other.write_bytes(texts[0])
    one.write_bytes(texts[1])


def _old_time(site: Path) -> None:
    file = site / "content/posts/a.md"
    times = file.stat()
    file.write_bytes(file.read_bytes().replace(b"title: A", b"title: Z"))
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


def _own_instead_of_the_themes(site: Path) -> None:
    (site / "static/css/site.css").unlink()


@pytest.mark.parametrize("edit", [_rename, _swap, _old_time, _own_instead_of_the_themes])
def test_an_edit_that_is_hard_to_see_is_another_site(
    site: Path, edit: Callable[[Path], None]
) -> None:
    before = identity(site)
    edit(site)
    assert identity(site) != before


def test_times_and_the_order_of_making_play_no_part(site: Path, tmp_path: Path) -> None:
    before = identity(site)
    for name in FILES:
        os.utime(site / name, (0, 0))
    assert identity(site) == before
    twin = write(tmp_path / "twin", dict(reversed(FILES.items())))
    assert identity(twin) == before


def test_what_was_seen_of_a_file_is_found_by_its_source(site: Path) -> None:
    found = stock(site)
    picture = FILES["content/posts/b/picture.svg"].encode()
    assert found.seen("content/posts/b/picture.svg", False) == Seen(
        digest_of(picture), len(picture)
    )
    assert found.seen("static/extra.css", False) == Seen(digest_of(b"p {}"), 4)
    assert found.seen("static/extra.css", True) is None
    assert found.seen("content/posts/none.md", False) is None


def test_templates_are_listed_with_their_digests(site: Path) -> None:
    own = [(file.name, d) for file, d in stock(site).listed_templates if file.folder == 0]
    assert own == [("post.html", digest_of(FILES["templates/post.html"].encode()))]


# --- while a build runs -----------------------------------------------------------------


@pytest.mark.parametrize("name", FILES)
def test_what_is_not_read_by_its_digest_must_hold_still(site: Path, name: str) -> None:
    asked, before = options(site), stock(site)
    assert still_hold(before, asked, Extensions())
    write(site, {name: "changed"})
    # Markdown is read once, and digested as it is read.
    assert still_hold(before, asked, Extensions()) == name.endswith(".md")


@pytest.mark.parametrize(
    "name", ["templates/new.html", "templates/post.html", "static/extra.css", "build.py"]
)
def test_files_that_come_or_go_do_not_hold_still(site: Path, name: str) -> None:
    asked, before = options(site), stock(site)
    if (site / name).exists():
        (site / name).unlink()
    else:
        write(site, {name: ""})
    assert not still_hold(before, asked, Extensions())


def test_a_template_that_is_renamed_does_not_hold_still(site: Path) -> None:
    asked, before = options(site), stock(site)
    (site / "templates/post.html").rename(site / "templates/poster.html")
    assert not still_hold(before, asked, Extensions())


def test_a_program_that_changes_does_not_hold_still(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, before = options(site), stock(site)
    monkeypatch.setattr(module, "engine_of", lambda *_: digest_of(b"another"))
    assert not still_hold(before, asked, Extensions())


def test_an_unreadable_file_is_an_input_like_others(site: Path) -> None:
    found = stock(site)
    gone = replace(found, sources={**found.sources, "content/posts/a.md": None})
    assert key_of(gone.identity()) != key_of(found.identity())

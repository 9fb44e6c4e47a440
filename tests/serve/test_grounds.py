"""What an event of the file system says to a preview."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from support.sites import SITE_YAML, post, write
from waypost.config import PACKAGE, Layout, theme_folder
from waypost.serve.grounds import (
    ANYTHING,
    NEW_BOUNDS,
    NOTHING,
    PROGRAM,
    Event,
    Meaning,
    grounds_of,
)


def only(*names: str) -> Meaning:
    return Meaning(frozenset(names))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(
        tmp_path / "site",
        {
            "content/site.yaml": SITE_YAML,
            "content/posts/a.md": post("A"),
            "content/posts/2020/b/index.md": post("B"),
            "static/style.css": "",
            "templates/base.html": "",
            "public/index.html": "",
            ".waypost/cache/x": "",
            ".git/index": "",
            "build.py": "",
        },
    )


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("content/posts/a.md", only("content/posts/a.md")),
        ("content/site.yaml", only("content/site.yaml")),
        ("content/posts/2020/b/hill.svg", only("content/posts/2020/b/hill.svg")),
        ("templates/base.html", only("templates/base.html")),
        ("static/.htaccess", only("static/.htaccess")),
        ("static/.well-known/security.txt", only("static/.well-known/security.txt")),
        ("content/posts/.a.md.swp", NOTHING),
        ("content/posts/a.md~", NOTHING),
        ("content/posts/#a.md#", NOTHING),
        ("content/posts/.#a.md", NOTHING),
        ("content/.obsidian/workspace.json", NOTHING),
        ("public/index.html", NOTHING),
        (".waypost/cache/x", NOTHING),
        (".git/index", NOTHING),
        ("README.md", NOTHING),
        ("build.py", PROGRAM),
        ("content", NEW_BOUNDS),
        ("static", NEW_BOUNDS),
        ("contents", NOTHING),
    ],
)
def test_what_a_file_of_the_site_means(root: Path, name: str, meaning: Meaning) -> None:
    grounds = grounds_of(Layout(root), root / "build.py")
    assert grounds.meaning(Event(str(root / name))) == meaning


def test_a_folder_may_hold_anything(root: Path) -> None:
    grounds = grounds_of(Layout(root), None)
    assert grounds.meaning(Event(str(root / "content/posts/2020"), folder=True)) == ANYTHING
    assert grounds.meaning(Event(str(root / "content/.obsidian"), folder=True)) == NOTHING
    assert grounds.meaning(Event(str(root), folder=True)) == NEW_BOUNDS


def test_a_name_that_is_no_text_may_be_anything(root: Path) -> None:
    grounds = grounds_of(Layout(root), None)
    assert grounds.meaning(Event(f"{root}/content/posts/\udcff.md")) == ANYTHING


@pytest.mark.parametrize(
    ("path", "meaning"),
    [
        (PACKAGE / "session.py", PROGRAM),
        (PACKAGE / "lenses/default.yaml", PROGRAM),
        (PACKAGE / "serve/client/client.js", PROGRAM),
        (PACKAGE / "__pycache__/session.cpython-311.pyc", NOTHING),
        (PACKAGE / "py.typed", NOTHING),
        (theme_folder() / "templates/base.html", ANYTHING),
        (theme_folder() / "static/fonts/x.woff2", ANYTHING),
        (theme_folder() / "templates/.base.html.swp", NOTHING),
        (Path("/somewhere/else"), NOTHING),
    ],
)
def test_what_a_file_of_the_program_means(root: Path, path: Path, meaning: Meaning) -> None:
    assert grounds_of(Layout(root), None).meaning(Event(str(path))) == meaning


def test_what_links_lead_to_is_watched_and_may_be_anything(root: Path) -> None:
    write(root, {"archive/old/c.md": post("C"), "shared/d.md": post("D")})
    (root / "content/posts/old").symlink_to(root / "archive/old")
    (root / "content/posts/d.md").symlink_to("../../shared/d.md")
    (root / "content/posts/.#a.md").symlink_to("writer@machine.1234")
    (root / "content/posts/2020/up").symlink_to("..")
    grounds = grounds_of(Layout(root), None)
    assert (str(root / "archive/old"), True) in grounds.folders
    assert (str(root / "shared"), False) in grounds.folders
    for name in ("archive/old/c.md", "shared/d.md", "content/posts/2020/b/index.md"):
        assert grounds.meaning(Event(str(root / name))) == ANYTHING
    assert grounds.meaning(Event(str(root / "shared/e.md"))) == NOTHING


def test_a_new_link_leads_to_new_folders_to_watch(root: Path) -> None:
    grounds = grounds_of(Layout(root), None)
    link = root / "content/posts/old"
    link.symlink_to(root / "public")
    assert grounds.meaning(Event(str(link), appeared=True)) == NEW_BOUNDS
    lock = root / "content/posts/.#a.md"
    lock.symlink_to("writer@machine.1234")
    assert grounds.meaning(Event(str(lock), appeared=True)) == NOTHING


def test_a_site_that_is_a_link_itself_is_known_by_both_names(root: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(root)
    grounds = grounds_of(Layout(link), None)
    for top in (root, link):
        assert grounds.meaning(Event(f"{top}/content/site.yaml")) == only("content/site.yaml")


def test_each_folder_is_watched_once_and_none_that_is_not_there(root: Path) -> None:
    (root / "content/posts/again").symlink_to("2020")
    grounds = grounds_of(Layout(root), root / "build.py")
    folders = [folder for folder, _ in grounds.folders]
    assert len(folders) == len(set(folders))
    assert all(Path(folder).is_dir() for folder in folders)
    deep = [folder for folder, recursive in grounds.folders if recursive]
    for folder in folders:
        assert not any(folder.startswith(other + os.sep) for other in deep)
    assert dict(grounds.folders)[str(root)] is False
    for hidden in ("public", ".git", ".waypost"):
        assert str(root / hidden) not in folders

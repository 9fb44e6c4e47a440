"""Which files are templates: all below the folders, but those that nobody can name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from support.sites import write
from waypost.render.files import template_files


def listed(*folders: Path) -> list[tuple[int, str, str]]:
    """List number, label and name, which is how templates are told apart."""
    return [(file.folder, file.label, file.name) for file in template_files(folders)]


def test_templates_are_listed_by_folder_and_name(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"own/post.html": "", "own/a/b.html": "", "theme/post.html": "", "theme/feed.xml": ""},
    )
    own, theme = tmp_path / "own", tmp_path / "theme"
    assert listed(own, theme) == [
        (0, "templates", "a/b.html"),
        (0, "templates", "post.html"),
        (1, "theme", "feed.xml"),
        (1, "theme", "post.html"),
    ]
    assert [file.file for file in template_files((own,))] == [
        str(own / "a" / "b.html"),
        str(own / "post.html"),
    ]


def test_a_theme_that_is_the_site_itself_is_no_theme(tmp_path: Path) -> None:
    write(tmp_path, {"post.html": ""})
    assert listed(tmp_path) == [(0, "templates", "post.html")]


def test_folders_that_are_not_there_have_none(tmp_path: Path) -> None:
    write(tmp_path, {"file": ""})
    assert listed(tmp_path / "none", tmp_path / "file") == []


@pytest.mark.parametrize("name", [".a.html", ".git/a.html", "a/.b/c.html", "a/.html.swp"])
def test_hidden_files_are_none(tmp_path: Path, name: str) -> None:
    write(tmp_path, {name: "", "post.html": ""})
    assert listed(tmp_path) == [(0, "templates", "post.html")]


def test_links_are_followed(tmp_path: Path) -> None:
    write(tmp_path, {"elsewhere/a.html": "", "own/post.html": ""})
    (tmp_path / "own" / "linked").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "own" / "b.html").symlink_to(tmp_path / "elsewhere" / "a.html")
    (tmp_path / "own" / "broken.html").symlink_to(tmp_path / "nowhere")
    names = [name for _, _, name in listed(tmp_path / "own")]
    assert names == ["b.html", "linked/a.html", "post.html"]


def test_links_that_lead_up_come_to_an_end(tmp_path: Path) -> None:
    write(tmp_path, {"own/a/b.html": ""})
    for name in ("up", "again", "a/top", "a/self"):
        (tmp_path / "own" / name).symlink_to(tmp_path / "own")
    assert [name for _, _, name in listed(tmp_path / "own")] == ["a/b.html"]


def test_what_is_no_file_is_no_template(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.html")
    (tmp_path / "folder.html").mkdir()
    assert listed(tmp_path) == []


@pytest.mark.parametrize("name", [b"\xff.html", b"\xff/a.html"])
def test_a_name_that_is_no_text_is_none(tmp_path: Path, name: bytes) -> None:
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
    try:
        file.parent.mkdir(exist_ok=True)
        file.touch()
    except OSError:
        pytest.skip("the file system takes text only")
    assert listed(tmp_path) == []

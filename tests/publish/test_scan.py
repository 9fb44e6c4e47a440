from __future__ import annotations

import os
from pathlib import Path

import pytest

from waypost.model.digest import digest_of
from waypost.publish.scan import Modes, read_tree
from waypost.publish.tree import Tree

_MODES = Modes(0o644, 0o755)


@pytest.fixture
def top(tmp_path: Path) -> Path:
    for path, text in {"a.txt": "a", "folder/b.txt": "b"}.items():
        file = tmp_path / "top" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        file.chmod(0o644)
        file.parent.chmod(0o755)
    return tmp_path / "top"


_FILES = {"a.txt": digest_of(b"a"), "folder/b.txt": digest_of(b"b")}


def test_gives_every_file_and_folder(top: Path) -> None:
    assert read_tree(top, _MODES) == Tree(_FILES, frozenset({"", "folder"}))


def test_gives_an_empty_folder(top: Path) -> None:
    empty = top / "folder" / "empty"
    empty.mkdir()
    empty.chmod(0o755)
    assert read_tree(top, _MODES).folders == {"", "folder", "folder/empty"}


def test_gives_nothing_for_what_is_not_there(tmp_path: Path) -> None:
    assert read_tree(tmp_path / "nowhere", _MODES) == Tree()


def test_sees_an_edit_of_the_same_length_under_the_old_time_stamp(top: Path) -> None:
    about = (top / "a.txt").stat()
    (top / "a.txt").write_text("z")
    os.utime(top / "a.txt", ns=(about.st_atime_ns, about.st_mtime_ns))
    assert read_tree(top, _MODES).files["a.txt"] == digest_of(b"z")


def test_sets_links_apart_even_where_the_bytes_are_right(top: Path) -> None:
    (top / "a.txt").rename(top.parent / "elsewhere.txt")
    (top / "a.txt").symlink_to(top.parent / "elsewhere.txt")
    (top / "also").symlink_to(top / "folder")
    tree = read_tree(top, _MODES)
    assert tree.others == {"a.txt", "also"}
    assert set(tree.files) == {"folder/b.txt"}


def test_sets_a_named_pipe_apart_without_waiting_for_it(top: Path) -> None:
    os.mkfifo(top / "pipe")
    assert read_tree(top, _MODES).others == {"pipe"}


def test_sets_other_permissions_apart(top: Path) -> None:
    (top / "a.txt").chmod(0o600)
    (top / "folder").chmod(0o700)
    tree = read_tree(top, _MODES)
    assert tree.others == {"a.txt", "folder"}
    assert set(tree.files) == {"folder/b.txt"}
    assert tree.folders == {""}


def test_goes_by_the_permissions_that_the_file_system_shows(top: Path) -> None:
    for path in (top, top / "folder", top / "a.txt", top / "folder/b.txt"):
        path.chmod(0o777)
    assert read_tree(top, Modes(0o777, 0o777)) == Tree(_FILES, frozenset({"", "folder"}))


def test_sets_apart_what_cannot_be_read(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str, *_: object, **__: object) -> object:
        raise PermissionError(13, "Permission denied", path)

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", refuse)
        tree = read_tree(top, _MODES)
    assert tree.others == {"a.txt", "folder/b.txt"}

    monkeypatch.setattr(os, "scandir", refuse)
    assert read_tree(top, _MODES).others == {""}

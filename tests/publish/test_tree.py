from __future__ import annotations

import pytest

from waypost.model.digest import digest_of
from waypost.publish.tree import wanted_tree

_DIGEST = digest_of(b"text")


def test_holds_the_folders_that_its_files_need() -> None:
    tree = wanted_tree({"a/b/c.txt": _DIGEST, "a/d.txt": _DIGEST, "e.txt": _DIGEST})
    assert tree.folders == {"", "a", "a/b"}


def test_holds_a_top_folder_when_there_are_no_files() -> None:
    assert wanted_tree({}).folders == {""}


@pytest.mark.parametrize(
    "path", ["a", "a/b", ".well-known/a", "a..b", "...", "a b/ç", "a\\b", "\n"]
)
def test_takes_plain_relative_paths(path: str) -> None:
    assert wanted_tree({path: _DIGEST}).files == {path: _DIGEST}


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "/a",
        "a/",
        "a//b",
        ".",
        "./a",
        "a/.",
        "a/./b",
        "..",
        "../a",
        "a/..",
        "a/../b",
        "a\0b",
    ],
)
def test_refuses_paths_that_are_not_plain(path: str) -> None:
    with pytest.raises(ValueError, match="not a plain relative path"):
        wanted_tree({path: _DIGEST})


@pytest.mark.parametrize("inner", ["a/b", "a/b/c"])
def test_refuses_a_path_that_is_a_file_and_a_folder(inner: str) -> None:
    with pytest.raises(ValueError, match="both a file and a folder: 'a'"):
        wanted_tree({"a": _DIGEST, inner: _DIGEST})

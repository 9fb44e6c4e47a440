from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from waypost.model.artifact import MARKER
from waypost.model.digest import digest_of
from waypost.model.faults import EnvironmentFault, UsageFault
from waypost.publish.marker import marker_of
from waypost.publish.target import check_target


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site's root, in a home directory of its own."""
    root = tmp_path / "home" / "site"
    for folder in ("content/posts", "templates", "static"):
        (root / folder).mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return root


def protected(root: Path) -> list[Path]:
    return [root / "content", root / "templates", root / "static"]


def publish_into(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "a.txt").write_text("a")
    (folder / MARKER).write_bytes(marker_of({"a.txt": digest_of(b"a")}))


@pytest.mark.parametrize(
    "destination", ["public", "out/public", "../public", "content/../public", "content-old"]
)
def test_takes_a_place_that_is_free(root: Path, destination: str) -> None:
    check_target(root / destination, protected(root))
    publish_into(root / destination)
    check_target(root / destination, protected(root))


def test_takes_an_empty_folder(root: Path) -> None:
    (root / "public").mkdir()
    check_target(root / "public", protected(root))


def test_takes_a_published_tree_with_files_that_came_later(root: Path) -> None:
    publish_into(root / "public")
    (root / "public" / "more.txt").write_text("more")
    check_target(root / "public", protected(root))


def test_takes_a_link_to_a_published_tree(root: Path) -> None:
    publish_into(root / "elsewhere")
    (root / "public").symlink_to("elsewhere")
    check_target(root / "public", protected(root))


def test_takes_a_folder_in_the_root_where_the_root_is_protected_too(root: Path) -> None:
    check_target(root / "public", [root, *protected(root)])


@pytest.mark.parametrize(
    ("destination", "harm"),
    [
        ("content", "replace"),
        ("content/", "replace"),
        ("public/../content", "replace"),
        ("content/posts", "write into"),
        ("content/public", "write into"),
        ("templates/new/folder", "write into"),
        ("static/a", "write into"),
        (".", "delete"),
        ("public/..", "delete"),
        ("..", "replace"),
        ("../..", "delete"),
        ("/", "replace"),
    ],
)
def test_refuses_what_publishing_must_not_touch(root: Path, destination: str, harm: str) -> None:
    with pytest.raises(UsageFault, match=f"^publishing to .* would {harm} "):
        check_target(root / destination, protected(root))


def test_refuses_a_protected_folder_whether_it_exists_or_not(root: Path) -> None:
    (root / "static").rmdir()
    for destination in ("static", "static/css"):
        with pytest.raises(UsageFault, match=r"^publishing to .* would "):
            check_target(root / destination, protected(root))


def test_refuses_the_root_where_only_the_root_is_protected(root: Path) -> None:
    with pytest.raises(UsageFault, match=" would replace "):
        check_target(root, [root])


def _link_to_content(root: Path) -> Path:
    (root / "public").symlink_to("content")
    return root / "public"


def _link_in_the_middle(root: Path) -> Path:
    (root / "way").symlink_to(root / "content")
    return root / "way" / "public"


def _parent_of_a_link(root: Path) -> Path:
    # By its letters this is the root's own neighbour; really it lies in content/.
    (root / "way").symlink_to(root / "content" / "posts")
    return root / "way" / ".." / "public"


def _hidden_behind_a_link(root: Path) -> Path:
    (root / "content").rename(root.parent / "texts")
    (root / "content").symlink_to(root.parent / "texts")
    return root.parent / "texts"


@pytest.mark.parametrize(
    "arrange", [_link_to_content, _link_in_the_middle, _parent_of_a_link, _hidden_behind_a_link]
)
def test_judges_by_real_paths(root: Path, arrange: Callable[[Path], Path]) -> None:
    destination = arrange(root)
    with pytest.raises(UsageFault, match=r"^publishing to .* would "):
        check_target(destination, protected(root))


def test_knows_a_folder_under_another_name(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As with letter case on macOS, or a bind mount: another path, the same folder."""
    same = os.stat

    def stat(path: object, **options: object) -> os.stat_result:
        real = str(path).replace("CONTENT", "content")
        return same(real, follow_symlinks=bool(options.get("follow_symlinks", True)))

    monkeypatch.setattr(os, "stat", stat)
    for destination in ("CONTENT", "CONTENT/public"):
        with pytest.raises(UsageFault, match=r"^publishing to .* would "):
            check_target(root / destination, protected(root))


@pytest.mark.parametrize(
    "marker", [None, b"", b"mine", b"waypost-manifest 2\n", b"waypost-manifest 1"]
)
def test_refuses_a_folder_with_files_of_others(root: Path, marker: bytes | None) -> None:
    (root / "public").mkdir()
    (root / "public" / "thesis.txt").write_text("years of work")
    if marker is not None:
        (root / "public" / MARKER).write_bytes(marker)
    with pytest.raises(UsageFault, match="is not empty, and was not published by Waypost"):
        check_target(root / "public", protected(root))


def test_does_not_follow_a_marker_that_is_a_link(root: Path) -> None:
    publish_into(root / "public")
    (root / "mine").mkdir()
    (root / "mine" / MARKER).symlink_to(root / "public" / MARKER)
    with pytest.raises(UsageFault, match="was not published by Waypost"):
        check_target(root / "mine", protected(root))


@pytest.mark.parametrize("name", [".git", ".hg", ".svn", ".jj"])
def test_refuses_to_delete_a_repository(root: Path, name: str) -> None:
    publish_into(root / "public")
    (root / "public" / name).mkdir()
    with pytest.raises(UsageFault, match=f"holds a repository \\({name}\\)"):
        check_target(root / "public", protected(root))


@pytest.mark.parametrize("destination", ["notes.txt", "notes.txt/public"])
def test_refuses_a_file(root: Path, destination: str) -> None:
    (root / "notes.txt").write_text("notes")
    with pytest.raises(UsageFault, match="is not a folder"):
        check_target(root / destination, protected(root))


def test_says_why_it_cannot_look(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: object) -> list[str]:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(os, "listdir", refuse)
    with pytest.raises(EnvironmentFault, match="permission denied"):
        check_target(root / "public", protected(root))


def test_touches_nothing(root: Path) -> None:
    check_target(root / "out" / "public", protected(root))
    assert sorted(path.name for path in root.iterdir()) == ["content", "static", "templates"]

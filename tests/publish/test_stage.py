from __future__ import annotations

import errno
import os
from pathlib import Path
from stat import S_IMODE

import pytest

from waypost.model.artifact import MARKER
from waypost.model.digest import Digest, digest_of
from waypost.model.faults import EnvironmentFault
from waypost.publish import stage
from waypost.publish.difference import Difference, compare
from waypost.publish.scan import Modes, read_tree
from waypost.publish.stage import Stage
from waypost.publish.tree import wanted_tree
from waypost.store.blobs import Blobs, LostBlob

_MODES = Modes(0o644, 0o755)


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "blobs")


class Yard:
    """A published tree of two files, and a stage beside it."""

    def __init__(self, top: Path, blobs: Blobs) -> None:
        self.blobs = blobs
        self.old = top / "old"
        self.new = top / "new"
        self.old.mkdir()
        for name in ("a.txt", "b.txt"):
            (self.old / name).write_text(name)
            (self.old / name).chmod(0o644)
            os.utime(self.old / name, ns=(10**18, 10**18 + 123_456_700))

    def fill(self, files: dict[str, Digest]) -> Difference:
        wanted = wanted_tree(files)
        found = read_tree(self.old, _MODES)
        difference = compare(wanted, found)
        stage = Stage(self.new, self.old, found, _MODES, self.blobs, b"the marker")
        stage.begin(wanted, difference)()
        assert read_tree(self.new, _MODES) == wanted
        return difference


@pytest.fixture
def yard(tmp_path: Path, blobs: Blobs) -> Yard:
    return Yard(tmp_path, blobs)


def test_an_unchanged_file_stays_the_same_file(yard: Yard) -> None:
    yard.fill({"a.txt": digest_of(b"a.txt"), "deep/er/c.txt": yard.blobs.put(b"c")})
    assert (yard.new / "a.txt").samefile(yard.old / "a.txt")


@pytest.mark.parametrize(
    "number", [errno.EPERM, errno.EXDEV, errno.EMLINK, errno.ENOTSUP, errno.ENOSYS]
)
def test_an_unchanged_file_is_copied_with_its_time_where_links_are_refused(
    yard: Yard, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(source: str, *_: object) -> None:
        raise OSError(number, os.strerror(number), source)

    monkeypatch.setattr(os, "link", refuse)
    difference = yard.fill({"a.txt": digest_of(b"a.txt")})
    assert difference.kept == ("a.txt",)
    assert not (yard.new / "a.txt").samefile(yard.old / "a.txt")
    assert (yard.new / "a.txt").stat().st_mtime_ns == (yard.old / "a.txt").stat().st_mtime_ns


def test_a_file_that_changes_before_it_is_copied_comes_from_the_blobs(
    yard: Yard, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(source: str, *_: object) -> None:
        Path(source).write_text("meddled with")
        raise OSError(errno.EPERM, "no links", source)

    monkeypatch.setattr(os, "link", refuse)
    yard.fill({"a.txt": yard.blobs.put(b"a.txt")})
    assert (yard.new / "a.txt").read_text() == "a.txt"


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o777])
def test_permissions_do_not_come_from_the_umask(yard: Yard, umask: int) -> None:
    digest = yard.blobs.put(b"c")
    before = os.umask(umask)
    try:
        yard.fill({"folder/c.txt": digest})
    finally:
        os.umask(before)
    modes = {path.name: S_IMODE(path.stat().st_mode) for path in (yard.new, *yard.new.rglob("*"))}
    assert modes == {"new": 0o755, "folder": 0o755, "c.txt": 0o644}


def test_the_marker_comes_from_memory(yard: Yard) -> None:
    yard.fill({MARKER: digest_of(b"the marker")})
    assert (yard.new / MARKER).read_bytes() == b"the marker"


@pytest.mark.parametrize("damage", [None, b"", b"d"])
def test_a_lost_or_damaged_blob_is_named(yard: Yard, damage: bytes | None) -> None:
    digest = yard.blobs.put(b"c")
    if damage is None:
        yard.blobs.path(digest).unlink()
    else:
        yard.blobs.path(digest).write_bytes(damage)
    with pytest.raises(LostBlob, match=digest):
        yard.fill({"folder/c.txt": digest})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Page.txt", "page.txt"),
        ("A/x.txt", "a/y.txt"),
        ("caf\u00e9.txt", "cafe\u0301.txt"),
        ("\u00c9.txt", "e\u0301.txt"),
    ],
)
def test_two_paths_that_are_one_name_here_are_both_named(
    yard: Yard, monkeypatch: pytest.MonkeyPatch, one: str, other: str
) -> None:
    """On a file system that is blind to case and to Unicode's forms, as macOS has."""
    files = {one: yard.blobs.put(b"1"), other: yard.blobs.put(b"2")}
    make, create = os.mkdir, open
    top = str(yard.new)

    def blind(path: str) -> str:
        return top + stage._folded(path.removeprefix(top))

    monkeypatch.setattr(os, "mkdir", lambda path: make(blind(path)))
    monkeypatch.setattr(os, "chmod", lambda *_: None)
    monkeypatch.setattr(stage, "open", lambda path, mode: create(blind(path), mode), raising=False)
    with pytest.raises(EnvironmentFault) as caught:
        yard.fill(files)
    first, second = sorted([one, other])
    if "/" in one:
        first, second = "A", "a"
    assert caught.value.message.startswith(f"{second} and {first} are one name")


def test_a_name_that_is_taken_for_a_reason_unknown_is_named_alone(
    yard: Yard, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str, _mode: str) -> None:
        raise FileExistsError(errno.EEXIST, "File exists", path)

    digest = yard.blobs.put(b"c")
    monkeypatch.setattr(stage, "open", refuse, raising=False)
    with pytest.raises(EnvironmentFault, match=r"^c\.txt and another path are one name"):
        yard.fill({"c.txt": digest})

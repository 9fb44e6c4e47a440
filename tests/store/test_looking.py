"""Files by what they hold, in the order that they were asked for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from waypost.model.digest import digest_of
from waypost.store.looking import Seen, look_at, read_whole


def write(folder: Path, name: str, data: bytes) -> str:
    (folder / name).write_bytes(data)
    return str(folder / name)


@pytest.mark.parametrize("data", [b"", b"text", b"\0\r\n\xff", b"x" * 3_000_000])
def test_a_file_is_seen_whole(tmp_path: Path, data: bytes) -> None:
    assert look_at([write(tmp_path, "a", data)]) == [Seen(digest_of(data), len(data))]


def test_as_many_as_there_are_come_in_their_order(tmp_path: Path) -> None:
    files = [write(tmp_path, str(n), b"%d" % n) for n in range(600)]
    files.insert(300, str(tmp_path / "none"))
    expected: list[Seen | None] = [Seen(digest_of(b"%d" % n), len(str(n))) for n in range(600)]
    expected.insert(300, None)
    assert look_at(files) == expected


def test_no_files_are_none() -> None:
    assert look_at([]) == []


@pytest.mark.parametrize("what", ["missing", "folder", "broken link", "through a file"])
def test_what_cannot_be_read_is_none(tmp_path: Path, what: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "broken link").symlink_to(tmp_path / "missing")
    write(tmp_path, "file", b"")
    path = tmp_path / ("file/below" if what == "through a file" else what)
    assert look_at([str(path)]) == [None]


def test_times_and_names_play_no_part(tmp_path: Path) -> None:
    file = write(tmp_path, "a", b"one")
    times = Path(file).stat().st_mtime_ns
    (before,) = look_at([file])
    write(tmp_path, "a", b"two")
    os.utime(file, ns=(times, times))
    assert look_at([file]) != [before]
    assert look_at([write(tmp_path, "b", b"one")]) == [before]


def test_the_mode_is_told_but_makes_no_difference(tmp_path: Path) -> None:
    file = write(tmp_path, "a", b"one")
    found = []
    for mode in (0o600, 0o644):
        Path(file).chmod(mode)
        found += look_at([file])
    assert [seen.mode for seen in found if seen] == [0o600, 0o644]
    assert found[0] == found[1]


@pytest.mark.parametrize("size", [0, 1, 5, 3_000_000])
@pytest.mark.parametrize("guess", [-1, 0, 1, 10])
def test_all_is_read_whatever_size_it_was_said_to_have(
    tmp_path: Path, size: int, guess: int
) -> None:
    data = os.urandom(size)
    (tmp_path / "a").write_bytes(data)
    file = os.open(tmp_path / "a", os.O_RDONLY)
    try:
        assert read_whole(file, max(size + guess, 0)) == data
    finally:
        os.close(file)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    file = os.open(tmp_path, os.O_RDONLY)
    try:
        with pytest.raises(OSError, match="directory"):
            read_whole(file, 0)
    finally:
        os.close(file)

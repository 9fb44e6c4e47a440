"""The cache as a whole: several at once, anew where it must be, and done without."""

from __future__ import annotations

import errno
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from waypost.model.digest import Digest, digest_of
from waypost.model.faults import EnvironmentFault
from waypost.store.actions import Action
from waypost.store.blobs import Blobs, LostBlob, StoreFault
from waypost.store.cache import Cache, open_cache, through_cache
from waypost.store.database import PAGE

KEY = digest_of(b"key")
ANEW = "and is made anew"
WITHOUT = "going on without"


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return tmp_path / ".waypost"


def file_of(work: Path) -> Path:
    return work / "cache" / "actions.sqlite"


def use(cache: Cache) -> bool:
    """Keep a result and a blob, as a build does; says whether the result was there."""
    known = KEY in cache.actions.find([KEY])
    cache.actions.keep([Action("page", KEY, b"value", cache.blobs.put(b"text"))])
    return known


def test_what_one_build_keeps_the_next_one_finds(work: Path) -> None:
    assert [through_cache(work, use) for _ in range(3)] == [False, True, True]


def test_two_that_have_it_open_at_once_share_it(work: Path) -> None:
    with open_cache(work) as one, open_cache(work) as other:
        assert not use(one)
        assert use(other)
        assert (one.notes, other.notes) == ((), ())


@pytest.mark.parametrize("times", range(3))
def test_many_that_make_it_at_once_all_have_it(work: Path, times: int) -> None:
    script = f"""
from pathlib import Path
from waypost.store.cache import open_cache
print("ready", flush=True)
input()
with open_cache(Path({str(work)!r})) as cache:
    print(cache.notes)
"""
    pipe = subprocess.PIPE
    many = [
        subprocess.Popen([sys.executable, "-c", script], stdin=pipe, stdout=pipe, text=True)
        for _ in range(4)
    ]
    for process in many:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in many:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    assert [process.communicate()[0] for process in many] == ["()\n"] * 4


# --- anew -----------------------------------------------------------------------------


def other_version(work: Path) -> None:
    with closing(sqlite3.connect(file_of(work))) as connection:
        connection.execute("pragma user_version = 99")


def garbage(work: Path) -> None:
    file_of(work).write_bytes(b"\x5a" * 10_000)


@pytest.mark.parametrize(
    ("spoil", "reason"), [(other_version, "of another version"), (garbage, "damaged")]
)
def test_an_unfit_cache_is_made_anew_once(
    work: Path, spoil: Callable[[Path], None], reason: str
) -> None:
    through_cache(work, use)
    spoil(work)
    with open_cache(work) as cache:
        (note,) = cache.notes
        assert (reason in note, ANEW in note) == (True, True)
        assert not use(cache)
        with open_cache(work) as another:
            assert another.notes == ()
            assert use(another)
    with open_cache(work) as cache:
        assert cache.notes == ()


def test_an_unfit_cache_that_somebody_uses_stays(work: Path) -> None:
    with open_cache(work) as user:
        use(user)
        other_version(work)
        before = file_of(work).stat().st_ino
        with open_cache(work) as cache:
            (note,) = cache.notes
            assert WITHOUT in note
            assert not use(cache)
        assert file_of(work).stat().st_ino == before


def test_damage_that_is_met_on_the_way_is_gone_the_next_time(work: Path) -> None:
    with open_cache(work) as cache:
        cache.actions.keep(
            [Action("page", digest_of(bytes([n])), b"x" * (3 * PAGE // 4)) for n in range(100)]
        )
    with file_of(work).open("r+b") as stream:
        stream.seek(10 * PAGE)
        stream.write(b"\xa5" * PAGE * 20)
    notes = []
    for _ in range(2):
        with open_cache(work) as cache:
            cache.actions.find([digest_of(bytes([n])) for n in range(100)])
            notes.append(cache.notes)
    assert [len(said) for said in notes] == [1, 0]


# --- lost on the way --------------------------------------------------------------------


def test_what_was_lost_is_made_anew_and_kept(work: Path) -> None:
    through_cache(work, use)
    seen = []

    def build(cache: Cache) -> bytes:
        known = use(cache)
        seen.append((known, cache.notes))
        if known:
            raise LostBlob(KEY)
        return cache.blobs.get(digest_of(b"text"))

    assert through_cache(work, build) == b"text"
    assert seen == [
        (True, ()),
        (False, ("the cache had lost something, so all was made anew",)),
    ]
    assert through_cache(work, use)


def test_a_blob_that_was_damaged_is_written_again(work: Path) -> None:
    through_cache(work, use)
    blobs = Blobs(work / "cache" / "blobs")
    blobs.path(digest_of(b"text")).write_bytes(b"tex")
    assert through_cache(work, lambda cache: _reading(cache)) == b"text"


def _reading(cache: Cache) -> bytes:
    use(cache)
    return cache.blobs.get(digest_of(b"text"))


# --- without ----------------------------------------------------------------------------


def _file(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("mine")


TEXTS = f"cache/blobs/{digest_of(b'text')[:2]}"


@pytest.mark.parametrize("place", [".", "cache", "cache/blobs", TEXTS])
def test_a_file_in_its_place_is_left_alone(work: Path, place: str) -> None:
    _file(work / place)
    for _ in range(2):
        known, notes = through_cache(work, lambda cache: (use(cache), cache.notes))
        assert not known
        (note,) = notes
        assert WITHOUT in note
    assert (work / place).read_text() == "mine"
    assert [path for path in work.glob("build-*") if work.is_dir()] == []


@pytest.mark.parametrize("place", ["cache/lock", "cache/actions.sqlite"])
def test_a_folder_in_place_of_a_file_is_left_alone(work: Path, place: str) -> None:
    (work / place).mkdir(parents=True)
    _, (note,) = through_cache(work, lambda cache: (use(cache), cache.notes))
    assert WITHOUT in note


def _full(*folders: Path) -> Callable[[Blobs, bytes], Digest]:
    put = Blobs.put

    def full(blobs: Blobs, data: bytes) -> Digest:
        if any(blobs.folder.is_relative_to(folder) for folder in folders):
            raise StoreFault(errno.ENOSPC, os.strerror(errno.ENOSPC), str(blobs.folder))
        return put(blobs, data)

    return full


@pytest.mark.parametrize("full", ["cache", "."])
def test_a_full_disk_is_told_of_and_done_without(
    work: Path, full: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Blobs, "put", _full(work / full))
    known, notes = through_cache(work, lambda cache: (use(cache), cache.notes))
    assert not known
    assert notes == ("the cache can't be used (no space left on device); going on without",)


def test_where_nothing_can_be_kept_the_command_ends(
    work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Blobs, "put", _full(Path("/")))
    with pytest.raises(EnvironmentFault, match="can't be kept: no space left"):
        through_cache(work, use)


def test_what_fails_for_another_reason_is_not_tried_again(work: Path) -> None:
    tried = []

    def fail(cache: Cache) -> None:
        tried.append(cache)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        through_cache(work, fail)
    assert len(tried) == 1

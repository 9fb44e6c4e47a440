from __future__ import annotations

import errno
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from msgspec.structs import replace

from waypost.model.digest import digest_of
from waypost.store.blobs import _MANY, Blobs


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "cache" / "blobs")


def files(blobs: Blobs) -> list[Path]:
    return sorted(path for path in blobs.folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("data", [b"", b"text", b"\0\r\n\xff", b"x" * 1_000_000])
def test_gives_back_what_was_put(blobs: Blobs, data: bytes) -> None:
    digest = blobs.put(data)
    assert digest == digest_of(data)
    assert blobs.get(digest) == data


@pytest.mark.parametrize("number", [3, _MANY])
def test_says_which_of_many_are_there(blobs: Blobs, number: int) -> None:
    there = [blobs.put(b"%d" % n) for n in range(number)]
    lost = digest_of(b"lost")
    draft = blobs.path(lost)
    draft.parent.mkdir(exist_ok=True)
    draft.with_name(f"{draft.name}.1-1").touch()
    assert blobs.which([lost, *there[1:]]) == set(there[1:])
    assert replace(blobs, fresh=True).which(there) == set()
    assert Blobs(blobs.folder / "elsewhere").which(there) == set()


def test_keeps_equal_bytes_once(blobs: Blobs) -> None:
    digest = blobs.put(b"text")
    before = blobs.path(digest).stat()
    assert blobs.put(b"text") == digest
    assert files(blobs) == [blobs.path(digest)]
    assert blobs.path(digest).stat().st_mtime_ns == before.st_mtime_ns


def test_knows_how_many_bytes_there_are(blobs: Blobs) -> None:
    assert blobs.size(blobs.put(b"text")) == 4
    assert blobs.size(digest_of(b"other")) == 0


def test_lacks_what_was_never_put(blobs: Blobs) -> None:
    with pytest.raises(KeyError):
        blobs.get(digest_of(b"text"))


@pytest.mark.parametrize("damage", [b"", b"tex", b"text ", b"texu"])
def test_a_damaged_blob_is_missing_until_it_is_put_again(blobs: Blobs, damage: bytes) -> None:
    digest = blobs.put(b"text")
    blobs.path(digest).write_bytes(damage)
    with pytest.raises(KeyError):
        blobs.get(digest)
    blobs.put(b"text")
    assert blobs.get(digest) == b"text"


def test_a_failed_put_leaves_nothing(blobs: Blobs, monkeypatch: pytest.MonkeyPatch) -> None:
    blobs.put(b"text")

    def half(path: str, data: bytes) -> None:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_bytes(data[:2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr("waypost.store.blobs._write", half)
        with pytest.raises(OSError, match="space"):
            blobs.put(b"other text")
    assert files(blobs) == [blobs.path(digest_of(b"text"))]


def test_many_threads_may_put_the_same(blobs: Blobs) -> None:
    data = b"x" * 100_000
    with ThreadPoolExecutor(8) as threads:
        digests = set(threads.map(lambda _: blobs.put(data), range(200)))
    assert digests == {digest_of(data)}
    assert files(blobs) == [blobs.path(digest_of(data))]

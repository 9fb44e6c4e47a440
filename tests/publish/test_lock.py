from __future__ import annotations

import errno
import os
import socket
from pathlib import Path

import pytest

from waypost.publish import lock
from waypost.publish.lock import Held, take


def taken(path: Path, note: str = "build") -> int:
    descriptor = take(path, note)
    assert descriptor is not None
    return descriptor


def test_says_who_holds_it_since_when_and_for_what(tmp_path: Path) -> None:
    descriptor = taken(tmp_path / "lock", "a build\nof two lines")
    with pytest.raises(Held) as held:
        take(tmp_path / "lock", "another")
    os.close(descriptor)
    start = f"process {os.getpid()} on {socket.gethostname()} since "
    assert held.value.holder.startswith(start)
    assert held.value.holder.endswith(": a build of two lines")
    assert (tmp_path / "lock").read_text() == f"{held.value.holder}\n"


def test_is_free_again_when_it_is_closed(tmp_path: Path) -> None:
    os.close(taken(tmp_path / "lock"))
    os.close(taken(tmp_path / "lock"))


def test_forgets_the_last_holder(tmp_path: Path) -> None:
    os.close(taken(tmp_path / "lock", "a long note " * 20))
    os.close(taken(tmp_path / "lock", "short"))
    (line,) = (tmp_path / "lock").read_text().splitlines()
    assert line.endswith(": short")


def test_a_holder_that_has_not_signed_yet_has_no_name(tmp_path: Path) -> None:
    descriptor = taken(tmp_path / "lock")
    os.ftruncate(descriptor, 0)
    with pytest.raises(Held) as held:
        take(tmp_path / "lock", "another")
    os.close(descriptor)
    assert held.value.holder == ""


@pytest.mark.parametrize("made_anew", [False, True])
def test_does_not_take_a_file_that_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made_anew: bool
) -> None:
    path = tmp_path / "lock"
    really_lock = lock._lock

    def lock_late(descriptor: int) -> bool:
        path.rename(tmp_path / "gone")
        if made_anew:
            path.touch()
        return really_lock(descriptor)

    monkeypatch.setattr(lock, "_lock", lock_late)
    assert take(path, "build") is None


def test_passes_on_that_the_file_system_has_no_locks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr("fcntl.flock", refuse)
    with pytest.raises(OSError, match="lock") as caught:
        take(tmp_path / "lock", "build")
    assert caught.value.errno == errno.ENOLCK

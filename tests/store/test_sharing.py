"""Many may have the cache open; one that deletes in it is alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from waypost.store.sharing import Share, shared

_OPEN = """
import sys
from pathlib import Path
from waypost.store.sharing import shared
with shared(Path(sys.argv[1])) as share:
    def go_on():
        print("open", flush=True)
        sys.stdin.read()
    if sys.argv[2] == "alone":
        share.if_alone(go_on)
    else:
        go_on()
"""


def other(file: Path, how: str) -> subprocess.Popen[bytes]:
    """Open it in another process."""
    process = subprocess.Popen(
        [sys.executable, "-c", _OPEN, str(file), how], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"open\n"
    return process


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "lock"


def is_alone(share: Share) -> bool:
    done: list[int] = []
    said = share.if_alone(lambda: done.append(1))
    assert said == bool(done)
    return said


def test_who_shares_is_not_alone(file: Path) -> None:
    with other(file, "shared") as process, shared(file) as share:
        assert not is_alone(share)
        process.kill()


def test_a_killed_process_is_no_company(file: Path) -> None:
    with other(file, "shared") as process:
        process.kill()
    with shared(file) as share:
        assert is_alone(share)


def test_nobody_waits_for_ever_for_one_that_is_alone(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("waypost.store.sharing._PATIENCE", 0.05)
    with other(file, "alone") as process:
        with pytest.raises(OSError, match="another build has it"), shared(file):
            pass
        process.kill()


def test_neither_trying_to_be_alone_nor_having_been_it_costs_the_place(file: Path) -> None:
    with shared(file) as one:
        assert is_alone(one)
        with shared(file) as another:
            assert not is_alone(another)
            assert not is_alone(one)
            assert not is_alone(another)


def test_what_fails_alone_fails_and_keeps_the_place(file: Path) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    with shared(file) as one:
        with pytest.raises(ZeroDivisionError):
            one.if_alone(fail)
        with shared(file) as another:
            assert not is_alone(another)


def test_a_file_in_place_of_the_folder_is_refused(file: Path) -> None:
    file.parent.write_text("mine")
    with pytest.raises(OSError, match="exists"), shared(file):
        pass

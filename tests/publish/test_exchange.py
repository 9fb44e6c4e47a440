from __future__ import annotations

import ctypes
import errno
import platform
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from waypost.publish import exchange
from waypost.publish.exchange import put_in_place, recover

linux = pytest.mark.skipif(sys.platform != "linux", reason="a system call of Linux")


class Folders:
    """A staged tree, a target, and the name that the old tree may take."""

    def __init__(self, top: Path) -> None:
        self.stage = top / "stage"
        self.target = top / "target"
        self.previous = top / "previous"
        self.stage.mkdir()
        (self.stage / "new").touch()

    def add_target(self) -> None:
        self.target.mkdir()
        (self.target / "old").touch()

    def put(self) -> None:
        put_in_place(self.stage, self.target, self.previous)

    def contents(self) -> dict[str, list[str]]:
        folders = (self.stage, self.target, self.previous)
        return {f.name: sorted(p.name for p in f.iterdir()) for f in folders if f.exists()}


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return Folders(tmp_path)


@pytest.fixture
def without_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that has no such step."""
    monkeypatch.setattr(exchange, "_SWAPS", {})


def answering(number: int) -> Callable[[ctypes.CDLL], exchange.Swap]:
    def swap(one: bytes, other: bytes) -> int:
        ctypes.set_errno(number)
        return -1

    return lambda _library: swap


def test_the_first_tree_is_simply_renamed(folders: Folders) -> None:
    folders.put()
    assert folders.contents() == {"target": ["new"]}


@linux
def test_the_trees_change_places_in_one_step(folders: Folders) -> None:
    folders.add_target()
    folders.put()
    assert folders.contents() == {"target": ["new"], "stage": ["old"]}


@linux
@pytest.mark.skipif(platform.machine() not in exchange._RENAMEAT2, reason="no number known")
def test_the_call_goes_by_its_number_where_the_library_lacks_it(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Musl:
        def __init__(self, library: ctypes.CDLL) -> None:
            self.syscall = library.syscall

    find = exchange._SWAPS["linux"]
    monkeypatch.setattr(
        exchange,
        "_SWAPS",
        {"linux": lambda library: find(Musl(library))},  # type: ignore[arg-type]
    )
    monkeypatch.setattr(exchange, "_rename_twice", lambda *_: pytest.fail("not in one step"))
    folders.add_target()
    folders.put()
    assert folders.contents() == {"target": ["new"], "stage": ["old"]}


@linux
def test_a_call_without_a_known_number_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "machine", lambda: "abacus")
    assert exchange._linux_swap(object()) is None  # type: ignore[arg-type]


def test_a_mac_without_the_function_is_seen() -> None:
    assert exchange._mac_swap(object()) is None  # type: ignore[arg-type]


@pytest.mark.usefixtures("without_exchange")
def test_two_renames_do_it_elsewhere(folders: Folders) -> None:
    folders.add_target()
    folders.put()
    assert folders.contents() == {"target": ["new"], "previous": ["old"]}


@pytest.mark.parametrize("number", sorted(exchange._CANNOT))
def test_two_renames_do_it_where_the_file_system_refuses(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(exchange, "_SWAPS", {sys.platform: answering(number)})
    folders.add_target()
    folders.put()
    assert folders.contents() == {"target": ["new"], "previous": ["old"]}


def test_another_refusal_changes_nothing(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "_SWAPS", {sys.platform: answering(errno.EBUSY)})
    folders.add_target()
    with pytest.raises(OSError, match="busy") as caught:
        folders.put()
    assert caught.value.errno == errno.EBUSY
    assert folders.contents() == {"target": ["old"], "stage": ["new"]}


@pytest.mark.usefixtures("without_exchange")
@pytest.mark.parametrize("problem", [OSError(errno.EIO, "I/O error"), KeyboardInterrupt()])
def test_the_old_tree_returns_where_the_second_rename_fails(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, problem: BaseException
) -> None:
    rename = Path.rename

    def fail(self: Path, target: Path) -> Path:
        if self == folders.stage:
            raise problem
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail)
    folders.add_target()
    with pytest.raises(type(problem)):
        folders.put()
    assert folders.contents() == {"target": ["old"], "stage": ["new"]}


def test_recovery_brings_back_a_tree_that_was_taken_away(folders: Folders) -> None:
    folders.add_target()
    folders.target.rename(folders.previous)
    recover(folders.target, folders.previous)
    assert folders.contents() == {"target": ["old"], "stage": ["new"]}


@pytest.mark.usefixtures("without_exchange")
def test_recovery_leaves_a_finished_exchange_alone(folders: Folders) -> None:
    folders.add_target()
    folders.put()
    recover(folders.target, folders.previous)
    assert folders.contents() == {"target": ["new"], "previous": ["old"]}

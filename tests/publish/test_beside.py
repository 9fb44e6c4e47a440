"""A large published tree is read beside the build, by a process of its own."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path
from time import sleep

import pytest

from support.sites import write
from waypost.model.artifact import MARKER
from waypost.publish import beside
from waypost.publish.beside import Reading, reading
from waypost.publish.scan import Modes, list_tree, read_tree
from waypost.workers import can_fork

pytestmark = pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="it takes Linux")

MODES = Modes(0o644, 0o755)


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a tree that is large enough, with two processors and a single thread."""
    monkeypatch.setattr(beside, "LARGE", 0)
    monkeypatch.setattr(beside, "can_fork", lambda: True)
    tree = write(tmp_path / "public", {MARKER: "marker", "a/index.html": "A", "b.css": "b"})
    for path in (tree, *tree.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return tree


def started(read: Reading) -> bool:
    return read.process > 0


def test_a_tree_is_read_by_another_process(top: Path) -> None:
    with reading(top, MODES) as read:
        assert started(read)
        tree = read.tree()
    assert tree == read_tree(top, MODES)
    assert tree.inodes == read_tree(top, MODES).inodes
    assert set(tree.files) == {MARKER, "a/index.html", "b.css"}


def test_the_spare_tree_is_listed_after_it_and_once(top: Path) -> None:
    spare = write(top.parent / "spare", {"old/index.html": "Old", "b.css": "b"})
    with reading(top, MODES, spare) as read:
        assert read.tree() == read_tree(top, MODES)
        assert read.listing() == list_tree(spare, MODES)
        # Whoever reads again has published meanwhile.
        read.tree()
        assert read.listing() is None


def test_a_build_that_changes_nothing_does_not_wait_for_the_listing(
    top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside, "list_tree", lambda *_: sleep(600))
    with reading(top, MODES, top.parent) as read:
        process = read.process
        assert read.tree() == read_tree(top, MODES)
    with pytest.raises(ChildProcessError):
        os.waitpid(process, 0)


def test_no_listing_is_of_a_time_before_a_tree_that_was_read_here(
    top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside, "FRESH", 0.0)
    with reading(top, MODES, write(top.parent / "spare", {"a": "a"})) as read:
        sleep(0.01)
        read.tree()
        assert read.listing() is None


def test_a_second_reading_sees_what_has_changed(top: Path) -> None:
    with reading(top, MODES) as read:
        first = read.tree()
        (top / "b.css").write_text("c")
        assert read.tree() != first


def test_a_process_that_is_not_asked_ends_all_the_same(top: Path) -> None:
    with reading(top, MODES) as read:
        process = read.process
    with pytest.raises(ChildProcessError):
        os.waitpid(process, 0)


def test_a_process_that_dies_leaves_the_reading_to_the_build(
    top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside, "_read", lambda *_: os._exit(1))
    with reading(top, MODES) as read:
        assert started(read)
        assert read.tree() == read_tree(top, MODES)


def test_a_reading_that_is_too_old_is_not_believed(
    top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside, "FRESH", 0.0)
    with reading(top, MODES) as read:
        sleep(0.01)
        (top / "b.css").write_text("later")
        assert read.tree() == read_tree(top, MODES)


def test_ctrl_c_while_it_starts_leaves_no_process(
    top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    processes = []
    fork = os.fork

    def interrupted() -> int:
        process = fork()
        signal.pthread_kill(threading.get_ident(), signal.SIGINT)
        if process:
            processes.append(process)
        return process

    monkeypatch.setattr(os, "fork", interrupted)
    # What runs the tests in the background may have made this process deaf to it.
    former = signal.signal(signal.SIGINT, signal.default_int_handler)
    with pytest.raises(KeyboardInterrupt), reading(top, MODES):
        pass
    signal.signal(signal.SIGINT, former)
    (process,) = processes
    with pytest.raises(ChildProcessError):
        os.waitpid(process, 0)
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def test_a_system_that_refuses_a_process_leaves_the_reading_to_the_build(
    top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused() -> int:
        raise OSError

    monkeypatch.setattr(os, "fork", refused)
    before = list(Path("/proc/self/fd").iterdir())
    with reading(top, MODES) as read:
        assert not started(read)
        assert len(list(Path("/proc/self/fd").iterdir())) == len(before)
        assert read.tree() == read_tree(top, MODES)


def test_a_small_tree_is_read_here(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    with reading(top, MODES) as read:
        assert not started(read)
        assert read.tree() == read_tree(top, MODES)


def test_a_process_with_threads_reads_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert not can_fork()

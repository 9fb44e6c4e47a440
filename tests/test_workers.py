"""An ordered map over processes, which changes nothing but the time it takes."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from functools import partial
from itertools import islice
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from support.preview import PATIENCE, eventually
from waypost.model.faults import EnvironmentFault
from waypost.workers import WORTH_A_PROCESS, workers

MANY = range(2 * WORTH_A_PROCESS)


def add(one: int, other: int) -> int:
    return one + other


def process(_item: int) -> int:
    return os.getpid()


def fail(item: int) -> int:
    raise ValueError(item)


def die(_item: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def wait(_item: int) -> None:
    time.sleep(10 * PATIENCE)


def map_until_killed(told: Connection) -> None:
    """Work in a process that a test kills: name its workers once they are there."""
    with workers(2) as pool:
        told.send(sorted(set(pool.map(process, MANY))))
        list(pool.map(wait, MANY))


def begin_until_killed(told: Connection) -> None:
    """Work as that does, with the worker that begins at once."""
    with workers(2) as pool:
        pool.begin("colorsys")
        told.send(list(pool.map(process, [0])))
        list(pool.map(wait, [0]))


def imported(name: str) -> bool:
    return name in sys.modules


def is_alive(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_no_worker_outlives_a_killed_parent() -> None:
    told, telling = Pipe(duplex=False)
    parent = get_context("spawn").Process(target=map_until_killed, args=(telling,))
    parent.start()
    assert told.poll(PATIENCE)
    numbers = told.recv()
    assert numbers
    parent.kill()
    parent.join()
    eventually(lambda: not any(is_alive(number) for number in numbers))


def test_a_set_of_workers_that_broke_gets_others() -> None:
    with workers(2) as pool:
        with pytest.raises(EnvironmentFault):
            list(pool.map(die, MANY))
        assert list(pool.map(partial(add, 1), MANY)) == [item + 1 for item in MANY]


def test_what_is_under_way_is_done_though_nobody_waits_for_it(tmp_path: Path) -> None:
    files = [tmp_path / str(number) for number in range(200)]
    with workers(2) as pool:
        assert pool.under_way(Path.touch, files) is None
        assert list(pool.map(process, MANY))
        done = pool.under_way(Path.touch, files)
        eventually(lambda: all(file.exists() for file in files))
        assert done is not None
        assert len(list(done)) == 200


def test_a_worker_that_dies_while_something_is_under_way_is_told_of() -> None:
    with workers(2) as pool:
        assert list(pool.map(process, MANY))
        # The first may be dead before the last is sent.
        with pytest.raises(EnvironmentFault):
            list(pool.under_way(die, MANY) or ())
        assert pool.under_way(process, MANY) is None


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_order(jobs: int) -> None:
    with workers(jobs) as pool:
        assert list(pool.map(partial(add, 1), MANY)) == [item + 1 for item in MANY]


def test_many_items_are_done_elsewhere() -> None:
    with workers(2) as pool:
        assert os.getpid() not in set(pool.map(process, MANY))


@pytest.mark.parametrize(("jobs", "items"), [(1, MANY), (2, range(3))])
def test_one_job_and_few_items_are_done_here(jobs: int, items: range) -> None:
    with workers(jobs) as pool:
        assert set(pool.map(process, items)) == {os.getpid()}


def test_an_exception_reaches_the_caller() -> None:
    with workers(2) as pool, pytest.raises(ValueError, match="0"):
        list(pool.map(fail, MANY))


def test_a_worker_that_dies_is_the_machines_fault() -> None:
    with workers(2) as pool, pytest.raises(EnvironmentFault, match="worker"):
        list(pool.map(die, MANY))


def test_a_map_that_is_left_early_ends() -> None:
    with workers(2) as pool:
        for item in pool.map(partial(add, 0), MANY):
            if item == 3:
                break


def note(folder: str) -> None:
    (Path(folder) / str(os.getpid())).touch()


def test_workers_can_do_something_ahead(tmp_path: Path) -> None:
    with workers(2) as pool:
        assert list(pool.map(partial(add, 1), MANY))
        pool.ahead(partial(note, str(tmp_path)))
        # What is submitted later is done later.
        assert list(pool.map(partial(add, 1), MANY))
    names = {int(file.name) for file in tmp_path.iterdir()}
    assert names
    assert os.getpid() not in names


@pytest.mark.parametrize("jobs", [1, 2])
def test_nothing_is_done_ahead_where_there_are_no_workers(jobs: int, tmp_path: Path) -> None:
    with workers(jobs) as pool:
        pool.ahead(partial(note, str(tmp_path)))
        assert list(pool.map(partial(add, 1), range(3))) == [1, 2, 3]
    assert list(tmp_path.iterdir()) == []


def test_a_failure_ahead_is_nobodys(tmp_path: Path) -> None:
    with workers(2) as pool:
        assert list(pool.map(partial(add, 1), MANY))
        pool.ahead(partial(fail, 1))
        assert list(pool.map(partial(add, 1), range(3))) == [1, 2, 3]


@pytest.mark.skipif(sys.platform != "linux", reason="others are not forked from")
def test_few_items_are_done_by_a_worker_that_has_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("waypost.workers.can_fork", lambda: True)
    with workers(2) as pool:
        pool.begin("colorsys")
        (one,) = set(pool.map(process, range(40)))
        assert one != os.getpid()
        assert list(pool.map(imported, ["colorsys", "no_module"])) == [True, False]
        assert len(set(pool.map(process, MANY)) | {one}) > 1


@pytest.mark.skipif(sys.platform != "linux", reason="others are not forked from")
def test_a_worker_that_has_begun_computes_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("waypost.workers.can_fork", lambda: True)
    with workers(2) as pool:
        pool.begin("colorsys")
        pool.learn("tabnanny")
        waits = [pool.beside(process, 1), pool.beside(imported, "tabnanny"), pool.beside(add, 2, 3)]
        one, known, total = [wait() for wait in waits]
        assert (one != os.getpid(), known, total) == (True, True, 5)
        with pytest.raises(ValueError, match="7"):
            pool.beside(fail, 7)()


@pytest.mark.skipif(sys.platform != "linux", reason="others are not forked from")
def test_a_worker_that_dies_beside_is_the_machines_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("waypost.workers.can_fork", lambda: True)
    with workers(2) as pool:
        pool.begin("colorsys")
        with pytest.raises(EnvironmentFault):
            pool.beside(die, 1)()
        assert pool.beside(process, 1)() == os.getpid()


def test_other_workers_compute_nothing_beside() -> None:
    """They would have to import what it takes, while somebody waits."""
    with workers(2) as pool:
        assert list(pool.map(partial(add, 1), MANY))
        pool.learn("tabnanny")
        assert pool.beside(process, 1)() == os.getpid()


@pytest.mark.parametrize(("jobs", "possible"), [(1, True), (2, False)])
def test_no_worker_begins_where_there_are_to_be_none(
    jobs: int, possible: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("waypost.workers.can_fork", lambda: possible)
    with workers(jobs) as pool:
        pool.begin("colorsys")
        assert set(pool.map(process, range(3))) == {os.getpid()}


def test_a_worker_that_has_begun_ends_with_a_killed_parent() -> None:
    told, telling = Pipe(duplex=False)
    parent = get_context("spawn").Process(target=begin_until_killed, args=(telling,))
    parent.start()
    assert told.poll(PATIENCE)
    numbers = told.recv()
    parent.kill()
    parent.join()
    eventually(lambda: not any(is_alive(number) for number in numbers))


def test_few_items_are_worth_other_processes_where_each_is_heavy() -> None:
    with workers(2) as pool:
        assert set(pool.map(process, range(4))) == {os.getpid()}
        assert os.getpid() in set(pool.map(process, range(1), heavy=True))
        assert os.getpid() not in set(pool.map(process, range(4), heavy=True))
        assert list(pool.map(partial(add, 1), range(5), heavy=True)) == [1, 2, 3, 4, 5]


def noted(made: list[int]) -> Iterator[int]:
    for item in range(2000):
        made.append(item)
        yield item


def test_workers_begin_before_all_items_are_made() -> None:
    made: list[int] = []
    with workers(2) as pool:
        results = pool.map_made(process, noted(made), 2000)
        first = next(results)
        assert first != os.getpid()
        assert len(made) < 1000
        assert len([first, *results]) == len(made) == 2000


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_of_items_that_are_made_on_the_way_come_in_their_order(jobs: int) -> None:
    with workers(jobs) as pool:
        results = pool.map_made(partial(add, 1), noted([]), 2000)
        assert list(results) == list(range(1, 2001))


@pytest.mark.parametrize("jobs", [1, 2])
def test_few_items_are_all_made_before_anything_is_done_with_them(jobs: int) -> None:
    made: list[int] = []
    with workers(jobs) as pool:
        results = pool.map_made(process, islice(noted(made), WORTH_A_PROCESS - 1), 2000)
        assert len(made) == WORTH_A_PROCESS - 1
        assert set(results) == {os.getpid()}

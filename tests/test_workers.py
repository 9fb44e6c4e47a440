"""An ordered map over processes, which changes nothing but the time it takes."""

from __future__ import annotations

import os
import signal
from functools import partial
from pathlib import Path

import pytest

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

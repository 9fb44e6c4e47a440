"""An ordered map over processes, which changes nothing but the time it takes."""

from __future__ import annotations

import os
import signal
from functools import partial

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

from __future__ import annotations

import numpy as np
import pytest

from waypost.plan.settle import Ties, cost, crossings, settle

SIZES = np.array([[80.0, 40.0]] * 4)
FRAME = np.array([600.0, 400.0])


def ties(*pairs: tuple[int, int], count: int = 4) -> Ties:
    one, other = (np.array([pair[end] for pair in pairs], dtype=np.intp) for end in (0, 1))
    return Ties(one, other, np.zeros(count))


def test_a_box_leaves_the_way_of_a_tie_of_others() -> None:
    places = np.array([[60.0, 200.0], [540.0, 200.0], [300.0, 205.0]])
    settled = settle(places, SIZES[:3], ties((0, 1), count=3), FRAME)
    level = settled[:2, 1].mean()
    assert abs(settled[2, 1] - level) >= 19
    assert settled[2, 1] > level


def test_boxes_in_one_place_part() -> None:
    settled = settle(np.full((4, 2), 200.0), SIZES, ties(), FRAME)
    for one in range(4):
        for other in range(one):
            apart = np.abs(settled[one] - settled[other])
            assert (apart >= SIZES[0] - 1).any()


def test_tied_boxes_come_nearer_than_they_were() -> None:
    places = np.array([[60.0, 60.0], [540.0, 340.0]])
    settled = settle(places, SIZES[:2], ties((0, 1), count=2), FRAME)
    assert np.abs(settled[0] - settled[1]).sum() < 0.5 * np.abs(places[0] - places[1]).sum()


@pytest.mark.parametrize(
    ("pairs", "count"),
    [([(0, 2), (1, 3)], 1), ([(0, 1), (2, 3)], 0), ([(0, 1), (0, 2), (0, 3)], 0)],
)
def test_crossings_are_counted_once_and_shared_ends_are_none(
    pairs: list[tuple[int, int]], count: int
) -> None:
    square = np.array([[100.0, 100.0], [400.0, 100.0], [400.0, 300.0], [100.0, 300.0]])
    assert crossings(square, ties(*pairs)) == count


def test_a_crossing_costs_more_than_the_same_ties_without_one() -> None:
    square = np.array([[100.0, 100.0], [400.0, 100.0], [400.0, 300.0], [100.0, 300.0]])
    assert cost(square, SIZES, ties((0, 2), (1, 3))) > cost(square, SIZES, ties((0, 1), (2, 3)))

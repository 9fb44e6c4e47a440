"""Forces between boxes: what has room, what is tied, and what stands in a tie's way."""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indexes = NDArray[np.intp]

ROUNDS = 60

THROUGH = 4.0
"""What it costs that a tie runs a unit deep through another's box, in units of length."""

CROSSING = 60.0
"""What it costs that two ties cross, in units of length."""


class Ties(Struct, frozen=True):
    """Which boxes are tied, by index, and how far below a box's middle its ties end."""

    one: Indexes
    other: Indexes
    marks: Floats

    def ends(self, places: Floats) -> tuple[NDArray[np.complex128], NDArray[np.complex128]]:
        """Give both ends of every tie, as points x + iy."""
        points = places[:, 0] + 1j * (places[:, 1] + self.marks)
        return points[self.one], points[self.other]


def settle(places: Floats, sizes: Floats, ties: Ties, frame: Floats) -> Floats:
    """Move boxes within a frame: tied ones together, all out of each other's way."""
    strangers = _strangers(len(places), ties)
    low, high = sizes / 2, np.maximum(frame - sizes / 2, sizes / 2)
    for number in range(ROUNDS):
        cooling = 1 - number / ROUNDS
        move = 0.5 * _overlaps(places, sizes)
        move += 0.5 * _off_ties(places, sizes, ties, strangers)
        # What is out of the way at the end must not be drawn back into it.
        move += cooling * 0.05 * _together(places, sizes, ties)
        places = np.clip(places + move, low, high)
    return places


def cost(places: Floats, sizes: Floats, ties: Ties) -> float:
    """Weigh what troubles a reader: ties through boxes, crossings, and long ties."""
    through = np.abs(_off_ties(places, sizes, ties, _strangers(len(places), ties))).sum()
    long = np.abs(places[ties.one] - places[ties.other]).sum()
    return float(THROUGH * through + CROSSING * crossings(places, ties) + long)


def crossings(places: Floats, ties: Ties) -> int:
    """Count the pairs of ties that cross."""
    start, end = ties.ends(places)
    way = np.conj(end - start)
    left = (way * (start[:, None] - start)).imag * (way * (end[:, None] - start)).imag < 0
    return int((left & left.T).sum()) // 2


def _strangers(count: int, ties: Ties) -> NDArray[np.bool_]:
    """Say of each box and each tie whether the tie is of others."""
    numbers = np.arange(count)[:, None]
    theirs: NDArray[np.bool_] = (numbers != ties.one) & (numbers != ties.other)
    return theirs


def _overlaps(places: Floats, sizes: Floats) -> Floats:
    """Say how each box has to move so that no two overlap, by the shorter way."""
    x, y = (axis[:, None] - axis for axis in places.T)
    wide, high = ((axis[:, None] + axis) / 2 for axis in sizes.T)
    right, down = wide - np.abs(x), high - np.abs(y)
    meets = (right > 0) & (down > 0)
    np.fill_diagonal(meets, False)
    # Of two in one place, the first gives way to the left or upwards.
    earlier = np.arange(len(places))
    order = np.sign(earlier[:, None] - earlier)
    across = meets & (right <= down)
    sideways = across * right * np.where(x == 0, order, np.sign(x))
    upright = (meets & ~across) * down * np.where(y == 0, order, np.sign(y))
    return np.stack([sideways.sum(axis=1), upright.sum(axis=1)], axis=1)


def _together(places: Floats, sizes: Floats, ties: Ties) -> Floats:
    """Say how tied boxes have to move so that they stand near each other."""
    way = places[ties.other] - places[ties.one]
    room = (sizes[ties.one] + sizes[ties.other]) / 2
    slack = np.sign(way) * np.maximum(np.abs(way) - 1.25 * room, 0)
    move = np.zeros_like(places)
    np.add.at(move, ties.one, slack)
    np.subtract.at(move, ties.other, slack)
    return move


def _off_ties(places: Floats, sizes: Floats, ties: Ties, strangers: NDArray[np.bool_]) -> Floats:
    """Say how boxes have to move so that ties of others do not run through them."""
    start, end = ties.ends(places)
    length = np.abs(end - start) + 1e-9
    unit = (end - start) / length
    points = places[:, 0] + 1j * places[:, 1]
    # Turned so that the tie lies on the real axis.
    seen = (points[:, None] - start) * np.conj(unit)
    reach = (sizes[:, :1] * np.abs(unit.imag) + sizes[:, 1:] * np.abs(unit.real)) / 2
    depth = reach - np.abs(seen.imag)
    hit = strangers & (depth > 0) & (seen.real > 0) & (seen.real < length)
    push = hit * np.where(seen.imag < 0, -depth, depth)
    aside = np.stack([-(push * unit.imag).sum(axis=1), (push * unit.real).sum(axis=1)], axis=1)
    moved: Floats = aside / np.maximum(hit.sum(axis=1), 1)[:, None]
    return moved

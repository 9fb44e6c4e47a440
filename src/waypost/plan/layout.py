"""Where the labelled marks of a map stand: geometry, from ties to places.

Deterministic: the start is fixed, and the order of the input does not count. All
lengths are in the drawing's own units; y grows downwards, as in SVG.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from waypost.plan.settle import Ties, cost, settle
from waypost.plan.stress import distances, minimal_stress

Floats = NDArray[np.float64]

GAP = 14.0
"""The least distance between two boxes that stand beside or above each other."""

ASPECT = 1.6
"""How much wider than high a drawing is meant to be."""

PAGE = 1030.0
"""How wide a drawing is that fills a page, so that its letters keep their size."""

WIDEST = 1280.0
"""How wide a frame may be, unless one box alone is wider."""

AIRY, DENSE = 0.26, 0.56
"""The part of the frame that boxes cover: where the page has room, and at most."""

EVENNESS = 0.55
"""How much of a place in the frame is by rank (1), and how much by distance (0)."""

_STARTS = (0.0, 0.9, 1.8, 2.7)

_PROMISING = 2
"""How many of the starts are followed to the end."""


class Box(Struct, frozen=True):
    """The room that a mark and its label need.

    Ties end at the mark, which stands ``mark`` below the upper edge, in the middle.
    """

    key: str
    width: float
    height: float
    mark: float


class Layout(Struct, frozen=True):
    """A frame that starts at (0, 0), and the middle of every box in it, by key."""

    width: int
    height: int
    centres: Mapping[str, tuple[float, float]]


def lay_out(boxes: Iterable[Box], ties: Mapping[tuple[str, str], float]) -> Layout:
    """Place boxes so that tied ones are near, none overlap, and all are in the frame.

    ``ties`` lead from pairs of keys to weights above 0: the heavier, the nearer.
    Takes time by the square of the boxes; meant for a hundred at most.
    """
    ordered = sorted(boxes, key=lambda box: box.key)
    if not ordered:
        return Layout(0, 0, {})
    sizes = np.array([[box.width + GAP, box.height + GAP] for box in ordered])
    marks = np.array([box.mark - box.height / 2 for box in ordered])
    tied, weights = _tied(ordered, marks, ties)
    frame = _frame(sizes)
    apart = distances(len(ordered), tied.one, tied.other, weights)
    drafts = [_spread(minimal_stress(apart, turn), sizes, frame) for turn in _STARTS]
    drafts.sort(key=lambda places: cost(places, sizes, tied))
    settled = [settle(draft, sizes, tied, frame) for draft in drafts[:_PROMISING]]
    best = min(settled, key=lambda places: cost(places, sizes, tied))
    return _framed(_clear(best, sizes), sizes, ordered)


def _tied(
    boxes: Sequence[Box], marks: Floats, ties: Mapping[tuple[str, str], float]
) -> tuple[Ties, Floats]:
    index = {box.key: number for number, box in enumerate(boxes)}
    rows = sorted((*sorted((index[a], index[b])), weight) for (a, b), weight in ties.items())
    one = np.array([row[0] for row in rows], dtype=np.intp)
    other = np.array([row[1] for row in rows], dtype=np.intp)
    return Ties(one, other, marks), np.array([row[2] for row in rows], dtype=np.float64)


def _frame(sizes: Floats) -> Floats:
    """Choose a width and a height: airy up to the width of a page, and dense beyond."""
    covered = float((sizes[:, 0] * sizes[:, 1]).sum())
    airy, dense = (np.sqrt(covered / fill * ASPECT) for fill in (AIRY, DENSE))
    wanted = min(max(dense, min(airy, PAGE)), WIDEST)
    width, height = np.maximum(wanted, sizes[:, 0].max()), sizes[:, 1].max()
    return np.array([width, max(wanted / ASPECT, covered / DENSE / wanted, height)])


def _spread(places: Floats, sizes: Floats, frame: Floats) -> Floats:
    """Fit places into a frame, the longer axis across, with crowds thinned out."""
    if len(places) == 1:
        return frame[None] / 2
    centred = places - places.mean(axis=0)
    x, y = centred.T
    axis = np.arctan2(2 * (x * y).sum(), (x * x).sum() - (y * y).sum()) / 2
    cosine, sine = np.cos(axis), np.sin(axis)
    turned = np.round(np.stack([x * cosine + y * sine, y * cosine - x * sine], axis=1), 6)
    low, high = turned.min(axis=0), turned.max(axis=0)
    linear = (turned - low) / np.maximum(high - low, 1e-9)
    ranks = turned.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable")
    share = (1 - EVENNESS) * linear + EVENNESS * ranks / (len(places) - 1)
    fitted: Floats = sizes / 2 + share * np.maximum(frame - sizes, 0)
    return fitted


def _clear(places: Floats, sizes: Floats) -> Floats:
    """Remove the last overlaps: from the top down, each box sinks until it is clear."""
    places = places.copy()
    order = np.lexsort((places[:, 0], places[:, 1]))
    for rank, number in enumerate(order):
        above = order[:rank]
        beside = np.abs(places[above, 0] - places[number, 0])
        meets = beside < (sizes[above, 0] + sizes[number, 0]) / 2
        floor = places[above, 1] + (sizes[above, 1] + sizes[number, 1]) / 2
        places[number, 1] = max([places[number, 1], *floor[meets]])
    return places


def _framed(places: Floats, sizes: Floats, boxes: Sequence[Box]) -> Layout:
    low = (places - sizes / 2).min(axis=0)
    high = (places + sizes / 2).max(axis=0)
    width, height = np.ceil(high - low)
    centres = {
        box.key: (round(float(x), 1), round(float(y), 1))
        for box, (x, y) in zip(boxes, places - low, strict=True)
    }
    return Layout(int(width), int(height), centres)

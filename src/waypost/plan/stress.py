"""Stress majorisation: places that are about as far apart as a graph says."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indexes = NDArray[np.intp]

ROUNDS = 70

_GOLDEN_ANGLE = 2.399963229728653


def distances(count: int, one: Indexes, other: Indexes, weights: Floats) -> Floats:
    """Give the lengths of the shortest ways between all pairs of ``count`` nodes.

    The heaviest tie has length 1, the lightest nearly 1.5. What no way joins stands
    almost as far apart as the graph is wide, and no less than 2.5.
    """
    lengths = np.full((count, count), np.inf)
    np.fill_diagonal(lengths, 0)
    if len(weights):
        tie = 1.5 - np.sqrt(weights / weights.max()) / 2
        lengths[one, other] = lengths[other, one] = tie
    for via in range(count):
        np.minimum(lengths, lengths[:, via, None] + lengths[via], out=lengths)
    finite = np.isfinite(lengths)
    return np.where(finite, lengths, max(2.5, 0.8 * float(lengths[finite].max())))


def minimal_stress(apart: Floats, turn: float) -> Floats:
    """Find a place (x, y) for every node, from a spiral that starts at an angle.

    ``apart`` are the wanted distances; a node that is near to all starts in the
    middle. Other angles (in radians) may lead to other minima.
    """
    count = len(apart)
    ranks = np.argsort(np.argsort(apart.sum(axis=1), kind="stable"), kind="stable")
    # A plane of complex numbers: one array, and no axis to sum over.
    places = np.sqrt(ranks + 0.5) * np.exp(1j * (ranks * _GOLDEN_ANGLE + turn))
    pull = 1 / np.square(apart + np.eye(count))
    np.fill_diagonal(pull, 0)
    total = np.maximum(pull.sum(axis=1), 1e-9)
    wanted = pull * apart
    for _ in range(ROUNDS):
        apart_now = places[:, None] - places
        ratio = wanted / (np.abs(apart_now) + 1e-9)
        # Sums, not products of matrices: those may differ by machine and by thread.
        places = places + (((ratio - pull) * apart_now).sum(axis=1)) / total
    return np.stack([places.real, places.imag], axis=1)

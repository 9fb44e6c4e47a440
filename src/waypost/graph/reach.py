"""Reach: no post without a generated link that leads to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from waypost.model.evidence import RelatedPost


def reach(related: Mapping[str, Sequence[RelatedPost]]) -> tuple[int, int]:
    """Count the posts that a list of related posts leads to, and all posts."""
    reached = {entry.slug for entries in related.values() for entry in entries}
    return len(reached & related.keys()), len(related)


def place_unreached(
    lists: Mapping[int, list[int]],
    counts: Any,
    ranks: Sequence[int],
    successors: Mapping[int, int],
    most: int,
) -> list[tuple[int, int]]:
    """Give each post that is in no list a place in one; change the lists.

    Posts are numbers; ``lists`` hold, by post, at most ``most`` others, best first, and
    ``counts`` (an int array) says in how many of them each is. ``ranks`` are the posts'
    places by date, ``successors`` lead from superseded posts to what supersedes them.

    A superseded post goes to its successor, another to the post that it is most
    like, which is the first of its own list; if they have no room, to the next of
    its list, then to the nearest in time. A full list gives up its weakest entry
    that another list has too. So two posts or more are all reached.

    Gives the pairs of list and post that were added.
    """
    inbound: list[int] = counts.tolist()
    by_date = sorted(range(len(counts)), key=ranks.__getitem__)
    added = []
    # No other gets unreached on the way: an entry that is given up has another list.
    for post in np.flatnonzero(counts == 0).tolist():
        for host in _hosts(post, lists, ranks, by_date, successors):
            if _add(post, lists[host], inbound, most):
                added.append((host, post))
                break
    return added


def _hosts(
    post: int,
    lists: Mapping[int, Sequence[int]],
    ranks: Sequence[int],
    by_date: Sequence[int],
    successors: Mapping[int, int],
) -> Iterator[int]:
    if post in successors:
        yield successors[post]
    yield from tuple(lists[post])
    here = ranks[post]
    for distance in range(1, len(by_date)):
        for rank in (here - distance, here + distance):
            if 0 <= rank < len(by_date):
                yield by_date[rank]


def _add(post: int, entries: list[int], inbound: list[int], most: int) -> bool:
    """Put a post at the end of a list, unless every entry of a full one needs its place."""
    if len(entries) == most:
        weakest = next((entry for entry in reversed(entries) if inbound[entry] > 1), None)
        if weakest is None:
            return False
        entries.remove(weakest)
        inbound[weakest] -= 1
    entries.append(post)
    inbound[post] += 1
    return True

"""A table of which posts hold which stems, for counting many posts at once."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

import numpy as np


@dataclass(frozen=True, slots=True)
class Table:
    """Stems by post, each once.

    Row r of ``rows`` holds the stems ``columns[starts[r]:starts[r + 1]]`` (int
    arrays), which ``stems`` names. ``totals`` counts the posts that hold each.
    """

    rows: Mapping[str, int]
    stems: tuple[str, ...]
    starts: Any
    columns: Any
    totals: Any

    def gather(self, posts: Sequence[str]) -> Held:
        """Gather what some posts hold."""
        rows = np.array([self.rows[post] for post in posts])
        lengths = self.starts[rows + 1] - self.starts[rows]
        owners = np.repeat(np.arange(len(rows)), lengths)
        columns = self.columns[positions(self.starts, rows)]
        return Held(posts, owners, columns, np.bincount(columns, minlength=len(self.stems)))


@dataclass(frozen=True, slots=True)
class Held:
    """The entries of a table for some posts.

    ``owners`` (places in ``posts``) and ``columns`` are int arrays, one entry each;
    ``counts`` says how many of the posts hold each column.
    """

    posts: Sequence[str]
    owners: Any
    columns: Any
    counts: Any

    def by(self, column: int) -> tuple[str, ...]:
        """Give the posts that hold a column, in their order."""
        return tuple([self.posts[at] for at in self.owners[self.columns == column].tolist()])


def make_table(read: Mapping[str, tuple[str, ...]]) -> Table:
    """Make the table of some posts' stems; "" is none."""
    ids: defaultdict[str, int] = defaultdict(count().__next__)
    nothing = ids[""]
    columns, lengths = array("i"), array("i")
    for stems in read.values():
        own = dict.fromkeys(stems)
        columns.extend(map(ids.__getitem__, own))
        lengths.append(len(own))
    held = np.array(columns, dtype=np.int64)
    totals = np.bincount(held, minlength=len(ids))
    totals[nothing] = 0
    return Table(
        rows={post: row for row, post in enumerate(read)},
        stems=tuple(ids),
        starts=np.concatenate(([0], np.cumsum(lengths, dtype=np.int64))),
        columns=held,
        totals=totals,
    )


def positions(starts: Any, rows: Any) -> Any:
    """Give the places of all entries of some rows of a compressed table, row by row."""
    first = starts[rows]
    lengths = starts[rows + 1] - first
    before = np.cumsum(lengths) - lengths
    return np.arange(lengths.sum()) + np.repeat(first - before, lengths)

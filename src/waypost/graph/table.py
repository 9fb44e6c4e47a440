"""Stems of many posts as numbers: in the order of their words, and for counting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True, slots=True)
class Runs:
    """The stems of posts in the order of their words.

    ``rows`` leads from posts to rows. Row r is ``numbers[starts[r]:ends[r]]`` (int
    arrays), which ``stems`` names; the first of them is "", for a word that says
    nothing.
    """

    rows: Mapping[str, int]
    stems: tuple[str, ...]
    numbers: Any
    starts: Any
    ends: Any

    def read(self, post: str) -> tuple[str, ...]:
        """Give the stems of one post."""
        row, stems = self.rows[post], self.stems
        return tuple([stems[number] for number in self.numbers[self.starts[row] : self.ends[row]]])


@dataclass(frozen=True, slots=True)
class Table:
    """The stems of posts, each once, in no order.

    Row r of ``rows`` holds the columns ``columns[starts[r]:starts[r + 1]]`` (int
    arrays), which ``stems`` names. ``totals`` counts the posts that hold each.
    """

    rows: Mapping[str, int]
    stems: tuple[str, ...]
    columns: Any
    starts: Any
    totals: Any

    def gather(self, posts: Sequence[str]) -> Held:
        """Gather what some posts hold."""
        rows = np.array([self.rows[post] for post in posts])
        owners = np.repeat(np.arange(len(rows)), self.starts[rows + 1] - self.starts[rows])
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


def make_table(runs: Runs) -> Table:
    """Make the table of what runs hold; "" is no stem."""
    lengths = runs.ends - runs.starts
    owners = np.repeat(np.arange(len(lengths)), lengths)
    numbers = runs.numbers[_ranges(runs.starts, lengths)]
    each = distinct((owners * len(runs.stems) + numbers)[numbers > 0])
    columns = each % len(runs.stems)
    held = np.bincount(each // len(runs.stems), minlength=len(lengths))
    return Table(
        rows=runs.rows,
        stems=runs.stems,
        columns=columns,
        starts=np.concatenate(([0], np.cumsum(held))),
        totals=np.bincount(columns, minlength=len(runs.stems)),
    )


def positions(starts: Any, rows: Any) -> Any:
    """Give the places of all entries of some rows of a compressed table, row by row."""
    first = starts[rows]
    return _ranges(first, starts[rows + 1] - first)


def distinct(numbers: Any) -> Any:
    """Sort numbers and leave out repeated ones; for mostly distinct ones as these it is
    several times as fast as NumPy's own, which hashes."""
    ordered = np.sort(numbers)
    return ordered[np.concatenate((np.ones(min(len(ordered), 1), bool), np.diff(ordered) > 0))]


def _ranges(first: Any, lengths: Any) -> Any:
    before = np.cumsum(lengths) - lengths
    return np.arange(lengths.sum()) + np.repeat(first - before, lengths)

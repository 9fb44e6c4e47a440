"""What many posts hold as numbers: in the order of their words, and for counting."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice
from typing import Any

import numpy as np
from msgspec import Struct


class Runs(Struct, frozen=True, eq=False):
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
        numbers = self.numbers[self.starts[row] : self.ends[row]].tolist()
        return tuple([stems[number] for number in numbers])


class Table(Struct, frozen=True, eq=False):
    """What posts hold, each once and in order of column: stems, topics, or other posts.

    Row r holds the columns ``columns[starts[r]:starts[r + 1]]`` (int arrays), which
    ``names`` names. ``totals`` counts the posts that hold each.
    """

    names: tuple[str, ...]
    columns: Any
    starts: Any
    totals: Any

    def column(self, name: str) -> int:
        """Give the column of a name; the names are in order.

        Raises:
            KeyError: where nothing has this name.
        """
        place = bisect_left(self.names, name)
        if place == len(self.names) or self.names[place] != name:
            raise KeyError(name)
        return place

    def entries(self, rows: Any) -> tuple[Any, Any]:
        """Give the entries of some rows (an int array): places in ``rows``, and columns."""
        first = self.starts[rows]
        lengths = self.starts[rows + 1] - first
        owners = np.arange(len(rows)).repeat(lengths)
        return owners, self.columns[ranges(first, lengths)]

    def gather(self, posts: Sequence[str], rows: Any) -> Held:
        """Gather and count what some posts hold, whose rows (an int array) are given too."""
        owners, columns = self.entries(rows)
        return Held(posts, owners, columns, np.bincount(columns, minlength=len(self.names)))


class Held(Struct, frozen=True, eq=False):
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


def make_table(names: tuple[str, ...], rows: int, owners: Any, columns: Any) -> Table:
    """Make a table of some rows, of its entries: two int arrays of one length.

    Entries may repeat, and stand in any order.
    """
    each = distinct(owners * len(names) + columns)
    if not len(each):
        # There may be no names either, and nothing can be divided by none.
        return Table(names, each, np.zeros(rows + 1, np.int64), np.zeros(len(names), np.int64))
    owners, columns = np.divmod(each, len(names))
    return Table(
        names=names,
        columns=columns,
        starts=starts_of(np.bincount(owners, minlength=rows)),
        totals=np.bincount(columns, minlength=len(names)),
    )


def tag_table(tags: Sequence[Sequence[str]], topics: Iterable[str]) -> Table:
    """Make the table of the topics that rows have; ``topics`` are all of these."""
    columns = {topic: column for column, topic in enumerate(sorted(topics))}
    owners = np.arange(len(tags)).repeat(list(map(len, tags)))
    named = map(columns.__getitem__, chain.from_iterable(tags))
    numbers = np.fromiter(named, dtype=np.int64, count=len(owners))
    return make_table(tuple(columns), len(tags), owners, numbers)


def table_of(runs: Runs, least: int = 1) -> Table:
    """Make the table of the stems that runs hold, all together so often; "" is none."""
    lengths = runs.ends - runs.starts
    owners = np.arange(len(lengths)).repeat(lengths)
    numbers = runs.numbers[ranges(runs.starts, lengths)]
    often = np.bincount(numbers, minlength=len(runs.stems)) >= least
    often[:1] = False
    # In order, so that of equals the first column is the first by the alphabet too.
    named = sorted(np.flatnonzero(often).tolist(), key=runs.stems.__getitem__)
    columns = np.empty(len(often), dtype=np.int64)
    columns[named] = np.arange(len(named))
    kept, names = often[numbers], tuple([runs.stems[number] for number in named])
    return make_table(names, len(lengths), owners[kept], columns[numbers[kept]])


def held_by(table: Table, rows: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Give what the rows of a table hold, by the rows' own names."""
    held = iter([table.names[column] for column in table.columns.tolist()])
    lengths = zip(rows, np.diff(table.starts).tolist(), strict=True)
    return {row: tuple(islice(held, length)) for row, length in lengths}


def starts_of(lengths: Any) -> Any:
    """Give where rows of some lengths start when they stand one after the other.

    It is one longer than ``lengths``: the last is where they all end.
    """
    return np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))


def positions(starts: Any, rows: Any) -> Any:
    """Give the places of all entries of some rows of a compressed table, row by row."""
    first = starts[rows]
    return ranges(first, starts[rows + 1] - first)


def distinct(numbers: Any) -> Any:
    """Sort numbers and leave out repeated ones; for mostly distinct ones as these it is
    several times as fast as NumPy's own, which hashes."""
    ordered = np.sort(numbers)
    return ordered[np.concatenate((np.ones(min(len(ordered), 1), bool), np.diff(ordered) > 0))]


def ranges(first: Any, lengths: Any) -> Any:
    """Join ranges of numbers: from each of ``first`` on, as many as ``lengths`` says."""
    ends = lengths.cumsum()
    found = (first - ends + lengths).repeat(lengths)
    return found + np.arange(len(found))

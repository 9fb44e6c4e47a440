"""What pure functions gave the last time, for one that is asked again and again.

A pure function gives equal values for equal arguments: so its last result stands as
long as its arguments are equal to the last ones. That is all; nothing is recorded of
what depends on what. Comparing is quick, since what has not changed is mostly the very
same object, and Python looks at that first.

Mappings are equal whatever their order, and moments of one zone whatever their fold:
no function may depend on these, unless they are given to it as something else.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from itertools import compress
from operator import eq, is_not, not_
from typing import Any, NamedTuple, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class _Rows(NamedTuple):
    """What was given and made of each row of a table, the last time."""

    keys: tuple[Any, ...]
    columns: tuple[Sequence[Any], ...]
    shared: tuple[Any, ...]
    results: list[Any]


class Memory:
    """Keeps the last result of each function that it is asked for, by a name for its use.

    A ``lasting`` one is for builds that follow each other in one process. Any other
    keeps nothing, and costs nothing.
    """

    def __init__(self, *, lasting: bool = False) -> None:
        self.lasting = lasting
        self._last: dict[str, tuple[Callable[..., Any], tuple[Any, ...], Any]] = {}
        self._noted: dict[str, Any] = {}
        self._each: dict[str, tuple[Mapping[Any, Any], tuple[Any, ...], dict[Any, Any]]] = {}
        self._rows: dict[str, _Rows] = {}

    def recall(self, name: str, function: Callable[..., Value], *arguments: Any) -> Value:
        """Give what a pure function gives for some arguments."""
        kept = self._last.get(name)
        if kept is not None and kept[:2] == (function, arguments):
            value: Value = kept[2]
        else:
            value = function(*arguments)
        if self.lasting:
            self._last[name] = (function, arguments, value)
        return value

    def each(
        self,
        name: str,
        function: Callable[..., Value],
        arguments: Mapping[Key, tuple[Any, ...]],
        shared: tuple[Any, ...] = (),
    ) -> dict[Key, Value]:
        """Give what a pure function gives for the arguments under each key, in their order.

        ``shared`` are further arguments, the same for all: they are compared only once.
        """
        if not self.lasting:
            return {key: function(*own, *shared) for key, own in arguments.items()}
        old, old_shared, results = self._each.get(name, ({}, (), {}))
        if old_shared != shared:
            old, results = {}, {}
        # Without a step in Python for each: mostly there are thousands, and all are equal.
        same = list(map(eq, map(old.get, arguments), arguments.values()))
        found: dict[Key, Any] = dict(zip(arguments, map(results.get, arguments), strict=True))
        for key, own in compress(arguments.items(), map(not_, same)):
            found[key] = function(*own, *shared)
        self._each[name] = (arguments, shared, found)
        return found

    def rows(
        self,
        name: str,
        function: Callable[..., Value],
        keys: Sequence[Key],
        columns: Sequence[Sequence[Any]],
        shared: tuple[Any, ...] = (),
    ) -> list[Value]:
        """Give what a pure function gives for each row of a table, in order.

        ``columns`` are its arguments, each as long as ``keys``, which name the rows and
        are distinct. It does what ``each`` does, and is quicker where there are thousands
        of rows of which hardly any has changed, and most arguments are the very same.
        """
        if not self.lasting:
            return [function(*row, *shared) for row in zip(*columns, strict=True)]
        names, given = tuple(keys), tuple(columns)
        before = self._rows.get(name)
        if before and before.shared == shared:
            found, stale = _kept(before, names, given)
        else:
            found, stale = [None] * len(names), list(range(len(names)))
        for row in stale:
            found[row] = function(*[column[row] for column in given], *shared)
        self._rows[name] = _Rows(names, given, shared, found)
        return found

    def same(self, name: str, value: Value) -> Value:
        """Give the value of the last time under a name, if this one is equal to it."""
        kept: Value | None = self._noted.get(name)
        if kept is not None and kept == value:
            value = kept
        elif self.lasting:
            self._noted[name] = value
        return value

    def forget(self) -> None:
        """Keep nothing of the time before."""
        self._last.clear()
        self._noted.clear()
        self._each.clear()
        self._rows.clear()

    def last(self, name: str) -> Any:
        """Give what was noted under a name, or last the same, None where nothing was."""
        return self._noted.get(name)

    def note(self, name: str, value: object) -> None:
        """Note something for the next time, in place of what was noted before."""
        if self.lasting:
            self._noted[name] = value


def _kept(
    before: _Rows, keys: tuple[Any, ...], columns: tuple[Sequence[Any], ...]
) -> tuple[list[Any], list[int]]:
    """Give the results of before, row by row, and the rows that were given something else."""
    former, results, unlike = before.columns, before.results.copy(), set[int]()
    if keys != before.keys:
        places = {key: row for row, key in enumerate(before.keys)}
        rows = list(map(places.get, keys))
        unlike.update([row for row, place in enumerate(rows) if place is None])
        # Whatever stands in for what was not there before, is made anew.
        known = [place or 0 for place in rows]
        former = tuple([_picked(column, known) for column in former])
        results = _picked(results, known)
    for now, old in zip(columns, former, strict=True):
        # Without a step in Python for each: nearly all are the very same.
        others = compress(range(len(keys)), map(is_not, now, old))
        unlike.update([row for row in others if now[row] != old[row]])
    return results, sorted(unlike)


def _picked(column: Sequence[Any], places: list[int]) -> list[Any]:
    return list(map(column.__getitem__, places)) if column else [None] * len(places)


NONE = Memory()
"""No memory: all is computed."""

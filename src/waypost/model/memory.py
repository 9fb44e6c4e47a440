"""What pure functions gave the last time, for one that is asked again and again.

A pure function gives equal values for equal arguments: so its last result stands as
long as its arguments are equal to the last ones. That is all; nothing is recorded of
what depends on what. Comparing is quick, since what has not changed is mostly the very
same object, and Python looks at that first.

Mappings are equal whatever their order, and moments of one zone whatever their fold:
no function may depend on these, unless they are given to it as something else.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from itertools import compress
from operator import eq, not_
from typing import Any, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


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

    def last(self, name: str) -> Any:
        """Give what was noted under a name, or last the same, None where nothing was."""
        return self._noted.get(name)

    def note(self, name: str, value: object) -> None:
        """Note something for the next time, in place of what was noted before."""
        if self.lasting:
            self._noted[name] = value


NONE = Memory()
"""No memory: all is computed."""

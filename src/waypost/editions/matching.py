"""Which thing of one edition is which of another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")


def matched(old: Iterable[T], new: Sequence[T], *marks: Callable[[T], object]) -> list[tuple[T, T]]:
    """Pair what is the same in both, in the newer order.

    A mark is what two things have in common only if they are the same one. Those
    that come first weigh most; each tells only what one thing on either side has,
    and "" tells nothing.
    """
    left, pairs = list(old), dict[int, T]()
    for mark in marks:
        right = [n for n in range(len(new)) if n not in pairs]
        ours = _telling((mark(new[n]), n) for n in right)
        theirs = _telling((mark(thing), n) for n, thing in enumerate(left))
        found = {ours[value]: theirs[value] for value in ours.keys() & theirs.keys()}
        pairs |= {number: left[other] for number, other in found.items()}
        taken = set(found.values())
        left = [thing for n, thing in enumerate(left) if n not in taken]
    return [(pairs[number], new[number]) for number in sorted(pairs)]


def _telling(marked: Iterable[tuple[object, int]]) -> dict[object, int]:
    """Give the place of every mark that stands for one thing alone."""
    known = [(mark, number) for mark, number in marked if mark]
    counts = Counter(mark for mark, _ in known)
    return {mark: number for mark, number in known if counts[mark] == 1}

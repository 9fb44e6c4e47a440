"""Which characters a match of a regular expression can start at.

It reads the tree that Python's own parser makes of an expression. Whatever it does
not know may start anywhere, so that a wrong answer can only be one that is too wide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from re import _parser as tree  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from waypost.load.by_character import ALPHABET

_LAST_ASCII = 0x7F
_CATEGORIES = {
    tree.CATEGORY_DIGIT: r"\d",
    tree.CATEGORY_NOT_DIGIT: r"\D",
    tree.CATEGORY_SPACE: r"\s",
    tree.CATEGORY_NOT_SPACE: r"\S",
    tree.CATEGORY_WORD: r"\w",
    tree.CATEGORY_NOT_WORD: r"\W",
}
_REPEATS = (tree.MAX_REPEAT, tree.MIN_REPEAT, tree.POSSESSIVE_REPEAT)
_AHEAD = 1


class _Start(NamedTuple):
    """The characters that may come first, and whether none needs to come at all."""

    characters: frozenset[str]
    may_be_empty: bool


_ANY = _Start(ALPHABET, False)
_NOTHING = _Start(frozenset(), True)
_ANYTHING = _Start(ALPHABET, True)
_OTHERS = {
    tree.ANY: _ANY,
    tree.NOT_LITERAL: _ANY,
    tree.AT: _NOTHING,
    tree.ASSERT: _NOTHING,
    tree.ASSERT_NOT: _NOTHING,
}


@cache
def first_characters(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """Give the characters of the alphabet at which a match can start.

    None where a match can also be empty, and so stand anywhere. The flags of an
    expression make no difference to which of these characters are letters, digits
    or spaces.
    """
    parsed = tree.parse(pattern.pattern, pattern.flags)
    start = _sequence(parsed, parsed.state.flags)
    return None if start.may_be_empty else start.characters


def _sequence(items: Iterable[tuple[Any, Any]], flags: int) -> _Start:
    characters: frozenset[str] = frozenset()
    ahead = ALPHABET
    must_follow = False
    for kind, value in items:
        if kind is tree.ASSERT and value[0] == _AHEAD and not characters:
            start = _sequence(value[1], flags)
            if not start.may_be_empty:
                ahead, must_follow = ahead & start.characters, True
            continue
        start = _item(kind, value, flags)
        characters |= start.characters
        if not start.may_be_empty:
            return _Start(characters & ahead, False)
    return _Start(ahead, False) if must_follow else _Start(characters, True)


def _item(kind: Any, value: Any, flags: int) -> _Start:
    if kind in (tree.LITERAL, tree.IN):
        return _Start(_set(value if kind is tree.IN else [(kind, value)], flags), False)
    if kind is tree.BRANCH:
        starts = [_sequence(branch, flags) for branch in value[1]]
        return _Start(
            frozenset().union(*(start.characters for start in starts)),
            any(start.may_be_empty for start in starts),
        )
    if kind is tree.SUBPATTERN:
        _, added, removed, items = value
        return _sequence(items, (flags | added) & ~removed)
    if kind in _REPEATS:
        least, _, items = value
        start = _sequence(items, flags)
        return _Start(start.characters, start.may_be_empty or least == 0)
    return _OTHERS.get(kind, _ANYTHING)


def _set(members: Iterable[tuple[Any, Any]], flags: int) -> frozenset[str]:
    found: set[str] = set()
    negated, beyond = False, False
    for kind, value in members:
        if kind is tree.NEGATE:
            negated = True
        elif kind in (tree.LITERAL, tree.RANGE):
            low, high = value if kind is tree.RANGE else (value, value)
            found.update(char for char in ALPHABET if low <= ord(char) <= high)
            beyond = beyond or high > _LAST_ASCII
        elif kind is tree.CATEGORY and value in _CATEGORIES:
            found |= _of_category(value)
        else:
            return ALPHABET
    if flags & re.IGNORECASE:
        # A few letters of other scripts are forms of English ones.
        if negated or beyond:
            return ALPHABET
        found |= {form for char in found for form in (char.lower(), char.upper())}
    return ALPHABET - found if negated else frozenset(found)


@cache
def _of_category(category: Any) -> frozenset[str]:
    return frozenset(filter(re.compile(_CATEGORIES[category]).match, ALPHABET))

"""Rules by the character that they are tried at.

Parsers and lexers try one rule after the other wherever they stand, ten or twenty of
them. Most can't match, as the very next character tells. So the rules of each chain
are sorted out by it, in their order, and two or three are left to be tried.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

Rule = TypeVar("Rule")

ALPHABET = frozenset(map(chr, range(0x20, 0x7F))) | {"\t", "\n"}
"""The characters that rules are sorted out by. At any other all of them are tried."""


class ByCharacter(dict[str, tuple[Rule, ...]], Generic[Rule]):
    """The rules to try by the next character, "" at the end; filled on demand.

    Each rule comes with the characters of the alphabet that it can match at, or
    with None where nothing is known.
    """

    def __init__(self, rules: Iterable[tuple[Rule, frozenset[str] | None]]) -> None:
        super().__init__()
        self._rules = tuple(rules)
        self._all = tuple(rule for rule, _ in self._rules)

    def __missing__(self, character: str) -> tuple[Rule, ...]:
        if character not in ALPHABET:
            return self._all
        self[character] = tuple(
            rule for rule, starts in self._rules if starts is None or character in starts
        )
        return self[character]

"""Pygments' regex lexers, trying only those rules that may match where they stand.

What is tried is the same expression at the same place as in Pygments, in the same
order, so that the tokens are the same; a test compares them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from pygments.lexer import ExtendedRegexLexer, Lexer, LexerContext, RegexLexer
from pygments.token import Error, Text, Whitespace, _TokenType

from waypost.load.by_character import ByCharacter
from waypost.load.first_characters import first_characters

Rule = tuple[Callable[..., re.Match[str] | None], Any, Any]
"""A match function, what to do with a match, and which state comes after it."""

Tokens = Iterator[tuple[int, _TokenType, str]]
"""Where each token starts, its type, and its text."""


@cache
def sorted_out(kind: type[Lexer]) -> type[Lexer]:
    """Give a kind of lexer that gives the same tokens, sooner if it can.

    The loops below stand between the lexer and the class whose loop they replace,
    so that a lexer that prepares or changes something around the loop still does.
    One with a loop of its own keeps it.
    """
    # One with variants has no rules before it has chosen one.
    if not issubclass(kind, RegexLexer) or getattr(kind, "token_variants", False):
        return kind
    loop = _ExtendedLoop if issubclass(kind, ExtendedRegexLexer) else _Loop
    return type(kind.__name__, (kind, loop), {})


class _States(dict[str, ByCharacter[Rule]]):
    """The states of a kind of lexer, made when they are first needed."""

    def __init__(self, kind: type[RegexLexer]) -> None:
        super().__init__()
        self._kind = kind

    def __missing__(self, state: str) -> ByCharacter[Rule]:
        rules: Sequence[Rule] = self._kind._tokens[state]  # type: ignore[attr-defined]
        self[state] = ByCharacter((rule, _starts(rule)) for rule in rules)
        return self[state]


def _starts(rule: Rule) -> frozenset[str] | None:
    pattern = getattr(rule[0], "__self__", None)
    return first_characters(pattern) if isinstance(pattern, re.Pattern) else None


_states = cache(_States)


class _Loop(RegexLexer):
    """The loop of ``RegexLexer``, rule by rule of those that may match."""

    def get_tokens_unprocessed(self, text: str, stack: Iterable[str] = ("root",)) -> Tokens:
        """Give the tokens of a text, which starts in the last state of ``stack``."""
        states, position, end, names = _states(type(self)), 0, len(text), list(stack)
        rules = states[names[-1]]
        while True:
            for match, action, after in rules[text[position] if position < end else ""]:
                found = match(text, position)
                if found is None:
                    continue
                if type(action) is _TokenType:
                    yield position, action, found[0]
                elif action is not None:
                    yield from action(self, found)
                position = found.end()
                if after is not None:
                    _move(names, after)
                    rules = states[names[-1]]
                break
            else:
                if position >= end:
                    return
                if text[position] == "\n":
                    # As Pygments does: a line that is wrong ends at its end.
                    names = ["root"]
                    rules = states["root"]
                    yield position, Whitespace, "\n"
                else:
                    yield position, Error, text[position]
                position += 1


class _ExtendedLoop(ExtendedRegexLexer):
    """The loop of ``ExtendedRegexLexer``, whose actions move the position and the states."""

    def get_tokens_unprocessed(  # type: ignore[override]
        self, text: str | None = None, context: LexerContext | None = None
    ) -> Tokens:
        """Give the tokens of a text, or of that of ``context`` from its position on."""
        now = context or LexerContext(text, 0)
        states, text = _states(type(self)), now.text
        while True:
            rules = states[now.stack[-1]][text[now.pos] if now.pos < now.end else ""]
            for match, action, after in rules:
                found = match(text, now.pos, now.end)
                if found is None:
                    continue
                if type(action) is _TokenType:
                    yield now.pos, action, found[0]
                    now.pos = found.end()
                elif action is not None:
                    yield from action(self, found, now)
                if after is not None:
                    _move(now.stack, after)
                break
            else:
                if now.pos >= now.end:
                    return
                if text[now.pos] == "\n":
                    now.stack = ["root"]
                    yield now.pos, Text, "\n"
                else:
                    yield now.pos, Error, text[now.pos]
                now.pos += 1


def _move(stack: list[str], after: Any) -> None:
    """Change the stack of states as a rule says."""
    if isinstance(after, int):
        # Never the last state.
        del stack[max(1, len(stack) + after) :]
    elif after == "#push":
        stack.append(stack[-1])
    else:
        for state in after:
            if state == "#push":
                stack.append(stack[-1])
            elif state != "#pop":
                stack.append(state)
            elif len(stack) > 1:
                stack.pop()

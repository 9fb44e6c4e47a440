"""Pygments' regex lexers, with the rules of a state tried as one expression.

Pygments tries the rules of a state one after the other, sixteen calls a token. Here
neighbouring rules are alternatives of one expression, and the empty group that ends
each says which it was. Alternatives are tried in their order, so that the tokens are
the same; a test compares them. The loop is that of ``RegexLexer``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

from pygments.lexer import Lexer, RegexLexer
from pygments.token import Error, Whitespace, _TokenType

# Groups that are named or referred to by number mean others once they are joined;
# flags within an expression would hold for its neighbours.
_NOT_JOINED = re.compile(r"\\[1-9]|\(\?P[=<>]|\(\?\(|\(\?[aiLmsux]")

_ONLY = -1
"""The group of a rule that stands alone."""

Rule = tuple[Callable[..., re.Match[str] | None], Any, Any]
Segment = tuple[Callable[..., re.Match[str] | None], dict[int, Rule]]
"""A match function, and the rules by the group that says which matched."""

Tokens = Iterator[tuple[int, _TokenType, str]]


def tokens_of(lexer: Lexer, code: str) -> Tokens:
    """Give a lexer's tokens: where each starts, its type, and its text."""
    if isinstance(lexer, RegexLexer) and _is_joined(type(lexer)):
        return _tokens(lexer, code)
    tokens: Tokens = lexer.get_tokens_unprocessed(code)
    return tokens


@cache
def _is_joined(kind: type[RegexLexer]) -> bool:
    # A lexer with a loop of its own keeps it. Regardless of case, joined expressions
    # are slower than single ones, which look for their first letter.
    own = kind.get_tokens_unprocessed is not RegexLexer.get_tokens_unprocessed
    # One with variants has no rules before it has chosen one.
    return hasattr(kind, "_tokens") and not own and not kind.flags & re.IGNORECASE


@cache
def _segments(kind: type[RegexLexer], state: str) -> tuple[Segment, ...]:
    segments: list[Segment] = []
    run: list[tuple[re.Pattern[str], Rule]] = []
    rules: Sequence[Rule] = kind._tokens[state]  # type: ignore[attr-defined]
    for rule in rules:
        pattern = _joinable(rule)
        if run and (pattern is None or pattern.flags != run[0][0].flags):
            segments.append(_joined(run))
            run = []
        if pattern is None:
            segments.append((rule[0], {_ONLY: rule}))
        else:
            run.append((pattern, rule))
    if run:
        segments.append(_joined(run))
    return tuple(segments)


def _joinable(rule: Rule) -> re.Pattern[str] | None:
    pattern = getattr(rule[0], "__self__", None)
    alone = not isinstance(pattern, re.Pattern) or _NOT_JOINED.search(pattern.pattern)
    return None if alone else pattern


def _joined(run: Sequence[tuple[re.Pattern[str], Rule]]) -> Segment:
    if len(run) == 1:
        return run[0][1][0], {_ONLY: run[0][1]}
    parts, rules, groups = [], {}, 0
    for pattern, rule in run:
        groups += pattern.groups + 1
        rules[groups] = rule
        end = "\n" if pattern.flags & re.VERBOSE else ""
        parts.append(f"(?:{pattern.pattern}{end})()")
    return re.compile("|".join(parts), run[0][0].flags).match, rules


def _tokens(lexer: RegexLexer, code: str) -> Tokens:
    kind = type(lexer)
    position, stack = 0, ["root"]
    segments = _segments(kind, "root")
    while True:
        for match, rules in segments:
            found = match(code, position)
            if found is None:
                continue
            only = rules.get(_ONLY)
            rule = only or rules[found.lastindex or 0]
            action, after = rule[1], rule[2]
            if type(action) is _TokenType:
                yield position, action, found[0]
            elif action is not None:
                # An action counts the groups of its own expression.
                own = found if only else rule[0](code, position)
                yield from action(lexer, own)
            position = found.end()
            if after is not None:
                _move(stack, after)
                segments = _segments(kind, stack[-1])
            break
        else:
            if position >= len(code):
                return
            if code[position] == "\n":
                # As Pygments does: a line that is wrong ends at its end.
                stack = ["root"]
                segments = _segments(kind, "root")
                yield position, Whitespace, "\n"
            else:
                yield position, Error, code[position]
            position += 1


def _move(stack: list[str], after: Any) -> None:
    """Change the stack of states as a rule says."""
    if isinstance(after, tuple):
        for state in after:
            _move(stack, state)
    elif isinstance(after, int):
        # Never the last state.
        del stack[max(1, len(stack) + after) if abs(after) < len(stack) else 1 :]
    elif after == "#pop":
        if len(stack) > 1:
            stack.pop()
    elif after == "#push":
        stack.append(stack[-1])
    else:
        stack.append(after)

"""What the rules of the grammar find in a text while it is parsed.

A rule knows where it stands in what the parser gave it, but not in the author's file.
So it leaves a remark, which becomes a finding when all has been parsed.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping, Sequence
from typing import Any, NamedTuple

from markdown_it.token import Token

from waypost.load.positions import Source
from waypost.model.diagnostic import Diagnostic, Place, error, warning

Env = MutableMapping[str, Any]
"""What the rules of one parsing share."""

Remark = Callable[[Source, Sequence[Token]], Diagnostic]
"""Makes a finding of a text and its block tokens."""

_REMARKS = "waypost_remarks"


def leave(env: Env, remark: Remark) -> None:
    """Leave a remark on the text that is being parsed."""
    env.setdefault(_REMARKS, []).append(remark)


class At(NamedTuple):
    """Where some text stands, as a rule knows it: its line, counted from 0."""

    env: Env
    line: int
    text: str


def warn(code: str, message: str, at: At, fix: str) -> None:
    """Leave a remark that becomes a warning."""
    leave(at.env, lambda source, _: warning(code, message, source.find(at.line, at.text), fix))


def fail(code: str, message: str, at: At, fix: str) -> None:
    """Leave a remark that becomes an error."""
    leave(at.env, lambda source, _: error(code, message, source.find(at.line, at.text), fix))


def findings(env: Env, source: Source, tokens: Sequence[Token]) -> list[Diagnostic]:
    """Give what was found, in the order in which it was."""
    return [remark(source, tokens) for remark in env.get(_REMARKS, ())]


def place_within(source: Source, tokens: Sequence[Token], content: str, offset: int) -> Place:
    """Give the place of an offset in a piece of inline text, as the parser had it."""
    for token in tokens:
        if token.type == "inline":
            start = token.content.find(content)
            if start >= 0:
                return source.within(token, start + offset)
    return source.place

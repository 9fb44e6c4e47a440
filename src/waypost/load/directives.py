"""Directives: ``::name{…}`` on a line of its own, and ``:::name{…}`` … ``:::`` around a text.

This is the generic directive syntax, which other Markdown tools show as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from waypost.load.html import add_renderers, tag_of
from waypost.model.component import body_holes, leaf_hole

CALLS = "waypost_calls"
"""Where the parser leaves, in its environment, that there are directives."""

# What follows a name must be its parameters: prose may begin with '::std', or '::'.
_NAMED = r"(?P<name>[A-Za-z][A-Za-z0-9_-]*)[ \t]*(?P<rest>(?:\{.*)?)$"
_LEAF = re.compile(r"::" + _NAMED)
_OPENING = re.compile(r":{3,}[ \t]*" + _NAMED)
CLOSING = re.compile(r":{3,}[ \t]*$")
_FENCE = re.compile(r"`{3,}|~{3,}")

_ENDS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
"""What a directive ends: it needs no blank line before it."""


def directives(md: MarkdownIt) -> None:
    """Teach a parser directives; ``calls.py`` says what they call."""
    md.block.ruler.before("fence", "directive", leaf, _ENDS)
    md.block.ruler.before("fence", "directive_container", container, _ENDS)


def add_calls(md: MarkdownIt) -> None:
    """Teach a parser to render calls of components, of which films by a link are some."""
    add_renderers(md, {"call": _hole, "call_open": _hole, "call_close": _hole})


def leaf(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Take a directive without a body."""
    match = _LEAF.match(_line(state, start))
    if not match:
        return False
    if not silent:
        state.env[CALLS] = True
        token = state.push("call", "", 0)
        token.meta = {"match": match, "line": start}
        token.map = [start, start + 1]
        state.line = start + 1
    return True


def container(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a directive with a body, which ends where as many have been closed as opened."""
    match = _OPENING.match(_line(state, start))
    if not match:
        return False
    if silent:
        return True
    last = _last(state, start, end)
    is_closed = last < end and bool(CLOSING.match(_line(state, last)))
    state.env[CALLS] = True
    opening = state.push("call_open", "", 1)
    opening.meta = {"match": match, "line": start, "closed": is_closed, "last": last}
    opening.map = [start, last]
    before = state.parentType, state.lineMax
    state.lineMax = last
    state.md.block.tokenize(state, start + 1, last)
    state.parentType, state.lineMax = before
    state.push("call_close", "", -1).meta = opening.meta
    state.line = last + is_closed
    return True


def _last(state: StateBlock, start: int, end: int) -> int:
    """Give the line that closes a directive, or the one behind the last that it can have."""
    depth, fence = 1, ""
    for line in range(start + 1, end):
        text = _line(state, line)
        if text and state.sCount[line] < state.blkIndent:
            return line
        mark = _FENCE.match(text)
        if fence:
            is_end = mark and mark[0].startswith(fence) and not text[mark.end() :].strip()
            fence = "" if is_end else fence
        elif mark:
            fence = mark[0]
        elif CLOSING.match(text):
            depth -= 1
            if not depth:
                return line
        elif _OPENING.match(text):
            depth += 1
    return end


def _line(state: StateBlock, line: int) -> str:
    if state.sCount[line] - state.blkIndent >= 4:
        return ""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def directive_tokens(tokens: Sequence[Token]) -> Iterator[Token]:
    """Give the tokens of directives, in order."""
    return (token for token in tokens if token.type in ("call", "call_open"))


def _hole(token: Token) -> str:
    index = token.meta["index"]
    if token.type == "call":
        hole = leaf_hole(index)
        # What an author sets on a paragraph that is a film.
        return f"{tag_of(token)}{hole}</{token.tag}>\n" if token.attrs else f"{hole}\n"
    return body_holes(index)[token.type == "call_close"] + "\n"

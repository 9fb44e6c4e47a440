"""``<!-- more -->``: what stands above it introduces the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from waypost.load.html import add_renderers
from waypost.load.remarks import Env

_MARK = re.compile(r"<!--[ \t]*more[ \t]*-->[ \t]*")
_FOUND = "waypost_more"


def more(md: MarkdownIt) -> None:
    """Teach a parser the mark that ends an introduction, before all that takes comments."""
    md.block.ruler.before("table", "more", more_line, {"alt": ["paragraph", "reference"]})
    add_renderers(md, {"more": lambda _: ""})


def introduction(tokens: Sequence[Token], env: Env) -> Sequence[Token]:
    """Give the block tokens above the mark; none where there is no mark."""
    if _FOUND not in env:
        return ()
    for index, token in enumerate(tokens):
        if token.type == "more":
            return tokens[:index]
    return ()


def more_line(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Take the mark, where it stands on a line of its own."""
    first = state.bMarks[start] + state.tShift[start]
    if state.level or state.is_code_block(start):
        return False
    if not _MARK.fullmatch(state.src, first, state.eMarks[start]):
        return False
    if not silent:
        state.env[_FOUND] = True
        state.push("more", "", 0).map = [start, start + 1]
        state.line = start + 1
    return True

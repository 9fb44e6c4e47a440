"""``<!-- more -->``: what stands above it introduces the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from waypost.load.html import add_renderers

_MARK = re.compile(r"<!--[ \t]*more[ \t]*-->[ \t]*")


def may_have_more(text: str) -> bool:
    """Say whether a text may have an introduction."""
    return "<!--" in text and _MARK.search(text) is not None


def more(md: MarkdownIt) -> None:
    """Teach a parser the mark that ends an introduction."""
    # Before all that takes comments.
    md.block.ruler.before("table", "more", _more, {"alt": ["paragraph", "reference"]})
    add_renderers(md, {"more": lambda _: ""})


def introduction(tokens: Sequence[Token]) -> Sequence[Token]:
    """Give the block tokens above the mark; none where there is no mark."""
    for index, token in enumerate(tokens):
        if token.type == "more":
            return tokens[:index]
    return ()


def _more(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    first = state.bMarks[start] + state.tShift[start]
    if state.level or state.is_code_block(start):
        return False
    if not _MARK.fullmatch(state.src, first, state.eMarks[start]):
        return False
    if not silent:
        state.push("more", "", 0).map = [start, start + 1]
        state.line = start + 1
    return True

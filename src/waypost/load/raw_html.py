"""HTML that an author writes: shown as text, or taken as it is where the site says so.

Comments are left out either way, unless HTML is taken as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, html_inline
from markdown_it.token import Token

from waypost.load.more import more as introductions
from waypost.load.positions import Source
from waypost.load.remarks import leave, place_within
from waypost.model.diagnostic import Diagnostic, warning

_MAY_BEGIN = re.compile(r"<[A-Za-z/!?]")
_SHOWN = "waypost_html"
_NO_END_BEFORE = "waypost_no_comment_before"
_LONGEST = 40


def may_have_html(text: str) -> bool:
    """Say whether a text may hold tags or comments."""
    return "<" in text and _MAY_BEGIN.search(text) is not None


def html(md: MarkdownIt) -> None:
    """Teach a parser to take HTML as it is, where the site allows that, or else to show it."""
    introductions(md)
    md.options["html"] = True
    if md.options["unsafe_html"]:
        md.enable(["html_block", "html_inline"])
        return
    md.block.ruler.before(
        "html_block", "comment", block_comment, {"alt": ["paragraph", "reference", "blockquote"]}
    )
    md.inline.ruler.at("html_inline", inline_html)
    md.inline.ruler.enable("html_inline")
    md.core.ruler.after("inline", "html", _tell)


def block_comment(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Leave out a comment that has its lines for itself."""
    first = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("<!--", first) or state.is_code_block(start):
        return False
    last = _end_of_comment(state, first, state.eMarks[start])
    if last is None:
        return False
    if not silent:
        state.line = start + state.src.count("\n", first, last) + 1
    return True


def _end_of_comment(state: StateBlock, first: int, end_of_line: int) -> int | None:
    """Give where a comment ends, if nothing but the end of the line follows it."""
    if first < state.env.get(_NO_END_BEFORE, 0):
        return None
    # In a quote or list its lines would have marks of their own.
    last = state.src.find("-->", first + 4, end_of_line if state.level else len(state.src))
    behind = state.src.find("\n", last)
    if last >= 0 and not state.src[last + 3 : behind if behind >= 0 else None].strip(" \t"):
        return last
    if not state.level:
        # No other line before it is to be tried in vain.
        state.env[_NO_END_BEFORE] = last if last >= 0 else len(state.src)
    return None


def inline_html(state: StateInline, silent: bool) -> bool:
    """Take a tag as text, and a comment as nothing."""
    start, level = state.pos, state.linkLevel
    if not html_inline(state, silent):
        return False
    state.linkLevel = level
    if not silent:
        tag = state.tokens.pop().content
        state.tokens_meta.pop()
        if not tag.startswith("<!--"):
            state.pending += tag
            state.env.setdefault(_SHOWN, []).append((state.src, start, tag))
    return True


def _tell(state: StateCore) -> None:
    shown: list[tuple[str, int, str]] = state.env.get(_SHOWN, [])
    if not shown:
        return
    content, offset, tag = shown[0]
    more = sum(not each.startswith("</") for _, _, each in shown[1:])
    others = f", and {more} more" if more else ""

    def remark(source: Source, tokens: Sequence[Token]) -> Diagnostic:
        return warning(
            "raw-html",
            f"HTML is shown as text: {_shortened(tag)}{others}",
            place_within(source, tokens, content, offset),
            "put it between backticks if that is meant; 'unsafe_html: true' in site.yaml allows it",
        )

    leave(state.env, remark)


def _shortened(tag: str) -> str:
    line = " ".join(tag.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}\u2026"

"""Paragraphs that start with a letter, as most of a post does."""

from __future__ import annotations

from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock

from waypost.load.block_state import push_whole

# What the second line of a table starts with, and what underlines a heading.
_MAY_BE_UNDERLINE = frozenset("|-:=")


def plain_paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a paragraph that starts with a letter, and so can be nothing else.

    It spares the paragraph, most of a post, two rounds of every rule that might end
    it. Where it may be a heading or hold a table, it is left to these.
    """
    source, first = state.src, state.bMarks[start] + state.tShift[start]
    if silent or end != state.lineMax or not source[first].isalpha() or state.is_code_block(start):
        return False
    line = start + 1
    while line < end:
        next_first = state.bMarks[line] + state.tShift[line]
        if next_first >= state.eMarks[line]:
            break
        if not source[next_first].isalpha():
            indent = state.sCount[line] - state.blkIndent
            if indent >= 0 and source[next_first] in _MAY_BE_UNDERLINE:
                return False
            if state.sCount[line] >= 0 and _ends(state, line, end):
                break
        line += 1
    _push_paragraph(state, start, line)
    return True


def _ends(state: StateBlock, line: int, end: int) -> bool:
    """Say whether a line begins another block, and so ends the paragraph before it."""
    parent, state.parentType = state.parentType, "paragraph"
    rules = state.md.block.ruler.getRules("paragraph")
    ends = any(rule(state, line, end, True) for rule in rules)
    state.parentType = parent
    return ends


def _push_paragraph(state: StateBlock, start: int, end: int) -> None:
    if end == start + 1:
        content = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    else:
        content = state.getLines(start, end, state.blkIndent, False)
    state.line = end
    if not state.level:
        push_whole(state, "p", content, start, end)
        return
    state.push("paragraph_open", "p", 1).map = [start, end]
    token = state.push("inline", "", 0)
    token.content = mdTrim(content)
    token.map = [start, end]
    token.children = []
    state.push("paragraph_close", "p", -1)

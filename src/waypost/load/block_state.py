"""The state of parsing blocks, with lines found and tokens made in half the time."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore, block
from markdown_it.token import Token

from waypost.load.tokens import Nesting, new_token


def parse_blocks(core: StateCore) -> None:
    """Parse blocks, as the library's rule does."""
    if core.inlineMode or not core.src:
        block(core)
        return
    state = _State(core)
    core.md.block.tokenize(state, state.line, state.lineMax)


def push_whole(state: StateBlock, tag: str, content: str, start: int, end: int) -> None:
    """Add a block of text, from a line to another, as one token.

    The library makes three or five of it; the renderer knows what the tag means.
    """
    token = state.push("inline", tag, 0)
    token.content = mdTrim(content)
    token.map = [start, end]
    token.children = []


def is_paragraph(tokens: Sequence[Token], at: int) -> bool:
    """Say whether an inline token is the whole of a paragraph, by itself or between its tags."""
    if tokens[at].tag:
        return tokens[at].tag == "p"
    before = tokens[at - 1] if at else None
    return before is not None and before.type == "paragraph_open" and not before.hidden


class _State(StateBlock):
    def __init__(self, core: StateCore) -> None:
        super().__init__("", core.md, core.env, core.tokens)
        lines = core.src.split("\n")
        if not lines[-1].strip(" \t"):
            lines.pop()
        ends = list(accumulate(len(line) + 1 for line in lines))
        indents = [len(line) - len(line.lstrip(" \t")) for line in lines]
        self.src = core.src
        self.lineMax = len(lines)
        # Each list has one entry more: what stands behind the last line.
        self.bMarks = [0, *ends]
        self.eMarks = [end - 1 for end in ends]
        self.eMarks.append(len(self.src))
        self.tShift = [*indents, 0]
        self.sCount = self.tShift.copy()
        self.bsCount = [0] * len(self.tShift)
        self.bMarks[-1] = len(self.src)
        if "\t" in self.src:
            self._expand_tabs(lines)

    def _expand_tabs(self, lines: list[str]) -> None:
        for number, line in enumerate(lines):
            indent = line[: self.tShift[number]]
            if "\t" in indent:
                self.sCount[number] = len(indent.expandtabs(4))

    def push(self, ttype: str, tag: str, nesting: Nesting) -> Token:
        """Add a token, which stands a level deeper than the open ones around it."""
        if nesting < 0:
            self.level -= 1
        token = new_token(ttype, tag, nesting, level=self.level, block=True)
        if nesting > 0:
            self.level += 1
        self.tokens.append(token)
        return token

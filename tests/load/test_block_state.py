"""The state of parsing blocks holds what the library's own does."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore

from waypost.load.block_state import _State

MD = MarkdownIt()
LINES = ("bMarks", "eMarks", "tShift", "sCount", "bsCount", "lineMax", "src")


@given(st.text(st.sampled_from("a \t\n\u00a0\u3000é")))
@example("")
@example("a\n \t")
@example(" \ta\n\n")
def test_lines_are_found_as_the_library_finds_them(text: str) -> None:
    own, library = _State(StateCore(text, MD, {})), StateBlock(text, MD, {}, [])
    assert [getattr(own, name) for name in LINES] == [getattr(library, name) for name in LINES]


@given(st.lists(st.sampled_from([1, 0, -1])))
def test_tokens_are_pushed_as_the_library_pushes_them(nestings: list[int]) -> None:
    own, library = _State(StateCore("", MD, {})), StateBlock("", MD, {}, [])
    for state in (own, library):
        for nesting in nestings:
            state.push("x", "x", 1 if nesting > 0 else -1 if nesting < 0 else 0)
    assert (own.tokens, own.level) == (library.tokens, library.level)

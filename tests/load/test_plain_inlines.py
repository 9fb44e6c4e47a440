"""The short ways to inline text: where they are taken, and that they change nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from waypost.load.markdown import parse_blocks, parse_inline
from waypost.load.plain_inlines import _pieces
from waypost.model.diagnostic import Place
from waypost.model.site import ParseSettings

SETTINGS = ParseSettings()
PLACE = Place("a.md", 1, 1)


def no_change(_parser: MarkdownIt) -> None:
    """Being a syntax of the site's own, it turns the short ways off."""


def same(text: str) -> None:
    for parse in (parse_blocks, parse_inline):
        assert parse(text, PLACE, SETTINGS) == parse(text, PLACE, SETTINGS, (no_change,))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("a! b", ["text", "text"]),
        ("a `b` c", ["text", "code_inline", "text"]),
        ("[a b](c.md#d)", ["link_open", "text", "link_close"]),
        (
            "*a* (**b c**)",
            ["em_open", "text", "em_close", "text", "strong_open", "text", "strong_close", "text"],
        ),
        ("a\nb", ["text", "softbreak", "text"]),
        ("`a`\n*b*", ["code_inline", "softbreak", "em_open", "text", "em_close"]),
    ],
)
def test_plain_text_is_taken_apart(text: str, kinds: list[str]) -> None:
    pieces = _pieces(text)
    assert pieces is not None
    assert [token.type for token in pieces] == kinds
    same(text)


@pytest.mark.parametrize(
    "text",
    ["a & b", "<a>", "a_b", "~~a~~", "\\*", "![a](b)", "[[a]]", "[a]", "[a](b c)", "[a]()", "[a](<b>)",
     "[a](b(c))", "[*a*](b)", "[a](b \"c\")", "``a``", "` a `", "`a", "`a``b`", "a*b*", "*a*b", "* a*", "***a***",
     "*a *b* c*", "**a*", "*é*", "a  \nb", "a \nb", "a\n b"],
)  # fmt: skip
def test_what_may_be_more_is_left_to_the_library(text: str) -> None:
    assert _pieces(text) is None
    same(text)


PIECE = st.sampled_from(
    ["a", "b c", " ", ".", ",", "(", ")", "!", "\n", "  \n", "*", "**", "`", "``", "[", "]", "](", "[a](b.md)",
     "[a b](c.md#d)", "*a*", "**a b**", " *a* ", "`a`", " `a b` ", "_", "~~", "<", "&", "\\", "é", "\u0301", "\u00a0",
     "[[a]]", "![a](b)", "[^1]", "www.", "1", "-", "\t"]
)  # fmt: skip


@given(st.lists(PIECE, max_size=14).map("".join))
@settings(max_examples=500, deadline=None)
def test_the_short_ways_change_nothing(text: str) -> None:
    same(text)


@pytest.mark.parametrize("depth", [97, 98, 99])
def test_nesting_is_judged_as_ever(depth: int) -> None:
    same("![" * depth + "[a](b.md)" + "](c.png)" * depth + " &amp;")

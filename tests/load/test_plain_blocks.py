"""The short ways to blocks: where they are taken, and that they change nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from waypost.load.grammar import parser_for
from waypost.load.markdown import parse_blocks
from waypost.model.diagnostic import Place
from waypost.model.site import ParseSettings

SETTINGS = ParseSettings()
PLACE = Place("a.md", 1, 1)


def no_change(_parser: MarkdownIt) -> None:
    """Being a syntax of the site's own, it turns the short ways off."""


def whole(text: str) -> list[str]:
    """Give the tags of the blocks that are one token."""
    tokens = parser_for(text, SETTINGS, ()).parse(text, {})
    return [token.tag for token in tokens if token.type == "inline" and token.tag]


def same(text: str) -> None:
    assert parse_blocks(text, PLACE, SETTINGS) == parse_blocks(text, PLACE, SETTINGS, (no_change,))


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("a", ["p"]),
        ("a\nb\n   c\n\nd", ["p", "p"]),
        ("a\n# b", ["p"]),
        ("- a\n- b", ["li", "li"]),
        ("* a\n* b\n\nc", ["li", "li", "p"]),
        ("3. a\n9. b\n\n\n# c", ["li", "li"]),
        ("2) a  \n", ["li"]),
        ("| a |\n|---|\n", ["th"]),
        ("| a | b |\n|:-|-:|\n| c |\n| d | e | f |\n||", ["th"] * 2 + ["td"] * 6),
    ],
)
def test_plain_blocks_are_one_token_each(text: str, tags: list[str]) -> None:
    assert whole(text) == tags
    same(text)


@pytest.mark.parametrize(
    "text",
    [
        "a\n===",
        "> a",
        "- a\n\n- b",
        "- a\n  b",
        "- a\nb",
        "- a\n\n  b",
        "- [ ] a",
        "- a\n- # b",
        "1234567890. a\n***",
        "| a |\n| b |",
        "|\n|",
        "| a \\| b |\n|---|",
        "| a |\n|---|\n| \\| |",
        "| a |\n|---|---|",
        "| a |\n|---|\nb",
        " | a |\n |---|",
    ],
)
def test_what_may_be_more_is_left_to_the_library(text: str) -> None:
    assert not {"li", "td", "th"} & set(whole(text))
    same(text)


@pytest.mark.parametrize(
    "text",
    ["a\n- b", "a\n| b |\n|---|", "- a\n+ b", "- a\n\n1. b", "1. a\n2) b", "- a\n\n\n- b\n\nc"],
)
def test_neighbours_of_plain_blocks_are_what_they_were(text: str) -> None:
    same(text)


# Lines that make lists, tables and paragraphs of arbitrary text more often than chance.
LINE = st.sampled_from(
    ["", "a", "a b ", "    # a", "___", "  a", "    a", "\ta", "- a", "- a *b*", "-", "- [x] a", "* a", "  - a", "1. a",
     "2. b", "3) c", "| a | b |", "|---|--:|", "|:-:|-|", "| c |", "||", "| c | d | e |", "| \\| |", "a | b",
     "--|--", "# a", "===", "---", "> a", "> - a", "> | a |", "> |---|", "```", "[a]: b", "[^1]: a", "[^1] é",
     "½ a", "é", "|", "- é", "- 1", " "]
)  # fmt: skip


@given(st.lists(LINE, max_size=14).map("\n".join))
@settings(max_examples=400, deadline=None)
def test_the_short_ways_change_nothing(text: str) -> None:
    same(text)

"""Markdown with holes: what a post says, with its links open."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost.load.markdown import parse_blocks
from waypost.model.diagnostic import Place
from waypost.model.fragment import Filling, fill, fill_markdown
from waypost.model.site import ParseSettings

SETTINGS = ParseSettings(markdown=True)


def opened(text: str, line: int = 5) -> str:
    """Give the text with each hole as its kind and index in braces."""
    made = parse_blocks(text, Place("content/posts/a.md", line, 1), SETTINGS).value.fragment
    return re.sub("\x02([st])([0-9]+)\x03", r"{\1\2}", made.markdown)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("See [b](b.md).", "See [b]({s0})."),
        ("[b](../x/b.md#why 'A title') and [c](</c d/>)", "[b]({s0} 'A title') and [c]({s1})"),
        ('[b](b(1).md) [c](c.md "t")', '[b]({s0}) [c]({s1} "t")'),
        ("[[b]], [[b#why|so *it* is]]", "[{t0}]({s0}), [so *it* is]({s1})"),
        ("![A hill](hill.svg)", "![A hill]({s0})"),
        ("[![A hill](hill.svg)](b.md)", "[![A hill](hill.svg)]({s0})"),
        ("[a `]` in [it] \\]](b.md)", "[a `]` in [it] \\]]({s0})"),
        ("[b][ref] and [ref]\n\n[ref]: b.md", "[b]({s0}) and [ref]({s1})\n\n[ref]: b.md"),
        ("> - [b](b.md)\n>   [c](c.md)", "> - [b]({s0})\n>   [c]({s1})"),
        ("| a |\n|---|\n| [b](b.md) [[c]] |", "| a |\n|---|\n| [b]({s0}) [{t1}]({s1}) |"),
        ("# H\n\n[b](b.md)\n\n```\n[c](c.md)\n```", "# H\n\n[b]({s0})\n\n```\n[c](c.md)\n```"),
        ("[x](https://example.com/) [h](#h) <https://e.org>", None),
        ("`[b](b.md)`, \\[b](b.md)", None),
        ("No link.", None),
    ],
)
def test_a_link_is_open_and_all_else_as_written(written: str, expected: str | None) -> None:
    assert opened(written) == (written if expected is None else expected)
    assert opened(written, line=1) == opened(written)


def test_nothing_is_kept_that_nobody_asked_for() -> None:
    made = parse_blocks("[b](b.md)", Place("a.md", 1, 1), ParseSettings()).value.fragment
    assert made.markdown == ""


PIECES = [
    "[",
    "]",
    "(",
    ")",
    "[[",
    "]]",
    "b.md",
    "|",
    "`",
    "\\",
    "!",
    " ",
    "\n",
    "> ",
    "- ",
    "<",
    ">",
    "'",
    '"',
    "é",
]


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_whatever_is_written_has_every_hole_filled(text: str) -> None:
    made = parse_blocks(text, Place("a.md", 1, 1), SETTINGS).value.fragment
    fillings = tuple(Filling(f"/{n}/", "T") for n in range(len(made.links)))
    assert "\x02" not in fill_markdown(made.markdown, fillings)
    # The HTML is what it is without.
    plain = parse_blocks(text, Place("a.md", 1, 1), ParseSettings()).value.fragment
    assert fill(plain.html, fillings) == fill(made.html, fillings)

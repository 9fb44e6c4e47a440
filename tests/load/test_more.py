"""What stands above ``<!-- more -->``."""

from __future__ import annotations

import pytest

from support.parsing import html_of, parsed


@pytest.mark.parametrize("unsafe", [False, True])
@pytest.mark.parametrize("mark", ["<!-- more -->", "<!--more-->", "<!--  more -->  "])
def test_what_stands_above_the_mark_is_the_introduction(mark: str, unsafe: bool) -> None:
    text = f"A *short*\nway.\n{mark}\nThe rest."
    assert parsed(text, unsafe_html=unsafe).value.introduction.split() == ["A", "short", "way."]
    html = html_of(text, unsafe_html=unsafe)
    assert html == "<p>A <em>short</em>\nway.</p>\n<p>The rest.</p>\n"


@pytest.mark.parametrize(
    "text", ["a", "a\n\n> <!-- more -->", "a <!-- more -->", "a\n\n```\n<!-- more -->\n```"]
)
def test_without_a_mark_of_its_own_line_there_is_none(text: str) -> None:
    assert parsed(text).value.introduction == ""

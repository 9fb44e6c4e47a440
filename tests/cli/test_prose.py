"""Plain text comes out of Markdown as it went in."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from waypost.cli.prose import escaped, with_links
from waypost.load.markdown import parse_blocks
from waypost.model.diagnostic import Place
from waypost.model.site import ParseSettings

LINES = st.text(
    st.sampled_from("ab 1.)*_-+#=<>[]()`~|\\&!^:;'\"“”é—"), min_size=1, max_size=30
).map(lambda text: " ".join(text.split()))


def shown(markdown: str) -> str:
    """Render Markdown, and give its text."""
    parsed = parse_blocks(markdown, Place("a.md", 1, 1), ParseSettings()).value
    body = LexborHTMLParser(parsed.fragment.html or "<p></p>").body
    assert body is not None
    assert [node.tag for node in body.iter()] == ["p"]
    return body.text()


@given(LINES.filter(bool))
def test_a_line_is_shown_as_it_is(line: str) -> None:
    assert shown(escaped(line)).strip("\n") == line


@given(LINES.filter(bool), LINES.filter(bool), LINES)
@example(before="1(", title="1", after="")
def test_a_title_links_and_the_rest_stays(before: str, title: str, after: str) -> None:
    line = f"{before} “{title}” {after}".strip()
    made = with_links(line, {"a-post": title})
    linkable = not set("[]") & set(title)
    assert ("[[a-post|" in made) == linkable or title in before
    assert shown(made).strip("\n") == line


@pytest.mark.parametrize(
    ("titles", "made"),
    [
        ({"x": "One"}, "[[x|One]], [[x|One]] more and Two."),
        ({"x": "One", "y": "One more"}, "[[x|One]], [[y|One more]] and Two."),
        ({"x": "One", "y": "One"}, "One, One more and Two."),
        ({"x": "wo"}, "One, One more and Two."),
        ({"a b": "Two"}, "One, One more and Two."),
        ({}, "One, One more and Two."),
    ],
)
def test_titles_that_stand_in_the_text_link(titles: dict[str, str], made: str) -> None:
    assert with_links("One, One more and Two.", titles) == made

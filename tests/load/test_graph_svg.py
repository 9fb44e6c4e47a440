"""Drawings of Graphviz's: what of them reaches a page."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost.load.graph_svg import Graph, read_graph

HEAD = '<svg width="10pt" height="20.6pt" viewBox="0.00 0.00 10.00 20.60" xmlns:xlink="x">'


def read(inside: str, head: str = HEAD) -> Graph | None:
    return read_graph(f"{head}{inside}</svg>".encode())


def inside(text: str) -> str:
    graph = read(text)
    assert graph is not None
    return graph.inside


def test_its_size_is_that_of_the_drawing() -> None:
    graph = read("")
    assert graph == Graph(10, 21, "0.00 0.00 10.00 20.60", "", (), False, False)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('<g id="a" class="b"><title>x</title></g>', ""),
        ('<g transform="translate(4 -4.5)"/>', '<g transform="translate(4 -4.5)"></g>'),
        ('<g transform="url(x)"/>', ""),
        ('<path d="M1,2C3-4 5e-3,.6z"/>', '<path d="M1,2C3-4 5e-3,.6z"/>'),
        ('<path d="M1 alert(1)" onload="alert(1)" style="fill:red"/>', "<path/>"),
        ('<script>alert("1")</script><style>a{}</style>', ""),
        ('<image href="a.png"/><foreignObject><g><text>x</text></g></foreignObject>', ""),
        ("<polygon><text>x</text></polygon>", "<polygon/>"),
        (f'<polygon points="{"12345 " * 99}x"/>', "<polygon/>"),
        (f'<path d="M{"12345," * 99}x"/>', "<path/>"),
        ('<ellipse cx="1" rx="1px"/>', '<ellipse cx="1"/>'),
        ('<text font-family="a &quot;, b">x</text>', '<text fill="currentColor">x</text>'),
        ("<text>a &lt;b&gt; &amp;amp; &#34;</text>",
         '<text fill="currentColor">a &lt;b&gt; &amp;amp; "</text>'),
        ('<polygon fill="white" stroke="transparent" points="0,0 1,1"/>', ""),
        ('<polygon fill="white" stroke="none" points="0,0 1,1"/>', ""),
        ('<path fill="black" stroke="#000000"/>', '<path fill="currentColor" stroke="currentColor"/>'),
        ('<path fill="white" stroke="none"/>', '<path fill="none" stroke="none"/>'),
        ('<path fill="url(x)" stroke="red;x"/>', "<path/>"),
    ],
)  # fmt: skip
def test_only_shapes_and_letters_are_kept(written: str, expected: str) -> None:
    assert inside(written) == expected


@pytest.mark.parametrize(
    ("written", "is_paper"),
    [
        ('<path fill="black" stroke="white"/>', False),
        ('<path fill="red"/>', True),
        ('<path stroke="#00ff00"/>', True),
        ('<text fill="white">x</text>', True),
        ('<text fill="black">x</text>', False),
    ],
)
def test_colours_need_a_white_ground(written: str, is_paper: bool) -> None:
    graph = read(f'<path fill="black"/>{written}')
    assert graph is not None
    assert graph.is_paper is is_paper
    assert graph.inside.startswith('<path fill="black"/>') is is_paper


def test_a_gradient_is_its_first_colour() -> None:
    defined = (
        '<defs><linearGradient id="l_0"><stop offset="0" style="stop-color:red;stop-opacity:1.;"/>'
        '<stop offset="1" style="stop-color:blue;"/></linearGradient></defs>'
    )
    assert inside(f'<g>{defined}<path fill="url(#l_0)"/></g>') == '<path fill="red"/>'
    assert inside('<path fill="url(#none)"/>') == '<path fill="none"/>'


def test_a_link_is_left_out_and_its_shape_is_not() -> None:
    graph = read('<g><a xlink:href="https://x/?a&b=2" xlink:title="x"><path d="M1"/></a></g>')
    assert graph is not None
    assert graph.has_links
    assert graph.inside == '<path d="M1"/>'


def test_its_words_are_its_texts() -> None:
    graph = read("<title>x</title><text>a\n  &amp; b</text><g><text>c</text></g>")
    assert graph is not None
    assert graph.words == ("a & b", "c")


@pytest.mark.parametrize(
    "svg",
    [
        b"",
        b"<svg",
        b"<html></html>",
        b"\xff",
        b"<svg></svg>",
        b'<svg width="1" height="1" viewBox="x"></svg>',
        b'<svg width="1e9" height="1" viewBox="0 0 1 1"></svg>',
        b'<!DOCTYPE svg [<!ENTITY a "b">]><svg width="1" height="1" viewBox="0 0 1 1">&a;</svg>',
    ],
)
def test_what_is_no_drawing_is_none(svg: bytes) -> None:
    assert read_graph(svg) is None


NAMES = st.sampled_from(
    ["g", "a", "text", "path", "polygon", "script", "style", "defs", "stop", "image", "svg", "use"]
)
ATTRIBUTES = st.sampled_from(
    ["fill", "stroke", "d", "x", "points", "transform", "style", "onclick", "href", "id", "class"]
)
VALUES = st.sampled_from(
    ["red", "black", "1", "M1", "javascript:alert(1)", "&quot;&gt;", "url(#a)", "none", "1;x:y"]
)
ELEMENTS = st.recursive(
    st.sampled_from(["", "x", "&lt;script&gt;", "&amp;quot;", "<!-- x -->"]),
    lambda inner: st.builds(
        lambda name, key, value, parts: f'<{name} {key}="{value}">{"".join(parts)}</{name}>',
        NAMES,
        ATTRIBUTES,
        VALUES,
        st.lists(inner, max_size=3),
    ),
    max_leaves=12,
)


class Tags(HTMLParser):
    """Collects what stands in a text as elements and attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {tag, *(name for name, _ in attrs)}


@given(ELEMENTS)
def test_no_drawing_brings_more_than_shapes(svg: str) -> None:
    graph = read(svg)
    assert graph is not None
    allowed = {"g", "text", "path", "polygon", "fill", "stroke", "d", "x", "points", "transform"}
    assert Tags(graph.inside).found <= allowed
    assert "javascript" not in graph.inside

"""Graphs that ask for files: found in whatever way they write it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost.load.dot_source import FILES, Forbidden, forbidden


@pytest.mark.parametrize(
    ("graph", "what", "at"),
    [
        ('digraph { a [image="x.png"] }', "image", 13),
        ("digraph { imagepath = x }", "imagepath", 10),
        ("digraph { 1imagepath = x }", "imagepath", 11),
        ('digraph { a ["image" = x] }', "image", 13),
        ('digraph { a ["im" + "age"=x] }', "image", 13),
        ('digraph { a ["im\\\nage"=x] }', "image", 13),
        ("digraph { a [image/* = */ // it\n=x] }", "image", 13),
        ("digraph {\n# image\nnode [label=<a>,shapefile=x] }", "shapefile", 34),
        ('digraph { stylesheet="http://x" }', "stylesheet", 10),
        ("digraph { a [label=<<table><tr><td>< IMG src='x'/></td></tr></table>>] }", "<img>", 35),
        ("digraph { a [label=<<b>x</b><img/>", "<img>", 28),
    ],
)
def test_a_file_is_found(graph: str, what: str, at: int) -> None:
    assert forbidden(graph) == Forbidden(what, at)


@pytest.mark.parametrize(
    "graph",
    [
        "digraph { image -> a; a -> image }",
        'digraph { a [label="image = x"] }',
        'digraph { a [label="\\"image\\"=x"] }',
        "digraph { /* image=x */ a // image=x\n}",
        "digraph {\n# image=x\na }",
        "digraph { a [label=<image=x>] }",
        'digraph { a [label="im" + "age"] }',
        "digraph { images = 1 }",
        "digraph { a [image; b=c] }",
        '"' + '\\"' * 24_000,
        "/*" * 24_000,
        'digraph { "image=x',
    ],
)
def test_what_asks_for_none_is_left_alone(graph: str) -> None:
    assert forbidden(graph) is None


@given(st.lists(st.sampled_from([*'"<>=+/*#\\\n x1', "image"])).map("".join))
def test_any_text_is_read_to_its_end(text: str) -> None:
    found = forbidden(text)
    assert found is None or found.what in (*FILES, "<img>")

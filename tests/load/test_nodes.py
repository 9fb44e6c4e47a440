"""Values are named in messages so that an author finds them."""

from __future__ import annotations

import pytest

from waypost.load.located import parse_yaml
from waypost.load.nodes import describe, shortened
from waypost.model.diagnostic import Place


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("plain text", "'plain text'"),
        ("'quoted'", "'quoted'"),
        ("|\n  two\n  lines\n", "'two lines'"),
        ("[a]", "a list"),
        ("{a: b}", "a mapping"),
        ("~", "nothing"),
        ("'~'", "'~'"),
    ],
)
def test_a_value_is_described(text: str, words: str) -> None:
    node = parse_yaml(text, Place("a.md", 1, 1)).value
    assert node is not None
    assert describe(node) == words


def test_a_long_text_is_cut() -> None:
    assert shortened("word " * 100, limit=12) == "word word w…"
    assert shortened("x" * 12, limit=12) == "x" * 12

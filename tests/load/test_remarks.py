"""Remarks: what rules find, and where in the file that is."""

from __future__ import annotations

import pytest

from waypost.load.grammar import parser_for
from waypost.load.positions import Source
from waypost.load.remarks import At, Env, fail, findings, leave, place_within, warn
from waypost.model.diagnostic import Place, warning
from waypost.model.site import ParseSettings

TEXT = "a\n\n- b *c*\n  d"
SOURCE = Source(TEXT, Place("a.md", 10, 1))
TOKENS = parser_for(TEXT, ParseSettings(), ()).parse(TEXT, {})


def test_remarks_become_findings_at_their_places_in_their_order() -> None:
    env: Env = {}
    assert findings(env, SOURCE, TOKENS) == []
    fail("x", "m", At(env, 2, "b"), "f")
    warn("y", "m", At(env, 3, "zzz"), "f")
    leave(env, lambda source, _: warning("z", "m", source.place))
    made = findings(env, SOURCE, TOKENS)
    assert [(str(one.place), one.severity, one.code) for one in made] == [
        ("a.md:12:3", "error", "x"),
        ("a.md:13", "warning", "y"),
        ("a.md:10:1", "warning", "z"),
    ]


@pytest.mark.parametrize(
    ("content", "offset", "place"),
    [("b *c*\nd", 2, "a.md:12:5"), ("b *c*\nd", 6, "a.md:13:3"), ("c", 0, "a.md:12:6"), ("e", 0, "a.md:10:1")],
)  # fmt: skip
def test_an_offset_in_inline_text_has_a_place(content: str, offset: int, place: str) -> None:
    assert str(place_within(SOURCE, TOKENS, content, offset)) == place

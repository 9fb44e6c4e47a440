"""No author's text can steer a terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost.cli.visible import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain [red]text[/]", "plain [red]text[/]"),
        ("\x1b[31mred", "␛[31mred"),
        ("one\ntwo\r\tthree", "one␊two␍␉three"),
        ("\x7f\x9b", "␡<U+009B>"),
        ("abc\u202ecba", "abc<U+202E>cba"),
        ("\udc80", "<U+DC80>"),
        ("日本語 café 👩\u200d🔬", "日本語 café 👩\u200d🔬"),
    ],
)
def test_what_a_terminal_would_obey_or_hide_can_be_seen(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text())
def test_nothing_is_left_that_controls_or_reorders(text: str) -> None:
    left = [c for c in visible(text) if c not in "\u200c\u200d\u00ad"]
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") for c in left)


@given(st.text())
def test_making_visible_again_changes_nothing(text: str) -> None:
    assert visible(visible(text)) == visible(text)

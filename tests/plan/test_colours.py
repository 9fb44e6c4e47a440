"""Colours that go with an accent, whatever it is."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from waypost.config import theme_folder
from waypost.plan.colours import DARK_PAPER, LIGHT_PAPER, contrast, palette_of

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#123456", "#123456", 1)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


@given(COLOURS)
@example("#000000")
@example("#ffffff")
@example("#777777")
def test_text_on_the_accent_can_be_read_and_marks_are_seen(accent: str) -> None:
    palette = palette_of(accent)
    assert palette.accent == accent
    assert contrast(palette.on_accent, accent) >= 4.5
    assert contrast(palette.mark_light, LIGHT_PAPER) >= 3
    assert contrast(palette.mark_dark, DARK_PAPER) >= 3


def test_a_mark_is_the_accent_where_that_can_be_seen() -> None:
    assert palette_of("#8fd3c1").mark_dark == "#8fd3c1"
    assert palette_of("#205040").mark_light == "#205040"
    assert palette_of("#8fd3c1").mark_light != "#8fd3c1"


def test_the_papers_are_those_of_the_stylesheet() -> None:
    css = (theme_folder() / "static/css/site.css").read_text(encoding="utf-8")
    assert f"--paper: light-dark({LIGHT_PAPER}, {DARK_PAPER});" in css

"""From the one colour of a site to those that go with it, by WCAG's contrast."""

from __future__ import annotations

from typing import NamedTuple

LIGHT_PAPER, DARK_PAPER = "#fafaf6", "#141715"
"""What pages are printed on, as the stylesheet has it."""

INKS = ("#191d1b", "#ffffff", "#000000")
"""What text on the accent is printed in: the first of these that can be read."""

TEXT, MARK = 4.5, 3.2
"""The least contrast of texts; that of underlines and marks, which 3 would do for."""

_STEPS = 50


class Palette(NamedTuple):
    """A site's colours, as #rrggbb: the accent, text on it, and marks on either paper."""

    accent: str
    on_accent: str
    mark_light: str
    mark_dark: str


def palette_of(accent: str) -> Palette:
    """Choose the colours that go with an accent (#rrggbb)."""
    return Palette(
        accent,
        next(ink for ink in INKS if contrast(ink, accent) >= TEXT),
        _mark(accent, LIGHT_PAPER, "#000000"),
        _mark(accent, DARK_PAPER, "#ffffff"),
    )


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours, from 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _mark(accent: str, paper: str, toward: str) -> str:
    """Mix as much of another colour into an accent as it takes to be seen on paper."""
    mixed = (_mixed(accent, toward, step / _STEPS) for step in range(_STEPS + 1))
    return next(colour for colour in mixed if contrast(colour, paper) >= MARK)


def _mixed(colour: str, other: str, share: float) -> str:
    pairs = zip(_parts(colour), _parts(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

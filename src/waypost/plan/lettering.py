"""How labels are set on a drawing: how wide a text is, and where its lines break.

No font is at hand when a site is built, and none is known of the reader's. The
widths are those of a bold Helvetica, which is wider than the faces of the theme.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

LINE = 9.5
"""How wide a line should be at most, in em; a longer word has a line of its own."""

LINES = 3
"""How many lines a label may have; what is longer ends in an ellipsis."""

LONGEST = 15.0
"""How wide any line may be, in em."""

_STEP = 0.5
_NARROW = frozenset("fijlrtI.,:;!'|()[]/- ")
_WIDE = frozenset("mwMW@%&—…")


def width(text: str) -> float:
    """Estimate how wide a text is, in em; rather too wide than too narrow."""
    return sum(_advance(character) for character in text)


def set_lines(label: str) -> tuple[str, ...]:
    """Break a label, after spaces and hyphens, into lines of about one width."""
    pieces = re.split(r"(?<=-)(?=[^\s-])|(?<=\s)(?=\S)", label.strip())
    fewest = min(len(_filled(pieces, LINE)), LINES)
    limit = _STEP
    while len(lines := _filled(pieces, limit)) > fewest and limit < LONGEST:
        limit += _STEP
    kept = lines[:LINES]
    if len(lines) > LINES:
        kept[-1] += "…"
    return tuple(_shortened(line) for line in kept)


def _filled(pieces: Sequence[str], limit: float) -> list[str]:
    lines = [""]
    for piece in pieces:
        longer = lines[-1] + piece
        if lines[-1] and width(longer.rstrip()) > limit:
            lines.append(piece)
        else:
            lines[-1] = longer
    return [line.rstrip() for line in lines]


def _shortened(line: str) -> str:
    if width(line) <= LONGEST:
        return line
    while width(line) > LONGEST - width("…"):
        line = line[:-1]
    return line.rstrip() + "…"


@cache
def _advance(character: str) -> float:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Cf", "Cc"}:
        return 0.0
    if unicodedata.east_asian_width(character) in {"W", "F"}:
        return 1.0
    if character in _NARROW:
        return 0.36
    if character in _WIDE:
        return 1.0
    return 0.74 if character.isupper() else 0.61

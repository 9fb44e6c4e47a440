"""Named parts of a file of code, between comments that editors fold by too.

``# region setup`` and ``# endregion`` in Python, ``// #region setup`` in JavaScript,
``<!-- #region setup -->`` in HTML, and so on.
"""

from __future__ import annotations

import re
from textwrap import dedent

from msgspec import Struct

_MARKER = re.compile(
    r"\s*(?:#|//|--|;|%|/\*|<!--)\s*#?(?P<end>end)?region\b\s*(?P<name>.*?)\s*(?:\*/|-->)?\s*"
)


class Regions(Struct, frozen=True):
    """The regions of a file: first and last line of each by name, from 0, markers left out.

    ``markers`` are the lines that only mark a region, ``open`` the names of those that
    are never closed, ``twice`` of those that are there again.
    """

    lines: tuple[str, ...]
    named: dict[str, tuple[int, int]]
    markers: frozenset[int]
    open: frozenset[str]
    twice: frozenset[str]

    def text(self, name: str | None) -> str:
        """Give the code of a region, or of the whole file, as it would stand by itself."""
        start, end = (0, len(self.lines)) if name is None else self.named[name]
        kept = (self.lines[at] for at in range(start, end) if at not in self.markers)
        text = dedent("\n".join(kept)).strip("\n")
        return f"{text}\n" if text else ""


def regions_of(text: str) -> Regions:
    """Find the regions of a file; a marker without its other one is a line like others."""
    lines = tuple(text.split("\n"))
    named: dict[str, tuple[int, int]] = {}
    markers: set[int] = set()
    twice = set()
    pending: list[tuple[str, int]] = []
    for number, line in enumerate(lines):
        found = _MARKER.fullmatch(line) if "region" in line else None
        if found is None:
            continue
        if not found["end"]:
            pending.append((found["name"], number))
        elif pending:
            name, start = pending.pop()
            markers |= {start, number}
            if name in named:
                twice.add(name)
            named.setdefault(name, (start + 1, number))
    still_open = frozenset(name for name, _ in pending)
    return Regions(lines, named, frozenset(markers), still_open, frozenset(twice))

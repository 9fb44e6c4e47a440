"""Lines by number, as authors write them: ``2,4-6``."""

from __future__ import annotations

import re

from msgspec import Struct

_PART = re.compile(r"[^,]+|(?<=,)(?=,|\Z)|^(?=,|\Z)")
_RANGE = re.compile(r"\s*(\d{1,6})(?:\s*-\s*(\d{1,6}))?\s*")


class Wrong(Struct, frozen=True):
    """A part that means no lines: what is wrong, where it starts, and what to write."""

    message: str
    offset: int
    fix: str


def read_lines(written: str, count: int) -> tuple[frozenset[int], tuple[Wrong, ...]]:
    """Read numbers and ranges of the lines of a block of ``count`` lines; they count from 1."""
    lines: set[int] = set()
    wrong = []
    for part in _PART.finditer(written):
        found = _RANGE.fullmatch(part[0])
        offset = part.start() + len(part[0]) - len(part[0].lstrip())
        if found is None:
            message = f"'{part[0].strip()}' is neither a line nor a range of lines"
            wrong.append(Wrong(message, offset, "write numbers and ranges, as in '2,4-6'"))
            continue
        first, last = int(found[1]), int(found[2] or found[1])
        if first > last:
            message = f"the range {first}-{last} ends before it starts"
            wrong.append(Wrong(message, offset, f"write '{last}-{first}'"))
        elif not first or last > count:
            wrong.append(Wrong(_beyond(first, last, count), offset, "count from the first line, 1"))
        else:
            lines.update(range(first, last + 1))
    return frozenset(lines), tuple(wrong)


def _beyond(first: int, last: int, count: int) -> str:
    lines = "1 line" if count == 1 else f"{count} lines"
    return f"there is no line {last if first else first}: the block has {lines}"

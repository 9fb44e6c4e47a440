"""What in a graph of Graphviz's language would have files read, found before any is.

The HTML that a text makes is kept by the digest of that text, which would miss a change
of such a file; and a graph could ask for any file that the writer may not even see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

FILES = frozenset(
    ("fontpath", "image", "imagepath", "shapefile", "stylesheet", "_background", "shapepath")
)
"""The attributes that name files."""

_PIECE = re.compile(
    r"""(?P<quoted>"(?:[^"\\]|\\.)*(?:"|\\?\Z))
    |(?P<skip>/\*.*?(?:\*/|\Z)|//[^\n]*|^\#[^\n]*|\s+)
    |(?P<word>\d+|[^\W\d]\w*)
    |(?P<sign>.)""",
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)
_ANGLE = re.compile(r"[<>]")
_IMAGE = re.compile(r"<\s*img\b", re.IGNORECASE)


class Forbidden(NamedTuple):
    """What may not stand in a graph, and the offset at which it does."""

    what: str
    at: int


def forbidden(graph: str) -> Forbidden | None:
    """Find the first part of a graph that names a file; any text is one."""
    name, start, joins = "", 0, False
    for kind, text, at in _pieces(graph):
        if kind == "label":
            image = _IMAGE.search(text)
            if image:
                return Forbidden("<img>", at + image.start())
        elif text == "=" and name in FILES:
            return Forbidden(name, start)
        elif text == "+" and kind == "sign":
            joins = True
            continue
        elif kind == "sign":
            name = ""
        elif joins:
            name += text
        else:
            name, start = text, at
        joins = False
    return None


def _pieces(graph: str) -> Iterator[tuple[str, str, int]]:
    """Cut a graph as Graphviz does: its names as they read, labels in HTML, and signs."""
    at = 0
    while match := _PIECE.match(graph, at):
        at = match.end()
        if match["quoted"]:
            # A line that ends in a backslash goes on in the next one.
            yield "name", match["quoted"][1:-1].replace("\\\n", ""), match.start()
        elif match["word"]:
            yield "name", match["word"], match.start()
        elif match["sign"] == "<":
            at = _end_of_label(graph, at)
            yield "label", graph[match.start() + 1 : at], match.start() + 1
        elif match["sign"]:
            yield "sign", match["sign"], match.start()


def _end_of_label(graph: str, start: int) -> int:
    depth = 1
    for angle in _ANGLE.finditer(graph, start):
        depth += 1 if angle[0] == "<" else -1
        if not depth:
            return angle.end()
    return len(graph)

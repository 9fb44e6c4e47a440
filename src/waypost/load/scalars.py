"""What the text of a scalar can be taken for."""

from __future__ import annotations

import re

from waypost.load.nodes import Node, Scalar, Sequence
from waypost.model.diagnostic import Located, Place

_YES = frozenset({"true", "yes", "on", "y"})
_NO = frozenset({"false", "no", "off", "n"})
_FOLDS = re.compile(r"[ \t]*\n[ \t\n]*")


def as_flag(node: Node) -> bool | None:
    """Take a value for true or false, if it is one of their words."""
    word = node.text.strip().lower() if isinstance(node, Scalar) else ""
    return word in _YES if word in _YES or word in _NO else None


def one_line(scalar: Scalar) -> Located[str] | None:
    """Give a text on one line, without space around it; None where nothing is left."""
    # Only what an author types to lay out YAML goes: a no-break space may be meant.
    text = _FOLDS.sub(" ", scalar.text.strip(" \t\n"))
    return Located(text, scalar.place) if text else None


def as_parts(scalar: Scalar) -> list[Located[str]]:
    """Split a text at its commas; empty parts are left out."""
    parts, offset, start = [], 0, scalar.start
    for part in scalar.text.split(","):
        column = start.column + offset + len(part) - len(part.lstrip())
        text = part.strip(" \t\n")
        if text:
            parts.append(Located(text, Place(start.path, start.line, column)))
        offset += len(part) + 1
    return parts


def as_plain(node: Node) -> object:
    """Give a value without its places, to compare it with another."""
    if isinstance(node, Scalar):
        return node.text.strip()
    if isinstance(node, Sequence):
        return [as_plain(item) for item in node.items]
    return {name: as_plain(entry.value) for name, entry in node.entries.items()}

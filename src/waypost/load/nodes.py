"""What YAML is made of, once each key and value knows its place."""

from __future__ import annotations

from typing import NamedTuple

from waypost.model.diagnostic import Place

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class Scalar(NamedTuple):
    """A value as text, as its author wrote it: YAML's own types are not resolved.

    ``start`` is the place of the text's first character. ``plain`` says that it
    stands without quotes, and not in a block of its own.
    """

    text: str
    place: Place
    start: Place
    plain: bool = False

    @property
    def is_null(self) -> bool:
        """Whether nothing was written, or YAML's word for nothing."""
        return self.plain and self.text in _NULLS


class Sequence(NamedTuple):
    """A list of values."""

    items: list[Node]
    place: Place


class Entry(NamedTuple):
    """A key's place, and its value."""

    key: Place
    value: Node


class Mapping(NamedTuple):
    """Values by key, in the order of the file."""

    entries: dict[str, Entry]
    place: Place


Node = Scalar | Sequence | Mapping


def is_null(node: Node) -> bool:
    """Whether a value is nothing, which is like a key that isn't there."""
    return isinstance(node, Scalar) and node.is_null


def describe(node: Node) -> str:
    """Name a value in a message."""
    if isinstance(node, Scalar):
        return "nothing" if node.is_null else f"'{shortened(node.text)}'"
    return "a list" if isinstance(node, Sequence) else "a mapping"


def shortened(text: str, limit: int = 60) -> str:
    """Cut a text for a message, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"

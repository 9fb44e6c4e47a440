"""Components: calls in Markdown of macros that templates/components/ holds.

Loading leaves a *component hole* in the HTML for each call: ``\\x02c`` + index + ``\\x03``
for one by itself, and ``\\x02b…`` and ``\\x02e…`` around the body of one that has a body.
Planning says what the macro is given, and rendering calls it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum

from msgspec import Struct

from waypost.model.diagnostic import Place

_HOLE = re.compile("\x02([cbe])([0-9]+)\x03")

NODES = ("topic", "path", "post")
"""Parameters that name a node of the archive; the macro is given its card."""

FILES = ("src", "image", "poster", "captions")
"""Parameters that name a file; the macro is given its URL."""

LINKS = ("url",)
"""Parameters that hold a link as Markdown has it; the macro is given its URL."""

PROVIDED = ("posts", "steps", "embed")
"""Parameters that nobody writes: the newest posts of ``topic`` (all, without one), as
many as ``count``; the steps of ``path``; and the URL at which the film of ``src`` plays."""


class Kind(StrEnum):
    """What a parameter takes."""

    TEXT = "text"
    WHOLE = "a whole number"
    NUMBER = "a number"
    FLAG = "true or false"
    PROVIDED = "provided"


class Body(StrEnum):
    """Whether a component has a body of Markdown."""

    NONE = "none"
    OPTIONAL = "optional"
    NEEDED = "needed"


Value = str | int | float | bool


class Parameter(Struct, frozen=True):
    """A parameter of a macro; ``default`` is None where the macro has none, or ``none``."""

    name: str
    kind: Kind
    required: bool
    default: Value | None = None


class Signature(Struct, frozen=True):
    """What a component takes, as its macro declares it."""

    parameters: tuple[Parameter, ...] = ()
    body: Body = Body.NONE


class Argument(Struct, frozen=True):
    """An argument as written, and where its name and its text stand.

    ``link`` is the index of its link, -1 where it is none.
    """

    name: str
    text: str
    place: Place
    text_place: Place
    link: int = -1


class Call(Struct, frozen=True):
    """A call of a component as written. It owns the component holes of its index."""

    name: str
    arguments: tuple[Argument, ...]
    place: Place
    has_body: bool = False


Signatures = Mapping[str, Signature]
"""Every component of a site, by its name in Markdown."""


def template_of(name: str) -> str:
    """Give the template that holds a component's macro."""
    return f"components/{name}.html"


def macro_of(name: str) -> str:
    """Give the name of a component's macro."""
    return name.replace("-", "_")


def leaf_hole(index: int) -> str:
    """Stand for a component without a body."""
    return f"\x02c{index}\x03"


def body_holes(index: int) -> tuple[str, str]:
    """Stand before and behind the body of a component."""
    return f"\x02b{index}\x03", f"\x02e{index}\x03"


def fill_calls(text: str, call: Callable[[int, str | None], str]) -> str:
    """Fill every component hole of a text, the inner ones first.

    ``call`` is given the index of a hole, and the text of its body or None.
    """
    around: list[tuple[int, list[str]]] = []
    pieces: list[str] = []
    end = 0
    for hole in _HOLE.finditer(text):
        pieces.append(text[end : hole.start()])
        end, index = hole.end(), int(hole[2])
        if hole[1] == "c":
            pieces.append(call(index, None))
        elif hole[1] == "b":
            around.append((index, pieces))
            pieces = []
        elif around:
            index, before = around.pop()
            before.append(call(index, "".join(pieces)))
            pieces = before
    pieces.append(text[end:])
    while around:
        pieces = [*around.pop()[1], *pieces]
    return "".join(pieces)


def without_calls(text: str) -> str:
    """Take the component holes out of a text; what stands in bodies stays."""
    return _HOLE.sub("", text) if "\x02" in text else text

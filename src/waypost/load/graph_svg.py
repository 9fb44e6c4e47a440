"""Drawings of Graphviz's, written anew: only shapes and letters, and no style of their own.

What Graphviz writes holds an author's texts, addresses, ids and classes. Nothing of it
reaches a page but the elements and attributes below, with values that look like one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import NamedTuple
from xml.parsers.expat import ExpatError, ParserCreate

from msgspec import Struct, field

_NUMBER = r"-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?"
_ONE = re.compile(_NUMBER)
_LENGTH = re.compile(rf"({_NUMBER})(?:pt|px)?")
# A browser passes over what is no list of numbers, but of their signs. More could not
# be told in a time that grows with the length alone.
_SIGNS = r"[\d\s.,e+-]"
_NUMBERS = re.compile(rf"{_SIGNS}+")
_PATH = re.compile(r"[MCLSQTHVAZmclsqthvaz\d\s.,e+-]*")
_PLACING = re.compile(rf"(?:(?:scale|rotate|translate)\({_SIGNS}+\)\s*)+")
_COLOUR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})|[a-z]+", re.IGNORECASE)
_WORD = re.compile(r"[a-z-]+")
_FAMILY = re.compile(r"[\w ,-]+")

_PAINT = {
    "fill": _COLOUR,
    "stroke": _COLOUR,
    "fill-opacity": _ONE,
    "stroke-opacity": _ONE,
    "stroke-width": _ONE,
    "stroke-dasharray": _NUMBERS,
}
_LETTERS = {
    "x": _ONE,
    "y": _ONE,
    "font-size": _ONE,
    "font-family": _FAMILY,
    "text-anchor": _WORD,
    "font-weight": _WORD,
    "font-style": _WORD,
    "text-decoration": _WORD,
    "baseline-shift": _WORD,
}
_ELEMENTS: Mapping[str, Mapping[str, re.Pattern[str]]] = {
    "g": {"transform": _PLACING},
    "polygon": {"points": _NUMBERS, **_PAINT},
    "polyline": {"points": _NUMBERS, **_PAINT},
    "path": {"d": _PATH, **_PAINT},
    "ellipse": {"cx": _ONE, "cy": _ONE, "rx": _ONE, "ry": _ONE, **_PAINT},
    "text": {**_LETTERS, **_PAINT},
}
_BLACK = frozenset(("black", "#000", "#000000"))
_WHITE = frozenset(("white", "#fff", "#ffffff"))
_NONE = frozenset(("none", "transparent"))
_LARGEST = 20_000
_GRADIENT = re.compile(r"url\(#([^)]*)\)")
_STOP = re.compile(r"stop-color:\s*([^;]*)")
# Older versions write the ampersands of addresses as they are.
_BARE = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)")


class Graph(NamedTuple):
    """A drawing that can stand on a page.

    ``inside`` is what goes into an ``<svg>``; sizes are in pixels. ``words`` are its
    texts, in order. ``is_paper`` says that it has colours, which need a white ground.
    """

    width: int
    height: int
    box: str
    inside: str
    words: tuple[str, ...]
    is_paper: bool
    has_links: bool


def read_graph(svg: bytes) -> Graph | None:
    """Write a drawing anew; None where it can't be read, or is none."""
    reader = _Reader()
    parser = ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.EntityDeclHandler = reader.entity
    try:
        parser.Parse(_BARE.sub(b"&amp;", svg), True)
        width, height = (_pixels(reader.sizes.get(name, "")) for name in ("width", "height"))
    except (ExpatError, ValueError):
        return None
    box = reader.sizes.get("viewBox", "")
    if not 0 < width <= _LARGEST or not 0 < height <= _LARGEST or not _NUMBERS.fullmatch(box):
        return None
    is_paper = any(piece.is_coloured for piece in reader.pieces)
    inside = "".join(piece.html(is_paper) for piece in reader.pieces)
    words = tuple(" ".join(words.split()) for words in reader.words)
    return Graph(width, height, box, inside, words, is_paper, reader.has_links)


def _pixels(length: str) -> int:
    found = _LENGTH.fullmatch(length)
    return round(float(found[1])) if found else 0


class _Piece(Struct):
    """A tag, or an escaped text, where ``name`` is empty."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""

    @property
    def is_coloured(self) -> bool:
        """Whether it has a colour that could not be seen on any ground."""
        plain = _BLACK | _NONE if self.name == "text" else _BLACK | _NONE | _WHITE
        found = (self.attributes.get(name, "none") for name in ("fill", "stroke"))
        return any(colour.lower() not in plain for colour in found)

    def html(self, is_paper: bool) -> str:
        if not self.name:
            return self.text
        attributes = dict(self.attributes)
        if self.name == "text" and not is_paper:
            attributes["fill"] = "currentColor"
        for name in ("fill", "stroke"):
            colour = attributes.get(name, "").lower()
            if colour in _NONE or (colour in _WHITE and not is_paper):
                attributes[name] = "none"
            elif colour in _BLACK and not is_paper:
                attributes[name] = "currentColor"
        written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
        return f"<{self.name}{written}{'' if self.name in ('g', 'text') else '/'}>"


class _Reader:
    """Takes what a drawing may have, and passes over all else with what is in it."""

    def __init__(self) -> None:
        self.sizes: Mapping[str, str] = {}
        self.pieces: list[_Piece] = []
        self.words: list[str] = []
        self.has_links = False
        self._open: list[str] = []
        self._gradients: dict[str, str] = {}
        self._gradient = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        before = self._open[-1] if self._open else "root"
        kept = "passed over"
        if before == "root":
            if name == "svg":
                self.sizes, kept = attributes, "svg"
        elif name in ("defs", "linearGradient", "radialGradient", "stop"):
            self._define(name, attributes)
        elif name == "a" and before in ("svg", "g", "group"):
            self.has_links = True
            kept = "group"
        elif before in ("svg", "g", "group") and name in _ELEMENTS:
            kept = self._take(name, attributes)
        self._open.append(kept)

    def end(self, _name: str) -> None:
        kept = self._open.pop()
        if kept in ("g", "text"):
            self.pieces.append(_Piece("", text=f"</{kept}>"))

    def text(self, text: str) -> None:
        if self._open and self._open[-1] == "text":
            self.words[-1] += text
            self.pieces.append(_Piece("", text=escape(text, quote=False)))

    def entity(self, *_: object) -> None:
        raise ValueError("a drawing declares no entities")

    def _take(self, name: str, attributes: Mapping[str, str]) -> str:
        rules = _ELEMENTS[name]
        found = {key: self._solid(value) for key, value in attributes.items() if key in rules}
        good = {key: value for key, value in found.items() if rules[key].fullmatch(value)}
        if name == "g" and not good:
            return "group"
        if self._is_ground(name, good):
            return "passed over"
        if name == "text":
            self.words.append("")
        self.pieces.append(_Piece(name, good))
        return name

    def _is_ground(self, name: str, attributes: Mapping[str, str]) -> bool:
        # A polygon of the whole drawing's size, in white, comes first.
        first = all(piece.name == "g" for piece in self.pieces)
        fill, stroke = attributes.get("fill"), attributes.get("stroke")
        return name == "polygon" and first and fill == "white" and stroke in _NONE

    def _define(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "stop":
            colour = _STOP.search(attributes.get("style", ""))
            written = colour[1].strip() if colour else attributes.get("stop-color", "")
            self._gradients.setdefault(self._gradient, written)
        else:
            self._gradient = attributes.get("id", "")

    def _solid(self, value: str) -> str:
        """Give the first colour of a gradient, which would need an id on the page."""
        found = _GRADIENT.fullmatch(value)
        return self._gradients.get(found[1], "none") if found else value

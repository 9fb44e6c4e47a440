"""SVG files: how large they are, and whether anything in them could run.

A page shows a drawing as an image, where no browser runs its scripts. Opened by its own
address it would be a document of the site, with all that one may do.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType
from xml.parsers.expat.errors import XML_ERROR_NO_ELEMENTS, messages

from waypost.model.picture import Flaw, Picture

_SVG = "http://www.w3.org/2000/svg"

_DEFAULT = (300, 150)
"""The size of a drawing that gives none, in CSS."""

_PIXELS = {
    "": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4,
    "em": 16.0, "ex": 8.0, "rem": 16.0,
}  # fmt: skip
_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_LENGTH = re.compile(rf"\s*({_NUMBER})\s*([a-z]*)\s*")
_NUMBERS = re.compile(_NUMBER)

_RUNNING = frozenset(("script", "handler", "listener", "iframe", "embed", "object", "frame"))
_BLANK = re.compile(r"[\x00-\x20]")
_PROGRAM = re.compile(r"(?:^|[;=])(?:(?:java|vb|live)script:|data:(?:text/|application/x))", re.I)


class _Found(Exception):  # noqa: N818 - ends the reading early
    """Something that could run: what, the line, and the column, which counts from 0."""


def drawing_of(data: bytes) -> Picture:
    """Read an SVG file; any bytes give a picture, with a flaw where something is wrong."""
    parser = ParserCreate(namespace_separator=" ")
    reader = _Reader(parser)
    parser.StartElementHandler = reader.element
    parser.ProcessingInstructionHandler = reader.instruction
    try:
        parser.Parse(data, True)
    except _Found as found:
        reason, line, column = found.args
        return Picture(flaw=Flaw.ACTIVE, reason=reason, line=line, column=column + 1)
    except ExpatError as fault:
        return _broken(messages[fault.code], fault.lineno, fault.offset + 1)
    except (ValueError, LookupError) as fault:
        # An encoding that nobody knows, or a null where none may stand.
        return _broken(str(fault))
    if reader.root != f"{_SVG} svg":
        name = reader.root.rpartition(" ")[2]
        missing = f'its first element has no xmlns="{_SVG}"'
        return _broken(missing if name == "svg" else f"it is no SVG, but begins with <{name}>")
    return Picture(*_size(reader.sizes))


def _broken(reason: str, line: int = 0, column: int = 0) -> Picture:
    said = "it is empty, or has no element" if reason == XML_ERROR_NO_ELEMENTS else reason
    return Picture(flaw=Flaw.BROKEN, reason=said, line=line, column=column)


class _Reader:
    def __init__(self, parser: XMLParserType) -> None:
        self.parser = parser
        self.root = ""
        self.sizes: Mapping[str, str] = {}

    def element(self, name: str, attributes: Mapping[str, str]) -> None:
        if not self.root:
            self.root, self.sizes = name, attributes
        local = name.rpartition(" ")[2]
        if local.lower() in _RUNNING:
            raise self._found(f"the element <{local}> can run a program")
        for key, value in attributes.items():
            attribute = key.rpartition(" ")[2]
            if attribute.lower().startswith("on"):
                raise self._found(f"the attribute '{attribute}' runs a program")
            if ":" in value and _PROGRAM.search(_BLANK.sub("", value)):
                raise self._found(f"the attribute '{attribute}' leads to a program")

    def instruction(self, target: str, said: str) -> None:
        if target == "xml-stylesheet" and "text/css" not in said:
            raise self._found("a style sheet of XML can add programs to it")

    def _found(self, what: str) -> _Found:
        return _Found(what, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber)


def _size(given: Mapping[str, str]) -> tuple[int, int]:
    box = [float(number) for number in _NUMBERS.findall(given.get("viewBox", ""))]
    width, height = _pixels(given.get("width")), _pixels(given.get("height"))
    if len(box) == 4 and box[2] > 0 and box[3] > 0:
        ratio = box[3] / box[2]
        if width and not height:
            height = width * ratio
        elif height and not width:
            width = height / ratio
        elif not width:
            width, height = box[2], box[3]
    made = (width or _DEFAULT[0], height or _DEFAULT[1])
    return max(1, round(min(made[0], 1e5))), max(1, round(min(made[1], 1e5)))


def _pixels(written: str | None) -> float:
    """Give a length in pixels; 0 for none, or one that depends on the page."""
    found = _LENGTH.fullmatch(written or "")
    if not found or found[2] not in _PIXELS:
        return 0.0
    return max(float(found[1]), 0.0) * _PIXELS[found[2]]

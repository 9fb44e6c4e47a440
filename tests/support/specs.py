"""The examples of the specifications of Markdown, and what of our HTML differs from them.

``plain`` is all that is taken off before the two are compared. What is ours: a box
around code and around tables, colours in code, ids and levels and permalinks of
headings, attributes of images and tasks, classes for the alignment of cells, <s> for
<del>, and how addresses are escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

_EXAMPLE = re.compile(r"(?ms)^`{32} example(?: (\w+))?\n(.*?)^\.\n(.*?)^`{32}$")

Attributes = list[tuple[str, str | None]]


class SpecExample(NamedTuple):
    """An example of a specification: its number from 1, some Markdown and its HTML."""

    number: int
    extension: str
    source: str
    html: str


def spec_examples(file: Path) -> Iterator[SpecExample]:
    """Find the examples of a specification."""
    text = file.read_text(encoding="utf-8").replace("→", "\t")
    for number, (extension, source, html) in enumerate(_EXAMPLE.findall(text), 1):
        yield SpecExample(number, extension, source, html)


def plain(html: str) -> list[object]:
    """Give some HTML as tags and texts, without what is ours."""
    events = _Events()
    events.feed(html)
    events.close()
    return [*_joined(events.found)]


_OURS = {"id", "loading", "decoding", "tabindex", "aria-label", "role"}
_OUR_CLASSES = re.compile(r"align-(\w+)|task-list-item(?:-checkbox)?|contains-task-list|anchor")
_BOXES = ("highlight", "table")
_BLOCKS = frozenset(
    {
        *("p", "div", "ul", "ol", "li", "blockquote", "pre", "hr", "br", "heading", "table"),
        *("thead", "tbody", "tr", "th", "td", "dl", "dt", "dd", "section"),
    }
)


class _Events(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[object] = []
        self._boxes: list[bool] = []
        self._in_code = False
        self._in_permalink = False

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        given = dict(attrs)
        if tag == "div":
            self._boxes.append(given.get("class") in _BOXES)
            if self._boxes[-1]:
                self._in_code = given["class"] == "highlight"
                return
        if tag == "span" and self._in_code:
            return
        if tag == "a" and given.get("class") == "anchor":
            self._in_permalink = True
            return
        self.found.append(("<", _name(tag), frozenset(_attributes(tag, attrs))))

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "div" and self._boxes and self._boxes.pop():
            self._in_code = False
        elif tag == "a" and self._in_permalink:
            self._in_permalink = False
        elif tag != "span" or not self._in_code:
            self.found.append(("</", _name(tag)))

    def handle_data(self, data: str) -> None:
        if not self._in_permalink:
            self.found.append(data)

    def handle_comment(self, data: str) -> None:
        self.found.append(("<!--", data))

    def handle_decl(self, decl: str) -> None:
        self.found.append(("<!", decl))

    def handle_pi(self, data: str) -> None:
        self.found.append(("<?", data))

    def unknown_decl(self, data: str) -> None:
        self.found.append(("<![", data))


def _name(tag: str) -> str:
    if re.fullmatch("h[1-6]", tag):
        return "heading"
    return "s" if tag == "del" else tag


def _attributes(tag: str, attrs: Attributes) -> Iterator[tuple[str, str]]:
    for name, value in attrs:
        if name in _OURS and (tag in ("h1", "h2", "h3", "h4", "h5", "h6") or name != "id"):
            continue
        if name in ("href", "src"):
            yield name, unquote(value or "")
        elif name == "class" and (match := _OUR_CLASSES.fullmatch(value or "")):
            if match[1]:
                yield "align", match[1]
        else:
            yield name, value or ""


def _joined(found: list[object]) -> Iterator[object]:
    """Join texts, and take spaces off that mean nothing: outside of code, beside blocks."""
    text, in_code, beside_block = "", False, True
    for event in [*found, ("end", "p")]:
        if isinstance(event, str):
            text += event
            continue
        assert isinstance(event, tuple)
        is_block = event[1] in _BLOCKS or event[0] == "end"
        if not in_code:
            text = re.sub(r"\s+", " ", text)
            text = text.lstrip() if beside_block else text
            text = text.rstrip() if is_block else text
        if text:
            yield text
        text, beside_block = "", is_block
        if event[1] == "pre":
            in_code = event[0] == "<"
        if event[0] != "end":
            yield event

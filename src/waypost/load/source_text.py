"""An author's Markdown with holes in place of what its links lead to, for its Markdown twin."""

from __future__ import annotations

import re
from collections.abc import Sequence

from waypost.model.diagnostic import Place
from waypost.model.fragment import Link, LinkKind, src_hole, text_hole

_WITHOUT_HOLES = (LinkKind.EXTERNAL, LinkKind.ANCHOR)

_WIKI = re.compile(r"\[\[[^\]|#\n]*(?:#[^\]|\n]*)?(?:\|(?P<label>[^\]\n]*))?\]\]")
_TITLE = r"""(?P<title>\s+(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)))?"""
_INLINE = re.compile(
    r"\(\s*(?:<[^<>\n]*>|(?:[^\s()<\\]|\\.|\((?:[^\s()\\]|\\.)*\))(?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*\))*)"
    rf"{_TITLE}\s*\)"
)
_REFERENCE = re.compile(r"\[[^\[\]]*\]")
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)


Made = tuple[int, int, str]
"""From where to where in a text, and what is to stand there instead."""

Spelled = tuple[int, int, str]
"""From which line to which, counted from 0, and what these lines stand for."""


def with_holes(
    text: str, links: Sequence[Link], place: Place, spelled: Sequence[Spelled] = ()
) -> str:
    """Put holes in place of where links lead; ``place`` is that of the first character.

    A link that can't be found where it is said to stand keeps what its author wrote.
    ``spelled`` are lines to be put in the place of others.
    """
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    pieces, end = [], 0
    found: list[tuple[int, int, Link | Made]] = [
        (_offset(link.place, place, starts), index, link)
        for index, link in enumerate(links)
        if link.kind not in _WITHOUT_HOLES
    ]
    for first, last, lines in spelled:
        found.append((starts[first], len(links), (starts[first], starts[last], lines)))
    for start, index, what in sorted(found, key=lambda one: one[:2]):
        if start < end:
            continue
        made = _linked(text, start, index, what) if isinstance(what, Link) else what
        if made:
            pieces += [text[end : made[0]], made[2]]
            end = made[1]
    return "".join([*pieces, text[end:]])


def _offset(at: Place, first: Place, starts: Sequence[int]) -> int:
    line = at.line - first.line
    if not at.column or not 0 <= line < len(starts):
        return -1
    return starts[line] + at.column - first.column


def _linked(text: str, start: int, index: int, link: Link) -> Made | None:
    made = _wiki(text, start, index) if link.kind is LinkKind.WIKI else None
    return made or _written(text, start, index)


def _wiki(text: str, start: int, index: int) -> Made | None:
    found = _WIKI.match(text, start)
    if not found:
        return None
    label = (found["label"] or "").strip() or text_hole(index)
    return start, found.end(), f"[{label}]({src_hole(index)})"


def _written(text: str, start: int, index: int) -> Made | None:
    """Find the end of a link's label, and what follows it: an address, or a reference."""
    label = start + 1 if text.startswith("!", start) else start
    end = _label_end(text, label)
    if end < 0:
        return None
    inline = _INLINE.match(text, end)
    if inline:
        return end, inline.end(), f"({src_hole(index)}{inline['title'] or ''})"
    reference = _REFERENCE.match(text, end)
    return end, reference.end() if reference else end, f"({src_hole(index)})"


def _label_end(text: str, start: int) -> int:
    """Give where the bracket at an offset is closed, behind it; -1 where nothing is open."""
    if not text.startswith("[", start):
        return -1
    depth, at = 0, start
    while at < len(text):
        char = text[at]
        code = _CODE.match(text, at) if char == "`" else None
        if code:
            at = code.end()
            continue
        depth += (char == "[") - (char == "]")
        at += 2 if char == "\\" else 1
        if not depth:
            return at
    return -1

"""Headings: their levels on the page, their ids, and the outline they make."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from unicodedata import category, normalize
from urllib.parse import quote

from markdown_it.token import Token
from msgspec import Struct
from msgspec.structs import replace

from waypost.load.text import plain_text
from waypost.model.fragment import Heading

RESERVED_IDS = frozenset(
    {"main", "top", "nav", "contents", "related", "paths", "backlinks", "search"}
)
"""Ids of the page's own furniture: a heading that would have one gets ``-1`` after it."""

_TOP_LEVEL = 2
_LOWEST_LEVEL = 6
_NO_PART_OF_A_SLUG = re.compile(r"[^\w\- ]")

# What Ruby, and so GitHub, takes for part of a word: no digits that are raised or in
# fractions, but marks, and letters in circles.
_WORDLY = frozenset({"Ll", "Lu", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "Pc"})
_ENCLOSED = re.compile(
    "[\u24b6-\u24e9\U0001f130-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189]"
)


class Headings(Struct, frozen=True):
    """The outline of a text (what stands in quotes and lists left out), and all ids."""

    outline: tuple[Heading, ...]
    ids: tuple[str, ...]


def slug_of(heading: str) -> str:
    """Turn a heading's text into an id, as GitHub does; of an id it is the id itself."""
    text = heading.strip().lower()
    if text.isascii():
        kept = _NO_PART_OF_A_SLUG.sub("", text)
    else:
        kept = "".join(
            char
            for char in normalize("NFC", text)
            if char in "- " or category(char) in _WORDLY or _ENCLOSED.match(char)
        )
    return kept.replace(" ", "-") or "section"


def assign_headings(
    tokens: Sequence[Token], taken: Iterable[str] = (), given: Collection[str] = ()
) -> Headings:
    """Give the headings among block tokens their levels, ids and permalinks.

    The page's title is its h1, so the highest heading of the text becomes an h2,
    and the others keep their distance to it. ``taken`` are ids that other parts of
    the text have; ``given`` are those that the author chose, for headings too, and
    found to be used once.
    """
    used = dict.fromkeys((*RESERVED_IDS, *taken, *given), 0)
    outline, ids = [], []
    for opening, text, closing, level in _leveled(tokens):
        anchor = str(opening.attrs.get("id", ""))
        if anchor not in given:
            anchor = _unused(anchor or slug_of(text), used)
        opening.tag = closing.tag = f"h{level}"
        opening.attrs["id"] = anchor
        closing.meta["href"] = quote(anchor)
        ids.append(anchor)
        if text and opening.level == 0:
            outline.append(Heading(level, anchor, text))
    return Headings(tuple(outline), tuple(ids))


def as_shown(outline: Sequence[Heading], tokens: Sequence[Token]) -> tuple[Heading, ...]:
    """Give an outline with the texts that its headings have now."""
    own = (text for opening, text, _, _ in _leveled(tokens) if text and opening.level == 0)
    return tuple(replace(each, text=text) for each, text in zip(outline, own, strict=True))


def _leveled(tokens: Sequence[Token]) -> Iterator[tuple[Token, str, Token, int]]:
    found = [index for index, token in enumerate(tokens) if token.type == "heading_open"]
    if not found:
        return
    # A heading in a quote says nothing of the text's own levels.
    own = [index for index in found if tokens[index].level == 0] or found
    highest = min(int(tokens[index].tag[1]) for index in own)
    for index in found:
        opening, inline, closing = tokens[index : index + 3]
        level = int(opening.tag[1]) - highest + _TOP_LEVEL
        text = plain_text(inline.children or ()).strip()
        yield opening, text, closing, min(max(level, _TOP_LEVEL), _LOWEST_LEVEL)


def _unused(wanted: str, used: dict[str, int]) -> str:
    result = wanted
    while result in used:
        used[wanted] += 1
        result = f"{wanted}-{used[wanted]}"
    used[result] = 0
    return result

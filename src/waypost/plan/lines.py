"""Lines of advice with their figures filled in, for a page and as plain text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape

from waypost.model.evidence import Figure
from waypost.model.lens import FIGURES, PLACEHOLDER

_SPACE = re.compile(r"[ \t\n\r\f\v]+")

Link = Callable[[str], tuple[str, str]]
"""Leads from a slug to a URL, "" for none, and a title."""


def filled(text: str, figures: Mapping[str, Figure], post: Link, topic: Link) -> tuple[str, str]:
    """Fill a line's placeholders; give HTML, and the same as plain text.

    ``post`` and ``topic`` say what stands for a slug. Counts have their unit ("27
    posts", "1 month"), the titles of posts stand in quotation marks, lists read
    "a, b, and c". All that isn't markup is escaped, and both texts are one line
    without double spaces.

    Raises:
        KeyError: where ``figures`` lack one that the text names.
    """
    html, plain = "", ""
    for index, piece in enumerate(PLACEHOLDER.split(text)):
        if index % 2:
            rich, bare = _figure(piece, figures[piece], post, topic)
        else:
            bare = _one_line(piece)
            rich = escape(bare)
        if plain.endswith(" ") or not plain:
            rich, bare = rich.removeprefix(" "), bare.removeprefix(" ")
        html, plain = html + rich, plain + bare
    return html.rstrip(" "), plain.rstrip(" ")


def joined(items: tuple[str, ...]) -> str:
    """Join a list as a sentence has it: "a", "a and b", "a, b, and c"."""
    if len(items) < 3:
        return " and ".join(items)
    return f"{', '.join(items[:-1])}, and {items[-1]}"


def counted(number: float, unit: str) -> str:
    """Write a number with its unit: 1 post, 27 posts, 1,200 posts."""
    return f"{number:,} {unit}" if number == 1 else f"{number:,} {unit}s"


def _figure(name: str, figure: Figure, post: Link, topic: Link) -> tuple[str, str]:
    if isinstance(figure, tuple):
        every = (_single(name.removesuffix("s"), item, post, topic) for item in figure)
        each = [(rich, bare) for rich, bare in every if bare]
        return joined(tuple(rich for rich, _ in each)), joined(tuple(bare for _, bare in each))
    return _single(name, figure, post, topic)


def _single(name: str, figure: str | int | float, post: Link, topic: Link) -> tuple[str, str]:
    if name == "topic":
        return _linked(*topic(str(figure)))
    if name.endswith("_post"):
        rich, bare = _linked(*post(str(figure)))
        return f"“{rich}”", f"“{bare}”"
    unit = FIGURES[name].unit if name in FIGURES else ""
    bare = counted(figure, unit) if unit and not isinstance(figure, str) else str(figure)
    bare = _one_line(bare).strip(" ")
    return escape(bare), bare


def _linked(url: str, title: str) -> tuple[str, str]:
    bare = _one_line(title).strip(" ")
    rich = escape(bare)
    return (f'<a href="{escape(url)}">{rich}</a>' if url and bare else rich), bare


def _one_line(text: str) -> str:
    # A no-break space is meant, and stays.
    return _SPACE.sub(" ", text)

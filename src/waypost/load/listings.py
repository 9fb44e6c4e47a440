"""Code with lines that are told apart: marked, numbered, added, in focus."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from msgspec import Struct

from waypost.load.highlight import highlighted_lines

_SIGNS = ("+", "-", " ")
_TAGS = {"+": "ins", "-": "del"}


class Listing(Struct, frozen=True):
    """A code block and how it is shown; lines count from 1.

    ``first`` is the number to show before the first line, None for no numbers.
    ``diff`` says that each line starts with its sign.
    """

    code: str
    language: str
    title: str = ""
    first: int | None = None
    marked: frozenset[int] = frozenset()
    focused: frozenset[int] = frozenset()
    diff: bool = False
    wrap: bool = False


def listing_html(listing: Listing) -> str:
    """Render a listing: in a figure where it has a title, with an element a line."""
    name = f' class="language-{escape(listing.language)}"' if listing.language else ""
    signs, code = _signs(listing.code) if listing.diff else ([], listing.code)
    lines = highlighted_lines(code, listing.language)
    if _has_lines(listing):
        body = "".join(_lines(listing, lines, signs))
    else:
        body = "".join(f"{line}\n" for line in lines)
    # What does not scroll needs no stop for the keyboard.
    stop = "" if listing.wrap else ' tabindex="0"'
    box = f'<div class="{_classes(listing)}"><pre{stop}><code{name}>{body}</code></pre></div>\n'
    if not listing.title:
        return box
    caption = f"<figcaption>{escape(listing.title, quote=False)}</figcaption>"
    return f'<figure class="listing">{caption}\n{box}</figure>\n'


def listing_markdown(code: str, language: str) -> str:
    """Write code as a plain fenced block."""
    fence = "`" * max([3, *(len(run) + 1 for run in re.findall("`+", code))])
    return f"{fence}{language}\n{code}{fence}\n"


def _has_lines(listing: Listing) -> bool:
    numbered = listing.first is not None
    return bool(listing.marked or listing.focused or listing.diff or numbered)


def _classes(listing: Listing) -> str:
    has = {
        "by-line": _has_lines(listing),
        "numbered": listing.first is not None,
        "focusing": bool(listing.focused),
        "wrapped": listing.wrap,
    }
    return " ".join(("highlight", *(name for name, there in has.items() if there)))


def _lines(listing: Listing, lines: list[str], signs: list[str]) -> Iterator[str]:
    # Of one width, so that the code behind them is in line.
    width = len(str((listing.first or 1) + len(lines) - 1))
    for number, line in enumerate(lines, 1):
        sign = signs[number - 1] if signs else ""
        is_marked = number in listing.marked
        tag = _TAGS.get(sign) or ("mark" if is_marked else "span")
        names = "line"
        if is_marked and tag != "mark":
            names += " marked"
        if number in listing.focused:
            names += " in-focus"
        shown = (
            "" if listing.first is None else f' data-line="{listing.first + number - 1:>{width}}"'
        )
        # The sign is text, so that no reader depends on a colour, nor on a style sheet.
        before = f'<span class="diff-sign">{sign}</span>' if sign else ""
        # The end of the line within: so it is copied once.
        yield f'<{tag} class="{names}"{shown}>{before}{line}\n</{tag}>'


def _signs(code: str) -> tuple[list[str], str]:
    """Take the signs off the lines of a diff: "+", "-" or " " each, and what is left.

    Where some line has none at all, only those are taken off that say something.
    """
    lines = code.removesuffix("\n").split("\n")
    all_signed = all(line.startswith(_SIGNS) for line in lines if line)
    taken = _SIGNS if all_signed else _SIGNS[:2]
    signs = [line[0] if line.startswith(taken) else " " for line in lines]
    left = [line[1:] if line.startswith(taken) else line for line in lines]
    return signs, "".join(f"{line}\n" for line in left)

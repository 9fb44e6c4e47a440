"""Plain text as Markdown, for the files that commands write."""

from __future__ import annotations

import re
from collections.abc import Mapping

_MARKUP = re.compile(r"([\\`*_\[\]<>&~|])")
_LEADING = re.compile(r"[-+#=]|\d+(?=[.)])")
_LINKABLE = re.compile(r"\w[\w.-]*\Z")


def escaped(text: str) -> str:
    """Write a plain text of one line as Markdown that shows it as it is."""
    leading = _LEADING.match(text)
    if not leading:
        return _inline(text)
    # Only at its start can a line become a heading, or an item of a list.
    start, rest = leading[0], _inline(text[leading.end() :])
    return f"{start}\\{rest}" if start.isdecimal() else f"\\{start}{rest}"


def with_links(text: str, titles: Mapping[str, str]) -> str:
    """Write a plain text as Markdown in which titles of posts link to them.

    ``titles`` are by slug. A title that two posts have, or that can't be a link's
    label, and one that is not in the text, stays as it is.
    """
    slugs: dict[str, list[str]] = {}
    for slug, title in titles.items():
        slugs.setdefault(title, []).append(slug)
    known = {
        title: found[0]
        for title, found in slugs.items()
        if len(found) == 1 and _LINKABLE.match(found[0]) and not set(title) & set("[]\n")
    }
    if not known:
        return escaped(text)
    # Longer titles first: one may begin like another.
    either = "|".join(map(re.escape, sorted(known, key=lambda title: (-len(title), title))))
    first, *pieces = re.split(rf"(?<!\w)({either})(?!\w)", text)
    linked = (
        _after_link(piece) if index % 2 else f"[[{known[piece]}|{_inline(piece)}]]"
        for index, piece in enumerate(pieces)
    )
    return escaped(first) + "".join(linked)


def _after_link(text: str) -> str:
    # Brackets and then a parenthesis would be a link of another kind.
    return f"\\{text[0]}{_inline(text[1:])}" if text.startswith("(") else _inline(text)


def _inline(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)

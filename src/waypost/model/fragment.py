"""Rendered Markdown with its internal links still open.

A *hole* is a place in HTML where something of another file is to stand: a URL
that depends on the other's slug, or its title. Parsing leaves holes, so that it
needs no other file; planning says what fills them; rendering fills them.

In the HTML a hole is ``\\x02`` + kind + index + ``\\x03``. Neither control
character can occur in an author's text, which the loader refuses.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from html import escape

from msgspec import Struct

from waypost.model.component import Call
from waypost.model.diagnostic import Place
from waypost.model.picture import LATER, PictureView, attributes, closing, opening

_HOLE = re.compile("\x02([ahopst])([0-9]+)\x03")
_MARKDOWN_LINK = re.compile(r"!?\[((?:[^\[\]\\]|\\.)*)\]\(\x02s([0-9]+)\x03[^()]*\)")

BESIDE = "\x00"
"""Stands in the store between a post's HTML and its Markdown; neither can hold it."""


class LinkKind(StrEnum):
    """How an author wrote a link."""

    SOURCE = "source"
    """By the path of another source: ``../posts/other.md#heading``."""
    WIKI = "wiki"
    """By slug: ``[[other]]``, ``[[other#heading|label]]``."""
    URL = "url"
    """By a URL of this site that starts with ``/``."""
    ANCHOR = "anchor"
    """By a heading of the same page: ``#heading``."""
    ASSET = "asset"
    """By the path of a file that is not Markdown: ``diagram.svg``."""
    TOPIC = "topic"
    """By a topic's name, in a component."""
    PATH = "path"
    """By a reading path's slug, in a component."""
    POST = "post"
    """By a post's slug, in a component."""
    EXTERNAL = "external"
    """To another site, or by another scheme; kept as written, without a hole."""


class Link(Struct, frozen=True):
    """A link or image in Markdown, as written.

    ``target`` is decoded (no percent escapes) and without its fragment, which is
    ``anchor``. A relative target is still relative to the file. Links that are
    not EXTERNAL or ANCHOR have a hole each: the link at position *i* of
    ``Fragment.links`` owns the holes with index *i*.
    """

    kind: LinkKind
    target: str
    anchor: str
    place: Place
    is_image: bool = False


class Heading(Struct, frozen=True):
    """A heading that can be linked to: its level (2 to 6), id, and plain text."""

    level: int
    anchor: str
    text: str


class Fragment(Struct, frozen=True):
    """A piece of rendered Markdown: HTML with holes, and what they wait for.

    ``markdown`` is the text itself with the same holes, where it was asked for. ``calls``
    are of components: they have holes of their own. ``has_diagrams`` says that a script
    is to draw some of it.
    """

    html: str = ""
    links: tuple[Link, ...] = ()
    outline: tuple[Heading, ...] = ()
    anchors: tuple[str, ...] = ()
    markdown: str = ""
    calls: tuple[Call, ...] = ()
    has_diagrams: bool = False

    def __bool__(self) -> bool:
        return bool(self.html)


class Filling(Struct, frozen=True):
    """What fills the holes of one link.

    ``url`` is empty where the target is not published: the link then stands as
    plain text. ``text`` is the target's title, for links without a label. ``picture``
    says how an image is shown, where that is known.
    """

    url: str = ""
    text: str = ""
    picture: PictureView | None = None


def href_hole(index: int) -> str:
    """Stand for a whole `` href="…"`` attribute; filled by nothing without a URL."""
    return f"\x02h{index}\x03"


def src_hole(index: int) -> str:
    """Stand for the URL inside an attribute, as in ``src="…"``."""
    return f"\x02s{index}\x03"


def image_holes(index: int) -> tuple[str, str, str]:
    """Stand for what is before an ``img``, for its further attributes, and what is behind it."""
    return f"\x02p{index}\x03", f"\x02a{index}\x03", f"\x02o{index}\x03"


def text_hole(index: int) -> str:
    """Stand for the target's title."""
    return f"\x02t{index}\x03"


def fill(html: str, fillings: tuple[Filling, ...]) -> str:
    """Fill every hole of some HTML; the values are escaped here."""
    if "\x02" not in html:
        return html
    return _HOLE.sub(_filler(fillings), html)


def _filler(fillings: tuple[Filling, ...]) -> Callable[[re.Match[str]], str]:
    def replacement(match: re.Match[str]) -> str:
        filling = fillings[int(match[2])]
        if match[1] == "t":
            return escape(filling.text)
        if match[1] == "h":
            return f' href="{escape(filling.url)}"' if filling.url else ""
        return _of_image(match[1], filling)

    return replacement


def _of_image(hole: str, filling: Filling) -> str:
    picture = filling.picture
    if hole == "s":
        return escape(picture.src if picture else filling.url)
    if picture is None:
        return LATER if hole == "a" else ""
    if hole == "a":
        return attributes(picture)
    return opening(picture) if hole == "p" else closing(picture)


def fill_markdown(text: str, fillings: tuple[Filling, ...]) -> str:
    """Fill every hole of some Markdown; a link without a URL leaves its label."""
    if "\x02" not in text:
        return text

    def link(match: re.Match[str]) -> str:
        return match[0] if fillings[int(match[2])].url else match[1]

    def hole(match: re.Match[str]) -> str:
        filling = fillings[int(match[2])]
        if match[1] == "t":
            return re.sub(r"([\[\]\\])", r"\\\1", filling.text)
        return f"<{filling.url}>" if "(" in filling.url or ")" in filling.url else filling.url

    return _HOLE.sub(hole, _MARKDOWN_LINK.sub(link, text))

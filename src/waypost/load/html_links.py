"""The HTML that a text brings itself: the ids in it, and the links, which get holes too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape

from markdown_it.token import Token

from waypost.load.links import classify
from waypost.load.positions import Source
from waypost.model.diagnostic import Place
from waypost.model.fragment import Link, LinkKind, href_hole, src_hole

_TAG = re.compile(r"<[A-Za-z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
# The values of other attributes are taken as a whole, whatever they look like.
_ADDRESS = re.compile(
    r"""(\s)(href|src)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<=>`]+))|"[^"]*"|'[^']*'""",
    re.IGNORECASE,
)
_ID = re.compile(r"""\sid\s*=\s*(?:"([^"]+)"|'([^']+)'|([^\s"'>]+))""", re.IGNORECASE)


def html_ids(tokens: Sequence[Token]) -> list[str]:
    """Give the ids in the HTML of a text, each once."""
    found = (
        match[1] or match[2] or match[3]
        for token, _ in _pieces(tokens)
        for tag in _TAG.findall(token.content)
        for match in _ID.finditer(tag)
    )
    return [*dict.fromkeys(found)]


def open_holes(tokens: Sequence[Token], source: Source, first: int) -> list[Link]:
    """Put holes in place of addresses of this site; the first one has the index ``first``.

    Without them such a link could not lead anywhere from a feed, or by a file's path.
    """
    links: list[Link] = []
    for token, block in _pieces(tokens):
        content, place = token.content, _place(token, block, source)

        def hole(match: re.Match[str], at: Place = place) -> str:
            if not match[2]:
                return match[0]
            is_source = match[2].lower() == "src"
            value = unescape(match[3] or match[4] or match[5] or "")
            link = Link(*classify(value, is_image=is_source), at, is_image=is_source)
            if not value or link.kind in (LinkKind.EXTERNAL, LinkKind.ANCHOR):
                return match[0]
            links.append(link)
            index = first + len(links) - 1
            return f'{match[1]}src="{src_hole(index)}"' if is_source else href_hole(index)

        token.content = _TAG.sub(lambda tag, hole=hole: _ADDRESS.sub(hole, tag[0]), content)  # type: ignore[misc]
    return links


def _pieces(tokens: Iterable[Token]) -> Iterator[tuple[Token, Token]]:
    for token in tokens:
        if token.type == "html_block":
            yield token, token
        for child in token.children or ():
            if child.type == "html_inline":
                yield child, token


def _place(token: Token, block: Token, source: Source) -> Place:
    if token is not block:
        return source.within(block, block.content.find(token.content))
    return source.at(block.map[0]) if block.map else source.place

"""Links and images: what each one is, where it stands, and the hole it leaves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import quote, unquote

from markdown_it.common.normalize_url import normalizeLink, validateLink
from markdown_it.token import Token
from msgspec import Struct

from waypost.load.headings import slug_of
from waypost.load.positions import Source
from waypost.load.text import plain_text
from waypost.model.diagnostic import Diagnostic, Place, error, warning
from waypost.model.fragment import Link, LinkKind
from waypost.near import did_you_mean

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")

_TOP_OF_PAGE = ("", "top")
"""Anchors that lead to the top of any page."""


_NOTHING_TO_SEE = ('""', "“”", "„“", "„”", "””", "«»", "»«", "''", "‘’", "’’")
"""A text alternative that says so, also by the quotes that an editor sets by itself."""


class Address(NamedTuple):
    """What a link says of its target; see ``Link``."""

    kind: LinkKind
    target: str
    anchor: str


class Links(Struct, frozen=True):
    """The links of a text, and what was found wrong with them.

    ``size`` is how many characters of addresses and titles they put on the page.
    """

    links: tuple[Link, ...]
    diagnostics: tuple[Diagnostic, ...]
    size: int


def classify(href: str, *, is_image: bool = False) -> Address:
    """Tell what kind of link an address is, as an author wrote it."""
    if _SCHEME.match(href) or href.startswith("//"):
        target, _, anchor = href.partition("#")
        return Address(LinkKind.EXTERNAL, target, anchor)
    path, _, fragment = href.partition("#")
    target, anchor = unquote(path), normalize("NFC", unquote(fragment))
    if path.startswith("/"):
        return Address(LinkKind.URL, target, anchor)
    if is_image:
        return Address(LinkKind.ASSET, target, anchor)
    if not path:
        return Address(LinkKind.ANCHOR, "", anchor)
    is_source = target.lower().endswith((".md", ".markdown"))
    return Address(LinkKind.SOURCE if is_source else LinkKind.ASSET, target, anchor)


def resolve_links(tokens: Sequence[Token], source: Source, budget: int) -> Links:
    """Collect the links and images among block tokens, and mark each for rendering.

    A link that leads outside keeps its address; one that a later stage resolves
    gets the index of its hole; one that can't be published becomes plain text.
    Stops when ``size`` goes beyond the budget.
    """
    resolver = _Resolver(source, budget)
    row: list[str] = []
    in_row = False
    for token in tokens:
        if token.type in ("tr_open", "tr_close"):
            row, in_row = [], token.type == "tr_open"
        elif token.type == "inline":
            if in_row:
                row.append(token.content)
            # Most are a text alone, without a link.
            if token.children and (len(token.children) > 1 or token.children[0].type != "text"):
                resolver.work_through(token, row if in_row else ())
    return Links(tuple(resolver.links), tuple(resolver.diagnostics), resolver.size)


def unknown_anchors(links: Sequence[Link], anchors: Sequence[str]) -> list[Diagnostic]:
    """Find the links to headings that the text does not have."""
    return [
        error(
            "unknown-anchor",
            f"no heading of this text has the id '{link.anchor}'",
            link.place,
            _nearest_anchor(link.anchor, anchors),
        )
        for link in links
        if link.kind is LinkKind.ANCHOR and link.anchor not in (*_TOP_OF_PAGE, *anchors)
    ]


def _nearest_anchor(anchor: str, anchors: Sequence[str]) -> str:
    if not anchors:
        return "give it headings, or take the link out"
    return did_you_mean(anchor, anchors) or f"link to one of {', '.join(anchors)}"


class _Resolver:
    """Works through the inline tokens of a text, in order."""

    def __init__(self, source: Source, budget: int) -> None:
        self.links: list[Link] = []
        self.diagnostics: list[Diagnostic] = []
        self.size = 0
        self._source = source
        self._budget = budget

    def work_through(self, inline: Token, cells: Sequence[str]) -> None:
        """Resolve the links and images of one inline token."""
        children = inline.children or ()
        # Whether each open link is left out of the page.
        open_links: list[bool] = []
        cursor = 0
        for index, token in enumerate(children):
            if self.size > self._budget:
                return
            if token.type == "link_close" and open_links:
                token.hidden = open_links.pop()
            elif token.type in ("link_open", "image"):
                label = children[index + 1] if token.type == "link_open" else token
                start = _start(token, inline.content, label.content, cursor)
                cursor = start + 1
                place = self._source.within(inline, start, cells)
                if token.type == "image":
                    token.hidden = not self._image(token, place)
                else:
                    # A link can hold no other.
                    token.hidden = bool(open_links) or not self._link(token, label, place)
                    open_links.append(token.hidden)

    def _link(self, token: Token, label: Token, place: Place) -> bool:
        href = self._take(token, "href")
        wiki = token.meta.get("wiki")
        if wiki:
            target, heading = wiki
            anchor = slug_of(heading) if heading else ""
            kind = LinkKind.WIKI if target else LinkKind.ANCHOR
            address = Address(kind, normalize("NFC", target), anchor)
        elif href:
            address = classify(href)
        else:
            fix = "put an address in the parentheses"
            self.diagnostics.append(error("empty-link", "the link leads nowhere", place, fix))
            return False
        published = self._publish(token, "href", href, Link(*address, place))
        if label.type == "link_title":
            label.meta["hole"] = token.meta.get("hole")
        return published

    def _image(self, token: Token, place: Place) -> bool:
        src = self._take(token, "src")
        if not src:
            fix = "put its path in the parentheses"
            self.diagnostics.append(error("empty-link", "the image has no file", place, fix))
            return False
        alternative = plain_text(token.children or ()).strip()
        if alternative in _NOTHING_TO_SEE:
            token.children = []
        elif not alternative:
            message = "the image has no text alternative"
            fix = 'say in the square brackets what it shows, or write "" where it only decorates'
            self.diagnostics.append(warning("missing-alt", message, place, fix))
        link = Link(*classify(src, is_image=True), place, is_image=True)
        token.meta["drawing"] = link.target.partition("?")[0].lower().endswith(".svg")
        return self._publish(token, "src", src, link)

    def _take(self, token: Token, attribute: str) -> str:
        value = str(token.attrs.pop(attribute, ""))
        self.size += len(value) + len(str(token.attrs.get("title", "")))
        return value

    def _publish(self, token: Token, attribute: str, href: str, link: Link) -> bool:
        """Give a token its address or its hole; False if it must not be published."""
        if link.kind is LinkKind.EXTERNAL:
            address = safe_address(href)
            if not address:
                scheme = href.partition(":")[0].lower()
                message = f"an address that starts with '{scheme}:' is not published"
                fix = "link to a page instead"
                self.diagnostics.append(warning("unsafe-link", message, link.place, fix))
                return False
            token.attrs = {attribute: address, **token.attrs}
            if link.is_image:
                token.attrs |= {"loading": "lazy", "decoding": "async"}
        elif link.kind is LinkKind.ANCHOR:
            token.attrs = {attribute: "#" + quote(link.anchor), **token.attrs}
        else:
            token.meta["hole"] = len(self.links)
        self.links.append(link)
        return True


@lru_cache(maxsize=64)
def safe_address(href: str) -> str:
    """Normalise an external address; "" where a browser might run it as a program."""
    address = normalizeLink(href)
    return address if validateLink(address) else ""


def _start(token: Token, content: str, label: str, cursor: int) -> int:
    """Give the offset of a link: the parser noted it, or else its label tells."""
    at = token.meta.get("at")
    return int(at) if at is not None else max(content.find(label, cursor), cursor)

"""What a finished document holds: its ids, and the URLs it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree

from selectolax.lexbor import LexborHTMLParser, LexborNode

from waypost.model.artifact import Anatomy

_URL_ATTRIBUTES = ("href", "src", "poster", "data", "action")
_WITH_URLS = ",".join(f"[{name}]" for name in (*_URL_ATTRIBUTES, "srcset"))

_ATOM = "{http://www.w3.org/2005/Atom}"
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def anatomy_of(data: bytes, path: str, base_url: str) -> Anatomy:
    """Read a finished document; ``path`` says by its suffix which kind it is.

    Only URLs of this site are kept: relative ones, and those below ``base_url``.
    """
    if path.endswith(".html"):
        return _of_html(data, base_url)
    if path.endswith(".xml"):
        return _of_xml(data, base_url)
    return Anatomy()


def _of_html(data: bytes, base_url: str) -> Anatomy:
    document = LexborHTMLParser(data)
    ids = Counter(node.attributes["id"] or "" for node in document.css("[id]"))
    return Anatomy(
        ids=frozenset(ids),
        urls=frozenset(_own(_urls(document), base_url)),
        problems=tuple(_problems(document, ids)),
    )


def _of_xml(data: bytes, base_url: str) -> Anatomy:
    try:
        root = ElementTree.fromstring(data)  # noqa: S314 - our own output, not somebody's input
    except ElementTree.ParseError as broken:
        return Anatomy(problems=(f"it is not well-formed XML: {broken}",))
    urls = [link.get("href", "") for link in root.iter(f"{_ATOM}link")]
    urls += [location.text or "" for location in root.iter(f"{_SITEMAP}loc")]
    problems = []
    for content in root.iter(f"{_ATOM}content"):
        inside = list(_urls(LexborHTMLParser(content.text or "")))
        urls += inside
        # Readers show a feed far from its site: nothing relative leads anywhere.
        problems += [
            f"its content has the relative URL '{url}'" for url in inside if not _full(url)
        ]
    return Anatomy(urls=frozenset(_own(urls, base_url)), problems=tuple(problems))


def _urls(document: LexborHTMLParser) -> Iterator[str]:
    for node in document.css(_WITH_URLS):
        attributes = node.attributes
        for name in _URL_ATTRIBUTES:
            if value := attributes.get(name):
                yield value
        for candidate in (attributes.get("srcset") or "").split(","):
            if url := candidate.strip().partition(" ")[0]:
                yield url


def _full(url: str) -> bool:
    scheme, separator, _ = url.partition(":")
    return bool(separator) and "/" not in scheme


def _own(urls: Iterator[str] | list[str], base_url: str) -> Iterator[str]:
    for url in urls:
        if url.startswith("//") or (_full(url) and not _below(url, base_url)):
            continue
        yield url


def _below(url: str, base_url: str) -> bool:
    return url == base_url or url.startswith((base_url + "/", base_url + "#", base_url + "?"))


def _problems(document: LexborHTMLParser, ids: Counter[str]) -> Iterator[str]:
    for name in sorted(name for name, count in ids.items() if count > 1):
        yield f"the id '{name}' stands on it {ids[name]} times"
    if not _text(document.css_first("title")):
        yield "it has no title"
    for image in document.css("img:not([alt])"):
        yield f"the image '{image.attributes.get('src')}' has no alt attribute"


def _text(node: LexborNode | None) -> str:
    return node.text().strip() if node else ""

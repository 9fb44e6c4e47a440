"""What a finished document holds: its ids, and the URLs it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from waypost.check.plain import URL_ATTRIBUTES, Names, read_plain
from waypost.check.xml import XmlReader
from waypost.model.artifact import Anatomy

_WITH_URLS = ",".join(f"[{name}]" for name in (*URL_ATTRIBUTES, "srcset"))


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
    # The parser costs as much as rendering the page, so it reads what is not plain.
    plain = _plain(data)
    if plain and plain.titled:
        return Anatomy(frozenset(plain.ids), frozenset(_own(plain.urls, base_url)))
    document = LexborHTMLParser(data)
    ids = Counter(node.attributes["id"] or "" for node in document.css("[id]"))
    return Anatomy(
        ids=frozenset(ids),
        urls=frozenset(_own(_urls(document), base_url)),
        problems=tuple(_problems(document, ids)),
    )


def _of_xml(data: bytes, base_url: str) -> Anatomy:
    document = XmlReader()
    broken = document.read(data)
    if broken:
        return Anatomy(problems=(f"it is not well-formed XML: {broken}",))
    found, problems = set(document.urls), []
    for content in document.contents:
        inside = _urls_inside(content)
        found.update(inside)
        # Readers show a feed far from its site: nothing relative leads anywhere.
        problems += [
            f"its content has the relative URL '{url}'" for url in inside if not _full(url)
        ]
    return Anatomy(urls=frozenset(_own(found, base_url)), problems=tuple(problems))


def _plain(data: bytes) -> Names | None:
    try:
        return read_plain(data.decode())
    except UnicodeDecodeError:
        return None


def _urls_inside(html: str) -> Collection[str]:
    """Read a feed's content: all its URLs; in their order, where one of them is a fault."""
    plain = read_plain(html)
    if plain and all(map(_full, plain.urls)):
        return plain.urls
    return list(_urls(LexborHTMLParser(html)))


def _urls(document: LexborHTMLParser) -> Iterator[str]:
    for node in document.css(_WITH_URLS):
        attributes = node.attributes
        for name in URL_ATTRIBUTES:
            if value := attributes.get(name):
                yield value
        for candidate in (attributes.get("srcset") or "").split(","):
            if url := candidate.strip().partition(" ")[0]:
                yield url


def _full(url: str) -> bool:
    scheme, separator, _ = url.partition(":")
    return bool(separator) and "/" not in scheme


def _own(urls: Iterable[str], base_url: str) -> Iterator[str]:
    below = (f"{base_url}/", f"{base_url}#", f"{base_url}?")
    for url in urls:
        if url.startswith(("/", "#")):  # as most do
            kept = not url.startswith("//")
        else:
            kept = not _full(url) or url == base_url or url.startswith(below)
        if kept:
            yield url


def _problems(document: LexborHTMLParser, ids: Counter[str]) -> Iterator[str]:
    for name in sorted(name for name, count in ids.items() if count > 1):
        yield f"the id '{name}' stands on it {ids[name]} times"
    if not _text(document.css_first("title")):
        yield "it has no title"
    for image in document.css("img:not([alt])"):
        yield f"the image '{image.attributes.get('src')}' has no alt attribute"


def _text(node: LexborNode | None) -> str:
    return node.text().strip() if node else ""

"""What the theme's XML names: the links of an Atom feed, the pages of a sitemap."""

from __future__ import annotations

from xml.parsers import expat

_ATOM = "http://www.w3.org/2005/Atom}"
_LINK, _CONTENT = _ATOM + "link", _ATOM + "content"
_LOCATION = "http://www.sitemaps.org/schemas/sitemap/0.9}loc"

_BUFFER = 1 << 16
"""How many bytes of text come at once: of escaped HTML, else, each single character."""


class XmlReader:
    """Reads one document: ``urls`` as written, and ``contents``, which are HTML.

    No tree is made of it, as most of it is the text of posts, which is of no interest
    here before it is whole.
    """

    def __init__(self) -> None:
        self.urls: list[str] = []
        self.contents: list[str] = []
        self._texts: list[str] = []
        self._kept_in: list[str] | None = None

    def read(self, data: bytes) -> str:
        """Read a whole document; give what is wrong with its syntax, or ""."""
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.buffer_size = _BUFFER
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._texts.append
        try:
            parser.Parse(data, True)
        except expat.ExpatError as broken:
            return str(broken)
        return ""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._end(name)
        self._texts.clear()
        if name == _LINK:
            self.urls.append(attributes.get("href", ""))
        elif name == _CONTENT:
            self._kept_in = self.contents
        elif name == _LOCATION:
            self._kept_in = self.urls

    def _end(self, _name: str) -> None:
        if self._kept_in is not None:
            self._kept_in.append("".join(self._texts))
            self._kept_in = None

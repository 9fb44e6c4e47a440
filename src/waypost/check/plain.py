"""The ids and URLs of plain HTML, read several times as fast as by a parser.

A parser of HTML doesn't take every tag for what it says. It drops some where they may
not stand, makes two elements of others, and sees none in scripts and comments. *Plain*
HTML has nothing of that kind: each ``<`` begins a tag, all attributes are quoted, and
ids and URLs stand only where they are kept, once. Pages of the theme are plain. What
an author, or a template of a site, has made otherwise is for the parser to read.
"""

from __future__ import annotations

import re
import sys
from html import unescape
from typing import NamedTuple

URL_ATTRIBUTES = ("href", "src", "poster", "data", "action")
"""The attributes that are a URL; ``srcset``, which holds several, is never plain."""

_READ = frozenset((*URL_ATTRIBUTES, "id", "srcset"))

_FORMATTING = frozenset(("a", "b", "code", "em", "i", "s", "small", "strong", "u"))
"""What a parser opens again, with all its attributes, where it was not closed in time."""

_KEPT = _FORMATTING | {
    "abbr", "address", "area", "article", "aside", "audio", "blockquote", "br", "button",
    "cite", "dd", "del", "details", "dfn", "div", "dl", "dt", "embed", "fieldset",
    "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup",
    "hr", "img", "input", "ins", "kbd", "label", "legend", "li", "link", "main", "map", "mark",
    "meta", "nav", "object", "ol", "p", "picture", "pre", "progress", "q", "samp", "search",
    "section", "source", "span", "sub", "summary", "sup", "table", "time", "track", "ul", "var",
    "video", "wbr", "circle", "defs", "g", "line", "path", "polygon", "polyline", "rect", "svg",
    "text", "tspan", "use",
}  # fmt: skip
"""What becomes an element with its attributes wherever it stands."""

_LOOSE = frozenset((
    "body", "caption", "col", "colgroup", "form", "head", "html", "tbody", "td", "tfoot", "th",
    "thead", "tr",
))  # fmt: skip
"""What is dropped where it may not stand: no harm, if it has no id and no URL."""

_KNOWN = _KEPT | _LOOSE

# A group that is repeated possessively can fail where it should match, in Python up to 3.11.4
# (gh-106052). Without it the same is matched, and a fifth slower.
_GREEDY = "+" if sys.version_info >= (3, 11, 5) else ""

_DOCTYPE = re.compile("<!doctype html>", re.IGNORECASE)
_NAME = "[a-z][a-z0-9]*+"
_ATTRIBUTES = f'(?:[ \n]++(?:viewBox|[a-z][a-z0-9-]*+)(?:="[^"<>]*+")?{_GREEDY})*{_GREEDY}'
_ATTRIBUTE = re.compile('([a-zA-Z0-9-]++)(?:="([^"]*+)")?')

# Most tags have nothing to read, or one link, and are dealt with inside of the regular
# expression. All of these tags are known, and none of these attributes is to be read.
_DULL = (
    "(?: (?:class|content|property|name|datetime|scope|rel|type|title|(?:aria|data)-[a-z]++"
    "|tabindex|charset|lang|role|rowspan|colspan|start|loading|focusable|viewBox|width|height|[dxy])"
    f'="[^"<>]*+")*{_GREEDY}'
)
_SKIPPED = (
    f"/{_NAME}|(?:span|p|li|t[drh]|div|code|pre|[uo]l|em|strong|h[1-6]|meta|time|nav|section"
    f"|article|header|footer|t(?:head|body|able)|path|svg|html|head|body|rect|g|text){_DULL}/?"
    '|script type="application/ld\\+json">[^<]*+</script'
)
_TAG = re.compile(
    f"(?:[^<]*+<(?:{_SKIPPED})>)*{_GREEDY}[^<]*+(?:"
    f'<(?:a|link){_DULL} href="(?P<link>[^"<>]*+)"{_DULL}/?>'
    f"|<(?P<name>{_NAME})(?P<rest>(?<=<title)>[^<]*+</title|(?<=<script){_ATTRIBUTES}></script"
    f"|{_ATTRIBUTES} ?/?)>"
    "|(?P<broken><)|\\Z)"
)

_OTHER_REFERENCE = re.compile("&(?!(?:amp|lt|gt|quot|#34|#39|#x27);)")


class Names(NamedTuple):
    """What a piece of HTML names: its ids, its URLs as written, whether it has a title."""

    ids: set[str]
    urls: set[str]
    titled: bool


def read_plain(html: str) -> Names | None:
    """Read a document, or a piece of one; None where it is not plain.

    Not plain is also what has a fault: an id that stands twice, an image without
    ``alt``, an empty title.
    """
    if "\0" in html or "\r" in html:
        return None
    doctype = _DOCTYPE.match(html)
    ids: list[str] = []
    urls: set[str] = set()
    titled = False
    for link, name, rest, broken in _TAG.findall(html, doctype.end() if doctype else 0):
        if link:
            urls.add(link)
        elif name in _KNOWN or rest.endswith("></script"):
            attributes = _ATTRIBUTE.findall(rest.removesuffix("></script"))
            read = [(key, value) for key, value in attributes if key in _READ]
            if not _is_kept(html, name, rest, attributes, read):
                return None
            ids += [value for key, value in read if key == "id"]
            urls.update(value for key, value in read if key != "id" and value)
        elif name == "title":
            titled = rest.startswith(">") and bool(unescape(rest[1:-7]).strip())
            if not titled:
                return None
        elif broken or name:
            return None
    return _named(ids, urls, titled)


def _is_kept(
    html: str,
    name: str,
    rest: str,
    attributes: list[tuple[str, str]],
    read: list[tuple[str, str]],
) -> bool:
    """Tell whether a tag becomes one element, with all that is to be read of it."""
    keys = [key for key, _ in read]
    if name == "img" and "alt" not in dict(attributes):
        return False
    if "srcset" in keys or len(keys) > len(set(keys)):
        return False
    if "id" in keys and name in _FORMATTING:
        # Only text may stand between it and its end.
        _, _, after = html.partition(f"<{name}{rest}>")
        return after.partition("<")[2].startswith(f"/{name}>")
    return not read or name in _KEPT or name == "script"


def _named(ids: list[str], urls: set[str], titled: bool) -> Names | None:
    if _OTHER_REFERENCE.search("\n".join([*ids, *urls])):
        return None
    distinct = set(map(unescape, ids))
    if len(distinct) < len(ids):
        return None
    return Names(distinct, set(map(unescape, urls)), titled)

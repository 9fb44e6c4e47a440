"""Which output a request's path names: a look into the manifest, and never into a folder."""

from __future__ import annotations

import re
from urllib.parse import unquote, unquote_to_bytes

from msgspec import Struct

from waypost.model import urls
from waypost.serve.edition import Served

OWN = "/__waypost/"
"""Where the preview's own pages lie; nothing of the site can."""

EVENTS = f"{OWN}events"
"""Where its pages hear of what happens."""

_BAD_PERCENT = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_NOT_IN_PATHS = re.compile(rb"[^\x21-\x7e]|[\\#?]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\\]")


class BadAddress(ValueError):  # noqa: N818 - what the request has
    """A path that no URL has; the message says what is wrong, as a sentence's end."""


class Found(Struct, frozen=True):
    """An output, by its path."""

    path: str


class Redirect(Struct, frozen=True):
    """The output is at another URL, given as an encoded path of this server."""

    url: str


class Missing(Struct, frozen=True):
    """There is no such output; ``path`` is what was asked for, below the site's prefix."""

    path: str


def decoded(raw: bytes) -> str:
    """Decode the path of a request, strictly: each path has one reading, or none.

    Raises:
        BadAddress: for what does not begin with a slash; for bad percent-encoding and
            bad UTF-8; and for control characters and backslashes, encoded or not.
    """
    if not raw.startswith(b"/"):
        raise BadAddress("has no path that begins with '/'")
    if _NOT_IN_PATHS.search(raw):
        raise BadAddress("has a character in its path that has to be percent-encoded")
    if _BAD_PERCENT.search(raw):
        raise BadAddress("has a '%' in its path that no two hexadecimal digits follow")
    try:
        text = unquote_to_bytes(raw).decode("utf-8")
    except UnicodeDecodeError:
        raise BadAddress("has a path that is not in UTF-8") from None
    if _CONTROL.search(text):
        raise BadAddress("has a backslash or a control character in its path")
    return text


def resolve(raw: bytes, served: Served) -> Found | Redirect | Missing:
    """Find the output that the path of a request names, as a host of static files does.

    ``raw`` is the path as it was sent, without a query. Letters are matched exactly,
    and an encoded slash divides nothing.

    Raises:
        BadAddress: see ``decoded``.
    """
    asked = decoded(raw)
    prefix = unquote(served.prefix)
    if b"%2f" in raw.lower():
        return Missing(asked.removeprefix(prefix))
    if not asked.startswith(f"{prefix}/"):
        leads_home = asked in {prefix, "/"} and "index.html" in served.entries
        return Redirect(urls.encoded(f"{prefix}/")) if leads_home else Missing(asked)
    path = asked[len(prefix) + 1 :]
    if _file(path) in served.entries:
        return Found(_file(path))
    target = _elsewhere(path, served)
    return Redirect(urls.encoded(prefix + target)) if target else Missing(f"/{path}")


def _elsewhere(path: str, served: Served) -> str | None:
    """Give the URL that stands for one that has no output, as a path below the root."""
    if f"{path}/index.html" in served.entries:
        return f"/{path}/"
    url = f"/{urls.url_of(path)}"
    target = served.moved.get(url) or served.moved.get(f"{url}/")
    return target if target and _file(target[1:]) in served.entries else None


def _file(path: str) -> str:
    # Not urls.file_of: to a request one slash more is another URL.
    return path if path and not path.endswith("/") else f"{path}index.html"

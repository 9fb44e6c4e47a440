"""What a URL of the site looks like, as paths below the site's root.

The graph reads these in authors' links and the planners write them; this is the
one place that knows them.
"""

from __future__ import annotations

import re
from urllib.parse import quote

HOME = "/"
TOPICS = "/topics/"
PATHS = "/paths/"
ARCHIVE = "/archive/"
MAP = "/map/"
SEARCH = "/search/"
FEED = "/feed.xml"

_SAFE = "/:@!$&'()*+,;=~-._"
_IS_SAFE = re.compile(f"[A-Za-z0-9{re.escape(_SAFE)}]*").fullmatch


def post(slug: str) -> str:
    """Give a post's page."""
    return f"/posts/{slug}/"


def hub(slug: str) -> str:
    """Give a topic's hub."""
    return f"/topics/{slug}/"


def hub_feed(slug: str) -> str:
    """Give a hub's Atom feed."""
    return f"/topics/{slug}/feed.xml"


def hub_evidence(slug: str) -> str:
    """Give the record of how a hub was made."""
    return f"/topics/{slug}/evidence.json"


def path(slug: str) -> str:
    """Give a reading path's page."""
    return f"/paths/{slug}/"


def year(number: int, page: int = 1) -> str:
    """Give a page of a year's archive; pages count from 1."""
    return f"/archive/{number}/" if page == 1 else f"/archive/{number}/page/{page}/"


def encoded(url: str) -> str:
    """Percent-encode a path for use in a document; idempotent it is not."""
    # Most URLs have nothing to encode, and to see that is quicker than to quote.
    return url if _IS_SAFE(url) else quote(url, safe=_SAFE)


def file_of(url: str) -> str:
    """Give the output path that serves a URL: ``/posts/a/`` is ``posts/a/index.html``."""
    relative = url.lstrip("/")
    return relative + "index.html" if not relative or relative.endswith("/") else relative


def media(name: str) -> str:
    """Give an asset that lies beside posts, but in no post's folder."""
    return f"/media/{name}"


def url_of(path: str) -> str:
    """Give the URL that an output path serves, without its first slash."""
    return "" if path == "index.html" else re.sub(r"(?<=/)index\.html$", "", path)

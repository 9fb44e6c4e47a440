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
AUTHORS = "/authors/"
MAP = "/map/"
SITEMAP = "/sitemap.xml"
HEADERS = "_headers"
ASSETS = "assets"
SEARCH = "/search/"
FEED = "/feed.xml"
RSS = "/rss.xml"
JSON_FEED = "/feed.json"
OLD_ATOM = "/atom.xml"
OLD_RSS = "/index.xml"
STYLE = "/css/settings.css"

_PAGE = "index.html"
_SUFFIXES = {"jpeg": "jpg"}

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


def hub_rss(slug: str) -> str:
    """Give a hub's RSS feed."""
    return f"/topics/{slug}/rss.xml"


def hub_json_feed(slug: str) -> str:
    """Give a hub's JSON Feed."""
    return f"/topics/{slug}/feed.json"


def hub_evidence(slug: str) -> str:
    """Give the record of how a hub was made."""
    return f"/topics/{slug}/evidence.json"


def sitemap(part: int) -> str:
    """Give a part of a sitemap that is too long for one file; parts count from 1."""
    return f"/sitemap-{part}.xml"


def path(slug: str) -> str:
    """Give a reading path's page."""
    return f"/paths/{slug}/"


def year(number: int, page: int = 1) -> str:
    """Give a page of a year's archive; pages count from 1."""
    return f"/archive/{number}/" if page == 1 else f"/archive/{number}/page/{page}/"


def author(slug: str) -> str:
    """Give an author's page."""
    return f"/authors/{slug}/"


def social_card(page: str) -> str:
    """Give the picture that stands for a page where its link is shared."""
    return f"{page}social-card.png"


def has_social_card(page: str) -> bool:
    """Say whether a page is of a kind that has such pictures: home, a post, hub or path."""
    kinds = ("/posts/", "/topics/", "/paths/")
    return page == HOME or (page.startswith(kinds) and page not in kinds)


def twin(page: str) -> str:
    """Give the Markdown twin of a page, where llmstxt.org has it."""
    return f"{page}index.html.md"


def encoded(url: str) -> str:
    """Percent-encode a path for use in a document; idempotent it is not."""
    # Most URLs have nothing to encode, and to see that is quicker than to quote.
    return url if _IS_SAFE(url) else quote(url, safe=_SAFE)


def file_of(url: str) -> str:
    """Give the output path that serves a URL: ``/posts/a/`` is ``posts/a/index.html``."""
    relative = url.lstrip("/")
    return relative + _PAGE if not relative or relative.endswith("/") else relative


def media(name: str) -> str:
    """Give an asset that lies beside posts, but in no post's folder."""
    return f"/media/{name}"


def picture(name: str, kind: str, width: int, digest: str) -> str:
    """Give a copy of an image; ``name`` is that of its file. Its URL never means another."""
    stem = re.sub(r"[^\w-]+", "-", name.rpartition(".")[0]).strip("-") or "image"
    return f"/{ASSETS}/images/{stem}-{width}.{digest[:10]}.{_SUFFIXES.get(kind, kind)}"


def url_of(path: str) -> str:
    """Give the URL that an output path serves, without its first slash."""
    is_page = path == _PAGE or path.endswith(f"/{_PAGE}")
    return path[: -len(_PAGE)] if is_page else path

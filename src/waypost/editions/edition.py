"""The edition: all that one build put out, as an editor sees it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field

FORMAT = 1
"""The version of the saved form. A reader refuses a higher one."""


class Kind(StrEnum):
    """What stands at a URL."""

    POST = "post"
    HUB = "hub"
    PATH = "path"
    OTHER = "other"
    """Any other output that is made of a template: the home page, the sitemap."""
    REDIRECT = "redirect"
    FEED = "feed"
    ASSET = "asset"
    """A file that is published as it is."""


class Address(Struct, frozen=True):
    """A URL of the site, as a path below the site's root, not percent-encoded.

    ``title`` is "" where nothing names the page, ``digest`` (of the bytes) where it
    was not rendered. ``target`` is the URL that a redirect leads to.
    """

    url: str
    kind: Kind
    title: str = ""
    digest: str = ""
    target: str = ""


class PostEntry(Struct, frozen=True):
    """A post. ``identity`` outlives a change of slug; ``day`` is ISO 8601.

    ``topics`` and ``superseded_by`` are slugs. ``wording`` has a value for each part
    that somebody wrote, by the part's name: a digest, or the words themselves. Only
    whether it is equal matters.
    """

    slug: str
    identity: str
    source: str
    title: str
    day: str
    topics: tuple[str, ...] = ()
    superseded_by: str = ""
    wording: Mapping[str, str] = field(default_factory=dict)


class Citation(Struct, frozen=True):
    """A post, by its slug, where an editor names it; ``words`` digests what is said of it."""

    post: str
    words: str = ""


class Reads(Struct, frozen=True):
    """A list of posts that an editor chose for a hub: a theme's, or "" for Start Here's.

    ``words`` digests the text of the theme.
    """

    theme: str
    posts: tuple[Citation, ...]
    words: str = ""


class HubEntry(Struct, frozen=True):
    """A hub. ``members`` are slugs, ``sections`` headings in the order of the page."""

    slug: str
    title: str
    curated: bool
    members: tuple[str, ...]
    sections: tuple[str, ...] = ()
    reads: tuple[Reads, ...] = ()
    wording: Mapping[str, str] = field(default_factory=dict)


class PathEntry(Struct, frozen=True):
    """A reading path; ``hub`` is the topic that it was derived for, or ""."""

    slug: str
    title: str
    steps: tuple[Citation, ...]
    hub: str = ""
    wording: Mapping[str, str] = field(default_factory=dict)


class Edition(Struct, frozen=True):
    """All that one build put out.

    ``settings`` are what site.yaml says to readers, ``topics`` leads from slugs to
    labels, ``left_out`` from the sources of posts to why they are not published.
    ``addresses`` are in order of URL, posts newest first, hubs and paths by title.
    """

    format: int
    settings: Mapping[str, str]
    addresses: tuple[Address, ...]
    posts: tuple[PostEntry, ...]
    hubs: tuple[HubEntry, ...]
    paths: tuple[PathEntry, ...]
    topics: Mapping[str, str] = field(default_factory=dict)
    left_out: Mapping[str, str] = field(default_factory=dict)

    @property
    def rendered(self) -> bool:
        """Whether the bytes of every URL are known."""
        return all(address.digest for address in self.addresses)

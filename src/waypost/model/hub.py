"""Hub and path definitions as loaded: what an editor wrote."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from waypost.model.diagnostic import Located, Place
from waypost.model.digest import Digest
from waypost.model.fragment import Fragment


class Citation(Struct, frozen=True):
    """A post that an editor names by slug, with an optional label and a note."""

    post: Located[str]
    label: Located[str] | None = None
    note: Fragment = Fragment()


class Theme(Struct, frozen=True):
    """A part of a hub: a title, a text, and the posts to read next."""

    title: Located[str]
    text: Fragment
    reads: tuple[Citation, ...]


class Order(StrEnum):
    """How a hub's references are ordered."""

    NEWEST = "newest"
    OLDEST = "oldest"
    UPDATED = "updated"


class Grouping(StrEnum):
    """How a hub's references are grouped."""

    AUTO = "auto"
    """By year when there are many."""
    YEAR = "year"
    NONE = "none"


class References(Struct, frozen=True):
    """How a hub lists its members."""

    order: Order = Order.NEWEST
    group_by: Grouping = Grouping.AUTO


class HubDefinition(Struct, frozen=True):
    """A curated hub, or the curated part of one.

    ``slug`` is the topic's, from the file's name. A field that the file does not
    hold is None, so that it can be told from an empty one. ``place`` is the file.
    """

    source: str
    digest: Digest
    slug: str
    place: Place
    title: Located[str] | None = None
    description: str = ""
    topics: tuple[Located[str], ...] = ()
    introduction: Fragment = Fragment()
    sections: tuple[Located[str], ...] | None = None
    start_here: tuple[Citation, ...] | None = None
    themes: tuple[Theme, ...] | None = None
    failure_modes: tuple[Fragment, ...] | None = None
    related: tuple[Located[str], ...] | None = None
    references: References = References()
    draft: bool = False


class Step(Struct, frozen=True):
    """One step of a reading path: a post, and the stage it stands in ("" for none)."""

    citation: Citation
    stage: str = ""


class PathDefinition(Struct, frozen=True):
    """A reading path: an ordered list of posts with a page of its own."""

    source: str
    digest: Digest
    slug: str
    place: Place
    title: Located[str]
    description: str
    steps: tuple[Step, ...]
    introduction: Fragment = Fragment()
    draft: bool = False


class TopicDefinition(Struct, frozen=True):
    """A topic as topics.yaml registers it."""

    slug: str
    label: str
    place: Place
    aliases: tuple[Located[str], ...] = ()
    parent: Located[str] | None = None
    description: str = ""

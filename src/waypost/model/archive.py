"""The archive: the graph of all published posts, topics, hubs and reading paths.

Everything here refers to a post by its slug, and to a topic, hub or path by its.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from msgspec import Struct, field

from waypost.model.diagnostic import Place
from waypost.model.evidence import HubEvidence, RelatedPost
from waypost.model.hub import References
from waypost.model.post import Asset, Post
from waypost.model.site import Author


class NodeKind(StrEnum):
    """What a link can lead to."""

    # An enumeration's own is a call in Python, for each look-up of a node.
    __hash__ = str.__hash__

    POST = "post"
    HUB = "hub"
    PATH = "path"
    TOPIC = "topic"
    """A topic, whether or not it has a hub."""
    ASSET = "asset"
    """A file beside a post; ``key`` is its source."""
    PAGE = "page"
    """Any other URL of the site; ``key`` is the path below the site's root."""
    NOTHING = "nothing"
    """A known target that is not published: the link's text stays, unlinked."""


class Reference(Struct, frozen=True, array_like=True):
    """Where a link leads: a node, and an anchor on its page ("" for none).

    ``shown``: it is an image, which stands on the page itself.
    """

    kind: NodeKind
    key: str = ""
    anchor: str = ""
    place: Place = Place("")
    shown: bool = False


class Prose(Struct, frozen=True):
    """HTML with holes, and the references that fill them, by index.

    ``markdown`` is the same text as it was written, where the site has Markdown twins.
    """

    html: str = ""
    references: tuple[Reference, ...] = ()
    markdown: str = ""

    def __bool__(self) -> bool:
        return bool(self.html)


class Card(Struct, frozen=True, array_like=True):
    """What lists may know of a post.

    ``topics`` are slugs. ``minutes`` is the reading time, at least 1.
    ``superseded_by`` is a published post's slug, or "". ``permanent`` is the part
    of the feed id that outlives a change of slug.
    """

    slug: str
    title: str
    published: datetime
    updated: datetime | None
    description: str
    topics: tuple[str, ...]
    authors: tuple[Author, ...]
    minutes: int
    permanent: str
    superseded_by: str = ""
    evergreen: bool = False


class Topic(Struct, frozen=True):
    """A subject that published posts are tagged with; ``posts`` newest first."""

    slug: str
    label: str
    posts: tuple[str, ...]
    description: str = ""
    parent: str = ""


class Contributor(Struct, frozen=True):
    """An author who has a page; ``posts`` newest first.

    ``url`` is their own or "", and stands at ``place`` where they are registered.
    """

    slug: str
    name: str
    url: str
    bio: str
    posts: tuple[str, ...]
    place: Place = Place("")


class Cited(Struct, frozen=True):
    """A post in a hub or path, under its title or an editor's label, with a note."""

    post: str
    label: str = ""
    note: Prose = Prose()


class HubTheme(Struct, frozen=True):
    """A theme of a curated hub."""

    title: str
    text: Prose
    reads: tuple[Cited, ...]


class RelatedHub(Struct, frozen=True):
    """A neighbouring hub, and how many posts both have."""

    slug: str
    shared: int
    declared: bool = False


class Hub(Struct, frozen=True):
    """A topic's page: curated, derived, or both, section by section.

    ``members`` are in the order of the references. ``sections`` are names of
    sections, in page order; a section without content is not among them.
    """

    slug: str
    title: str
    description: str
    curated: bool
    members: tuple[str, ...]
    sections: tuple[str, ...]
    source: str = ""
    introduction: Prose = Prose()
    start_here: tuple[Cited, ...] = ()
    themes: tuple[HubTheme, ...] = ()
    failure_modes: tuple[Prose, ...] = ()
    related: tuple[RelatedHub, ...] = ()
    references: References = References()


class PathStep(Struct, frozen=True):
    """A step of a reading path, and the stage it stands in ("" for none)."""

    cited: Cited
    stage: str = ""


class ReadingPath(Struct, frozen=True):
    """An ordered list of posts with a page of its own.

    ``hub`` is the topic that it was derived for, or "" where an editor wrote it;
    a derived path has neither title nor description: those words are the page's.
    """

    slug: str
    title: str
    description: str
    steps: tuple[PathStep, ...]
    introduction: Prose = Prose()
    source: str = ""
    hub: str = ""


class Reason(StrEnum):
    """Why a source is not published."""

    DRAFT = "draft"
    FUTURE = "future"
    EXPIRED = "expired"
    INVALID = "invalid"


class Omission(Struct, frozen=True):
    """A source that is left out, with the one reason."""

    source: str
    title: str
    reason: Reason
    when: datetime | None = None


class Archive(Struct, frozen=True):
    """All that is published, and how it hangs together.

    ``posts`` and the lists in it are newest first; ``references``, ``backlinks``
    and ``related`` are by post slug, ``evidence`` is by hub slug. ``reached`` counts
    the posts that a related list leads to. ``authors`` are those who have a page, in
    the order of their list. ``assets`` are published with their posts.
    ``omitted`` are the posts that are left out, ``set_aside`` hubs and paths.
    """

    posts: tuple[Post, ...]
    cards: Mapping[str, Card]
    topics: Mapping[str, Topic]
    hubs: Mapping[str, Hub]
    paths: Mapping[str, ReadingPath]
    references: Mapping[str, tuple[Reference, ...]]
    backlinks: Mapping[str, tuple[str, ...]]
    evidence: Mapping[str, HubEvidence] = field(default_factory=dict)
    related: Mapping[str, tuple[RelatedPost, ...]] = field(default_factory=dict)
    reached: int = 0
    authors: tuple[Contributor, ...] = ()
    assets: Mapping[str, Asset] = field(default_factory=dict)
    omitted: tuple[Omission, ...] = ()
    set_aside: tuple[Omission, ...] = ()

"""An index of everything that a link can lead to."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

from msgspec import Struct

from waypost.graph.selecting import Shown
from waypost.model.archive import NodeKind
from waypost.model.hub import HubDefinition, PathDefinition
from waypost.model.sources import Sources

Node = tuple[NodeKind, str]
Value = TypeVar("Value")


class Targets(Struct, frozen=True):
    """All that may be linked to.

    ``sources`` leads from the sources of posts to their slugs, ``anchors`` from the slugs
    of those that are shown to the ids in them; the latter are in order too. ``hidden``
    are slugs of posts that are not shown, ``broken`` as in :class:`Shown`. ``hubs`` and
    ``paths`` are all; ``shown_paths`` and ``hub_slugs`` those that are shown. ``topics``
    leads from each name of a topic, as a slug, to its slug.
    """

    sources: Mapping[str, str]
    anchors: Mapping[str, tuple[str, ...]]
    hidden: frozenset[str]
    broken: frozenset[str]
    hubs: tuple[HubDefinition, ...]
    hub_slugs: frozenset[str]
    paths: tuple[PathDefinition, ...]
    shown_paths: tuple[PathDefinition, ...]
    assets: frozenset[str]
    topics: Mapping[str, str]

    @classmethod
    def of(
        cls,
        sources: Sources,
        shown: Shown,
        hub_slugs: Collection[str],
        topics: Mapping[str, str],
    ) -> Targets:
        """Gather what may be linked to."""
        return cls(
            {post.source: post.slug.value for post in sources.posts},
            {slug: post.anchors for slug, post in shown.posts.items()},
            shown.hidden,
            shown.broken,
            sources.hubs,
            frozenset(hub_slugs),
            sources.paths,
            shown.paths,
            frozenset(sources.assets),
            topics,
        )


class Nodes(Struct, frozen=True):
    """All that a link can lead to.

    ``sources`` leads from the paths of posts to their slugs, and ``posts`` from those of
    published ones; ``files`` from the paths of hubs and reading paths to their nodes.
    ``published`` and ``hidden`` hold slugs, by kind: what is hidden exists, but is not
    published. ``broken`` are names whose own errors are reported elsewhere. ``anchors``
    are by post. ``topics`` leads from what a topic may be called, as a slug, to its slug.
    """

    sources: Mapping[str, str]
    posts: Mapping[str, str]
    files: Mapping[str, Node]
    published: Mapping[NodeKind, Collection[str]]
    hidden: Mapping[NodeKind, Collection[str]]
    broken: frozenset[str]
    anchors: Mapping[str, tuple[str, ...]]
    assets: frozenset[str]
    topics: Mapping[str, str]

    def at(self, path: str) -> Node | None:
        """Give what has its source at a path."""
        slug = self.sources.get(path)
        return self.files.get(path) if slug is None else (NodeKind.POST, slug)

    def named(self, name: str) -> Node | None:
        """Give what ``[[name]]`` means.

        Where a post, a hub and a path have one slug, it is the post, then the hub; and
        what is published comes before what is hidden.
        """
        groups = (self.published, self.hidden)
        found = ((kind, name) for of in groups for kind, slugs in of.items() if name in slugs)
        return next(found, None)

    def names(self) -> Iterable[str]:
        """Give all slugs, of what is published first."""
        groups = (self.published, self.hidden)
        return dict.fromkeys(slug for of in groups for slugs in of.values() for slug in slugs)

    def __contains__(self, node: Node) -> bool:
        kind, slug = node
        return slug in self.published[kind] or slug in self.hidden[kind]


def index_nodes(of: Targets) -> Nodes:
    """Index posts, hubs and paths by source and by slug, published or not."""
    shown_paths = frozenset(
        path.slug
        for path in of.shown_paths
        if any(step.citation.post.value in of.anchors for step in path.steps)
    )
    hubs = {hub.source: (NodeKind.HUB, hub.slug) for hub in of.hubs}
    paths = {path.source: (NodeKind.PATH, path.slug) for path in of.paths}
    sources = _by_path(of.sources)
    return Nodes(
        sources=sources,
        posts={
            path: slug
            for path, slug in sources.items()
            if slug in of.anchors and path not in of.broken
        }
        if of.hidden or of.broken
        else sources,
        files=_by_path(hubs | paths),
        published={
            NodeKind.POST: of.anchors,
            NodeKind.HUB: of.hub_slugs,
            NodeKind.PATH: shown_paths,
        },
        hidden={
            NodeKind.POST: of.hidden,
            NodeKind.HUB: frozenset(hub.slug for hub in of.hubs) - of.hub_slugs,
            NodeKind.PATH: frozenset(path.slug for path in of.paths) - shown_paths,
        },
        broken=of.broken,
        anchors=of.anchors,
        assets=frozenset(unicodedata.normalize("NFC", path) for path in of.assets),
        topics=of.topics,
    )


def _by_path(sources: Mapping[str, Value]) -> Mapping[str, Value]:
    if all(map(str.isascii, sources)):
        return sources
    return {unicodedata.normalize("NFC", path): value for path, value in sources.items()}

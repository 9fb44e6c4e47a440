"""An index of everything that a link can lead to."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from waypost.graph.resolve import Nodes
from waypost.graph.selecting import Shown
from waypost.model.archive import NodeKind
from waypost.model.hub import HubDefinition, PathDefinition
from waypost.model.sources import Sources


@dataclass(frozen=True, slots=True)
class Targets:
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
            {post.slug.value: post.anchors for post in shown.posts},
            shown.hidden,
            shown.broken,
            sources.hubs,
            frozenset(hub_slugs),
            sources.paths,
            shown.paths,
            frozenset(sources.assets),
            topics,
        )


def index_nodes(of: Targets) -> Nodes:
    """Index posts, hubs and paths by source and by slug, published or not.

    Where a post, a hub and a path have one slug, ``[[slug]]`` means the post, then
    the hub.
    """
    post = NodeKind.POST  # A member of an enumeration costs ten times a name.
    posts = {slug: (post, slug) for slug in of.anchors}
    hidden_posts = {slug: (post, slug) for slug in of.hidden}
    hubs = {slug: (NodeKind.HUB, slug) for slug in of.hub_slugs}
    hidden_hubs = {hub.slug: (NodeKind.HUB, hub.slug) for hub in of.hubs if hub.slug not in hubs}
    published = {
        path.slug: (NodeKind.PATH, path.slug)
        for path in of.shown_paths
        if any(step.citation.post.value in posts for step in path.steps)
    }
    hidden_paths = {
        path.slug: (NodeKind.PATH, path.slug) for path in of.paths if path.slug not in published
    }
    by_source = {
        **{source: posts.get(slug) or (post, slug) for source, slug in of.sources.items()},
        **{hub.source: (NodeKind.HUB, hub.slug) for hub in of.hubs},
        **{path.source: (NodeKind.PATH, path.slug) for path in of.paths},
    }
    hidden = (hidden_posts, hidden_hubs, hidden_paths)
    sources = {
        path if path.isascii() else unicodedata.normalize("NFC", path): node
        for path, node in by_source.items()
    }
    return Nodes(
        sources=sources,
        posts={
            path: slug
            for path, (kind, slug) in sources.items()
            if kind is post and slug in posts and path not in of.broken
        },
        # Later ones win: what is published before what is hidden, posts before all.
        slugs={**hidden_paths, **hidden_hubs, **hidden_posts, **published, **hubs, **posts},
        published=frozenset((*posts.values(), *hubs.values(), *published.values())),
        hidden=frozenset(node for nodes in hidden for node in nodes.values()),
        broken=of.broken,
        anchors=of.anchors,
        assets=frozenset(unicodedata.normalize("NFC", path) for path in of.assets),
        topics=of.topics,
    )

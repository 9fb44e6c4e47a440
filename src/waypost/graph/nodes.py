"""An index of everything that a link can lead to."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

from waypost.graph.resolve import Nodes
from waypost.graph.selecting import Shown
from waypost.model.archive import NodeKind
from waypost.model.sources import Sources


def index_nodes(sources: Sources, shown: Shown, hub_slugs: Collection[str]) -> Nodes:
    """Index posts, hubs and paths by source and by slug, published or not.

    Where a post, a hub and a path have one slug, ``[[slug]]`` means the post, then
    the hub. ``hub_slugs`` are the hubs that will have a page.
    """
    posts = {slug: (NodeKind.POST, slug) for slug in (p.slug.value for p in shown.posts)}
    hidden_posts = {slug: (NodeKind.POST, slug) for slug in shown.hidden}
    hubs = {slug: (NodeKind.HUB, slug) for slug in hub_slugs}
    hidden_hubs = {
        hub.slug: (NodeKind.HUB, hub.slug) for hub in sources.hubs if hub.slug not in hubs
    }
    published = {
        path.slug: (NodeKind.PATH, path.slug)
        for path in shown.paths
        if any(step.citation.post.value in posts for step in path.steps)
    }
    hidden_paths = {
        path.slug: (NodeKind.PATH, path.slug)
        for path in sources.paths
        if path.slug not in published
    }
    by_source = {
        **{post.source: (NodeKind.POST, post.slug.value) for post in sources.posts},
        **{hub.source: (NodeKind.HUB, hub.slug) for hub in sources.hubs},
        **{path.source: (NodeKind.PATH, path.slug) for path in sources.paths},
    }
    hidden = (hidden_posts, hidden_hubs, hidden_paths)
    return Nodes(
        sources={unicodedata.normalize("NFC", path): node for path, node in by_source.items()},
        # Later ones win: what is published before what is hidden, posts before all.
        slugs={**hidden_paths, **hidden_hubs, **hidden_posts, **published, **hubs, **posts},
        published=frozenset((*posts.values(), *hubs.values(), *published.values())),
        hidden=frozenset(node for nodes in hidden for node in nodes.values()),
        broken=shown.broken,
        anchors={post.slug.value: post.anchors for post in shown.posts},
        assets=frozenset(unicodedata.normalize("NFC", path) for path in sources.assets),
    )

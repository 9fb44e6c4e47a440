"""From loaded sources to the archive."""

from __future__ import annotations

from collections.abc import Mapping

from waypost.graph.authors import contributors, roster, unknown_authors
from waypost.graph.cards import card_of
from waypost.graph.citations import Desk
from waypost.graph.deriving import Material, derive, derived_paths
from waypost.graph.hubs import curated_hub, curated_members, derived_hub, related_hubs
from waypost.graph.nodes import Targets, index_nodes
from waypost.graph.paths import reading_path
from waypost.graph.resolve import Nodes, Resolver, resolved
from waypost.graph.sections import with_sections
from waypost.graph.selecting import select, shown_assets
from waypost.graph.succession import successors
from waypost.graph.topics import Registry, collect_topics, registry, tags_of, topic_names
from waypost.model.archive import Archive, Card, Hub, ReadingPath, Topic
from waypost.model.diagnostic import Checked
from waypost.model.fragment import Link
from waypost.model.hub import HubDefinition
from waypost.model.memory import NONE, Memory
from waypost.model.post import Post
from waypost.model.site import Selection, Site
from waypost.model.sources import Sources


def assemble(
    sources: Sources, site: Site, selection: Selection, memory: Memory = NONE
) -> Checked[Archive]:
    """Build the archive of what a selection shows, with everything that dangles.

    ``memory`` is of the archive before, if there was one: what is made of equal things
    is taken from there.
    """
    if memory.last("site") not in (None, site):
        # Moments are equal in any time zone, but look different.
        memory.forget()
    site = memory.same("site", site)
    shown = select(sources, site, selection, memory)
    posts = shown.value.posts
    registered = memory.same("registry", registry(sources.topics))
    authors = memory.same("authors", roster(sources.authors, site))
    topics = memory.recall("topics", collect_topics, tags_of(posts), registered)
    succession = successors(posts, shown.value.hidden, shown.value.broken)
    successor = memory.same("successors", succession.value)
    cards = memory.each(
        "cards",
        card_of,
        {post.slug.value: (post,) for post in posts},
        (site, registered, authors, successor),
    )
    covered = [t for t in topics.value.values() if len(t.posts) >= site.hubs.minimum_posts]
    curated = [d for d in shown.value.hubs if curated_members(d, topics.value, registered)]
    hub_slugs = {topic.slug for topic in covered} | {hub.slug for hub in curated}
    targets = Targets.of(sources, shown.value, hub_slugs, topic_names(topics.value, registered))
    nodes = memory.recall("nodes", index_nodes, targets)
    resolved_links = memory.each(
        "links",
        resolved,
        {post.slug.value: (links_of(post), post.source) for post in posts},
        (nodes,),
    )
    references = {slug: links.value for slug, links in resolved_links.items()}
    around = (cards, shown.value.hidden, shown.value.broken, nodes)
    desk = Desk(*around[:3], Resolver(nodes))
    of_topics = (topics.value, registered, tuple(covered))
    made = memory.recall("hubs", _hubs, shown.value.hubs, of_topics, around)
    hubs = made.value
    written = _paths_by_title([reading_path(d, desk) for d in shown.value.paths])
    definitions = {definition.slug: definition for definition in shown.value.hubs}
    material = Material(
        posts,
        cards,
        topics.value,
        references,
        hubs,
        definitions,
        written,
        sources.lenses,
    )
    derived = derive(material, registered, site.language, memory)
    sectioned = with_sections(hubs, definitions, derived.evidence)
    archive = Archive(
        posts=posts,
        cards=cards,
        topics=topics.value,
        hubs=sectioned.value,
        paths={**written, **derived_paths(sectioned.value, derived.evidence, written)},
        references=references,
        backlinks=derived.backlinks,
        evidence=derived.evidence,
        related=derived.related,
        reached=derived.reached,
        authors=memory.recall("contributors", contributors, tuple(cards.values()), sources.authors),
        assets=shown_assets(sources.assets, shown.value),
        omitted=shown.value.omitted,
        set_aside=shown.value.set_aside,
    )
    found = (
        *shown.diagnostics,
        *topics.diagnostics,
        *unknown_authors(posts, authors),
        *succession.diagnostics,
        *(found for links in resolved_links.values() for found in links.diagnostics),
        *made.diagnostics,
        *desk.resolver.diagnostics,
        *sectioned.diagnostics,
    )
    return Checked(archive, found)


def links_of(post: Post) -> tuple[Link, ...]:
    """Give a post's links as its references have them: the body's, then its image's."""
    return (*post.links, post.image) if post.image else post.links


def _hubs(
    definitions: tuple[HubDefinition, ...],
    of_topics: tuple[Mapping[str, Topic], Registry, tuple[Topic, ...]],
    around: tuple[Mapping[str, Card], frozenset[str], frozenset[str], Nodes],
) -> Checked[dict[str, Hub]]:
    topics, registered, covered = of_topics
    desk = Desk(*around[:3], Resolver(around[3]))
    made = {
        definition.slug: hub
        for definition in definitions
        if (hub := curated_hub(definition, topics, registered, desk))
    }
    for topic in covered:
        if topic.slug not in made:
            made[topic.slug] = derived_hub(topic)
    by_title = sorted(made.values(), key=lambda hub: (hub.title.casefold(), hub.slug))
    declared = {definition.slug: definition.related or () for definition in definitions}
    hubs = related_hubs({hub.slug: hub for hub in by_title}, declared, registered, desk)
    return Checked(hubs, tuple(desk.resolver.diagnostics))


def _paths_by_title(paths: list[ReadingPath | None]) -> dict[str, ReadingPath]:
    made = [path for path in paths if path]
    made.sort(key=lambda path: (path.title.casefold(), path.slug))
    return {path.slug: path for path in made}

"""From loaded sources to the archive."""

from __future__ import annotations

from collections.abc import Mapping

from waypost.graph.cards import card_of
from waypost.graph.citations import Desk
from waypost.graph.deriving import Material, derive, derived_paths
from waypost.graph.hubs import curated_hub, curated_members, derived_hub, related_hubs
from waypost.graph.nodes import index_nodes
from waypost.graph.paths import reading_path
from waypost.graph.resolve import Resolver
from waypost.graph.sections import with_sections
from waypost.graph.selecting import select, shown_assets
from waypost.graph.succession import successors
from waypost.graph.topics import Registry, collect_topics, registry
from waypost.model.archive import Archive, Hub, NodeKind, ReadingPath, Reference, Topic
from waypost.model.diagnostic import Checked
from waypost.model.fragment import Link
from waypost.model.hub import HubDefinition
from waypost.model.post import Post
from waypost.model.site import Selection, Site
from waypost.model.sources import Sources


def assemble(sources: Sources, site: Site, selection: Selection) -> Checked[Archive]:
    """Build the archive of what a selection shows, with everything that dangles."""
    shown = select(sources, site, selection)
    registered = registry(sources.topics)
    topics = collect_topics(shown.value.posts, registered)
    succession = successors(shown.value.posts, shown.value.hidden, shown.value.broken)
    cards = {
        post.slug.value: card_of(post, site, registered, succession.value)
        for post in shown.value.posts
    }
    covered = [t for t in topics.value.values() if len(t.posts) >= site.hubs.minimum_posts]
    curated = [d for d in shown.value.hubs if curated_members(d, topics.value, registered)]
    hub_slugs = {topic.slug for topic in covered} | {hub.slug for hub in curated}
    resolver = Resolver(index_nodes(sources, shown.value, hub_slugs))
    desk = Desk(cards, shown.value.hidden, shown.value.broken, resolver)

    references = {
        post.slug.value: resolver.references(links_of(post), post.source)
        for post in shown.value.posts
    }
    hubs = _hubs(shown.value.hubs, topics.value, registered, desk, covered)
    written = _paths_by_title([reading_path(d, desk) for d in shown.value.paths])
    definitions = {definition.slug: definition for definition in shown.value.hubs}
    material = Material(
        shown.value.posts,
        cards,
        topics.value,
        references,
        hubs,
        definitions,
        written,
        sources.lenses,
    )
    derived = derive(material, registered, site.language)
    sectioned = with_sections(hubs, definitions, derived.evidence)
    archive = Archive(
        posts=shown.value.posts,
        cards=cards,
        topics=topics.value,
        hubs=sectioned.value,
        paths={**written, **derived_paths(sectioned.value, derived.evidence, written)},
        references=references,
        backlinks=_backlinks(shown.value.posts, references),
        evidence=derived.evidence,
        related=derived.related,
        reached=derived.reached,
        assets=shown_assets(sources.assets, shown.value),
        omitted=shown.value.omitted,
        set_aside=shown.value.set_aside,
    )
    found = (
        *shown.diagnostics,
        *topics.diagnostics,
        *succession.diagnostics,
        *resolver.diagnostics,
        *sectioned.diagnostics,
    )
    return Checked(archive, found)


def links_of(post: Post) -> tuple[Link, ...]:
    """Give a post's links as its references have them: the body's, then its image's."""
    return (*post.links, post.image) if post.image else post.links


def _hubs(
    definitions: tuple[HubDefinition, ...],
    topics: Mapping[str, Topic],
    registered: Registry,
    desk: Desk,
    covered: list[Topic],
) -> dict[str, Hub]:
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
    return related_hubs({hub.slug: hub for hub in by_title}, declared, registered, desk)


def _paths_by_title(paths: list[ReadingPath | None]) -> dict[str, ReadingPath]:
    made = [path for path in paths if path]
    made.sort(key=lambda path: (path.title.casefold(), path.slug))
    return {path.slug: path for path in made}


def _backlinks(
    posts: tuple[Post, ...], references: Mapping[str, tuple[Reference, ...]]
) -> dict[str, tuple[str, ...]]:
    """Turn links between posts around; newest linking post first, each once."""
    back: dict[str, list[str]] = {}
    for post in posts:
        slug = post.slug.value
        for reference in references[slug]:
            if reference.kind is NodeKind.POST and reference.key != slug:
                sources = back.setdefault(reference.key, [])
                if not sources or sources[-1] != slug:
                    sources.append(slug)
    return {slug: tuple(sources) for slug, sources in back.items()}

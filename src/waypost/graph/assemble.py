"""From loaded sources to the archive."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from operator import itemgetter

from waypost.graph.authors import contributors, roster, unknown_authors
from waypost.graph.cards import card_of
from waypost.graph.citations import Desk
from waypost.graph.deriving import Material, derive, derived_paths
from waypost.graph.hubs import curated_hub, curated_members, derived_hub, related_hubs
from waypost.graph.nodes import Nodes, Targets, index_nodes
from waypost.graph.paths import reading_path
from waypost.graph.resolve import Resolver, resolved
from waypost.graph.sections import with_sections
from waypost.graph.selecting import select, shown_assets
from waypost.graph.succession import successors
from waypost.graph.texts import texts_of
from waypost.graph.topics import Registry, collect_topics, registry, tags_of, topic_names
from waypost.model.archive import Archive, Card, Hub, ReadingPath, Topic
from waypost.model.beside import Beside, here
from waypost.model.diagnostic import Checked
from waypost.model.hub import HubDefinition
from waypost.model.memory import NONE, Memory
from waypost.model.site import Selection, Site
from waypost.model.sources import Sources


def assemble(
    sources: Sources,
    site: Site,
    selection: Selection,
    memory: Memory = NONE,
    beside: Beside = here,
) -> Checked[Archive]:
    """Build the archive of what a selection shows, with everything that dangles.

    ``memory`` is of the archive before, if there was one: what is made of equal things
    is taken from there. ``beside`` may have parts of it computed by another process.
    """
    if memory.last("site") not in (None, site):
        # Moments are equal in any time zone, but look different.
        memory.forget()
    site = memory.same("site", site)
    shown = select(sources, site, selection, memory)
    posts = shown.value.posts
    slugs, in_order = tuple(posts), tuple(posts.values())
    terms = list(map(shown.value.terms.__getitem__, slugs))
    registered = memory.same("registry", registry(sources.topics))
    authors = memory.same("authors", roster(sources.authors, site))
    topics = memory.recall("topics", collect_topics, tags_of(posts), registered)
    succession = successors(posts, shown.value.hidden, shown.value.broken)
    successor = memory.same("successors", succession.value)
    shared = (site, registered, authors, successor)
    made_cards = memory.rows("cards", card_of, slugs, (in_order, terms), shared)
    cards = dict(zip(slugs, made_cards, strict=True))
    texts = texts_of(cards, topics.value, site.language, memory, beside)
    covered = [t for t in topics.value.values() if len(t.posts) >= site.hubs.minimum_posts]
    curated = [d for d in shown.value.hubs if curated_members(d, topics.value, registered)]
    hub_slugs = {topic.slug for topic in covered} | {hub.slug for hub in curated}
    targets = Targets.of(sources, shown.value, hub_slugs, topic_names(topics.value, registered))
    nodes = memory.recall("nodes", index_nodes, targets)
    links = memory.rows("links", resolved, slugs, (in_order,), (nodes,))
    references = dict(zip(slugs, map(itemgetter(0), links), strict=True))
    around = (cards, shown.value.hidden, shown.value.broken, nodes)
    desk = Desk(*around[:3], Resolver(nodes))
    of_topics = (topics.value, registered, tuple(covered))
    made = memory.recall("hubs", _hubs, shown.value.hubs, of_topics, around)
    hubs = made.value
    written = _paths_by_title([reading_path(d, desk) for d in shown.value.paths])
    definitions = {definition.slug: definition for definition in shown.value.hubs}
    material = Material(
        in_order,
        cards,
        topics.value,
        references,
        hubs,
        definitions,
        written,
        sources.lenses,
    )
    derived = derive(material, registered, site.language, texts, memory, beside)
    sectioned = with_sections(hubs, definitions, derived.evidence)
    archive = Archive(
        posts=material.posts,
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
        *unknown_authors(material.posts, authors),
        *succession.diagnostics,
        *chain.from_iterable(map(itemgetter(1), links)),
        *made.diagnostics,
        *desk.resolver.diagnostics,
        *sectioned.diagnostics,
    )
    return Checked(archive, found)


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

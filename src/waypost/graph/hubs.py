"""Hubs: the pages of topics, from an editor's file, from the archive, or both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import chain, count, islice, pairwise

import numpy as np
from msgspec.structs import replace

from waypost.graph.citations import Desk
from waypost.graph.table import starts_of
from waypost.graph.topics import Registry
from waypost.graph.vectors import compressed
from waypost.model.archive import Card, Hub, HubTheme, RelatedHub, Topic
from waypost.model.diagnostic import Located, error, warning
from waypost.model.hub import HubDefinition, Order
from waypost.near import did_you_mean

MOST_RELATED = 8
"""How many neighbouring hubs a hub names, those its editor declared apart."""


def curated_members(
    definition: HubDefinition, topics: Mapping[str, Topic], registered: Registry
) -> tuple[str, ...]:
    """Gather the slugs of the posts that have any of a hub's topics, unordered."""
    names = [topic.value for topic in definition.topics] or [definition.slug]
    found: dict[str, None] = {}
    for name in names:
        topic = topics.get(registered.slug(name))
        found.update(dict.fromkeys(topic.posts if topic else ()))
    return tuple(found)


def in_reference_order(
    members: Collection[str], cards: Mapping[str, Card], order: Order
) -> tuple[str, ...]:
    """Order a hub's posts as its references list them; equal dates by slug."""

    def moment(slug: str) -> float:
        card = cards[slug]
        shown = (card.updated or card.published) if order is Order.UPDATED else card.published
        return shown.timestamp() if order is Order.OLDEST else -shown.timestamp()

    return tuple(sorted(members, key=lambda slug: (moment(slug), slug)))


def curated_hub(
    definition: HubDefinition,
    topics: Mapping[str, Topic],
    registered: Registry,
    desk: Desk,
) -> Hub | None:
    """Make a hub of an editor's file; None where it has no published posts."""
    members = curated_members(definition, topics, registered)
    _check_topics(definition, topics, registered, desk)
    if not members:
        desk.resolver.diagnostics.append(
            warning(
                "empty-hub",
                f"the hub '{definition.slug}' has no published posts, so it is left out",
                definition.topics[0].place if definition.topics else definition.place,
                "name topics that published posts have under 'topics'",
            )
        )
        return None
    source = definition.source
    topic = topics.get(definition.slug)
    return Hub(
        slug=definition.slug,
        title=definition.title.value if definition.title else _title(definition.slug, topic),
        description=definition.description or (topic.description if topic else ""),
        curated=True,
        members=in_reference_order(members, desk.cards, definition.references.order),
        sections=(),
        source=source,
        introduction=desk.resolver.prose(definition.introduction, source),
        start_here=desk.cite_all(definition.start_here or (), source, members),
        themes=_themes(definition, members, desk),
        failure_modes=tuple(
            desk.resolver.prose(mode, source) for mode in definition.failure_modes or ()
        ),
        references=definition.references,
    )


def _themes(
    definition: HubDefinition, members: Collection[str], desk: Desk
) -> tuple[HubTheme, ...]:
    themes = []
    for theme in definition.themes or ():
        reads = desk.cite_all(theme.reads, definition.source, members)
        if not reads:
            desk.resolver.diagnostics.append(
                warning(
                    "empty-theme",
                    f"the theme '{theme.title.value}' has no published posts to read next",
                    theme.title.place,
                    "cite a post under 'reads', or remove the theme",
                )
            )
        text = desk.resolver.prose(theme.text, definition.source)
        themes.append(HubTheme(theme.title.value, text, reads))
    return tuple(themes)


def _check_topics(
    definition: HubDefinition, topics: Mapping[str, Topic], registered: Registry, desk: Desk
) -> None:
    known = {definition.slug for definition in registered.by_key.values()} | set(topics)
    for topic in definition.topics:
        if registered.slug(topic.value) not in known:
            desk.resolver.diagnostics.append(
                warning(
                    "unknown-topic",
                    f"no published post has the topic '{topic.value}'",
                    topic.place,
                    did_you_mean(registered.slug(topic.value), known, 3)
                    or "remove the topic, or tag posts with it",
                )
            )


def related_hubs(
    hubs: Mapping[str, Hub],
    declared: Mapping[str, tuple[Located[str], ...]],
    registered: Registry,
    desk: Desk,
) -> dict[str, Hub]:
    """Give every hub its neighbours: declared ones first, then by shared posts."""
    by_title = sorted(hubs.values(), key=lambda hub: (hub.title.casefold(), hub.slug))
    overlaps = _overlaps(by_title)
    done = {}
    for hub in hubs.values():
        shared = overlaps[hub.slug]
        first = _declared(hub, hubs, declared.get(hub.slug, ()), registered, desk)
        rest = islice((s for s in shared if s not in first and s != hub.slug), MOST_RELATED)
        done[hub.slug] = replace(
            hub,
            related=tuple(
                RelatedHub(slug, shared.get(slug, 0), slug in first) for slug in (*first, *rest)
            ),
        )
    return done


def _overlaps(hubs: Sequence[Hub]) -> dict[str, dict[str, int]]:
    """Count, by hub, the posts that it has in common with hubs, itself among them: most
    first, and equals in the hubs' order."""
    slugs = [hub.slug for hub in hubs]
    columns: defaultdict[str, int] = defaultdict(count().__next__)
    starts = starts_of([len(hub.members) for hub in hubs])
    members = chain.from_iterable([hub.members for hub in hubs])
    posts = np.fromiter(map(columns.__getitem__, members), np.int64, starts[-1])
    shape = (len(slugs), len(columns))
    held = compressed(np.ones(len(posts), np.int64), posts, starts, shape)
    both = (held @ held.T).tocsr()
    both.sort_indices()
    found = {}
    for slug, (start, end) in zip(slugs, pairwise(both.indptr.tolist()), strict=True):
        others, counts = both.indices[start:end], both.data[start:end]
        # Stable, so that equals stay in their order.
        order = np.argsort(-counts, kind="stable")
        names = map(slugs.__getitem__, others[order].tolist())
        found[slug] = dict(zip(names, counts[order].tolist(), strict=True))
    return found


def _declared(
    hub: Hub,
    hubs: Mapping[str, Hub],
    names: tuple[Located[str], ...],
    registered: Registry,
    desk: Desk,
) -> tuple[str, ...]:
    slugs: dict[str, None] = {}
    for name in names:
        slug = name.value if name.value in hubs else registered.slug(name.value)
        if slug == hub.slug:
            message, fix = "a hub can't be related to itself", "remove this entry"
        elif slug not in hubs:
            message = f"no hub has the slug '{name.value}'"
            fix = did_you_mean(name.value, hubs, 3) or "name a hub by its slug"
        else:
            slugs[slug] = None
            continue
        desk.resolver.diagnostics.append(error("unknown-hub", message, name.place, fix))
    return tuple(slugs)


def _title(slug: str, topic: Topic | None) -> str:
    label = topic.label if topic else slug.replace("-", " ")
    return label[:1].upper() + label[1:]


def derived_hub(topic: Topic) -> Hub:
    """Make a hub of a topic that no file describes; its posts are newest first already."""
    return Hub(
        slug=topic.slug,
        title=_title(topic.slug, topic),
        description=topic.description,
        curated=False,
        members=topic.posts,
        sections=(),
    )

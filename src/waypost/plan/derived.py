"""What is derived of a hub, as its page shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from waypost.model import urls
from waypost.model.archive import Hub
from waypost.model.evidence import Finding, HubEvidence
from waypost.model.plan import PagePlan
from waypost.model.views import EvidenceView, LinkView, StatementRow, TieCard, TrailCard
from waypost.plan.context import Context
from waypost.plan.lines import filled


class Derived(Struct, frozen=True):
    """What a hub's page shows that nobody wrote; false where there is nothing."""

    statements: tuple[StatementRow, ...]
    trail: tuple[TrailCard, ...]
    ties: tuple[TieCard, ...]

    def __bool__(self) -> bool:
        return bool(self.statements or self.trail or self.ties)


def derive(context: Context, hub: Hub) -> Derived:
    """Gather what is derived of a hub, for its page and for the record of it."""
    return Derived(_statements(context, hub), _trail(context, hub), _ties(context, hub))


def plan_evidence(context: Context, hub: Hub, derived: Derived) -> PagePlan:
    """Plan the record of how a hub was made."""
    return PagePlan(
        path=urls.file_of(urls.hub_evidence(hub.slug)),
        template="evidence.json",
        view=EvidenceView(
            slug=hub.slug,
            title=hub.title,
            url=context.absolute(urls.hub(hub.slug)),
            statements=derived.statements,
            trail=derived.trail,
            ties=derived.ties,
        ),
    )


def _statements(context: Context, hub: Hub) -> tuple[StatementRow, ...]:
    """Give the sentences of the sections that stand on a hub."""
    evidence = context.archive.evidence.get(hub.slug)
    if evidence is None:
        return ()
    written = {"failure-modes"} if hub.failure_modes else set()
    shown = set(hub.sections) - written
    return tuple(_row(context, found) for found in evidence.findings if found.section in shown)


def _trail(context: Context, hub: Hub) -> tuple[TrailCard, ...]:
    """Give the suggested reading path of a hub, where it stands on its page."""
    evidence = _of(context, hub, "suggested-reading-path")
    if evidence is None:
        return ()
    cards = []
    for step in evidence.trail:
        card = context.cards[step.post]
        cards.append(
            TrailCard(
                slug=step.post,
                role=step.role,
                url=card.url,
                title=card.title,
                day=card.day,
                date=card.date,
                description=card.description,
                minutes=card.minutes,
                rank=step.rank,
                of=step.of,
                connections=step.links,
                centrality=step.centrality,
                evergreen=step.evergreen,
            )
        )
    return tuple(cards)


def _ties(context: Context, hub: Hub) -> tuple[TieCard, ...]:
    """Give the posts that tie a hub to its neighbours, where they stand on its page."""
    evidence = _of(context, hub, "related-posts")
    if evidence is None:
        return ()
    cards = []
    for tie in evidence.ties:
        card = context.cards[tie.post]
        cards.append(
            TieCard(
                slug=tie.post,
                url=card.url,
                title=card.title,
                day=card.day,
                date=card.date,
                minutes=card.minutes,
                topics=_labels(context, tie.topics),
                connections=len(tie.links),
                through=_labels(context, tie.through),
                strength=tie.strength,
            )
        )
    return tuple(cards)


def _labels(context: Context, topics: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(context.archive.topics[topic].label for topic in topics)


def _of(context: Context, hub: Hub, section: str) -> HubEvidence | None:
    return context.archive.evidence.get(hub.slug) if section in hub.sections else None


def _row(context: Context, found: Finding) -> StatementRow:
    figures = dict(found.figures)
    text, plain = _line(context, found) if found.text else ("", "")
    return StatementRow(
        rule=found.rule,
        section=found.section,
        text=text,
        plain=plain,
        figures=figures,
        topics={slug: topic_link(context, slug) for slug in _slugs(figures, "topic")},
        links={slug: context.post_links[slug] for slug in _slugs(figures, "post")},
        posts=found.posts,
    )


def _line(context: Context, found: Finding) -> tuple[str, str]:
    def post(slug: str) -> tuple[str, str]:
        link = context.post_links[slug]
        return link.url, link.label

    def topic(slug: str) -> tuple[str, str]:
        link = topic_link(context, slug)
        return link.url, link.label

    return filled(found.text, dict(found.figures), post, topic)


def topic_link(context: Context, slug: str) -> LinkView:
    """Link to a topic's hub by the topic's label; without a hub it stands as text."""
    hub, topic = context.archive.hubs.get(slug), context.archive.topics.get(slug)
    label = topic.label if topic else hub.title if hub else slug
    return LinkView(label, context.href(urls.hub(slug)) if hub else "")


def _slugs(figures: Mapping[str, object], kind: str) -> Iterable[str]:
    """Gather the slugs among some figures: their names say which are."""
    for name, figure in figures.items():
        last = name.rpartition("_")[2]
        if last == kind and isinstance(figure, str):
            yield figure
        elif last == f"{kind}s" and isinstance(figure, tuple):
            yield from (str(slug) for slug in figure)

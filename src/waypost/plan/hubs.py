"""The pages of hubs, and the list of topics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from waypost.model import urls
from waypost.model.archive import Hub, HubTheme, Prose
from waypost.model.diagnostic import Place
from waypost.model.hub import Grouping, Order
from waypost.model.plan import PagePlan
from waypost.model.views import (
    GroupRow,
    HubView,
    RelatedHubRow,
    SectionRow,
    ThemeRow,
    TopicsView,
)
from waypost.plan.context import Context
from waypost.plan.dates import years
from waypost.plan.derived import is_derived, statements, ties, trail
from waypost.plan.lists import cited_cards, hub_cards
from waypost.plan.map import map_url
from waypost.plan.strip import year_bars

HEADINGS = {
    "start-here": "Start Here",
    "core-themes": "Core Themes",
    "definition": "Definition",
    "key-claims": "Key claims",
    "practical-checklist": "Practical checklist",
    "failure-modes": "Failure modes",
    "suggested-reading-path": "Suggested reading path",
    "related-posts": "Related posts",
    "related-hubs": "Related Hubs",
    "references": "References",
}

MANY = 30
"""More references than this are grouped by year, unless the hub says otherwise."""


def plan_hubs(context: Context) -> Iterator[PagePlan]:
    """Plan a page for every hub."""
    for hub in context.archive.hubs.values():
        yield PagePlan(
            path=urls.file_of(urls.hub(hub.slug)),
            template="hub.html",
            view=_view(context, hub),
            origin=Place(hub.source),
            cites=tuple(cite for prose in _texts(hub) for cite in context.cites(prose.references)),
        )


def plan_topics(context: Context) -> Iterator[PagePlan]:
    """Plan the list of topics."""
    archive = context.archive
    yield PagePlan(
        path=urls.file_of(urls.TOPICS),
        template="topics.html",
        view=TopicsView(
            meta=context.meta(urls.TOPICS, "Topics", f"All topics of {context.site.title}."),
            hubs=hub_cards(context),
            others=tuple(t.label for t in archive.topics.values() if t.slug not in archive.hubs),
            map=map_url(context),
        ),
    )


def _view(context: Context, hub: Hub) -> HubView:
    published = [context.archive.cards[slug].published for slug in hub.members]
    return HubView(
        meta=context.meta(
            urls.hub(hub.slug),
            hub.title,
            hub.description,
            feed=context.absolute(urls.hub_feed(hub.slug)),
            feed_title=f"{context.site.title}: {hub.title}",
        ),
        title=hub.title,
        description=hub.description,
        curated=hub.curated,
        posts=len(hub.members),
        years=years(published),
        introduction=context.prose(hub.introduction),
        sections=tuple(SectionRow(name, _heading(hub, name)) for name in hub.sections),
        start_here=cited_cards(context, hub.start_here),
        themes=_themes(context, hub.themes),
        failure_modes=tuple(context.prose(mode) for mode in hub.failure_modes),
        statements=statements(context, hub),
        trail=trail(context, hub),
        trail_url=_trail_url(context, hub),
        ties=ties(context, hub),
        related=tuple(
            RelatedHubRow(
                context.href(urls.hub(related.slug)),
                context.archive.hubs[related.slug].title,
                related.shared,
            )
            for related in hub.related
        ),
        references=references(context, hub),
        evidence=context.href(urls.hub_evidence(hub.slug)) if is_derived(context, hub) else "",
        strip=year_bars(Counter(moment.year for moment in published)),
    )


def _heading(hub: Hub, section: str) -> str:
    # An editor's own list has the heading of the other editorial sections.
    written = section == "failure-modes" and hub.failure_modes
    return "Failure Modes" if written else HEADINGS[section]


def _trail_url(context: Context, hub: Hub) -> str:
    path = context.archive.paths.get(hub.slug)
    return context.href(urls.path(hub.slug)) if path and path.hub == hub.slug else ""


def _themes(context: Context, themes: tuple[HubTheme, ...]) -> tuple[ThemeRow, ...]:
    return tuple(
        ThemeRow(
            anchor=f"theme-{number}",
            title=theme.title,
            text=context.prose(theme.text),
            reads=cited_cards(context, theme.reads),
        )
        for number, theme in enumerate(themes, start=1)
    )


def references(context: Context, hub: Hub) -> tuple[GroupRow, ...]:
    """List a hub's posts, by year where the hub asks for it or there are many."""
    asked = hub.references.group_by
    by_year = asked is Grouping.YEAR or (asked is Grouping.AUTO and len(hub.members) > MANY)
    if not by_year:
        return (GroupRow("", tuple(context.cards[slug] for slug in hub.members)),)
    groups = groupby(hub.members, key=lambda slug: _year(context, hub, slug))
    return tuple(
        GroupRow(str(year), tuple(context.cards[slug] for slug in slugs)) for year, slugs in groups
    )


def _year(context: Context, hub: Hub, slug: str) -> int:
    card = context.archive.cards[slug]
    if hub.references.order is Order.UPDATED and card.updated:
        return card.updated.year
    return card.published.year


def _texts(hub: Hub) -> Iterator[Prose]:
    yield hub.introduction
    yield from hub.failure_modes
    for theme in hub.themes:
        yield theme.text
    for cited in (*hub.start_here, *(read for theme in hub.themes for read in theme.reads)):
        yield cited.note

"""The pages of hubs, and the list of topics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain, groupby

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
from waypost.plan.derived import Derived, derive, plan_evidence
from waypost.plan.lists import cited_cards
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
    """Plan a page for every hub, and the record of how it was made, where any of it is derived."""
    archive = context.archive
    # All that a hub's pages show of the archive.
    around = (context.cards, context.hub_links, archive.topics, context.asset_urls, context.gallery)
    titles = {slug: path.title for slug, path in archive.paths.items()}
    shown = {
        slug: (hub, archive.evidence.get(slug), archive.paths.get(slug))
        for slug, hub in archive.hubs.items()
    }
    planned = context.memory.each(
        "hubs planned", lambda hub, *_: _pages(context, hub), shown, (titles, context.site, *around)
    )
    return chain.from_iterable(planned.values())


def _pages(context: Context, hub: Hub) -> tuple[PagePlan, ...]:
    derived = derive(context, hub)
    page = PagePlan(
        path=urls.file_of(urls.hub(hub.slug)),
        template="hub.html",
        view=hub_view(context, hub, derived),
        origin=Place(hub.source),
        cites=tuple(cite for prose in _texts(hub) for cite in context.cites(prose.references)),
    )
    return (page, plan_evidence(context, hub, derived)) if derived else (page,)


def plan_topics(context: Context) -> Iterator[PagePlan]:
    """Plan the list of topics."""
    archive = context.archive
    yield PagePlan(
        path=urls.file_of(urls.TOPICS),
        template="topics.html",
        view=TopicsView(
            meta=context.meta(urls.TOPICS, "Topics", f"All topics of {context.site.title}."),
            hubs=tuple(context.hub_cards.values()),
            others=tuple(t.label for t in archive.topics.values() if t.slug not in archive.hubs),
            map=map_url(context),
        ),
    )


def hub_view(context: Context, hub: Hub, derived: Derived) -> HubView:
    """Gather what a hub's page shows."""
    return HubView(
        meta=context.meta(
            urls.hub(hub.slug),
            hub.title,
            hub.description,
            feed=context.absolute(urls.hub_feed(hub.slug)),
            rss=context.absolute(urls.hub_rss(hub.slug)),
            json_feed=context.absolute(urls.hub_json_feed(hub.slug)),
            feed_title=f"{context.site.title}: {hub.title}",
        ),
        title=hub.title,
        description=hub.description,
        curated=hub.curated,
        posts=len(hub.members),
        years=context.hub_cards[hub.slug].years,
        introduction=context.prose(hub.introduction, first=True),
        sections=tuple(SectionRow(name, _heading(hub, name)) for name in hub.sections),
        start_here=cited_cards(context, hub.start_here),
        themes=_themes(context, hub.themes),
        failure_modes=tuple(context.prose(mode) for mode in hub.failure_modes),
        statements=derived.statements,
        trail=derived.trail,
        trail_url=_trail_url(context, hub),
        ties=derived.ties,
        related=tuple(
            RelatedHubRow(
                context.hub_links[related.slug].url,
                context.hub_links[related.slug].label,
                related.shared,
            )
            for related in (hub.related if "related-hubs" in hub.sections else ())
        ),
        references=references(context, hub),
        evidence=context.href(urls.hub_evidence(hub.slug)) if derived else "",
        strip=year_bars(Counter(map(context.years.__getitem__, hub.members))),
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
        return (GroupRow("", context.cards_of(hub.members)),)
    updated = hub.references.order is Order.UPDATED
    years = context.years_changed if updated else context.years
    groups = groupby(hub.members, key=years.__getitem__)
    return tuple(GroupRow(str(year), context.cards_of(slugs)) for year, slugs in groups)


def _texts(hub: Hub) -> Iterator[Prose]:
    yield hub.introduction
    yield from hub.failure_modes
    for theme in hub.themes:
        yield theme.text
    for cited in (*hub.start_here, *(read for theme in hub.themes for read in theme.reads)):
        yield cited.note

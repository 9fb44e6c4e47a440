"""The figures that a lens may ask for and speak of, by name."""

from __future__ import annotations

from collections.abc import Mapping

from waypost.graph.cadence import months_between
from waypost.graph.lineage import last_successor
from waypost.graph.portrait import month
from waypost.model.archive import Card
from waypost.model.evidence import Figure, TopicFacts
from waypost.model.lens import MOST_TOPICS


def hub_figures(facts: TopicFacts, cards: Mapping[str, Card]) -> dict[str, Figure]:
    """Give the figures of a hub that have a value; ``waypost.model.lens`` says what they mean.

    The newest post of the whole archive stands for today.
    """
    first, last, latest = facts.first.date(), facts.last.date(), facts.latest.date()
    figures: dict[str, Figure] = {
        "label": facts.label,
        "posts": len(facts.posts),
        "oldest_post": facts.posts[-1],
        "last_month": month(facts.last),
        "first_year": first.year,
        "last_year": last.year,
        "years": months_between(first, last) // 12,
        "quiet_months": months_between(last, latest),
        "latest_month": month(facts.latest),
        "superseded": len(facts.superseded),
        "updated": len(facts.updated),
        "neighbours": len(facts.neighbours),
    }
    superseded = frozenset(facts.superseded)
    standing = (post for post in facts.posts if post not in superseded)
    if newest := next(standing, None):
        figures["newest_post"] = newest
    return figures | _gap(facts, cards) | _lineage(facts, cards) | _neighbours(facts)


def _gap(facts: TopicFacts, cards: Mapping[str, Card]) -> dict[str, Figure]:
    if facts.gap is None:
        return {"gap_months": 0}
    before, after = (cards[post].published for post in facts.gap)
    return {
        "gap_months": months_between(before.date(), after.date()),
        "gap_from": month(before),
        "gap_to": month(after),
        "before_post": facts.gap[0],
        "after_post": facts.gap[1],
    }


def _lineage(facts: TopicFacts, cards: Mapping[str, Card]) -> dict[str, Figure]:
    found: dict[str, Figure] = {}
    for post in facts.superseded[:1]:
        found = {"replaced_post": post, "successor_post": last_successor(cards[post], cards)}
    revised = [(updated, post) for post in facts.updated if (updated := cards[post].updated)]
    if revised:
        found["revised_post"] = max(revised)[1]
    return found


def _neighbours(facts: TopicFacts) -> dict[str, Figure]:
    if not facts.neighbours:
        return {}
    named = tuple(neighbour.slug for neighbour in facts.neighbours[:MOST_TOPICS])
    return {"topic": named[0], "topics": named}

"""The rules of a hub's key claims: what its posts show when they are counted."""

from __future__ import annotations

from waypost.graph.cadence import peak, silence
from waypost.graph.eras import shift
from waypost.graph.landmarks import landmarks
from waypost.graph.lineage import last_successor
from waypost.graph.portrait import Found, Portrait, month
from waypost.model.evidence import Era, Figure


def emphasis(portrait: Portrait) -> Found | None:
    """Name what only the early half dwells on, and what only the newer half does.

    ``…_counts`` say how many posts of its half hold a word, ``…_others`` how many
    of the other half.
    """
    found = shift(portrait.subject, portrait.corpus)
    if found is None:
        return None
    terms = (*found.early.terms, *found.newer.terms)
    figures = {**_era("early", found.early), **_era("newer", found.newer)}
    return figures, portrait.posts(term.posts for term in terms)


def adjacency(portrait: Portrait) -> Found | None:
    """Give the figures of the strongest neighbour.

    ``percent`` of the hub's posts have it and ``usual_percent`` of the archive's;
    ``times`` is the first over the second before they were rounded.
    """
    if len(portrait.facts.neighbours) < 2:
        # The definition has named the only one; the page says nothing twice.
        return None
    nearest = portrait.facts.neighbours[0]
    count, archive = len(portrait.facts.posts), len(portrait.corpus.cards)
    percent, usual = _percent(nearest.shared, count), _percent(nearest.total, archive)
    if percent <= usual:
        # So small that rounding hides the difference, and the sentence would say none.
        return None
    return {
        "topic": nearest.slug,
        "label": portrait.label(nearest.slug),
        "shared": nearest.shared,
        "count": count,
        "percent": percent,
        "usual_percent": usual,
        "times": round(nearest.lift, 1),
    }, nearest.posts


def busiest_year(portrait: Portrait) -> Found | None:
    """Give the year that stands out; ``usual`` is the mean of the other years."""
    found = peak(portrait.subject, portrait.facts, portrait.corpus)
    if found is None:
        return None
    return {
        "year": found.year,
        "posts": len(found.posts),
        "count": len(portrait.facts.posts),
        "usual": round(found.usual, 1),
    }, found.posts


def gap(portrait: Portrait) -> Found | None:
    """Give the long silence: whole months, from one month to another."""
    cards = portrait.corpus.cards
    found = silence(portrait.subject, portrait.facts, portrait.corpus)
    if found is None:
        return None
    return {
        "months": found.months,
        "days": found.days,
        "usual_days": round(found.usual),
        "before": month(cards[found.before].published),
        "after": month(cards[found.after].published),
        "before_post": found.before,
        "after_post": found.after,
    }, (found.after, found.before)


def most_linked(portrait: Portrait) -> Found | None:
    """Name the posts that most others link to, with how many do."""
    found = landmarks(portrait.subject, portrait.corpus)
    if not found:
        return None
    return {
        "linked_posts": tuple(landmark.post for landmark in found),
        "links": tuple(len(landmark.links) for landmark in found),
    }, portrait.posts((landmark.post, *landmark.links) for landmark in found)


def lineage(portrait: Portrait) -> Found | None:
    """Name the superseded posts, and what stands in for each in the end."""
    cards = portrait.corpus.cards
    superseded = portrait.facts.superseded
    if not superseded:
        return None
    successors = tuple(last_successor(cards[slug], cards) for slug in superseded)
    return {
        "superseded_posts": superseded,
        "successor_posts": successors,
    }, portrait.posts((superseded, successors))


def _era(side: str, era: Era) -> dict[str, Figure]:
    return {
        f"{side}_words": tuple(term.word for term in era.terms),
        f"{side}_counts": tuple(len(term.posts) for term in era.terms),
        f"{side}_others": tuple(term.others for term in era.terms),
        f"{side}_count": len(era.posts),
        f"{side}_first": month(era.first),
        f"{side}_last": month(era.last),
    }


def _percent(part: int, whole: int) -> int:
    """Round half up, in whole numbers."""
    return (200 * part + whole) // (2 * whole)

"""The rules of a hub's definition: how much, since when, beside what, on what."""

from __future__ import annotations

from waypost.graph.motifs import motifs
from waypost.graph.names import names_of
from waypost.graph.portrait import NAMED, Found, Portrait, month


def span(portrait: Portrait) -> Found:
    """Give how many posts there are, from which month to which."""
    facts = portrait.facts
    return {
        "label": facts.label,
        "count": len(facts.posts),
        "first": month(facts.first),
        "last": month(facts.last),
    }, facts.posts


def neighbours(portrait: Portrait) -> Found | None:
    """Name the strongest neighbours, three at most; ``shared`` says how strong."""
    nearest = portrait.facts.neighbours[:NAMED]
    if not nearest:
        return None
    return {
        "topics": tuple(neighbour.slug for neighbour in nearest),
        "labels": tuple(portrait.label(neighbour.slug) for neighbour in nearest),
        "shared": tuple(neighbour.shared for neighbour in nearest),
    }, portrait.posts(neighbour.posts for neighbour in nearest)


def title_motifs(portrait: Portrait) -> Found | None:
    """Name what recurs in titles, but not again the neighbours that stand beside it."""
    beside = (neighbour.slug for neighbour in portrait.facts.neighbours[:NAMED])
    found = motifs(portrait.subject, portrait.corpus, names_of(beside, portrait.corpus))
    if not found:
        return None
    return {
        "words": tuple(motif.word for motif in found),
        "counts": tuple(len(motif.posts) for motif in found),
    }, portrait.posts(motif.posts for motif in found)

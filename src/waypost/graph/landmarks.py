"""Landmarks: the posts of a hub that the archive keeps linking to."""

from __future__ import annotations

from waypost.graph.corpus import Corpus
from waypost.graph.names import Subject
from waypost.model.evidence import Landmark

LINKS = 3
"""Posts that link to a landmark; fewer are no habit."""

MOST = 3
"""Landmarks of a hub; where more posts have as many links, none of them stands out."""


def landmarks(subject: Subject, corpus: Corpus) -> tuple[Landmark, ...]:
    """Find the members that most published posts link to, most linked first.

    Superseded posts count too: left out, "most" would not be true. Posts of equal
    links are named together or not at all; they stand in order of date, newest first.
    """
    backlinks = corpus.backlinks
    linked = [
        (len(backlinks[card.slug]), card.slug) for card in subject.cards if card.slug in backlinks
    ]
    ranked = sorted((entry for entry in linked if entry[0] >= LINKS), key=lambda entry: -entry[0])
    cut = ranked[MOST][0] if len(ranked) > MOST else 0
    return tuple(Landmark(post, backlinks[post]) for links, post in ranked[:MOST] if links > cut)

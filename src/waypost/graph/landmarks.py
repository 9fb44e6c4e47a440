"""Landmarks: the posts of a hub that the archive keeps linking to."""

from __future__ import annotations

import numpy as np

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
    inbound = corpus.linking.totals[subject.ranks]
    # Stable, so that equals stay in order of date.
    order = np.argsort(-inbound, kind="stable")[: MOST + 1]
    linked = [(int(inbound[place]), subject.posts[place]) for place in order.tolist()]
    cut = linked[MOST][0] if len(linked) > MOST else 0
    return tuple(
        Landmark(post, corpus.backlinks[post])
        for links, post in linked[:MOST]
        if links > cut and links >= LINKS
    )

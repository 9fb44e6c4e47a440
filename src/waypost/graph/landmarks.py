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
    linked = [
        Landmark(post, corpus.backlinks[post])
        for post in subject.posts
        if len(corpus.backlinks.get(post, ())) >= LINKS
    ]
    linked.sort(key=lambda landmark: -len(landmark.links))
    if len(linked) > MOST:
        cut = len(linked[MOST].links)
        linked = [landmark for landmark in linked[:MOST] if len(landmark.links) > cut]
    return tuple(linked)

"""All checks of an audit, one after the other."""

from __future__ import annotations

from waypost.graph.audit.descriptions import descriptions
from waypost.graph.audit.flaw import Flaw, material_of
from waypost.graph.audit.overlap import overlapping_hubs
from waypost.graph.audit.reach import unlinked_posts, unreached_posts
from waypost.graph.audit.staleness import stale_hubs
from waypost.graph.audit.themes import uneven_themes
from waypost.graph.audit.titles import near_duplicate_titles
from waypost.graph.audit.topics import uncurated_topics
from waypost.model.archive import Archive
from waypost.model.sources import Sources

CHECKS = (
    unreached_posts,
    unlinked_posts,
    stale_hubs,
    uneven_themes,
    overlapping_hubs,
    uncurated_topics,
    near_duplicate_titles,
    descriptions,
)


def audit(archive: Archive, sources: Sources, language: str = "en") -> tuple[Flaw, ...]:
    """Find what an editor may want to change, in order of the checks and of place.

    ``sources`` are what the archive was made of, ``language`` the site's.
    """
    material = material_of(archive, sources, language)
    return tuple(
        flaw
        for check in CHECKS
        for flaw in sorted(check(material), key=lambda f: (f.diagnostic.code, f.diagnostic.place))
    )

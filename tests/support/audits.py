"""Audits of archives that are made of model values."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from support.values import archive
from waypost.graph.audit.flaw import Flaw, Material, material_of
from waypost.model.archive import Archive
from waypost.model.hub import HubDefinition, PathDefinition, TopicDefinition
from waypost.model.post import Post
from waypost.model.sources import Sources

Check = Callable[[Material], Iterable[Flaw]]


def sources_of(*values: object) -> Sources:
    """Gather posts, hubs, paths and topics as loading does."""
    return Sources(
        posts=tuple(v for v in values if isinstance(v, Post)),
        hubs=tuple(v for v in values if isinstance(v, HubDefinition)),
        paths=tuple(v for v in values if isinstance(v, PathDefinition)),
        topics=tuple(v for v in values if isinstance(v, TopicDefinition)),
    )


def archived(*values: object) -> Archive:
    """Assemble an archive."""
    return archive(*values).value


def flaws(check: Check, *values: object) -> list[Flaw]:
    """Run one check of the audit on an archive of some values."""
    return list(check(material_of(archived(*values), sources_of(*values), "en")))


def subjects(check: Check, *values: object) -> list[str]:
    """Name what one check finds, sorted: "code subject"."""
    return sorted(f"{f.diagnostic.code} {f.subject}" for f in flaws(check, *values))

"""Every reference of an archive."""

from __future__ import annotations

from collections.abc import Iterator

from waypost.model.archive import Archive, Reference


def all_references(archive: Archive) -> Iterator[Reference]:
    """Give every reference that stands anywhere in the archive."""
    for references in archive.references.values():
        yield from references
    for hub in archive.hubs.values():
        cited = [*hub.start_here, *(read for theme in hub.themes for read in theme.reads)]
        texts = [hub.introduction, *hub.failure_modes, *(theme.text for theme in hub.themes)]
        for prose in (*texts, *(c.note for c in cited)):
            yield from prose.references
    for path in archive.paths.values():
        for prose in (path.introduction, *(step.cited.note for step in path.steps)):
            yield from prose.references

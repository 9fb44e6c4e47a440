"""Posts that readers won't come across: no page leads there, or no sentence does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from waypost.graph.audit.flaw import Flaw, Material, cited_by, flaw, prose_of
from waypost.model.archive import Archive, Hub, NodeKind, Prose, ReadingPath


def unreached_posts(material: Material) -> Iterator[Flaw]:
    """Find the posts that stand on no hub's page and no path's.

    A hub that leaves its references out leads only to what its other sections show.
    """
    archive = material.archive
    reached: set[str] = set()
    for hub in archive.hubs.values():
        reached.update(_shown_on(archive, hub), _linked(prose_of(hub)))
    for path in archive.paths.values():
        reached.update((step.cited.post for step in path.steps), _linked(_prose_of_path(path)))
    for slug in material.posts:
        if slug not in reached:
            yield flaw(
                "unreached-post",
                slug,
                f"no hub and no reading path leads to '{slug}'",
                material.title_place(slug),
                "give it a topic that has a hub, or a place on a reading path",
            )


def unlinked_posts(material: Material) -> Iterator[Flaw]:
    """Find the posts that no sentence links to.

    Links in the text of other posts, hubs and paths count, notes included.
    Navigation, generated lists and lists of posts to read don't. A superseded post is
    left out: readers should come to its successor.
    """
    archive = material.archive
    linked = set(archive.backlinks)
    for hub in archive.hubs.values():
        linked.update(_linked(prose_of(hub)))
    for path in archive.paths.values():
        linked.update(_linked(_prose_of_path(path)))
    for slug in material.posts:
        if slug not in linked and not archive.cards[slug].superseded_by:
            yield flaw(
                "unlinked-post",
                slug,
                f"no sentence of another page links to '{slug}'",
                material.title_place(slug),
                "link to it from the text of a post, a hub or a reading path",
            )


def _shown_on(archive: Archive, hub: Hub) -> set[str]:
    if "references" in hub.sections:
        return {*hub.members, *cited_by(hub)}
    shown: set[str] = set()
    if "start-here" in hub.sections:
        shown.update(cited.post for cited in hub.start_here)
    if "core-themes" in hub.sections:
        shown.update(read.post for theme in hub.themes for read in theme.reads)
    if "related-posts" in hub.sections:
        shown.update(tie.post for tie in archive.evidence[hub.slug].ties)
    if "suggested-reading-path" in hub.sections:
        shown.update(step.post for step in archive.evidence[hub.slug].trail)
    return shown


def _prose_of_path(path: ReadingPath) -> Iterator[Prose]:
    yield path.introduction
    yield from (step.cited.note for step in path.steps)


def _linked(texts: Iterable[Prose]) -> set[str]:
    return {
        reference.key
        for text in texts
        for reference in text.references
        if reference.kind is NodeKind.POST
    }

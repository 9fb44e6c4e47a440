"""What an audit looks at, and what it finds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from waypost.graph.topics import Registry, registry
from waypost.model.archive import Archive, Hub, Prose
from waypost.model.diagnostic import Diagnostic, Place, warning
from waypost.model.hub import Citation, HubDefinition, PathDefinition
from waypost.model.post import Post
from waypost.model.sources import Sources


class Flaw(Struct, frozen=True):
    """A finding of an audit, and its subject: what it is about, by slug.

    Code, path and subject together tell it from all others, and stay the same
    while lines move and figures change.
    """

    subject: str
    diagnostic: Diagnostic

    @property
    def fingerprint(self) -> tuple[str, str, str]:
        """Code, path and subject."""
        return self.diagnostic.code, self.diagnostic.place.path, self.subject


def flaw(code: str, subject: str, message: str, place: Place, fix: str) -> Flaw:
    """Make a finding of an audit, which is always a warning."""
    return Flaw(subject, warning(code, message, place, fix))


class Material(Struct, frozen=True):
    """An archive, and the files that it was made of, each by its slug.

    ``hubs`` and ``paths`` are the files of those that are published, ``language`` is
    the site's.
    """

    archive: Archive
    posts: Mapping[str, Post]
    hubs: Mapping[str, HubDefinition]
    paths: Mapping[str, PathDefinition]
    registered: Registry
    language: str

    def title_place(self, slug: str) -> Place:
        """Say where a post's title stands."""
        return self.posts[slug].title.place

    def topic_place(self, slug: str) -> Place:
        """Say where a topic is registered, or else where the oldest post has it."""
        for definition in self.registered.by_key.values():
            if definition.slug == slug:
                return definition.place
        oldest = self.posts[self.archive.topics[slug].posts[-1]]
        spellings = (t for t in oldest.topics if self.registered.slug(t.value) == slug)
        return next(spellings).place


def material_of(archive: Archive, sources: Sources, language: str) -> Material:
    """Join an archive with its files."""
    hubs = {hub.source: hub for hub in sources.hubs}
    paths = {path.source: path for path in sources.paths}
    return Material(
        archive=archive,
        posts={post.slug.value: post for post in archive.posts},
        hubs={hub.slug: hubs[hub.source] for hub in archive.hubs.values() if hub.curated},
        paths={p.slug: paths[p.source] for p in archive.paths.values() if p.source},
        registered=registry(sources.topics),
        language=language,
    )


def citations_of(definition: HubDefinition) -> Iterator[Citation]:
    """Give the posts that a hub's file cites, in its order."""
    yield from definition.start_here or ()
    for theme in definition.themes or ():
        yield from theme.reads


def cited_by(hub: Hub) -> frozenset[str]:
    """Give the slugs of the posts that an editor has cited on a hub."""
    reads = (read for theme in hub.themes for read in theme.reads)
    return frozenset(cited.post for cited in (*hub.start_here, *reads))


def prose_of(hub: Hub) -> Iterator[Prose]:
    """Give the texts that an editor wrote and that stand on a hub's page."""
    yield hub.introduction
    if "start-here" in hub.sections:
        yield from (cited.note for cited in hub.start_here)
    if "core-themes" in hub.sections:
        for theme in hub.themes:
            yield theme.text
            yield from (read.note for read in theme.reads)
    if "failure-modes" in hub.sections:
        yield from hub.failure_modes

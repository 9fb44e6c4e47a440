"""Pages without a description, or with another page's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from waypost.graph.audit.flaw import Flaw, Material, flaw
from waypost.model.diagnostic import Place


class _Page(NamedTuple):
    kind: str
    slug: str
    description: str
    place: Place


def descriptions(material: Material) -> Iterator[Flaw]:
    """Find posts, curated hubs and editors' paths without a description of their own.

    Of several pages with one description the first, in the order of the archive's
    posts (oldest first), hubs and paths, may keep it.
    """
    first: dict[str, _Page] = {}
    for page in _pages(material):
        subject = f"{page.kind} {page.slug}"
        said = " ".join(page.description.casefold().split())
        if not said:
            yield flaw(
                "missing-description",
                subject,
                f"the {page.kind} '{page.slug}' has no description",
                page.place,
                "write 'description:' and one or two sentences, for lists and search engines",
            )
            continue
        twin = first.setdefault(said, page)
        if twin is not page:
            yield flaw(
                "duplicate-description",
                subject,
                f"the {page.kind} '{page.slug}' has the same description as the {twin.kind} "
                f"'{twin.slug}'",
                page.place,
                "say in 'description:' what only this page is about",
            )


def _pages(material: Material) -> Iterator[_Page]:
    archive = material.archive
    for post in reversed(archive.posts):
        yield _Page("post", post.slug.value, post.description, post.title.place)
    for slug, hub in material.hubs.items():
        place = hub.title.place if hub.title else hub.place
        yield _Page("hub", slug, archive.hubs[slug].description, place)
    for slug, path in material.paths.items():
        yield _Page("path", slug, path.description, path.title.place)

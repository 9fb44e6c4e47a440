"""What every planner works from: the archive, the site, and what both make of a link."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from waypost.model import urls
from waypost.model.archive import Archive, Card, NodeKind, Prose, Reference
from waypost.model.diagnostic import Place
from waypost.model.fragment import Filling, fill
from waypost.model.site import Site
from waypost.model.views import CardView, LinkView, Meta
from waypost.plan.dates import day, long_date

POSTS_FOLDER = "content/posts/"


@dataclass(frozen=True)
class Context:
    """The archive and the site, with what many pages show made once."""

    archive: Archive
    site: Site

    def href(self, url: str, anchor: str = "") -> str:
        """Give a URL of the site as it stands in a document."""
        return urls.encoded(self.site.prefix + url) + (f"#{anchor}" if anchor else "")

    def absolute(self, url: str) -> str:
        """Give a URL of the site with its scheme and host."""
        return self.site.base_url + urls.encoded(url)

    @cached_property
    def cards(self) -> Mapping[str, CardView]:
        """The card of every post, by slug."""
        return {slug: self._card(card) for slug, card in self.archive.cards.items()}

    @cached_property
    def asset_urls(self) -> Mapping[str, str]:
        """Where every published asset lies, by source.

        An asset in a post's folder lies beside the post's page; any other has the
        place under /media/ that it has among the sources.
        """
        homes = {
            posixpath.dirname(post.source): post.slug.value
            for post in self.archive.posts
            if posixpath.basename(post.source).startswith("index.")
        }
        return {source: _asset_url(source, homes) for source in self.archive.assets}

    def post_link(self, slug: str) -> LinkView:
        """Link to a post by its title."""
        card = self.cards[slug]
        return LinkView(card.title, card.url)

    def filling(self, reference: Reference, absolute: bool = False) -> Filling:
        """Say what fills the holes of a reference."""
        target = self.target(reference)
        if not target:
            return Filling("", self._label(reference))
        base = self.absolute(target) if absolute else self.href(target)
        anchor = f"#{reference.anchor}" if reference.anchor else ""
        return Filling(base + anchor, self._label(reference))

    def fillings(
        self, references: tuple[Reference, ...], absolute: bool = False
    ) -> tuple[Filling, ...]:
        """Say what fills the holes of a text."""
        return tuple(self.filling(reference, absolute) for reference in references)

    def prose(self, prose: Prose) -> str:
        """Give a text's HTML with its holes filled."""
        return fill(prose.html, self.fillings(prose.references))

    def target(self, reference: Reference) -> str:
        """Give the URL that a reference leads to, without its anchor; "" for none."""
        match reference.kind:
            case NodeKind.POST:
                return urls.post(reference.key)
            case NodeKind.HUB:
                return urls.hub(reference.key)
            case NodeKind.PATH:
                return urls.path(reference.key)
            case NodeKind.ASSET:
                return self.asset_urls.get(reference.key, "")
            case NodeKind.PAGE:
                return reference.key
            case NodeKind.NOTHING:
                return ""

    def cites(self, references: tuple[Reference, ...]) -> tuple[tuple[str, Place], ...]:
        """List the URLs that an author wrote on a page, each with its place."""
        written = ((self._written(reference), reference.place) for reference in references)
        return tuple((url, place) for url, place in written if url)

    def _written(self, reference: Reference) -> str:
        if reference.kind is NodeKind.NOTHING:
            # A full URL of this very site is kept as it was written.
            own = reference.key.startswith(self.site.base_url + "/")
            anchor = f"#{reference.anchor}" if reference.anchor else ""
            return reference.key + anchor if own else ""
        return self.filling(reference).url

    def meta(self, url: str, title: str, description: str, **more: str) -> Meta:
        """Describe a page for its head."""
        return Meta(title=title, description=description, url=self.absolute(url), **more)

    def _label(self, reference: Reference) -> str:
        match reference.kind:
            case NodeKind.POST:
                return self.archive.cards[reference.key].title
            case NodeKind.HUB:
                return self.archive.hubs[reference.key].title
            case NodeKind.PATH:
                return self.archive.paths[reference.key].title
            case _:
                return reference.key

    def _card(self, card: Card) -> CardView:
        return CardView(
            url=self.href(urls.post(card.slug)),
            title=card.title,
            day=day(card.published),
            date=long_date(card.published),
            description=card.description,
            minutes=card.minutes,
        )


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


def _asset_url(source: str, homes: Mapping[str, str]) -> str:
    folder = posixpath.dirname(source)
    while folder:
        if folder in homes:
            return urls.post(homes[folder]) + source.removeprefix(folder + "/")
        folder = posixpath.dirname(folder)
    return urls.media(source.removeprefix(POSTS_FOLDER))

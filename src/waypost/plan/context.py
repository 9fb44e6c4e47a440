"""What every planner works from: the archive, the site, and what both make of a link."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from msgspec import Struct, field

from waypost.model import urls
from waypost.model.archive import Archive, Card, Hub, NodeKind, Prose, Reference
from waypost.model.component import Signatures
from waypost.model.diagnostic import Place
from waypost.model.digest import Digest
from waypost.model.fragment import Filling, fill
from waypost.model.memory import NONE, Memory
from waypost.model.picture import Gallery, PictureView
from waypost.model.site import Author, Site
from waypost.model.views import CardView, HubCard, LinkView, Meta
from waypost.plan.dates import day, long_date, span
from waypost.plan.pictures import first_at_once, picture_view

POSTS_FOLDER = "content/posts/"

_POST = NodeKind.POST


class Context(Struct, frozen=True, eq=False, dict=True):
    """The archive and the site, with what many pages show made once.

    ``memory`` is of the plan before, if there was one; ``gallery`` has the pictures.
    ``signatures`` are those of all components. ``drawing`` is the path of the script that
    draws diagrams, "" for none. ``before`` has the recipes of pages of the build before, by
    output path; None where no recipes are asked for.
    """

    archive: Archive
    site: Site
    memory: Memory = NONE
    gallery: Gallery = field(default_factory=dict)
    signatures: Signatures = field(default_factory=dict)
    drawing: str = ""
    before: Mapping[str, Digest] | None = None

    def href(self, url: str) -> str:
        """Give a URL of the site as it stands in a document."""
        return urls.encoded(self._prefix + url)

    def absolute(self, url: str) -> str:
        """Give a URL of the site with its scheme and host."""
        return self.site.base_url + urls.encoded(url)

    @cached_property
    def _prefix(self) -> str:
        return self.site.prefix

    @cached_property
    def cards(self) -> Mapping[str, CardView]:
        """The card of every post, by slug."""
        slugs, cards = tuple(self.archive.cards), tuple(self.archive.cards.values())
        views = self.memory.rows("card views", _card_view, slugs, (cards,), (self._prefix,))
        return dict(zip(slugs, views, strict=True))

    def cards_of(self, slugs: Iterable[str]) -> tuple[CardView, ...]:
        """Give the cards of some posts, in order."""
        return tuple(map(self.cards.__getitem__, slugs))

    @cached_property
    def post_links(self) -> Mapping[str, LinkView]:
        """A link to every post by its title, by slug."""
        return self.memory.recall("post links", _post_links, self.cards)

    @cached_property
    def changed(self) -> Mapping[str, str]:
        """The day of every post's last change, by slug."""
        return self.memory.recall("days changed", _days_changed, self.archive.cards)

    @cached_property
    def years(self) -> Mapping[str, int]:
        """The year that every post is of, by slug."""
        return {slug: card.published.year for slug, card in self.archive.cards.items()}

    @cached_property
    def years_changed(self) -> Mapping[str, int]:
        """The year of every post's last change, by slug."""
        cards = self.archive.cards.items()
        return {slug: (card.updated or card.published).year for slug, card in cards}

    @cached_property
    def hub_links(self) -> Mapping[str, LinkView]:
        """A link to every hub by its title, by slug."""
        hubs = self.archive.hubs.items()
        made = {slug: LinkView(hub.title, self.href(urls.hub(slug))) for slug, hub in hubs}
        return self.memory.same("hub links", made)

    @cached_property
    def hub_cards(self) -> Mapping[str, HubCard]:
        """The card of every hub, by slug: curated ones first, then those with the most posts."""
        hubs = sorted(
            self.archive.hubs.values(),
            key=lambda hub: (not hub.curated, -len(hub.members), hub.title.casefold(), hub.slug),
        )
        return {hub.slug: self._hub_card(hub) for hub in hubs}

    @cached_property
    def asset_urls(self) -> Mapping[str, str]:
        """Where every published asset lies, by source.

        An asset in a post's folder lies beside the post's page; any other has the
        place under /media/ that it has among the sources.
        """
        homes = {
            posixpath.dirname(post.source): post.slug.value
            for post in self.archive.posts
            if "/index." in post.source
        }
        made = {source: _asset_url(source, homes) for source in self.archive.assets}
        return self.memory.same("asset urls", made)

    @cached_property
    def _fillings(self) -> Mapping[str, Filling]:
        return self.memory.recall("post fillings", _post_fillings, self.cards)

    def filling(self, reference: Reference, absolute: bool = False) -> Filling:
        """Say what fills the holes of a reference."""
        url = self._url(reference, self.absolute if absolute else self.href)
        picture = self.picture(reference, absolute) if url and reference.shown else None
        return Filling(url, self._label(reference), picture)

    def _url(self, reference: Reference, href: Callable[[str], str]) -> str:
        target = self.target(reference)
        if not target:
            return ""
        return href(target) + (f"#{reference.anchor}" if reference.anchor else "")

    def picture(self, reference: Reference, absolute: bool = False) -> PictureView | None:
        """Say how a page shows a picture; None for a file that nothing is known of.

        With ``absolute`` its URL is a full one, and there is no choice of others.
        """
        exhibit = self.gallery.get(reference.key)
        if exhibit is None:
            return None
        href = self.absolute if absolute else self.href
        dark = self._dark_url(exhibit.dark.source) if exhibit.dark else ""
        url, sizes = href(self.target(reference)), self.site.images.sizes
        return picture_view(exhibit, url, dark and href(dark), sizes, href, plain=absolute)

    def _dark_url(self, source: str) -> str:
        # A file of static/ has the place there that it has on the site.
        return self.asset_urls.get(source) or "/" + source.partition("/")[2]

    @cached_property
    def _authors(self) -> frozenset[str]:
        return frozenset(author.slug for author in self.archive.authors)

    def author_link(self, author: Author, absolute: bool = False) -> LinkView:
        """Link an author to their page, or where they have none to their own."""
        known = author.slug in self._authors
        url = urls.author(author.slug) if known else author.url
        if url.startswith("/"):
            url = self.absolute(url) if absolute else self.href(url)
        return LinkView(author.name, url)

    def fillings(
        self, references: tuple[Reference, ...], absolute: bool = False
    ) -> tuple[Filling, ...]:
        """Say what fills the holes of a text."""
        if absolute:
            return tuple([self.filling(reference, absolute) for reference in references])
        posts = self._fillings
        # Nearly all references lead to the whole of a post, and many to the same.
        return tuple(
            [
                posts[reference.key]
                if reference.kind is _POST and not reference.anchor
                else self.filling(reference)
                for reference in references
            ]
        )

    def prose(self, prose: Prose, first: bool = False) -> str:
        """Give a text's HTML with its holes filled; ``first``: it begins its page."""
        fillings = self.fillings(prose.references)
        return fill(prose.html, first_at_once(fillings) if first else fillings)

    def target(self, reference: Reference) -> str:
        """Give the URL that a reference leads to, without its anchor; "" for none."""
        match reference.kind:
            case NodeKind.POST:
                return urls.post(reference.key)
            case NodeKind.HUB | NodeKind.TOPIC:
                return urls.hub(reference.key) if reference.key in self.archive.hubs else ""
            case NodeKind.PATH:
                return urls.path(reference.key)
            case NodeKind.ASSET:
                return self.asset_urls.get(reference.key, "")
            case NodeKind.PAGE | NodeKind.NOTHING:
                return reference.key if reference.kind is NodeKind.PAGE else ""

    def cites(self, references: tuple[Reference, ...]) -> tuple[tuple[str, Place], ...]:
        """List the URLs that an author wrote on a page, each with its place."""
        cards = self.cards
        written = [
            (
                cards[to.key].url
                if to.kind is _POST and not to.anchor
                else self._url(to, self.href) or self._kept(to),
                to.place,
            )
            for to in references
        ]
        return tuple([cite for cite in written if cite[0]])

    def _kept(self, reference: Reference) -> str:
        """Give a full URL of this very site, which is kept as it was written."""
        nowhere = reference.kind is NodeKind.NOTHING
        if not nowhere or not reference.key.startswith(self.site.base_url + "/"):
            return ""
        return reference.key + (f"#{reference.anchor}" if reference.anchor else "")

    def meta(self, url: str, title: str, description: str, **more: str) -> Meta:
        """Describe a page for its head."""
        if self.site.social_cards and not more.get("image") and urls.has_social_card(url):
            more |= {"image": self.absolute(urls.social_card(url)), "image_alt": title}
        return Meta(title=title, description=description, url=self.absolute(url), **more)

    def _label(self, reference: Reference) -> str:
        match reference.kind:
            case NodeKind.POST:
                return self.archive.cards[reference.key].title
            case NodeKind.HUB:
                return self.archive.hubs[reference.key].title
            case NodeKind.TOPIC:
                return self.archive.topics[reference.key].label
            case NodeKind.PATH:
                return self.archive.paths[reference.key].title
            case _:
                return reference.key

    def _hub_card(self, hub: Hub) -> HubCard:
        return HubCard(
            url=self.href(urls.hub(hub.slug)),
            title=hub.title,
            description=hub.description,
            posts=len(hub.members),
            years=span(map(self.years.__getitem__, hub.members)),
            curated=hub.curated,
        )

    def topic_card(self, slug: str) -> HubCard:
        """Give the card of a topic: that of its hub, or without a URL where it has none."""
        hub = self.archive.hubs.get(slug)
        if hub:
            return self._hub_card(hub)
        topic = self.archive.topics[slug]
        years = span(map(self.years.__getitem__, topic.posts))
        return HubCard("", topic.label, topic.description, len(topic.posts), years, curated=False)


def _card_view(card: Card, prefix: str) -> CardView:
    return CardView(
        url=urls.encoded(prefix + urls.post(card.slug)),
        title=card.title,
        day=day(card.published),
        date=long_date(card.published),
        description=card.description,
        minutes=card.minutes,
    )


def _post_links(cards: Mapping[str, CardView]) -> dict[str, LinkView]:
    return {slug: LinkView(card.title, card.url) for slug, card in cards.items()}


def _post_fillings(cards: Mapping[str, CardView]) -> dict[str, Filling]:
    return {slug: Filling(card.url, card.title, None) for slug, card in cards.items()}


def _days_changed(cards: Mapping[str, Card]) -> dict[str, str]:
    return {slug: day(card.updated or card.published) for slug, card in cards.items()}


def _asset_url(source: str, homes: Mapping[str, str]) -> str:
    folder = posixpath.dirname(source)
    while folder:
        if folder in homes:
            return urls.post(homes[folder]) + source.removeprefix(folder + "/")
        folder = posixpath.dirname(folder)
    return urls.media(source.removeprefix(POSTS_FOLDER))

"""Authors: one for all spellings of a name, and who of them has a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from waypost.model.archive import Card, Contributor
from waypost.model.diagnostic import Diagnostic, Place, warning
from waypost.model.post import Post
from waypost.model.site import Author, AuthorDefinition, Site
from waypost.near import did_you_mean
from waypost.words import author_key


@dataclass(frozen=True, slots=True)
class Roster:
    """Who signs posts: all that are registered, by every key that means one of them."""

    by_key: Mapping[str, AuthorDefinition]
    site: tuple[Author, ...]
    # An archive has thousands of posts, and a handful of authors.
    _known: dict[tuple[str, ...], tuple[Author, ...]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def signing(self, post: Post) -> tuple[Author, ...]:
        """Give those who sign a post, each once: whom it names, or those of the site."""
        names = tuple([author.value for author in post.authors])
        if names not in self._known:
            self._known[names] = self._meant(names or tuple(author.name for author in self.site))
        return self._known[names]

    def _meant(self, names: tuple[str, ...]) -> tuple[Author, ...]:
        urls = {author.name: author.url for author in self.site}
        authors = [self._author(name, urls.get(name, "")) for name in names]
        return tuple({author.slug or author.name: author for author in authors}.values())

    def _author(self, name: str, url: str) -> Author:
        key = author_key(name)
        if definition := self.by_key.get(key):
            own = definition.url.value if definition.url else url
            return Author(definition.name, own, definition.slug)
        return Author(name, url, key)


def roster(definitions: Iterable[AuthorDefinition], site: Site) -> Roster:
    """Index the registered authors by slug, name and aliases."""
    by_key: dict[str, AuthorDefinition] = {}
    for definition in definitions:
        names = (definition.slug, definition.name, *(a.value for a in definition.aliases))
        for name in names:
            by_key.setdefault(author_key(name), definition)
    return Roster(by_key, site.authors)


def contributors(
    cards: tuple[Card, ...], definitions: tuple[AuthorDefinition, ...]
) -> tuple[Contributor, ...]:
    """Give who has a page: first the registered ones in their order, then by name.

    ``cards`` are newest first. Where nobody is registered, pages are worth having from
    the second author on.
    """
    signed: dict[str, list[str]] = {}
    authors: dict[str, Author] = {}
    for card in cards:
        for author in card.authors:
            if author.slug:
                signed.setdefault(author.slug, []).append(card.slug)
                authors.setdefault(author.slug, author)
    if not definitions and len(signed) < 2:
        return ()
    rank = {definition.slug: number for number, definition in enumerate(definitions)}
    known = {definition.slug: definition for definition in definitions}
    order = sorted(
        authors.values(),
        key=lambda a: (rank.get(a.slug, len(rank)), a.name.casefold(), a.slug),
    )
    return tuple(_contributor(a, known.get(a.slug), tuple(signed[a.slug])) for a in order)


def _contributor(
    author: Author, definition: AuthorDefinition | None, posts: tuple[str, ...]
) -> Contributor:
    bio = definition.bio if definition else ""
    place = definition.url.place if definition and definition.url else Place("")
    return Contributor(author.slug, author.name, author.url, bio, posts, place)


def unknown_authors(posts: Iterable[Post], known: Roster) -> list[Diagnostic]:
    """Warn of names that nobody is registered under, where anybody is."""
    if not known.by_key:
        return []
    names = {definition.name for definition in known.by_key.values()}
    names.update(author.name for author in known.site)
    keys = {*known.by_key, *(author_key(author.name) for author in known.site)}
    return [
        warning(
            "unknown-author",
            f"no author is called '{author.value}'",
            author.place,
            did_you_mean(author.value, names)
            or f"register '{author.value}' in content/authors.yaml",
        )
        for post in posts
        for author in post.authors
        if author_key(author.value) not in keys
    ]

"""Two editions side by side, with what is the same in both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from functools import cached_property

from msgspec import Struct

from waypost.editions.change import Thing
from waypost.editions.edition import Address, Edition, HubEntry, Kind, PathEntry, PostEntry
from waypost.editions.matching import matched
from waypost.model import urls


class Pair(Struct, frozen=True, dict=True):
    """An older and a newer edition.

    Posts of the older one are known by their slugs in the newer one; those that are
    no longer there by a name that no slug can have.
    """

    old: Edition
    new: Edition

    @cached_property
    def posts(self) -> list[tuple[PostEntry, PostEntry]]:
        """The posts that both have: by what outlives a new slug, else by what they say."""
        return matched(
            self.old.posts,
            self.new.posts,
            lambda post: post.identity,
            lambda post: post.slug,
            lambda post: post.wording.get("text", ""),
            lambda post: (post.title, post.day),
        )

    @cached_property
    def hubs(self) -> list[tuple[HubEntry, HubEntry]]:
        """The hubs that both have: by slug, else by title or members."""
        former = {id(hub): self.former(hub.members) for hub in self.old.hubs}
        return matched(
            self.old.hubs,
            self.new.hubs,
            lambda hub: hub.slug,
            lambda hub: hub.title,
            lambda hub: former.get(id(hub), hub.members),
        )

    @cached_property
    def paths(self) -> list[tuple[PathEntry, PathEntry]]:
        """The reading paths that both have: by slug, else by title or steps."""
        former = {id(path): self.former(self.steps(path)) for path in self.old.paths}
        return matched(
            self.old.paths,
            self.new.paths,
            lambda path: path.slug,
            lambda path: path.title,
            lambda path: former.get(id(path), self.steps(path)),
        )

    @staticmethod
    def steps(path: PathEntry) -> tuple[str, ...]:
        """Give the slugs of a path's posts."""
        return tuple(step.post for step in path.steps)

    def former(self, slugs: Iterable[str]) -> tuple[str, ...]:
        """Give slugs of the older edition as the newer one knows the posts."""
        return tuple(self._slugs.get(slug, f"\0{slug}") for slug in slugs)

    def post(self, slug: str) -> Thing:
        """Name a post by a slug of the newer edition, or by one that ``former`` gave."""
        gone = slug.startswith("\0")
        titles = self._old_titles if gone else self._new_titles
        slug = slug.removeprefix("\0")
        return Thing(Kind.POST, urls.post(slug), titles.get(slug, slug))

    def topic(self, slug: str) -> Thing:
        """Name a topic as it is called now, or was."""
        label = self.new.topics.get(slug) or self.old.topics.get(slug) or slug
        return Thing(title=label)

    def at(self, url: str) -> Thing:
        """Name what stands at a URL now."""
        return named(self.now.get(url)) if url in self.now else Thing(url=url)

    @cached_property
    def members(self) -> tuple[Mapping[str, Set[str]], Mapping[str, Set[str]]]:
        """The posts of every hub by its slug, before and after."""
        return (
            {hub.slug: frozenset(self.former(hub.members)) for hub in self.old.hubs},
            {hub.slug: frozenset(hub.members) for hub in self.new.hubs},
        )

    @cached_property
    def was(self) -> Mapping[str, Address]:
        """Every URL of the older edition."""
        return {address.url: address for address in self.old.addresses}

    @cached_property
    def now(self) -> Mapping[str, Address]:
        """Every URL of the newer edition."""
        return {address.url: address for address in self.new.addresses}

    @cached_property
    def moves(self) -> Mapping[str, str]:
        """Where the posts, hubs and paths are that had another URL."""
        both = (
            *((urls.post(old.slug), urls.post(new.slug)) for old, new in self.posts),
            *(both for old, new in self.hubs for both in _of_hubs(old.slug, new.slug)),
            *((urls.path(old.slug), urls.path(new.slug)) for old, new in self.paths),
        )
        return {old: new for old, new in both if old != new}

    @cached_property
    def _slugs(self) -> Mapping[str, str]:
        return {old.slug: new.slug for old, new in self.posts}

    @cached_property
    def _old_titles(self) -> Mapping[str, str]:
        return {post.slug: post.title for post in self.old.posts}

    @cached_property
    def _new_titles(self) -> Mapping[str, str]:
        return {post.slug: post.title for post in self.new.posts}


def _of_hubs(old: str, new: str) -> Iterable[tuple[str, str]]:
    places = (urls.hub, urls.hub_feed, urls.hub_rss, urls.hub_json_feed, urls.hub_evidence)
    return ((place(old), place(new)) for place in places)


def named(address: Address | None) -> Thing:
    """Name what stands at an address; nothing for None."""
    return Thing(address.kind, address.url, address.title) if address else Thing()

"""The views of those who write."""

from __future__ import annotations

from dataclasses import dataclass

from waypost.model.views.hubs import GroupRow
from waypost.model.views.parts import Meta


@dataclass(frozen=True, slots=True)
class AuthorCard:
    """An author in a list, with the number of posts and the years that they are of."""

    url: str
    name: str
    bio: str
    posts: int
    years: str


@dataclass(frozen=True, slots=True)
class AuthorsView:
    """The list of authors."""

    meta: Meta
    authors: tuple[AuthorCard, ...]


@dataclass(frozen=True, slots=True)
class AuthorTopicRow:
    """A topic or hub that an author writes for, with the number of their posts in it.

    ``url`` is "" for a topic without a hub.
    """

    url: str
    label: str
    posts: int


@dataclass(frozen=True, slots=True)
class AuthorView:
    """An author's page. ``link`` is their own address, ``bio`` a line; both may be "".

    ``topics`` come with the most posts first, ``groups`` are the years, newest first.
    """

    meta: Meta
    name: str
    bio: str
    link: str
    posts: int
    years: str
    topics: tuple[AuthorTopicRow, ...]
    groups: tuple[GroupRow, ...]

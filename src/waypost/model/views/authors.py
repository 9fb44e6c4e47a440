"""The views of those who write."""

from __future__ import annotations

from msgspec import Struct

from waypost.model.views.hubs import GroupRow
from waypost.model.views.parts import Meta


class AuthorCard(Struct, frozen=True):
    """An author in a list, with the number of posts and the years that they are of."""

    url: str
    name: str
    bio: str
    posts: int
    years: str


class AuthorsView(Struct, frozen=True):
    """The list of authors."""

    meta: Meta
    authors: tuple[AuthorCard, ...]


class AuthorTopicRow(Struct, frozen=True):
    """A topic or hub that an author writes for, with the number of their posts in it.

    ``url`` is "" for a topic without a hub.
    """

    url: str
    label: str
    posts: int


class AuthorView(Struct, frozen=True):
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

"""The views of posts."""

from __future__ import annotations

from msgspec import Struct

from waypost.model.fragment import Heading
from waypost.model.picture import PictureView
from waypost.model.views.parts import Body, CardView, LinkView, Meta


class RelatedCard(Struct, frozen=True):
    """A post that another leads to, with what both have in common.

    ``topics`` are labels, ``terms`` words, ``cites`` titles of posts that both link
    to, ``paths`` titles. ``link`` is "to", "from", "both" or "". ``instead_of`` is
    the title of a superseded post in whose place this one stands, or "".
    """

    url: str
    title: str
    day: str
    date: str
    minutes: int
    topics: tuple[str, ...]
    terms: tuple[str, ...]
    cites: tuple[str, ...]
    paths: tuple[str, ...]
    link: str
    instead_of: str
    earlier: bool


OutlineRow = Heading
"""A heading of a post: its level (2 to 6), id and text."""


class PathBar(Struct, frozen=True):
    """A post's place in one reading path: step ``number`` of ``steps``.

    ``previous`` and ``next`` are the neighbours on that path, and ``left`` the minutes
    that its steps after this one take. ``derived``: of a topic, by no editor.
    """

    url: str
    title: str
    number: int
    steps: int
    previous: LinkView | None
    next: LinkView | None
    left: int
    derived: bool


class PostTextView(Struct, frozen=True):
    """A post's Markdown twin. All URLs are absolute; ``authors`` are names."""

    url: str
    title: str
    day: str
    updated_day: str
    description: str
    authors: tuple[str, ...]
    topics: tuple[LinkView, ...]
    body: Body


class PostView(Struct, frozen=True):
    """A post's page.

    ``updated_day``/``updated`` are empty where the post was not updated after it
    was published. ``image`` is a URL or empty, ``picture`` how it is shown, where that is
    known. ``successor`` is the post that supersedes this one. ``newer`` and ``older`` are
    the neighbours by date. ``drawing`` is the URL of the script that draws the diagrams of
    the text, or empty.
    """

    meta: Meta
    title: str
    day: str
    date: str
    updated_day: str
    updated: str
    description: str
    minutes: int
    authors: tuple[LinkView, ...]
    topics: tuple[LinkView, ...]
    image: str
    picture: PictureView | None
    image_alt: str
    outline: tuple[OutlineRow, ...]
    body: Body
    successor: LinkView | None
    paths: tuple[PathBar, ...]
    related: tuple[RelatedCard, ...]
    backlinks: tuple[CardView, ...]
    newer: LinkView | None
    older: LinkView | None
    drawing: str

"""What readers can search: records, in the indexes that they are kept in."""

from __future__ import annotations

from msgspec import Struct

from waypost.model.digest import Digest

FIRST = "guide"
"""The name of the index of all that leads to posts. It brings the browser's program."""


class SearchRecord(Struct, frozen=True):
    """All that an index knows of one page.

    ``url`` is as it stands in a document; ``kind`` and ``date`` are words for people,
    ``topics`` labels that results are filtered by. ``html`` is searched after the
    description. So is the text of a post: ``body`` is the digest of its HTML (None for
    none), and ``texts`` fill its text holes.
    """

    url: str
    title: str
    kind: str
    date: str = ""
    topics: tuple[str, ...] = ()
    description: str = ""
    html: str = ""
    body: Digest | None = None
    texts: tuple[str, ...] = ()


class SearchIndex(Struct, frozen=True):
    """An index that is made as one: its name, its language tag, and what it holds."""

    name: str
    language: str
    records: tuple[SearchRecord, ...]


class IndexFile(Struct, frozen=True):
    """A file of an index: its path below the index's folder, and which bytes it has."""

    path: str
    digest: Digest
    size: int

"""What a build has put out."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from waypost.model.digest import Digest

MARKER = ".waypost-manifest"
"""The file that publishing adds to a tree, by which a later build knows it for its own."""


class Anatomy(Struct, frozen=True):
    """What the checks need to know of a document: its ids, and the URLs it names.

    ``problems`` are faults of the markup itself, as sentences.
    """

    ids: frozenset[str] = frozenset()
    urls: frozenset[str] = frozenset()
    problems: tuple[str, ...] = ()


class Artifact(Struct, frozen=True):
    """A rendered page: where it goes, and which bytes it has."""

    path: str
    digest: Digest
    size: int
    anatomy: Anatomy


class Manifest(Struct, frozen=True):
    """The map of every output path to its digest, in order of path."""

    entries: Mapping[str, Digest]

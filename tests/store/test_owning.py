"""Results with files: of use while all of these are there, which the sweep leaves alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import time

import pytest

from waypost.model.digest import Digest
from waypost.store.cache import Cache, open_cache
from waypost.store.owning import naming, whole
from waypost.store.sweep import sweep


@dataclass(frozen=True, slots=True)
class File:
    digest: Digest
    size: int


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    with open_cache(tmp_path) as opened:
        yield opened


def put(cache: Cache, text: str) -> File:
    """Put a file that was written some hours ago."""
    file = File(cache.blobs.put(text.encode()), len(text))
    os.utime(cache.blobs.path(file.digest), (time() - 7200,) * 2)
    return file


def test_a_result_is_whole_while_all_its_files_are_named_and_there(cache: Cache) -> None:
    one, other = put(cache, "one"), put(cache, "other")
    owned = {"a": [one], "b": [one, other], "c": []}
    assert whole(cache, "kind", owned) == ["c"]
    cache.actions.keep(naming("kind", [one]))
    assert whole(cache, "kind", owned) == ["a", "c"]
    cache.actions.keep(naming("kind", [other]))
    assert whole(cache, "kind", owned) == ["a", "b", "c"]
    assert whole(cache, "another", owned) == ["c"]
    cache.blobs.path(other.digest).unlink()
    assert whole(cache, "kind", owned) == ["a", "c"]


def test_files_that_are_named_are_not_swept_away(cache: Cache) -> None:
    named, other = put(cache, "named"), put(cache, "other")
    cache.actions.keep(naming("kind", [named]))
    sweep(cache.blobs.path(named.digest).parents[1], cache.actions)
    assert cache.blobs.has(named.digest)
    assert not cache.blobs.has(other.digest)

"""The sweep: blobs that nothing names go, and nothing else does."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import time

import pytest

from waypost.model.digest import Digest, digest_of
from waypost.store.actions import Action, Actions
from waypost.store.blobs import Blobs
from waypost.store.cache import open_cache
from waypost.store.sweep import sweep


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "blobs")


@pytest.fixture
def actions(tmp_path: Path) -> Iterator[Actions]:
    with closing(Actions(tmp_path / "actions.sqlite")) as opened:
        yield opened


def put(blobs: Blobs, text: str, hours: float = 2) -> Digest:
    """Put a blob that was written some hours ago."""
    digest = blobs.put(text.encode())
    os.utime(blobs.path(digest), (time() - 3600 * hours,) * 2)
    return digest


def test_a_blob_stays_as_long_as_a_result_names_it(blobs: Blobs, actions: Actions) -> None:
    named, other = put(blobs, "named"), put(blobs, "not named")
    actions.keep([Action("page", digest_of(b"key"), b"", named)])
    sweep(blobs.folder, actions)
    assert (blobs.has(named), blobs.has(other)) == (True, False)


def test_what_has_just_been_written_stays(blobs: Blobs, actions: Actions) -> None:
    fresh = put(blobs, "of a build that is not over", hours=0.5)
    sweep(blobs.folder, actions)
    assert blobs.has(fresh)


def test_what_a_killed_build_has_half_written_goes(blobs: Blobs, actions: Actions) -> None:
    draft = blobs.path(put(blobs, "whole")).with_name("abc.123-456")
    draft.write_text("half")
    os.utime(draft, (0, 0))
    sweep(blobs.folder, actions)
    assert not draft.exists()


def test_where_results_cannot_be_read_nothing_goes(blobs: Blobs, actions: Actions) -> None:
    blob = put(blobs, "text")
    actions.close()
    sweep(blobs.folder, actions)
    assert blobs.has(blob)


def test_without_blobs_there_is_nothing_to_do(blobs: Blobs, actions: Actions) -> None:
    sweep(blobs.folder, actions)
    blobs.folder.write_text("a file in its place")
    sweep(blobs.folder, actions)
    assert not actions.is_due_for_sweep()


def test_a_sweep_waits_until_nobody_else_has_the_cache_open(tmp_path: Path) -> None:
    with open_cache(tmp_path) as outer:
        left = put(outer.blobs, "left behind")
        with open_cache(tmp_path):
            pass
        assert outer.blobs.has(left)
    assert not outer.blobs.has(left)

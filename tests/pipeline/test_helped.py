"""A build after an edit whose worker helps with the graph gives what a clean build gives."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from support.increments import Result, clean, small_site
from support.sites import built, options, tree, write
from waypost import pipeline
from waypost.workers import Workers

FIRST = "content/posts/first.md"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="others are not forked from")


@pytest.fixture
def helped(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """Note what of the graph was asked for, and whether a worker was there to do it."""
    monkeypatch.setattr("waypost.workers.can_fork", lambda: True)
    noted: list[tuple[str, bool]] = []
    real = Workers.beside

    def beside(pool: Workers, function: Callable[..., Any], /, *given: object) -> Any:
        noted.append((function.__name__, pool.has_begun))
        return real(pool, function, *given)

    monkeypatch.setattr(Workers, "beside", beside)
    return noted


def retitled(root: Path) -> Path:
    text = (root / FIRST).read_text()
    return write(root, {FIRST: text.replace("First steps", "Last steps").encode()})


def test_a_worker_helps_after_an_edit(
    tmp_path: Path, helped: list[tuple[str, bool]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "WORTH_SENDING", 0)
    root = small_site(tmp_path / "site")
    built(root, jobs=2)
    assert helped == [("read_texts", False), ("candidates", False)]
    helped.clear()
    outcome = built(retitled(root), jobs=2)
    assert helped == [("read_texts", True), ("candidates", True)]
    assert 0 < outcome.rendered < outcome.pages
    expected = clean(options(root), tmp_path / "clean")
    assert (Result.of(outcome), tree(root / "public")) == expected


def test_a_small_site_is_not_worth_it(tmp_path: Path, helped: list[tuple[str, bool]]) -> None:
    root = small_site(tmp_path / "site")
    built(root, jobs=2)
    built(retitled(root), jobs=2)
    assert helped == []

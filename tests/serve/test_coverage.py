"""Hubs and how much of the archive stands on them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from support.sites import SITE_YAML, post, write
from support.staged import Staged, session
from waypost.model.archive import Archive
from waypost.serve.coverage import Coverage, HubRow, coverage, hub_rows

CURATED = """
---
title: Go
description: All of it.
start_here:
  - post: p1
themes:
  - title: More
    reads: [p2, p6]
---

Text.
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staged]:
    """A site with a curated hub, a derived one and a post on neither."""
    topics = {1: "[go]", 2: "[go]", 3: "[go, c]", 4: "[c]", 5: "[c, d]"}
    files = {
        f"content/posts/p{n}.md": post(f"P {n}", f"2024-0{n}-01", topics=t)
        for n, t in topics.items()
    }
    files["content/posts/p6.md"] = post("P 6", "2024-01-15")
    files |= {"content/hubs/go.md": CURATED, "content/site.yaml": SITE_YAML}
    with session(write(tmp_path_factory.mktemp("site"), files)) as staged:
        staged.build()
        yield staged


def archive_of(site: Staged) -> Archive:
    """Give the archive of what is served."""
    outcome = site.current.now.reports[-1].outcome
    assert outcome.archive is not None, outcome.diagnostics
    return outcome.archive


def test_curated_hubs_come_first_with_what_they_cite_of_their_own(site: Staged) -> None:
    go, c = hub_rows(archive_of(site))
    source = "content/hubs/go.md"
    assert go == HubRow(
        "Go", "/topics/go/", source, True, 3, 2, 67, 1, "1 March 2024", "2024-03-01"
    )
    assert (c.curated, c.posts, c.cited, c.since, c.iso) == (False, 3, 0, 0, "2024-05-01")


def test_a_post_counts_once_however_many_hubs_it_stands_on(site: Staged) -> None:
    assert coverage(archive_of(site)) == Coverage(posts=6, on_hubs=5, on_curated=3, cited=3)

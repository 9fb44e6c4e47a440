"""The sitemap, and what language models are told."""

from __future__ import annotations

from typing import Any

import pytest

from support.values import SITE, archive, hub, path, post
from waypost.model.views import SitemapRow
from waypost.plan.context import Context
from waypost.plan.machines import plan_machines, plan_sitemap

ROWS = tuple(SitemapRow(f"https://example.org/{n}/", f"2024-01-0{n}") for n in range(1, 6))


def planned(rows: tuple[SitemapRow, ...], limit: int) -> dict[str, Any]:
    context = Context(archive().value, SITE)
    return {page.path: page.view for page in plan_sitemap(context, rows, limit)}


@pytest.mark.parametrize("limit", [5, 6, 50_000])
def test_a_sitemap_that_is_short_enough_is_one_file(limit: int) -> None:
    (one,) = planned(ROWS, limit).items()
    assert (one[0], one[1].pages) == ("sitemap.xml", ROWS)


def test_a_sitemap_that_is_too_long_is_split_and_listed() -> None:
    parts = planned(ROWS, 2)
    index = parts.pop("sitemap.xml")
    assert list(parts) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]
    assert tuple(row for part in parts.values() for row in part.pages) == ROWS
    assert [(part.url, part.modified) for part in index.parts] == [
        ("https://example.org/sitemap-1.xml", "2024-01-02"),
        ("https://example.org/sitemap-2.xml", "2024-01-04"),
        ("https://example.org/sitemap-3.xml", "2024-01-05"),
    ]


def test_language_models_are_told_of_topics_paths_and_news() -> None:
    posts = [post(f"p{n}", f"2024-01-{n:02}", "go") for n in range(1, 26)]
    context = Context(archive(*posts, hub("go"), path("way", "p1 p2")).value, SITE)
    view: Any = next(p.view for p in plan_machines(context) if p.path == "llms.txt")
    assert [row.url for row in view.topics] == ["https://example.org/topics/go/"]
    # A derived path belongs to its topic, and is told of there.
    assert [row.title for row in view.paths] == ["Way"]
    assert len(view.newest) == 20
    assert view.newest[0].description == "About p25."

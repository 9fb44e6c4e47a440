"""What readers don't get: how it stands, and in which order it is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from support.sites import SITE_YAML, post, write
from support.staged import Staged, session
from waypost.model.archive import Reason
from waypost.serve.standing import reason_of, shown_report, told
from waypost.serve.waiting import WaitingRow, waiting_rows

ZONE = ZoneInfo("Europe/Berlin")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staged]:
    """A site with posts that stand in every way, built with drafts."""
    files = {
        "content/posts/out.md": post("Out"),
        "content/posts/old-draft.md": post("Old draft", "2023-01-02", "Two words.", draft="true"),
        "content/posts/new-draft.md": post("New draft", "2199-01-02", draft="true"),
        "content/posts/next.md": post("Next", "2198-01-02"),
        "content/posts/later.md": post("Later", "2199-01-02"),
        "content/posts/over.md": post("Over", expires="2025-02-03"),
        "content/hubs/go.md": "---\ntitle: Go\ndescription: D.\ndraft: true\n---\n\nText.\n",
        "content/site.yaml": SITE_YAML + "timezone: Europe/Berlin\n",
    }
    with session(write(tmp_path_factory.mktemp("site"), files)) as staged:
        staged.build()
        yield staged


def rows_of(site: Staged) -> tuple[WaitingRow, ...]:
    """List what waits of what is served."""
    report = site.current.now.reports[-1]
    assert report.outcome.archive is not None, report.outcome.diagnostics
    return waiting_rows(report.outcome.archive, report.outcome.sources, datetime.now(UTC), ZONE)


def test_drafts_come_first_then_what_is_next_then_what_is_over(site: Staged) -> None:
    assert [(row.title, row.state, row.when) for row in rows_of(site)] == [
        ("New draft", "Draft", "2 January 2199"),
        ("Old draft", "Draft", "2 January 2023"),
        ("Next", "Scheduled", "2 January 2198"),
        ("Later", "Scheduled", "2 January 2199"),
        ("Over", "Expired", "3 February 2025"),
    ]


def test_what_is_shown_has_a_url_and_the_rest_an_option(site: Staged) -> None:
    assert {row.title: (row.url, row.option) for row in rows_of(site)} == {
        "New draft": ("", "--future"),
        "Old draft": ("/posts/old-draft/", ""),
        "Next": ("", "--future"),
        "Later": ("", "--future"),
        "Over": ("", "--expired"),
    }


@pytest.mark.parametrize(
    ("slug", "moment", "reason", "said"),
    [
        ("out", "2024-01-01T00:00:00+01:00", None, ""),
        ("out", "2023-12-31T22:59:59+00:00", Reason.FUTURE, "Scheduled for 1 January 2024"),
        ("over", "2025-02-03T00:00:00+01:00", Reason.EXPIRED, "Expired on 3 February 2025"),
        ("over", "2025-02-02T22:59:59+00:00", None, ""),
        ("new-draft", "2200-01-01T00:00:00+00:00", Reason.DRAFT, "Draft"),
    ],
)
def test_a_post_stands_by_the_moment_and_the_sites_time_zone(
    site: Staged, slug: str, moment: str, reason: Reason | None, said: str
) -> None:
    report = shown_report(site.current.now)
    assert report is not None
    found = next(p for p in report.outcome.sources.posts if p.slug.value == slug)
    assert reason_of(found, datetime.fromisoformat(moment), ZONE) is reason
    assert not said or (reason and told(found, reason, ZONE) == said)

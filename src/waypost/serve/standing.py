"""How posts stand in the preview: drafts, and those that wait for their day."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from waypost.model.archive import Reason
from waypost.model.post import Post
from waypost.plan.dates import long_date
from waypost.serve.edition import Report, Served


def shown_report(served: Served) -> Report | None:
    """Give the report of the build that is served; None where there is none yet."""
    reports = reversed(served.reports)
    return next((r for r in reports if r.good and r.number == served.number), None)


def reason_of(post: Post, now: datetime, zone: ZoneInfo) -> Reason | None:
    """Say why readers would not get a post at some moment; None where they would.

    ``zone`` is the site's. Unlike in a build nothing is shown on demand.
    """
    if post.draft:
        return Reason.DRAFT
    if post.date.value.at(zone) > now:
        return Reason.FUTURE
    if post.expires and post.expires.value.at(zone) <= now:
        return Reason.EXPIRED
    return None


def told(post: Post, reason: Reason, zone: ZoneInfo) -> str:
    """Say in words how a post stands: ``Draft``, ``Scheduled for 3 March 2027``."""
    if reason is Reason.FUTURE:
        return f"Scheduled for {long_date(post.date.value.at(zone))}"
    if reason is Reason.EXPIRED and post.expires:
        return f"Expired on {long_date(post.expires.value.at(zone))}"
    return "Draft"

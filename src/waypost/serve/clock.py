"""When a preview has to build though no file has changed: posts appear, and expire."""

from __future__ import annotations

from datetime import UTC, datetime

from waypost.config import Options
from waypost.outcome import Outcome
from waypost.remembered import moments


def next_moment(outcome: Outcome, options: Options, now: datetime) -> datetime | None:
    """Give the first moment after ``now`` at which the site shows something else.

    None where there is none: where no post waits or expires, or where the site is
    asked for as of a day.
    """
    if outcome.site is None or options.as_of is not None:
        return None
    later = (m for m in moments(outcome.sources, outcome.site.timezone) if m > now)
    return min(later, default=None)


def utc_now() -> datetime:
    """Give the time."""
    return datetime.now(UTC)

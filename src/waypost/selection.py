"""Which moment a site is built for, and so what it shows."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from waypost.config import Options
from waypost.model.site import Selection


def selection_of(options: Options, zone: ZoneInfo) -> Selection:
    """Say which posts a build shows; ``as_of`` a date means up to the end of that day."""
    moment = options.now.astimezone(zone)
    if options.as_of is not None:
        end = datetime.combine(options.as_of + timedelta(days=1), time.min, zone)
        moment = end - timedelta(microseconds=1)
    return Selection(moment, options.drafts, options.future, options.expired)

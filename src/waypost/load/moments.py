"""Dates and times, as authors write them."""

from __future__ import annotations

import re
from datetime import date, time

from waypost.model.post import When

_WHEN = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:(?:[Tt]|[ \t]+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?"
    r"[ \t]*(Z|z|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?)?)?",
    re.ASCII,
)
_FIRST_YEAR, _LAST_YEAR = 1000, 9998
_NEVER = date(9999, 12, 31)


def parse_when(text: str) -> When:
    """Read a date (2024-03-12), or a date and time, with or without an offset.

    Raises:
        ValueError: where it isn't one, with the reason.
    """
    match = _WHEN.fullmatch(text.strip())
    if match is None:
        raise ValueError("it isn't a date in the form 2024-03-12")
    year, month, day, hour, minute, second, fraction, zone = match.groups()
    try:
        when = date(int(year), int(month), int(day))
    except ValueError:
        raise ValueError("no calendar has that day") from None
    if hour is None and when == _NEVER:
        return When(when)
    if not _FIRST_YEAR <= when.year <= _LAST_YEAR:
        raise ValueError(f"its year isn't between {_FIRST_YEAR} and {_LAST_YEAR}")
    if hour is None:
        return When(when)
    microsecond = int((fraction or "0")[:6].ljust(6, "0"))
    try:
        clock = time(int(hour), int(minute), int(second or 0), microsecond)
    except ValueError:
        raise ValueError("no clock shows that time") from None
    return When(when, clock, _offset(zone))


def _offset(zone: str | None) -> int | None:
    if zone is None:
        return None
    if zone[0] not in "+-":
        return 0
    digits = zone[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    if int(hours) > 15 or int(minutes) > 59:
        raise ValueError("no place on earth is that far from UTC")
    return (60 * int(hours) + int(minutes)) * (-1 if zone[0] == "-" else 1)


def is_before(one: When, other: When) -> bool:
    """Say whether a date surely comes before another, on every site.

    Where only the site's time zone could tell, it does not.
    """
    if one.clock is None or other.clock is None or (one.offset is None) != (other.offset is None):
        doubt = 0 if one.offset is None and other.offset is None else 1
        return (other.day - one.day).days > doubt
    return _minutes(one, one.clock) < _minutes(other, other.clock)


def _minutes(when: When, clock: time) -> float:
    minutes = when.day.toordinal() * 1440 + clock.hour * 60 + clock.minute + clock.second / 60
    return minutes + clock.microsecond / 60e6 - (when.offset or 0)

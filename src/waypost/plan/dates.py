"""Dates as people read them, and as machines do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def long_date(moment: datetime) -> str:
    """Write a date out: 12 March 2024."""
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def month(moment: datetime) -> str:
    """Write a month out, without its year: March."""
    return _MONTHS[moment.month - 1]


def day(moment: datetime) -> str:
    """Give the ISO 8601 date: 2024-03-12."""
    return moment.date().isoformat()


def timestamp(moment: datetime) -> str:
    """Give the RFC 3339 time: 2024-03-12T00:00:00+01:00."""
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def mail_date(moment: datetime) -> str:
    """Give the time as RFC 5322 has it, and so RSS: Tue, 12 Mar 2024 00:00:00 +0100."""
    weekday, month_name = _WEEKDAYS[moment.weekday()], _MONTHS[moment.month - 1][:3]
    return f"{weekday}, {moment.day:02} {month_name} {moment.year:04} {moment:%H:%M:%S %z}"


def span(years: Iterable[int]) -> str:
    """Give the span from the first to the last of some years: 2016–2026, 2024, or ""."""
    found = sorted(set(years))
    if not found:
        return ""
    return str(found[0]) if len(found) == 1 else f"{found[0]}–{found[-1]}"

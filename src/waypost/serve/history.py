"""The last builds: what they were made for, what they rendered and why."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from waypost.model.diagnostic import Diagnostic
from waypost.serve.edition import Report
from waypost.traces import in_words

MOST_SOURCES = 4
MOST_REASONS = 5

_OF_VIEWS = {
    "view.backlinks": "the posts that link to it changed",
    "view.body": "its text changed",
    "view.meta": "its title or description changed",
    "view.newer": "the post after it changed",
    "view.older": "the post before it changed",
    "view.paths": "the reading paths it shows changed",
    "view.references": "its list of posts changed",
    "view.related": "what it is related to changed",
    "view.statements": "what is said of its posts changed",
    "view.ties": "how its posts are tied changed",
    "view.trail": "the way through its posts changed",
}
"""Why a page was rendered, for those who write posts and not templates."""


class BuildRow(Struct, frozen=True):
    """A build: ``why`` it was made, its ``sources`` and how many ``more``, what it did.

    ``reasons`` say why pages were rendered, each with their number; ``findings``
    counts errors and warnings in words, "" for none.
    """

    number: int
    good: bool
    shown: bool
    why: str
    sources: tuple[str, ...]
    more: int
    rendered: int
    pages: int
    milliseconds: int
    reasons: tuple[tuple[str, str], ...]
    findings: str


def build_rows(reports: Iterable[Report], shown: int) -> tuple[BuildRow, ...]:
    """List builds, the last one first; ``shown`` is the number of the one that is served."""
    return tuple(_row(report, shown) for report in reversed(tuple(reports)))


def number(count: int, name: str) -> str:
    """Write a number of things: ``1 page``, ``2 pages``."""
    return f"{count:,} {name}" if count == 1 else f"{count:,} {name}s"


def counted(findings: Iterable[Diagnostic]) -> str:
    """Count findings: ``2 errors, 1 warning``; "" for none."""
    errors = [finding.is_error for finding in findings]
    counts = ((sum(errors), "error"), (len(errors) - sum(errors), "warning"))
    return ", ".join(number(count, name) for count, name in counts if count)


def _row(report: Report, shown: int) -> BuildRow:
    outcome = report.outcome
    return BuildRow(
        number=report.number,
        good=report.good,
        shown=report.number == shown,
        why=_why(report),
        sources=report.changed[:MOST_SOURCES],
        more=max(0, len(report.changed) - MOST_SOURCES),
        rendered=outcome.rendered,
        pages=outcome.pages,
        milliseconds=round(1000 * report.seconds),
        reasons=_reasons(report),
        findings=counted(outcome.diagnostics),
    )


def _why(report: Report) -> str:
    if report.changed:
        return ""
    return "The first build" if report.number == 1 else "No source had changed"


def _reasons(report: Report) -> tuple[tuple[str, str], ...]:
    ordered = sorted(report.outcome.reasons.items(), key=lambda pair: (-pair[1], pair[0]))
    told = [
        (number(count, "page"), _OF_VIEWS.get(reason) or in_words(reason))
        for reason, count in ordered
    ]
    rest = len(told) - MOST_REASONS
    more = [("", f"and {number(rest, 'other reason')}")] if rest > 0 else []
    return (*told[:MOST_REASONS], *more)

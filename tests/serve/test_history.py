"""The last builds, as the writer's page tells of them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from waypost.model.diagnostic import Place, error, warning
from waypost.outcome import Outcome
from waypost.serve.edition import Report
from waypost.serve.history import build_rows, counted
from waypost.traces import ENGINE, NEW


def report(
    number: int = 2, changed: tuple[str, ...] = (), reasons: Mapping[str, int] | None = None
) -> Report:
    """Make a report of a build that rendered three pages of ten."""
    outcome = Outcome((), pages=10, rendered=3, reasons=reasons or {})
    return Report(number, outcome, changed, 0.0426, True)


def test_the_last_build_comes_first_and_the_one_that_is_shown_is_marked() -> None:
    rows = build_rows([report(1), report(2), report(3)], shown=2)
    assert [(row.number, row.shown) for row in rows] == [(3, False), (2, True), (1, False)]
    assert (rows[0].rendered, rows[0].pages, rows[0].milliseconds) == (3, 10, 43)


@pytest.mark.parametrize(
    ("number", "changed", "why", "sources", "more"),
    [
        (1, (), "The first build", (), 0),
        (2, (), "No source had changed", (), 0),
        (2, ("a.md",), "", ("a.md",), 0),
        (2, tuple("abcdef"), "", tuple("abcd"), 2),
    ],
)
def test_a_build_tells_what_it_was_made_for(
    number: int, changed: tuple[str, ...], why: str, sources: tuple[str, ...], more: int
) -> None:
    row = build_rows([report(number, changed)], 0)[0]
    assert (row.why, row.sources, row.more) == (why, sources, more)


def test_reasons_come_with_their_pages_and_the_most_frequent_first() -> None:
    reasons = {NEW: 1, ENGINE: 2000, "view.body": 1, "view.start_here": 3}
    assert build_rows([report(reasons=reasons)], 0)[0].reasons == (
        ("2,000 pages", "Waypost, one of its libraries or build.py has changed"),
        ("3 pages", "its start here changed"),
        ("1 page", "it was not there before"),
        ("1 page", "its text changed"),
    )


def test_of_many_reasons_the_first_are_told() -> None:
    reasons = {f"view.field{n}": 20 - n for n in range(8)}
    told = build_rows([report(reasons=reasons)], 0)[0].reasons
    assert len(told) == 6
    assert told[-1] == ("", "and 3 other reasons")


@pytest.mark.parametrize(
    ("errors", "warnings", "said"),
    [(0, 0, ""), (1, 0, "1 error"), (2, 1, "2 errors, 1 warning"), (0, 1200, "1,200 warnings")],
)
def test_findings_are_counted_in_words(errors: int, warnings: int, said: str) -> None:
    found = [error("a", "b", Place("c"))] * errors + [warning("a", "b", Place("c"))] * warnings
    assert counted(found) == said

"""Hubs that cite nothing new."""

from __future__ import annotations

import pytest

from support.audits import flaws, subjects
from support.values import at, cite, hub, post
from waypost.graph.audit.staleness import stale_hubs


@pytest.mark.parametrize(
    ("cited", "member", "stale"),
    [
        ("2020-03-15", "2020-03-15", False),
        ("2020-03-15", "2021-03-15", False),
        ("2020-03-15", "2021-03-16", True),
        ("2020-03-15", "2021-02-28", False),
        ("2020-03-15", "2021-04-01", True),
        ("2020-12-31", "2022-01-01", True),
        ("2024-02-29", "2025-02-28", False),
    ],
)
def test_more_than_twelve_months_are_too_many(cited: str, member: str, stale: bool) -> None:
    values = (post("a", cited, "go"), post("b", member, "go"), hub("go", themes={"T": "a"}))
    assert subjects(stale_hubs, *values) == (["stale-hub go"] if stale else [])


def test_the_newest_citation_counts_and_is_where_the_finding_stands() -> None:
    made = hub("go", start_here=(cite("a", line=5),), themes={"T": "b"})
    dates = {"a": "2021-01-01", "b": "2020-01-01", "c": "2024-01-01"}
    (found,) = flaws(stale_hubs, *(post(s, day, "go") for s, day in dates.items()), made)
    assert str(found.diagnostic.place) == "content/hubs/h.md:5:1"
    assert "'a'" in found.diagnostic.message
    assert "'c'" in found.diagnostic.message


@pytest.mark.parametrize("title", ["superseded member", "nothing cited", "derived hub"])
def test_what_is_not_stale(title: str) -> None:
    values = [post("a", "2020-01-01", "go"), post("x", "2020-02-01", "go")]
    if title == "superseded member":
        values += [post("b", "2024-01-01", "go", superseded_by=at("a"))]
        made = [hub("go", themes={"T": "a"})]
    else:
        values += [post("b", "2024-01-01", "go")]
        made = [hub("go")] if title == "nothing cited" else []
    assert subjects(stale_hubs, *values, *made) == []

"""Sentences that were wrong, or said nothing, on archives that nobody had thought of."""

from __future__ import annotations

import pytest

from support.planted import fillers, finding
from support.values import archive, at, post, topic
from waypost.model.post import Post

WORDS = ("anvil", "bellows", "candle", "dynamo", "easel", "funnel")


@pytest.mark.parametrize(
    ("name", "other"), [("postgresql", "Postgres"), ("postgres", "PostgreSQL")]
)
def test_a_longer_or_shorter_form_of_the_own_name_is_no_motif(name: str, other: str) -> None:
    posts = [
        post(f"p{n}", f"2020-0{n + 1}-01", "bread", title=f"{other} {w}")
        for n, w in enumerate(WORDS)
    ]
    named = topic("bread", name)
    assert finding("definition.motifs", named, *posts, *fillers(24)) is None


def test_a_grandparent_is_no_neighbour_though_no_post_has_the_parent() -> None:
    chain = (
        topic("bread", parent=at("baking", "content/topics.yaml")),
        topic("baking", parent=at("food", "content/topics.yaml")),
        topic("food"),
    )
    made = archive(*chain, *(post(f"p{n}", topics="bread food") for n in range(4)), *fillers(20))
    assert made.value.topics["bread"].parent == "food"
    facts = made.value.evidence["bread"].facts
    assert [neighbour.slug for neighbour in facts.neighbours] == []


def yearly(*counts: int) -> list[Post]:
    """Make posts on bread: so many in 2000, 2001, and so on."""
    return [
        post(f"y{year}-{n}", f"{2000 + year}-0{n + 1}-01", "bread")
        for year, count in enumerate(counts)
        for n in range(count)
    ]


def test_a_peak_of_just_the_ratio_stands_out() -> None:
    found = finding("claims.peak", *yearly(4, 3, 3, 2))
    assert found is not None
    assert found["year"] == 2000


def test_halves_that_dates_part_unevenly_say_nothing() -> None:
    early = [post(f"e{n}", "2020-01-01", "bread", title=f"Yeast {n}") for n in range(40)]
    newer = [post(f"n{n}", f"2021-0{n + 1}-01", "bread", title=f"Rye {n}") for n in range(3)]
    assert finding("claims.shift", *early, *newer, *fillers(20)) is None


def test_a_term_that_one_early_post_has_is_not_lacking_there() -> None:
    early = [
        post(f"e{n}", f"2020-01-{n + 1:02}", "bread", title=f"Yeast {'rye' if n == 3 else ''} {n}")
        for n in range(20)
    ]
    newer = [post(f"n{n}", f"2021-01-{n + 1:02}", "bread", title=f"Rye {n}") for n in range(20)]
    assert finding("claims.shift", *early, *newer, *fillers(20)) is None

"""Titles that readers will take for one another."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.audits import flaws, subjects
from support.values import at, post
from waypost.graph.audit import titles
from waypost.graph.audit.titles import near_duplicate_titles

WORDS = ["ab", "cd", "ef", "gh", "ij", "kl"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Queues hide the outage", "Queues hide the outage"),
        ("Queues hide the outage", "queues hide the outages!"),
        ("Queues hide the outage", "Queues hide outages"),
        ("Queues hide the outage", "Queues hide the outtage"),
        ("Fewer tools, better agents", "Fewer tools make better agents"),
        ("Kubernetes upgrades", "Kuberntes upgrades"),
        ("2024", "2024"),
        ("???", "???"),
        ("Очереди скрывают сбой", "Очереди скрывают сбой"),
    ],
)
def test_near_duplicates(one: str, other: str) -> None:
    values = (post("old", "2020-01-01", title=one), post("new", "2021-01-01", title=other))
    assert subjects(near_duplicate_titles, *values) == ["near-duplicate-title new"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tests before code", "Code before tests"),
        ("Review before merge", "Review after merge"),
        ("Tuning Postgres", "Running Postgres"),
        ("Fast paths", "Fast posts"),
        ("The year 2024", "The year 2025"),
        ("Queues, part 1", "Queues, part 2"),
        ("On call", "On call for a small team"),
        ("C", "C++"),
        ("2024", "2025"),
        ("!!!", "???"),
    ],
)
def test_titles_that_are_different_enough(one: str, other: str) -> None:
    values = (post("old", "2020-01-01", title=one), post("new", "2021-01-01", title=other))
    assert subjects(near_duplicate_titles, *values) == []


def test_a_post_and_its_successor_may_have_one_title() -> None:
    chain = [
        post("a", "2020-01-01", title="Queues hide the outage", superseded_by=at("b")),
        post("b", "2021-01-01", title="Queues hide the outage", superseded_by=at("c")),
        post("c", "2022-01-01", title="Queues hide the outages"),
    ]
    assert subjects(near_duplicate_titles, *chain) == []


def test_each_title_is_reported_once_with_the_likest_older_one() -> None:
    written = [
        post("a", "2020-01-01", title="Fewer tools and better agents"),
        post("b", "2021-01-01", title="Fewer tools make better agents"),
        post("c", "2022-01-01", title="Fewer tools make better agent"),
    ]
    found = flaws(near_duplicate_titles, *written)
    assert [(f.subject, "post 'b'" in f.diagnostic.message) for f in found] == [("c", True)]


@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=6), max_size=8))
def test_no_two_titles_that_are_left_are_the_same(words: list[list[str]]) -> None:
    written = [
        post(f"p{n}", f"2020-01-{n + 1:02}", title=" ".join(each) or "-")
        for n, each in enumerate(words)
    ]
    found = {f.subject for f in flaws(near_duplicate_titles, *written)}
    left = Counter(p.title.value for p in written if p.slug.value not in found)
    assert all(count == 1 for count in left.values())


@pytest.mark.parametrize("vocabulary", [20, 300, 3000])
def test_no_archive_makes_it_compare_all_pairs(vocabulary: int) -> None:
    rng = random.Random(7)
    words = [f"word{n}" for n in range(vocabulary)]
    drawn = {tuple(rng.choices(words, k=rng.randint(2, 6))) for _ in range(10_000)}
    made = [titles._Title(str(n), stems, ()) for n, stems in enumerate(sorted(drawn))]
    blocks = list(titles._blocks(made))
    assert max(map(len, blocks), default=0) <= titles.COMMON
    assert sum(len(block) ** 2 for block in blocks) <= titles.RAREST * titles.COMMON * len(made)

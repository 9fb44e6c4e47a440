"""Phrases: words that stand together are one term, written as the posts write it."""

from __future__ import annotations

import numpy as np
import pytest

from support.advice import hub
from support.values import post
from waypost.graph.phrases import Term, find_terms, holds, written
from waypost.graph.table import table_of


def terms(*titles: str, stems: str) -> list[tuple[str, int]]:
    """Give the terms that some stems make in titles, as written, and their posts."""
    posts = [
        post(f"p{n}", f"2020-01-{n + 1:02}", "bread", title=title) for n, title in enumerate(titles)
    ]
    facts, corpus = hub(*posts)
    table = table_of(corpus.texts.titles)
    held = table.gather(facts.posts, range_of(corpus.ranks, facts.posts))
    columns = {stem: table.names.index(stem) for stem in stems.split()}
    singles = [Term((stem,), (n,), held.by(n)) for stem, n in columns.items()]
    found = find_terms(singles, corpus.texts.titles.read, 3)
    return [
        (written(term, lambda slug: (corpus.cards[slug].title,), corpus), len(term.posts))
        for term in found
    ]


def range_of(ranks: object, posts: tuple[str, ...]) -> object:
    """Give the ranks of posts as an array."""
    return np.array([ranks[post] for post in posts])  # type: ignore[index]


@pytest.mark.parametrize(
    ("titles", "stems", "expected"),
    [
        (["An error budget", "Error budgets", "The error budget"], "error budget", [("error budget", 3)]),
        (["Error budgets", "Error budgets", "Error budget"], "budget error", [("error budgets", 3)]),
        (["Error budgets", "Error budgets", "Errors of budgets"], "error budget", [("error", 3), ("budgets", 3)]),
        (["Error budgets"] * 3 + ["Errors"], "error budget", [("error budgets", 3)]),
        (["Error budgets"] * 3 + ["Errors"] * 2, "error budget", [("error", 5), ("budgets", 3)]),
        (["Slow tuning"] * 2 + ["Slow-tuning"] * 3, "slow tune", [("slow-tuning", 5)]),
        (["A post-mortem", "Post-mortem", "The post-mortem"], "mortem", [("post-mortem", 3)]),
        (["A post-mortem", "Mortem", "The mortem"], "mortem", [("mortem", 3)]),
        (["Deploys", "Deployed", "Deploy", "Deployed"], "deploy", [("deployed", 4)]),
        (["Deploys", "Deployed"], "deploy", [("deployed", 2)]),
    ],
    ids=[
        "a phrase", "in the order of the titles", "too seldom together", "three of four",
        "three of five", "with a hyphen", "a compound", "seldom in a compound",
        "the most frequent form", "of equals the first by the alphabet",
    ],
)  # fmt: skip
def test_words_that_stand_together_are_one_term(
    titles: list[str], stems: str, expected: list[tuple[str, int]]
) -> None:
    assert terms(*titles, stems=stems) == expected


@pytest.mark.parametrize(
    ("read", "stems", "expected"),
    [
        ("a b c", "b", True), ("a b c", "d", False), ("a b c", "b c", True),
        ("a b c", "c b", False), ("a b c", "a c", False), ("", "a b", False),
    ],
)  # fmt: skip
def test_two_stems_are_held_where_they_stand_side_by_side(
    read: str, stems: str, expected: bool
) -> None:
    assert holds(read.split(), tuple(stems.split())) == expected

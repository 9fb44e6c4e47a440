"""Lineage: what stands in for superseded posts in the end."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from support.values import archive, post
from waypost.graph.lineage import is_earlier, last_successor
from waypost.model.archive import Card


def cards(chain: str) -> dict[str, Card]:
    """Make cards of pairs such as "ab bc": b supersedes a, and c supersedes b."""
    made = archive(*[post(slug) for slug in "abcdx"]).value.cards
    direct = {pair[0]: pair[1] for pair in chain.split()}
    return {slug: replace(card, superseded_by=direct.get(slug, "")) for slug, card in made.items()}


@pytest.mark.parametrize(
    ("chain", "start", "last"),
    [
        ("", "a", "a"),
        ("ab", "a", "b"),
        ("ab", "b", "b"),
        ("ab bc cd", "a", "d"),
        ("ac bc", "b", "c"),
        ("ab ba", "a", "b"),
        ("ab bc cb", "a", "c"),
        ("aa", "a", "a"),
    ],
)
def test_successors_are_followed_to_the_last(chain: str, start: str, last: str) -> None:
    made = cards(chain)
    assert last_successor(made[start], made) == last


@pytest.mark.parametrize(
    ("chain", "one", "than", "expected"),
    [
        ("ab", "a", "b", True),
        ("ab", "b", "a", False),
        ("ab bc cd", "a", "d", True),
        ("ab bc cd", "b", "c", True),
        ("ab bc cd", "c", "a", False),
        ("ab", "a", "x", False),
        ("", "a", "b", False),
        ("ab bc cb", "a", "x", False),
    ],
)
def test_a_post_is_earlier_than_all_that_supersede_it(
    chain: str, one: str, than: str, expected: bool
) -> None:
    made = cards(chain)
    assert is_earlier(made[one], than, made) == expected

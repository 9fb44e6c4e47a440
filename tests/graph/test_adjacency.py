"""Neighbours: topics that stand with a hub's more often than chance has it."""

from __future__ import annotations

from typing import Any

import pytest

from support.planted import evidence, fillers
from support.values import at, hub, post, topic
from waypost.model.evidence import Neighbour
from waypost.model.post import Post


def neighbours(*values: object, of: str = "bread") -> dict[str, Neighbour]:
    """Give a hub's neighbours by slug, strongest first."""
    return {found.slug: found for found in evidence(of, *values).facts.neighbours}


def posts(count: int, topics: str, start: int = 0) -> list[Post]:
    """Make posts of some topics, one a day."""
    slug = topics.replace(" ", "-")
    return [post(f"{slug}-{n}", f"2020-01-{n + 1:02}", topics) for n in range(start, start + count)]


@pytest.mark.parametrize(("shared", "expected"), [(2, []), (3, ["ovens"])])
def test_a_neighbour_shares_three_posts(shared: int, expected: list[str]) -> None:
    found = neighbours(*posts(shared, "bread ovens"), *posts(4, "bread"), *fillers(20))
    assert list(found) == expected


@pytest.mark.parametrize(
    ("elsewhere", "lift", "expected"),
    # Six of 10 members have it, and of 30 posts 6 + elsewhere.
    [(0, 3.0, True), (6, 1.5, True), (9, 1.2, True), (10, 1.125, False), (12, 1.0, False)],
)
def test_a_neighbour_stands_there_more_often_than_chance_has_it(
    elsewhere: int, lift: float, expected: bool
) -> None:
    found = neighbours(
        *posts(6, "bread ovens"),
        *posts(4, "bread"),
        *posts(elsewhere, "ovens"),
        *fillers(20 - elsewhere),
    )
    assert ("ovens" in found) == expected
    if expected:
        assert found["ovens"].lift == lift
        assert (found["ovens"].shared, found["ovens"].total) == (6, 6 + elsewhere)


def test_the_shared_posts_are_named_newest_first() -> None:
    found = neighbours(*posts(3, "bread ovens"), *posts(2, "bread"), *fillers(9))
    assert found["ovens"].posts == ("bread-ovens-2", "bread-ovens-1", "bread-ovens-0")


def test_what_all_posts_have_is_no_neighbour() -> None:
    everywhere = [*posts(5, "bread all"), *posts(5, "soup all")]
    assert neighbours(*everywhere) == {}
    assert list(neighbours(*everywhere, *fillers(5))) == ["all"]


def test_a_frequent_neighbour_comes_before_a_rare_one_of_higher_lift() -> None:
    found = neighbours(
        *posts(12, "bread ovens"), *posts(3, "bread rye"), *posts(4, "ovens"), *fillers(40)
    )
    assert list(found) == ["ovens", "rye"]
    assert found["rye"].lift > found["ovens"].lift


def test_equals_stand_in_order_of_slug() -> None:
    found = neighbours(*posts(3, "bread rye ovens"), *fillers(9))
    assert list(found) == ["ovens", "rye"]


def test_no_topic_of_the_hub_itself_is_its_neighbour() -> None:
    values = [*posts(4, "bread rye ovens"), *posts(3, "bread"), *fillers(20)]
    curated = hub("bread", topics="bread rye")
    assert set(neighbours(*values)) == {"rye", "ovens"}
    assert set(neighbours(curated, *values)) == {"ovens"}


def test_no_parent_of_the_hub_is_its_neighbour() -> None:
    def family(**parents: str) -> list[Any]:
        return [
            topic(
                slug, parent=at(parents[slug], "content/topics.yaml") if slug in parents else None
            )
            for slug in ("bread", "baking", "food")
        ]

    values = [*posts(4, "bread food"), *posts(1, "baking"), *fillers(20)]
    assert set(neighbours(*family(), *values)) == {"food"}
    assert set(neighbours(*family(bread="food"), *values)) == set()
    assert set(neighbours(*family(bread="baking", baking="food"), *values)) == set()

"""The suggested reading path: current state, operating middle, foundational context."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given

from support.planted import SMALLEST, archives, evidence, links
from support.values import archive, at, post
from waypost.model.evidence import DerivedStep
from waypost.model.post import Post, Terms


def trail(*posts: Post) -> dict[str, DerivedStep]:
    """Give the path of the hub on bread, by role, in its order."""
    return {step.role: step for step in evidence("bread", *posts).trail}


def monthly(count: int, **more: dict[str, Any]) -> list[Post]:
    """Make posts on bread, p1 of January 2020 and so on; ``more`` is by slug."""
    return [
        post(f"p{n}", f"{2020 + (n - 1) // 12}-{(n - 1) % 12 + 1:02}-01", "bread", **more.get(f"p{n}", {}))
        for n in range(1, count + 1)
    ]  # fmt: skip


@pytest.mark.parametrize(("count", "steps"), [(4, 0), (5, 3), (12, 3)])
def test_a_path_has_three_steps_of_five_posts_or_more(count: int, steps: int) -> None:
    assert len(trail(*monthly(count))) == steps


def test_superseded_posts_do_not_make_up_the_number() -> None:
    posts = monthly(5, p2={"superseded_by": at("p5")})
    assert trail(*posts) == {}
    assert trail(*posts, post("p6", "2020-06-01", "bread")) != {}


def test_of_posts_that_are_equally_central_the_newest_and_the_oldest_are_chosen() -> None:
    found = trail(*monthly(12))
    assert {role: step.post for role, step in found.items()} == {
        "current": "p12", "middle": "p8", "foundational": "p1"
    }  # fmt: skip
    assert list(found) == ["current", "middle", "foundational"]
    assert {role: (step.rank, step.of) for role, step in found.items()} == {
        "current": (1, 12), "middle": (5, 12), "foundational": (12, 12)
    }  # fmt: skip
    assert [step.recency for step in found.values()] == [1.0, pytest.approx(7 / 11, abs=1e-6), 0.0]


def test_a_central_post_of_the_newest_quarter_is_more_current_than_the_newest() -> None:
    to = links("p15")
    found = trail(*monthly(16, p1={"links": to}, p2={"links": to}, p3={"links": to}))
    assert found["current"].post == "p15"
    assert found["current"].links == 3


def test_a_post_below_the_newest_quarter_is_never_current_however_central() -> None:
    everybody = {f"p{n}": {"links": links("p12")} for n in range(1, 17) if n != 12}
    found = trail(*monthly(16, **everybody))
    assert found["current"].rank <= 4
    assert found["current"].post != "p12"


@pytest.mark.parametrize(("day", "current"), [("2025-06-01", "p9"), ("2025-05-31", "p10")])
def test_what_is_a_year_older_than_the_newest_is_not_the_current_state(
    day: str, current: str
) -> None:
    everybody = {f"p{n}": {"links": links("p9")} for n in range(1, 9)}
    posts = [*monthly(8, **everybody), post("p9", day, "bread"), post("p10", "2026-06-01", "bread")]
    assert trail(*posts)["current"].post == current


def test_the_most_central_post_between_is_the_middle() -> None:
    to = links("p6")
    found = trail(*monthly(12, p1={"links": to}, p2={"links": to}))
    assert found["middle"].post == "p6"
    assert found["middle"].centrality == 0.5


def test_terms_make_a_post_central_where_there_are_no_links() -> None:
    crust = {"terms": Terms("crust 3 crumb 2")}
    posts = monthly(
        12,
        p1=crust,
        p2=crust,
        p6=crust,
        p11={"terms": Terms("trade 1")},
        p12={"terms": Terms("trade 1")},
    )
    found = trail(*posts)
    assert found["middle"].post == "p6"
    assert found["middle"].similarity == 1.0


@pytest.mark.parametrize(
    ("evergreen", "foundational"),
    [((), "p1"), (("p3",), "p3"), (("p4",), "p4"), (("p5",), "p1"), (("p2", "p3"), "p2")],
    ids=["none", "in the oldest third", "its newest", "newer than that", "two"],
)
def test_an_evergreen_post_of_the_oldest_third_is_the_foundation(
    evergreen: tuple[str, ...], foundational: str
) -> None:
    found = trail(*monthly(12, **{slug: {"evergreen": True} for slug in evergreen}))
    assert found["foundational"].post == foundational
    assert found["foundational"].evergreen == bool(foundational in evergreen)


@given(archives(most=24))
def test_a_path_goes_back_in_time_over_posts_that_nothing_supersedes(values: list[Any]) -> None:
    made = archive(*values, site=SMALLEST).value
    for hub in made.hubs.values():
        cards = [made.cards[slug] for slug in hub.members]
        eligible = [card for card in cards if not card.superseded_by]
        steps = made.evidence[hub.slug].trail
        assert len(steps) == (3 if len(eligible) >= 5 else 0)
        if not steps:
            continue
        assert [step.role for step in steps] == ["current", "middle", "foundational"]
        chosen = [made.cards[step.post] for step in steps]
        assert len({card.slug for card in chosen}) == 3
        assert all(card in eligible for card in chosen)
        current, middle, foundational = (card.published for card in chosen)
        assert current >= middle >= foundational
        newest = sorted((card.published for card in eligible), reverse=True)
        assert current >= newest[max(3, -(-len(eligible) // 4)) - 1]
        assert newest[0] - current <= timedelta(days=365)
        for step, card in zip(steps, chosen, strict=True):
            newer = sum(other.published > card.published for other in eligible)
            same = sum(other.published == card.published for other in eligible)
            assert newer < step.rank <= newer + same
            assert step.of == len(eligible)
            assert step.evergreen == card.evergreen
            assert step.links == len(_linked(values, card.slug) & {one.slug for one in eligible})


def _linked(values: list[Any], slug: str) -> set[str]:
    pairs = {(p.slug.value, to.target) for p in values if isinstance(p, Post) for to in p.links}
    return ({b for a, b in pairs if a == slug} | {a for a, b in pairs if b == slug}) - {slug}

"""Ties: the posts of a hub that lead on to its neighbours."""

from __future__ import annotations

from math import log2
from typing import Any

import pytest
from hypothesis import given

from support.planted import SMALLEST, archives, evidence, fillers, links
from support.values import archive, at, post
from waypost.model.archive import Archive
from waypost.model.evidence import HubEvidence, Tie
from waypost.model.post import Post


def ties(*values: object) -> dict[str, Tie]:
    """Give the ties of the hub on bread, strongest first."""
    return {tie.post: tie for tie in evidence("bread", *values).ties}


def planted(count: int, **more: dict[str, Any]) -> list[Post]:
    """Make b1 and so on with bread and ovens, and others with but one of them."""
    both = [
        post(f"b{n}", f"2020-01-{n:02}", "bread ovens", **more.get(f"b{n}", {}))
        for n in range(1, count + 1)
    ]
    alone = post("alone", "2020-02-01", "bread", **more.get("alone", {}))
    outside = [post(f"oven-{n}", "2018-01-01", "ovens") for n in (1, 2, 3)]
    return [*both, alone, *outside, *fillers(20)]


def test_what_has_a_neighbour_ties_and_what_has_none_does_not() -> None:
    assert list(ties(*planted(4))) == ["b4", "b3", "b2", "b1"]
    assert {tie.topics for tie in ties(*planted(4)).values()} == {("ovens",)}
    assert ties(*planted(2)) == {}


def test_eight_ties_at_most_are_shown() -> None:
    assert list(ties(*planted(9))) == [f"b{n}" for n in range(9, 1, -1)]


def test_a_superseded_post_ties_nothing() -> None:
    assert list(ties(*planted(4, b4={"superseded_by": at("b1")}))) == ["b3", "b2", "b1"]


@pytest.mark.parametrize(
    ("targets", "strength"),
    [((), None), (("oven-1",), 0.25), (("oven-1", "oven-2"), 0.5), (("oven-1", "oven-2", "oven-3"), 0.5), (("b1",), None), (("filler-1",), None)],
    ids=["none", "one", "two", "three", "within the hub", "of no neighbour"],
)  # fmt: skip
def test_a_link_to_a_neighbours_post_ties_a_quarter_as_much_and_two_count(
    targets: tuple[str, ...], strength: float | None
) -> None:
    found = ties(*planted(4, alone={"links": links(*targets)})).get("alone")
    assert (found and found.strength) == strength
    if found:
        assert found.topics == ()
        assert found.links == targets
        assert found.through == ("ovens",)


def test_a_link_from_a_neighbours_post_ties_as_well() -> None:
    found = ties(*planted(4), post("pointing", topics="ovens", links=links("b1", "alone")))
    assert list(found) == ["b1", "b4", "b3", "b2", "alone"]
    assert (found["b1"].strength, found["b4"].strength, found["alone"].strength) == (1.0, 0.8, 0.2)
    assert found["b1"].links == ("pointing",)


def test_two_neighbours_tie_more_than_one() -> None:
    posts = [post(f"r{n}", f"2019-01-{n:02}", "bread rye") for n in (1, 2)]
    found = ties(*planted(4), *posts, post("both", "2017-01-01", "bread rye ovens"))
    assert next(iter(found)) == "both"
    assert set(found["both"].topics) == {"rye", "ovens"}


def test_links_lift_a_post_above_eight_that_have_a_stronger_neighbour() -> None:
    rye = [post(f"r{n}", f"2019-01-{n:02}", "bread rye") for n in range(2, 6)]
    linked = post("r1", "2019-01-01", "bread rye", links=links("oven-1", "oven-2"))
    found = ties(*planted(8), linked, *rye)
    assert list(found) == ["r1", *[f"b{n}" for n in range(8, 1, -1)]]
    assert found["b8"].strength < 1


@given(archives(least=6, most=24))
def test_ties_are_what_counting_every_post_gives(values: list[Any]) -> None:
    made = archive(*values, *fillers(8), site=SMALLEST).value
    for slug, shown in made.evidence.items():
        assert [(t.post, t.topics, t.links, t.strength) for t in shown.ties] == _naive(
            shown, made, _pairs(values)
        ), slug


def _pairs(values: list[Any]) -> set[tuple[str, str]]:
    return {(p.slug.value, to.target) for p in values if isinstance(p, Post) for to in p.links}


def _naive(shown: HubEvidence, made: Archive, pairs: set[tuple[str, str]]) -> list[Any]:
    weights = {n.slug: n.shared * log2(n.lift) for n in shown.facts.neighbours}
    order = [p.slug.value for p in made.posts]
    scored = []
    for post_slug in shown.facts.posts:
        card = made.cards[post_slug]
        if card.superseded_by:
            continue
        topics = tuple(t for t in weights if t in card.topics)
        lifts = {}
        for other in order:
            joined = (post_slug, other) in pairs or (other, post_slug) in pairs
            theirs = [weights[t] for t in made.cards[other].topics if t in weights]
            if joined and theirs and other not in shown.facts.posts:
                lifts[other] = max(theirs)
        strength = sum(weights[t] for t in topics) + sum(sorted(lifts.values())[-2:]) / 4
        if strength:
            scored.append((round(strength, 6), post_slug, topics, tuple(lifts)))
    scored.sort(key=lambda entry: (-entry[0], order.index(entry[1])))
    return [
        (slug, topics, links, pytest.approx(strength / scored[0][0], abs=1e-5))
        for strength, slug, topics, links in scored[:8]
    ]

"""What is suggested for a curated hub, and why."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from support.audits import archived
from support.values import at, cite, hub, link, post
from waypost.graph.likeness import LINK
from waypost.graph.suggest.suggestions import MOST, Suggestion, suggestions
from waypost.model.archive import Archive
from waypost.model.evidence import RelatedPost
from waypost.model.hub import HubDefinition
from waypost.model.post import Terms


def suggested(
    *values: Any, related: dict[str, tuple[RelatedPost, ...]] | None = None
) -> list[Suggestion]:
    """Give the suggestions for the one hub among some values."""
    archive: Archive = replace(archived(*values), related=related or {})
    (definition,) = (value for value in values if isinstance(value, HubDefinition))
    return list(suggestions(archive, definition))


def members(count: int, **more: dict[str, Any]) -> list[Any]:
    """Make members of the hub ``go``: m0 is the oldest; ``more`` are fields by slug."""
    return [post(f"m{n}", f"20{10 + n}-01-01", "go", **more.get(f"m{n}", {})) for n in range(count)]


def links(*slugs: str) -> dict[str, Any]:
    """Link to some posts."""
    return {"links": tuple(link(slug) for slug in slugs)}


GO = hub("go", themes={"T": "m0"})


@pytest.mark.parametrize(
    ("linking", "found"),
    [
        ([], []),
        (["m3"], []),
        (["m3", "m4"], []),
        (["m3", "m4", "m5"], ["m1"]),
        (["m2", "m3", "m4", "m5"], ["m1"]),
    ],
)
def test_what_other_members_link_to_is_strong(linking: list[str], found: list[str]) -> None:
    # Fewer than five members that nothing supersedes have no reading path of their own.
    values = members(6, **{slug: links("m1") for slug in linking})
    kept = [
        replace(v, superseded_by=at("m5")) if v.slug.value in ("m2", "m3") else v for v in values
    ]
    assert [s.post for s in suggested(*kept, GO) if not s.instead_of] == found


def test_links_from_outside_the_hub_do_not_count() -> None:
    outside = [post(f"x{n}", "2020-01-01", "c", links=(link("m1"),)) for n in range(4)]
    assert suggested(*members(4), *outside, GO) == []


def test_reasons_are_given_in_words() -> None:
    values = members(4, m0=links("m3"), m1=links("m3"), m2=links("m3"))
    (only,) = suggested(*values, GO)
    assert (only.post, only.instead_of, only.theme) == ("m3", "", 0)
    assert only.reasons == (
        "3 posts of this hub link to it",
        "it is newer than everything cited here",
    )


def test_what_is_cited_or_superseded_is_not_suggested() -> None:
    linking = {f"m{n}": links("m1", "m2") for n in range(3, 7)}
    values = members(7, **{**linking, "m2": {"superseded_by": at("m6")}})
    cited = {s.post for s in suggested(*values, hub("go", start_here=(cite("m1"),)))}
    assert not cited & {"m1", "m2"}


def test_a_hub_that_cites_nothing_is_left_to_the_archive() -> None:
    values = members(4, m0=links("m3"), m1=links("m3"), m2=links("m3"))
    assert suggested(*values, hub("go")) == []


def test_six_suggestions_are_enough() -> None:
    values = members(12, **{f"m{n}": links(*(f"m{k}" for k in range(12))) for n in range(12)})
    assert len(suggested(*values, GO)) == MOST


def test_the_theme_is_the_one_of_the_likest_posts() -> None:
    strong = links("new")
    values = [
        post("a", "2020-01-01", "go tests", **strong),
        post("b", "2020-01-02", "go servers", **strong),
        post("c", "2020-01-03", "go servers", **strong),
        post("new", "2020-01-04", "go tests"),
    ]
    themes = {"Testing": "a", "Serving": "b", "Other": "c"}
    (one,) = (s for s in suggested(*values, hub("go", themes=themes)) if s.post == "new")
    assert one.theme == 0
    alike = [v if v.slug.value != "new" else replace(v, topics=(at("go"),)) for v in values]
    (last,) = (s for s in suggested(*alike, hub("go", themes=themes)) if s.post == "new")
    assert last.theme == 2
    by_terms = [
        replace(v, terms=Terms("socket 3" if v.slug.value in ("b", "new") else "mock 3"))
        for v in alike
    ]
    (second,) = (s for s in suggested(*by_terms, hub("go", themes=themes)) if s.post == "new")
    assert second.theme == 1


@pytest.mark.parametrize(
    "made",
    [
        hub("go", start_here=(cite("m0"),)),
        hub("go", start_here=(cite("m0"),), themes={"T": "m0"}, sections=["start-here"]),
    ],
)
def test_without_themes_a_post_goes_to_the_start(made: HubDefinition) -> None:
    values = members(4, m0=links("m3"), m1=links("m3"), m2=links("m3"))
    (one,) = suggested(*values, made)
    assert one.theme is None


def test_a_superseded_post_gives_way_to_its_last_successor() -> None:
    values = members(3, m0={"superseded_by": at("m1")}, m1={"superseded_by": at("m2")})
    (one,) = suggested(*values, GO)
    assert (one.post, one.instead_of, one.obstacle) == ("m2", "m0", "")
    assert one.reasons == ("it has superseded 'm0'",)


@pytest.mark.parametrize(
    ("made", "obstacle"),
    [
        (hub("go", themes={"T": "m0 m1"}), "this hub cites 'm1' already: take 'm0' out"),
        (hub("go", themes={"T": "m0 m2"}), ""),
    ],
)
def test_a_successor_that_is_cited_already_is_no_patch(made: HubDefinition, obstacle: str) -> None:
    (one,) = suggested(*members(3, m0={"superseded_by": at("m1")}), made)
    assert (one.post, one.obstacle) == ("m1", obstacle)


def test_a_successor_outside_the_hub_is_no_patch() -> None:
    values = [*members(3, m0={"superseded_by": at("out")}), post("out", "2020-01-01", "c")]
    (one,) = suggested(*values, GO)
    assert "none of the hub's topics" in one.obstacle


def test_of_two_posts_with_one_successor_only_the_first_gives_way() -> None:
    values = members(3, m0={"superseded_by": at("m2")}, m1={"superseded_by": at("m2")})
    one, other = suggested(*values, hub("go", themes={"T": "m0 m1"}))
    assert (one.instead_of, one.obstacle) == ("m0", "")
    assert (other.instead_of, bool(other.obstacle)) == ("m1", True)


@pytest.mark.parametrize(
    ("related", "found"),
    [
        ([], []),
        ([RelatedPost("m2", 0.5)], ["m2"]),
        ([RelatedPost("m2", 0.49)], []),
        ([RelatedPost("m2", 0.5, link="to")], []),
        ([RelatedPost("m2", 0.5 + LINK, link="to")], ["m2"]),
        ([RelatedPost("m1", 0.9), RelatedPost("m2", 0.8)], []),
        ([RelatedPost("m0", 0.9)], []),
        ([RelatedPost("m3", 0.9, earlier=True), RelatedPost("m2", 0.9)], ["m2"]),
        ([RelatedPost("out", 0.9)], []),
    ],
)
def test_a_newer_member_that_is_the_closest_of_all_may_stand_in(
    related: list[RelatedPost], found: list[str]
) -> None:
    values = [*members(4), post("out", "2023-01-01", "c")]
    made = suggested(*values, hub("go", themes={"T": "m1"}), related={"m1": tuple(related)})
    assert [s.post for s in made if s.instead_of] == found


@pytest.mark.parametrize(("label", "kept"), [("New things", True), ("M2", True), ("Zero", False)])
def test_a_label_that_would_drift_is_replaced(label: str, kept: bool) -> None:
    values = members(3, m0={"superseded_by": at("m2")}, m2={"title": "New things, M2"})
    (one,) = suggested(*values, hub("go", start_here=(cite("m0", label),)))
    assert one.label == ("" if kept else "New things, M2")

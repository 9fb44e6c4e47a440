"""Curated hubs, the hubs of topics without a file, and their neighbours."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from support.values import SITE, archive, cite, codes, hub, link, post, topic
from waypost.graph.citations import resembles
from waypost.model.archive import RelatedHub
from waypost.model.fragment import Fragment
from waypost.model.hub import Order, References
from waypost.model.site import HubSettings


def test_members_are_all_posts_with_any_of_the_hubs_topics() -> None:
    made = archive(
        post("a", "2020-01-01", "ai"),
        post("b", "2021-01-01", "LLM"),
        post("c", "2022-01-01", "go"),
        post("d", "2023-01-01", "ai llm"),
        hub("machines", topics="ai llm"),
    )
    assert made.value.hubs["machines"].members == ("d", "b", "a")


def test_a_hub_is_by_default_about_the_topic_of_its_name() -> None:
    made = archive(post("a", topics="go"), hub("go"), topic("go", "Go"))
    assert made.value.hubs["go"].members == ("a",)
    assert made.value.hubs["go"].title == "Go"


@pytest.mark.parametrize(
    ("order", "members"),
    [
        (Order.NEWEST, ("c", "b", "a")),
        (Order.OLDEST, ("a", "b", "c")),
        (Order.UPDATED, ("a", "c", "b")),
    ],
)
def test_references_are_ordered_as_the_hub_says(order: Order, members: tuple[str, ...]) -> None:
    from datetime import date

    from support.values import at
    from waypost.model.post import When

    made = archive(
        post("a", "2020-01-01", "go", updated=at(When(date(2024, 1, 1)))),
        post("b", "2021-01-01", "go"),
        post("c", "2022-01-01", "go"),
        hub("go", references=References(order)),
    )
    assert made.value.hubs["go"].members == members


PROBLEMS: list[tuple[str, dict[str, Any], list[str]]] = [
    ("unknown", {"start_here": (cite("alpa"),)}, ["unknown-post"]),
    ("unknown in a theme", {"themes": {"T": "alpa beta"}}, ["unknown-post"]),
    ("draft", {"start_here": (cite("draft"),)}, ["unpublished-post"]),
    ("not a member", {"start_here": (cite("other"),)}, ["not-a-member"]),
    ("twice", {"start_here": (cite("alpha"), cite("alpha"))}, ["cited-twice"]),
    ("drifted label", {"start_here": (cite("alpha", "Nothing like it"),)}, ["label-drift"]),
    ("fine label", {"start_here": (cite("alpha", "Alpha"),)}, []),
    ("empty theme", {"themes": {"T": ""}}, ["empty-theme"]),
    ("unknown neighbour", {"related": ["gp"]}, ["unknown-hub"]),
    ("itself as neighbour", {"related": ["go"]}, ["unknown-hub"]),
    ("unknown section", {"sections": ["Start Hare"]}, ["unknown-section"]),
    ("section twice", {"sections": ["references", "References"]}, ["repeated-section"]),
    ("unknown topic", {"topics": "go rusty"}, ["unknown-topic"]),
]


@pytest.mark.parametrize(("name", "parts", "expected"), PROBLEMS, ids=[p[0] for p in PROBLEMS])
def test_every_mistake_in_a_hub_is_found_where_it_stands(
    name: str, parts: dict[str, Any], expected: list[str]
) -> None:
    made = archive(
        post("alpha", topics="go"),
        post("beta", topics="go"),
        post("draft", topics="go", draft=True),
        post("other", topics="rust"),
        hub("go", **parts),
        topic("go"),
        topic("rust"),
    )
    assert codes(made) == expected
    for found in made.diagnostics:
        assert found.place.path == "content/hubs/go.md" or found.place.path == "content/hubs/h.md"
        assert found.place.line > 0
        assert found.fix


def test_an_unknown_post_is_answered_with_the_three_nearest() -> None:
    made = archive(
        *(post(f"cost-trends-{year}", topics="go") for year in (2023, 2024, 2025, 2026)),
        hub("go", start_here=(cite("cost-trends-2027"),)),
    )
    assert made.diagnostics[0].fix.count("cost-trends-") == 3


def test_an_empty_hub_is_left_out_with_a_warning() -> None:
    made = archive(post("a", topics="go"), hub("rust", topics="rust"))
    assert "empty-hub" in codes(made)
    assert "rust" not in made.value.hubs


def test_a_topic_has_a_page_from_the_minimum_of_posts_on() -> None:
    posts = [post(f"p{n}", topics="go" if n < 3 else "rust") for n in range(5)]
    assert list(archive(*posts).value.hubs) == ["go"]
    lower = replace(SITE, hubs=HubSettings(minimum_posts=2))
    assert list(archive(*posts, site=lower).value.hubs) == ["go", "rust"]


def test_neighbours_are_declared_ones_first_then_by_shared_posts() -> None:
    made = archive(
        post("1", topics="a b c"),
        post("2", topics="a b"),
        post("3", topics="d"),
        hub("a", related=["d"]),
        hub("b"),
        hub("c"),
        hub("d"),
    )
    assert made.value.hubs["a"].related == (
        RelatedHub("d", 0, declared=True),
        RelatedHub("b", 2),
        RelatedHub("c", 1),
    )


@given(st.lists(st.sets(st.sampled_from("abcdef"), max_size=4), min_size=1, max_size=12))
def test_hubs_that_share_posts_are_neighbours_with_the_true_count(drawn: list[set[str]]) -> None:
    posts = [post(f"p{n}", topics=" ".join(sorted(topics))) for n, topics in enumerate(drawn)]
    hubs = archive(*posts, *(hub(name) for name in "abcdef")).value.hubs
    for one in hubs.values():
        shared = {
            other.slug: len(set(one.members) & set(other.members))
            for other in hubs.values()
            if other is not one
        }
        assert {r.slug: r.shared for r in one.related} == {s: n for s, n in shared.items() if n}


def test_sections_stand_in_the_order_that_the_hub_chooses() -> None:
    made = archive(
        post("a", topics="go"),
        hub(
            "go",
            sections=["References", "Start Here", "failure-modes"],
            start_here=(cite("a"),),
            failure_modes=(Fragment("x"),),
        ),
    )
    assert made.value.hubs["go"].sections == ("references", "start-here", "failure-modes")


def test_a_section_without_content_is_left_out() -> None:
    made = archive(post("a", topics="go"), hub("go", sections=["Start Here", "References"]))
    assert made.value.hubs["go"].sections == ("references",)


def test_links_in_a_hubs_texts_are_resolved() -> None:
    made = archive(
        post("a", topics="go"),
        hub(
            "go",
            introduction=Fragment("x", (link("zz"),)),
            failure_modes=(Fragment("y", (link("a"),)),),
        ),
    )
    assert codes(made) == ["unknown-target"]
    assert made.value.hubs["go"].failure_modes[0].references[0].key == "a"


@pytest.mark.parametrize(
    ("label", "title", "same"),
    [
        ("Timeouts", "Timeouts are part of the interface", True),
        ("Cost trends: where prices go", "Cost of inference, trends and prices", True),
        ("Cost trends: where we are headed", "Inference cost trends 2026: pricing", False),
        ("Team structures", "Timeouts are part of the interface", False),
        ("", "Anything", True),
    ],
)
def test_a_label_must_resemble_the_title(label: str, title: str, same: bool) -> None:
    assert resembles(label, title) is same

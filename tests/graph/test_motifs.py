"""Motifs: what recurs in the titles of a hub, and what never counts as that."""

from __future__ import annotations

import pytest

from support.planted import evidence, fillers, finding
from support.values import post, topic

ONCE = ("anvil", "bellows", "candle", "dynamo", "easel", "funnel")
BREAD = topic("bread", "Bread", ["loaf", "daily baking"])


def words(*starts: str, others: int = 24) -> tuple[str, ...]:
    """Give the motifs of six posts on bread, the titles of some starting as said."""
    titles = [f"{start} {word}" for start, word in zip((*starts, *[""] * 6), ONCE, strict=False)]
    posts = [post(f"p{n}", topics="bread", title=title) for n, title in enumerate(titles)]
    found = finding("definition.motifs", BREAD, *posts, *fillers(others))
    figure = found["words"] if found else ()
    assert isinstance(figure, tuple)
    return tuple(str(word) for word in figure)


@pytest.mark.parametrize(
    ("starts", "expected"),
    [
        (["Crust"] * 3, ("crust",)),
        (["Crust"] * 2, ()),
        (["Crust crust", "Crust"], ()),
        (["Knead the", "Kneading", "Who kneads"], ("knead",)),
        (["Crust", "Crumb", "Crust", "Crumb", "Crust", "Crumb"], ("crumb", "crust")),
        (["Crust", "Crust", "Crust", "Crumb crust", "Crumb", "Crumb"], ("crust", "crumb")),
        (["Slow proof"] * 3, ("slow proof",)),
        (["AI"] * 3, ("AI",)),
    ],
)
def test_a_motif_recurs_in_three_titles_in_any_inflection(
    starts: list[str], expected: tuple[str, ...]
) -> None:
    assert words(*starts) == expected


@pytest.mark.parametrize(
    "word",
    ["Bread", "Breads", "Bready", "Loaf", "Loafs", "DB", "Daily", "Baking", "Bakes"],
)
def test_no_name_of_the_topic_is_a_motif(word: str) -> None:
    assert words(*[word] * 4) == ()
    assert words(*[f"{word} crust"] * 4) == ("crust",)


@pytest.mark.parametrize("word", ["Why", "The", "What about", "2024", "10", "3rd", "of", "x"])
def test_stop_words_and_numbers_are_no_motifs(word: str) -> None:
    assert words(*[word] * 6) == ()


@pytest.mark.parametrize(("others", "expected"), [(6, ()), (7, ("crust",))])
def test_what_a_quarter_of_all_titles_has_is_no_motif(
    others: int, expected: tuple[str, ...]
) -> None:
    assert words("Crust", "Crust", "Crust", others=others) == expected


def test_what_the_archive_writes_as_often_is_no_motif() -> None:
    posts = [post(f"p{n}", topics="bread", title=f"Crust {word}") for n, word in enumerate(ONCE)]
    elsewhere = [post(f"q{n}", topics="x", title=f"Crust {n}") for n in range(24)]
    assert finding("definition.motifs", *posts, *elsewhere, *fillers(100)) is not None
    assert finding("definition.motifs", *posts, *elsewhere, *fillers(60)) is None


def test_four_motifs_at_most_are_named_with_the_posts_that_they_rest_on() -> None:
    titles = [
        "crust",
        "crust crumb",
        "crust crumb rye",
        "crumb rye steam",
        "rye steam oven",
        "steam oven yolk",
    ]
    titles += ["oven yolk", "yolk"]
    posts = [post(f"p{n}", f"2020-01-{n + 1:02}", "bread", title=t) for n, t in enumerate(titles)]
    found = finding("definition.motifs", *posts, *fillers(40))
    assert found is not None
    assert found["words"] == ("crumb", "crust", "oven", "rye")
    assert found["counts"] == (3, 3, 3, 3)
    assert found.posts == ("p6", "p5", "p4", "p3", "p2", "p1", "p0")


def test_a_motif_does_not_repeat_a_neighbour_that_stands_beside_it() -> None:
    posts = [
        post(f"p{n}", topics="bread ovens" if n < 4 else "bread", title=f"Oven {word}")
        for n, word in enumerate(ONCE)
    ]
    assert [n.slug for n in evidence("bread", *posts, *fillers(24)).facts.neighbours] == ["ovens"]
    assert finding("definition.motifs", *posts, *fillers(24)) is None

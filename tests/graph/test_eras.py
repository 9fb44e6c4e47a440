"""Eras: a shift of emphasis, told only where each half has what the other lacks."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.advice import hub
from support.planted import fillers, finding
from support.values import post, topic
from waypost.graph.eras import halves
from waypost.graph.names import subject
from waypost.model.evidence import Finding
from waypost.model.post import Post
from waypost.words import stem

ONCE = ("anvil", "bellows", "candle", "dynamo", "easel", "funnel", "gasket", "hammer")
NAMES = (topic("bread", "Bread", ["loaf"]), topic("yeasts", "Yeasts"))


def eras(early: Sequence[str], newer: Sequence[str]) -> list[Post]:
    """Make posts on bread, one a month, the titles of both halves starting as said."""
    return [
        post(
            f"p{n}",
            f"{2020 + n // 12}-{n % 12 + 1:02}-01",
            "bread",
            title=f"{start} {ONCE[n % 8]}{n}",
        )
        for n, start in enumerate((*early, *newer))
    ]


def shift(early: Sequence[str], newer: Sequence[str], others: int = 20) -> Finding | None:
    """Give the claim on the halves of a hub, beside some other posts."""
    return finding("claims.shift", *NAMES, *eras(early, newer), *fillers(others))


def test_each_half_is_told_by_what_the_other_lacks() -> None:
    found = shift(["Yeast"] * 4, ["", "Sourdough", "Sourdoughs", "Sourdough"])
    assert found is not None
    figures = dict(found.figures)
    assert figures == {
        "early_words": ("yeast",), "early_counts": (4,), "early_others": (0,), "early_count": 4,
        "early_first": "Jan 2020", "early_last": "Apr 2020",
        "newer_words": ("sourdough",), "newer_counts": (3,), "newer_others": (0,), "newer_count": 4,
        "newer_first": "May 2020", "newer_last": "Aug 2020",
    }  # fmt: skip
    assert found.posts == ("p7", "p6", "p5", "p3", "p2", "p1", "p0")


@pytest.mark.parametrize(
    ("early", "newer"),
    [
        (["Yeast"] * 4, [""] * 4),
        ([""] * 4, ["Rye"] * 4),
        (["Yeast"] * 4, ["Rye", "Rye", "", ""]),
        (["Yeast"] * 4, ["Rye yeast", "Rye", "Rye", "Rye"]),
        (["Bread"] * 4, ["Rye"] * 4),
        (["Yeast"] * 4, ["Loaf", "Loafs", "Loaf", "Loaf"]),
        (["Yeast"] * 4, ["Yeasts"] * 4),
        (["Kube"] * 4, ["Kubectl"] * 4),
        (["Why the"] * 4, ["Rye"] * 4),
        (["Yeast"] * 3, ["Rye"] * 4),
    ],
    ids=[
        "the newer half has no term", "the early half has no term", "two posts", "the other half has it",
        "the hub's own name", "its other name", "one term", "variants of one term", "stop words",
        "seven posts",
    ],
)  # fmt: skip
def test_without_a_term_of_its_own_on_each_side_nothing_is_said(
    early: list[str], newer: list[str]
) -> None:
    assert shift(early, newer) is None


@pytest.mark.parametrize(("others", "fires"), [(0, False), (1, True)])
def test_what_half_of_the_archive_has_is_no_emphasis(others: int, fires: bool) -> None:
    assert (shift(["Yeast"] * 4, ["Rye"] * 4, others) is not None) == fires


def test_a_term_needs_titles_or_topics_and_not_descriptions_alone() -> None:
    posts = eras(["Yeast"] * 4, [""] * 4)
    told = [
        post(
            p.slug.value, str(p.date.value.day), "bread", title=p.title.value, description="On rye."
        )
        for p in posts[4:]
    ]
    tagged = [
        post(p.slug.value, str(p.date.value.day), "bread rye", title=p.title.value)
        for p in posts[4:]
    ]
    assert finding("claims.shift", *posts[:4], *told, *fillers(20)) is None
    assert finding("claims.shift", *posts[:4], *tagged, *fillers(20)) is not None


@pytest.mark.parametrize(
    ("days", "newer"),
    [
        ([1, 2, 3, 4, 5, 6, 7, 8], 4),
        ([1, 1, 1, 1, 1, 1, 1, 1], None),
        ([1, 2, 3, 4, 5, 6, 7], None),
        ([1, 2, 3, 4, 4, 4, 7, 8, 9], None),
        ([1, 2, 3, 4, 4, 4, 7, 8, 9, 9], 4),
        ([1, 2, 3, 4, 5, 5, 5, 8, 9, 9], 6),
        ([1, 2, 2, 2, 2, 2, 7, 8], None),
        ([1, 2, 3, 4, 5, 6, 7, 8, 9], 5),
    ],
)
def test_posts_of_one_date_stay_together(days: list[int], newer: int | None) -> None:
    posts = [post(f"p{n}", f"2020-01-{day:02}", "bread") for n, day in enumerate(days)]
    facts, corpus = hub(*posts)
    split = halves(subject("bread", "Bread", ["bread"], facts.posts, corpus), corpus)
    if newer is None:
        assert split is None
    else:
        assert split == (facts.posts[:newer], facts.posts[newer:])


@given(st.data())
def test_no_word_stands_on_both_sides_and_none_is_a_name(data: st.DataObject) -> None:
    def half(words: tuple[str, ...]) -> list[str]:
        some = st.lists(st.sampled_from(words), unique=True, min_size=2).map(" ".join)
        return data.draw(st.lists(some, min_size=4, max_size=6))

    both = ("bread", "loafs", "salt", "steam", "kube")
    found = shift(half((*both, "yeasted", "rye")), half((*both, "kubectl", "yeast", "crust")))
    if found:
        early, newer = found["early_words"], found["newer_words"]
        assert isinstance(early, tuple)
        assert isinstance(newer, tuple)
        assert early
        assert newer
        stems = [stem(word, "en") for word in " ".join(map(str, (*early, *newer))).split()]
        assert len(set(stems)) == len(stems)
        assert not {"bread", "loaf"} & set(stems)
        assert not {"kube", "kubectl"} <= set(stems)
        for side in ("early", "newer"):
            assert found[f"{side}_others"] == (0,) * len(found[f"{side}_words"])  # type: ignore[arg-type]


def test_half_of_a_topics_name_is_no_term() -> None:
    early = [
        post(f"e{n}", f"2020-0{n + 1}-01", "bread", title=f"Yeast {ONCE[n]}") for n in range(5)
    ]
    rye = [
        post(f"r{n}", f"2021-0{n + 1}-01", "bread rye", title=f"{ONCE[n]} {n}") for n in range(3)
    ]
    plain = [
        post(f"f{n}", f"2022-0{n + 1}-01", "bread", title=f"Flour {ONCE[n]}") for n in range(2)
    ]
    names = (*NAMES, topic("rye", "Rye flour"))
    assert finding("claims.shift", *names, *early, *rye, *plain, *fillers(20)) is None
    whole = (*NAMES, topic("rye", "Flour"))
    assert finding("claims.shift", *whole, *early, *rye, *plain, *fillers(20)) is not None

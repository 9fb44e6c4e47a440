"""Related posts: every post leads on, and is led to, for reasons that are true."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.planted import archives, fillers, links
from support.values import archive, at, path, post
from waypost.graph.reach import place_unreached, reach
from waypost.graph.related import MOST
from waypost.model.archive import Archive, Card
from waypost.model.evidence import RelatedPost
from waypost.model.hub import PathDefinition
from waypost.model.post import Post, Terms
from waypost.words import stem


def related(*values: object) -> dict[str, dict[str, RelatedPost]]:
    """Give the related posts of every post, by slug, best first."""
    found = archive(*values).value.related
    return {slug: {entry.slug: entry for entry in entries} for slug, entries in found.items()}


@given(archives(most=24))
def test_every_post_is_reached_where_there_are_two(values: list[Any]) -> None:
    made = archive(*values).value
    count = len(made.posts)
    assert reach(made.related) == ((count, count) if count > 1 else (0, 1))
    assert made.reached == (count if count > 1 else 0)


@given(archives(most=24))
def test_a_list_holds_at_most_eight_others_best_first(values: list[Any]) -> None:
    made = archive(*values).value
    assert made.related.keys() == made.cards.keys()
    for slug, entries in made.related.items():
        slugs = [entry.slug for entry in entries]
        assert len(slugs) <= MOST == 8
        assert slug not in slugs
        assert len(set(slugs)) == len(slugs)
        assert all(other in made.cards for other in slugs)
        assert all(0 <= entry.score <= 1 for entry in entries)
        assert [e.score for e in entries] == sorted((e.score for e in entries), reverse=True)


@given(archives(most=9))
def test_superseded_posts_give_way_to_their_last_successor(values: list[Any]) -> None:
    made = archive(*values).value
    for slug, entries in made.related.items():
        later = _later(slug, made.cards)
        for entry in entries:
            is_earlier = slug in _later(entry.slug, made.cards)
            assert entry.earlier == is_earlier
            # A superseded post stands only on the pages of what supersedes it.
            assert is_earlier or not made.cards[entry.slug].superseded_by
            if entry.instead_of:
                assert _later(entry.instead_of, made.cards)[-1] == entry.slug
        assert slug not in later


@given(archives(most=20))
def test_reasons_are_true(values: list[Any]) -> None:
    made = archive(*values).value
    posts = {value.slug.value: value for value in values if isinstance(value, Post)}
    ways = {v.slug: _steps(v) for v in values if isinstance(v, PathDefinition)}
    linked = {slug: {to.target for to in one.links} - {slug} for slug, one in posts.items()}
    for slug, entries in made.related.items():
        for entry in entries:
            other = entry.slug
            common = set(made.cards[slug].topics) & set(made.cards[other].topics)
            assert entry.topics == _rarest_first(common, made)
            cited = sorted(linked[slug] & linked[other], key=lambda s: _age(made.cards[s]))
            assert entry.cites == tuple(cited[:3])
            assert entry.paths == tuple(sorted(w for w in ways if {slug, other} <= ways[w]))
            assert entry.link == _direction(other in linked[slug], slug in linked[other])
            assert len(entry.terms) <= 3
            shared = {s for s, _ in posts[slug].terms} & {s for s, _ in posts[other].terms}
            assert {stem(word.lower(), "en") for word in entry.terms} <= shared


def _later(slug: str, cards: Any) -> list[str]:
    found: list[str] = []
    while (slug := cards[slug].superseded_by) and slug not in found:
        found.append(slug)
    return found


def _steps(definition: PathDefinition) -> set[str]:
    return {step.citation.post.value for step in definition.steps}


def _rarest_first(topics: set[str], made: Archive) -> tuple[str, ...]:
    return tuple(sorted(topics, key=lambda topic: (len(made.topics[topic].posts), topic)))


def _age(card: Card) -> tuple[float, str]:
    return (-card.published.timestamp(), card.slug)


def _direction(to: bool, back: bool) -> str:
    return {(True, True): "both", (True, False): "to", (False, True): "from"}.get((to, back), "")


def pair(**more: Any) -> list[Any]:
    """Make two posts of the same making, and others that have nothing to do with them."""
    return [post("one", **more), post("two", **more), *fillers(9)]


@pytest.mark.parametrize(
    ("values", "reason", "expected"),
    [
        (pair(topics="bread rye"), "topics", ("bread", "rye")),
        (pair(terms=Terms("crust 2 yeast 1"), title="Crusts"), "terms", ("crusts",)),
        (pair(links=links("filler-0", "filler-1")), "cites", ("filler-0", "filler-1")),
        ([*pair(), path("way", "one two")], "paths", ("way",)),
        ([post("one", links=links("two")), post("two"), *fillers(9)], "link", "to"),
        ([post("one"), post("two", links=links("one")), *fillers(9)], "link", "from"),
        ([post("one", links=links("two")), post("two", links=links("one"))], "link", "both"),
    ],
    ids=["topics", "terms", "cites", "paths", "to", "from", "both"],
)  # fmt: skip
def test_each_kind_of_evidence_relates_posts(values: list[Any], reason: str, expected: Any) -> None:
    assert getattr(related(*values)["one"]["two"], reason) == expected


def test_a_rare_topic_relates_more_closely_than_a_common_one() -> None:
    found = related(
        post("one", topics="rare common"),
        post("a-common", topics="common other"),
        post("z-rare", topics="rare other2"),
        *fillers(9, "common"),
    )
    assert next(iter(found["one"])) == "z-rare"


def test_what_has_nothing_in_common_is_led_to_by_the_nearest_in_time() -> None:
    found = related(post("a", "2020-01-01"), post("b", "2020-01-03"), post("c", "2022-01-01"))
    assert found == {
        "a": {"b": RelatedPost("b", 0.0)},
        "b": {"a": RelatedPost("a", 0.0), "c": RelatedPost("c", 0.0)},
        "c": {},
    }


def test_a_chain_of_superseded_posts_leads_to_its_end() -> None:
    alike: dict[str, Any] = {"topics": "bread", "terms": Terms("crust 3")}
    found = related(
        post("old", "2019-01-01", superseded_by=at("mid"), **alike),
        post("mid", "2020-01-01", superseded_by=at("new"), **alike),
        post("new", "2021-01-01", topics="bread"),
        post("other", "2022-01-01", **alike),
    )
    assert list(found["other"]) == ["new"]
    assert found["other"]["new"].instead_of in ("old", "mid")
    assert found["other"]["new"].terms == ()
    assert found["new"]["mid"].earlier
    assert found["mid"]["old"].earlier
    assert not found["old"]["new"].earlier
    assert all("old" not in found[slug] for slug in ("new", "other"))


def test_what_a_list_gains_leaves_the_scores_of_the_others() -> None:
    alike: dict[str, Any] = {"topics": "bread", "terms": Terms("crust 3")}
    found = related(
        post("a", **alike),
        post("b", **alike),
        post("old", topics="bread", superseded_by=at("b")),
    )
    assert list(found["b"]) == ["a", "old"]
    assert found["b"]["a"].score == found["a"]["b"].score > found["b"]["old"].score


@pytest.mark.parametrize(
    ("lists", "successors", "most", "expected", "added"),
    [
        ([[1], [0], [0]], {}, 2, [[1, 2], [0], [0]], [(0, 2)]),
        ([[1], [0], [0]], {2: 1}, 2, [[1], [0, 2], [0]], [(1, 2)]),
        ([[1, 3], [0, 3], [0], [0, 1]], {}, 2, [[1, 2], [0, 3], [0], [0, 1]], [(0, 2)]),
        ([[1], [0], [0]], {}, 1, [[1], [2], [0]], [(1, 2)]),
        ([[], [], []], {}, 2, [[1], [0, 2], []], [(1, 0), (0, 1), (1, 2)]),
        ([[1], [0]], {}, 1, [[1], [0]], []),
    ],
    ids=[
        "to what it is most like", "to its successor", "in place of what another list has too",
        "not in place of what no other has", "to the nearest in time", "reached already",
    ],
)  # fmt: skip
def test_a_post_in_no_list_is_placed(
    lists: list[list[int]],
    successors: dict[int, int],
    most: int,
    expected: list[list[int]],
    added: list[tuple[int, int]],
) -> None:
    found = placed(lists, range(len(lists)), successors, most)
    assert (lists, found) == (expected, added)


def placed(
    lists: list[list[int]], ranks: Sequence[int], successors: dict[int, int], most: int
) -> list[tuple[int, int]]:
    counts = np.bincount([entry for own in lists for entry in own], minlength=len(lists))
    return place_unreached(dict(enumerate(lists)), counts, ranks, successors, most)


@given(st.integers(2, 12), st.integers(2, 4), st.randoms(use_true_random=False))
def test_full_lists_never_keep_a_post_from_being_reached(count: int, most: int, by: Random) -> None:
    lists = [
        by.sample([p for p in range(count) if p != own], min(by.randint(0, most), count - 1))
        for own in range(count)
    ]
    ranks = by.sample(range(count), count)
    successors = {p: by.choice([o for o in range(count) if o != p]) for p in range(0, count, 3)}
    placed(lists, ranks, successors, most)
    assert {entry for entries in lists for entry in entries} == set(range(count))
    assert all(len(set(entries)) == len(entries) <= most for entries in lists)
    assert all(own not in entries for own, entries in enumerate(lists))


@given(archives(least=2, most=16), st.randoms(use_true_random=False))
def test_the_order_of_sources_changes_nothing(values: list[Any], by: Random) -> None:
    made = archive(*values).value
    shuffled = archive(*by.sample(values, len(values))).value
    for slug, entries in made.related.items():
        assert shuffled.related[slug] == entries
    # Compared apart, since a difference of all figures takes minutes to explain.
    same = shuffled.evidence == made.evidence
    assert same


_SHOW = """
from hashlib import sha256
from random import Random
from support.planted import TOPICS, links
from support.values import archive, path, post
from waypost.model.post import Terms

by = Random(7)
slugs = [f"p{n}" for n in range(60)]
posts = [
    post(
        slug,
        f"20{by.randint(15, 24)}-0{by.randint(1, 9)}-01",
        " ".join(by.sample(TOPICS, 2)),
        title=" ".join(by.sample(("crust", "rye", "steam", "bakers"), 2)),
        links=links(*by.sample(slugs, 3)),
        terms=Terms.of((s, by.randint(1, 5)) for s in by.sample(("crust", "rye", "steam"), 2)),
    )
    for slug in slugs
]
made = archive(*posts, path("way", "p1 p2 p3")).value
for value in (made.related, made.evidence):
    print(sha256(repr(value).encode()).hexdigest())
print(sum(map(len, made.related.values())))
"""


def test_the_hash_seed_changes_nothing() -> None:
    tests = Path(__file__).parents[1]
    shown = [
        subprocess.run(
            [sys.executable, "-c", _SHOW],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join((str(tests), *sys.path))},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "4711")
    ]  # fmt: skip
    assert shown[0] == shown[1]
    assert shown[0].split()[-1] == str(60 * MOST)

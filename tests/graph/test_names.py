"""Names: all that a topic is called, and what is only a variant of that."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from support.advice import hub
from support.values import post
from waypost.graph.names import is_variant, names_of, subject


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("bread", "bread", True),
        ("bread", "breadi", True),
        ("breadman", "bread", True),
        ("breadcrumb", "bread", False),
        ("bre", "bread", False),
        ("cat", "cats", False),
        ("read", "bread", False),
        ("kube", "kubectl", True),
        ("", "bread", False),
    ],
)
def test_a_variant_has_a_short_ending_more_or_less(one: str, other: str, expected: bool) -> None:
    assert is_variant(one, {other}) == expected
    assert is_variant(other, {one}) == expected


def test_nothing_is_a_variant_of_no_names() -> None:
    assert not is_variant("bread", ())


@pytest.mark.parametrize(
    ("topic", "aliases", "expected"),
    [
        ("code-review", (), {"code", "review", "codereview", "cr", "c2e", "r4w"}),
        ("kubernetes", (), {"kubernet", "k8s", "k"}),
        ("kubernetes", ("kube",), {"kubernet", "k8s", "k", "kube", "k2e"}),
        ("c++", (), {"c++", "c"}),
        ("ai", (), {"ai", "a"}),
    ],
)
def test_a_topic_is_called_by_its_words_and_their_short_forms(
    topic: str, aliases: tuple[str, ...], expected: set[str]
) -> None:
    _, corpus = hub(post("a", topics=topic), own={"c++": "cpp"}.get(topic, topic))
    slug = next(iter(corpus.topics))
    found = names_of([slug], replace(corpus, aliases={slug: aliases}))
    assert expected <= found
    assert not {"bread", ""} & found


def test_a_hub_is_called_by_its_slug_its_title_and_all_of_its_topics() -> None:
    _, corpus = hub(post("a", topics="bread rye-flour"), post("b", "2024-02-02", topics="bread"))
    made = subject("bakery", "From the Oven", ["bread", "rye-flour"], ["a", "b"], corpus)
    assert {"bakeri", "oven", "bread", "rye", "flour", "rf"} <= made.names
    assert made.posts == ("b", "a")
    assert [corpus.posts[rank] for rank in made.ranks] == ["b", "a"]
    assert made.is_named("ovens")
    assert not made.is_named("salt")

"""One topic for all spellings of a subject."""

from __future__ import annotations

import pytest

from support.values import archive, codes, post, topic
from waypost.graph.topics import topic_slug
from waypost.words import topic_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Code Review", "code-review"),
        ("code_review", "code review"),
        ("CODE REVIEW", "Code  Review"),
        ("Ünïcode", "ünïcode"),
        ("ﬁnance", "finance"),
    ],
)
def test_spellings_of_one_topic_share_a_key(one: str, other: str) -> None:
    assert topic_key(one) == topic_key(other)


@pytest.mark.parametrize(
    ("spelling", "slug"),
    [("C", "c"), ("C++", "cpp"), ("C#", "c-sharp"), (".NET", "net"), ("Node.js", "node.js")],
)
def test_signs_that_are_part_of_a_name_stay_apart(spelling: str, slug: str) -> None:
    assert topic_slug(spelling) == slug


def test_an_alias_and_a_label_mean_the_registered_topic() -> None:
    found = archive(
        post("a", topics="k8s"),
        post("b", topics="Kubernetes"),
        topic("kubernetes", "Kubernetes", ["k8s"]),
    ).value.topics
    assert found["kubernetes"].posts == ("a", "b")
    assert list(found) == ["kubernetes"]


def test_an_unregistered_topic_is_called_as_it_is_mostly_spelled() -> None:
    found = archive(
        post("a", topics="code-review"),
        post("b", topics="Code_Review"),
        post("c", topics="Code_Review"),
    ).value.topics
    assert found["code-review"].label == "Code Review"


def test_the_posts_of_all_spellings_are_newest_first() -> None:
    found = archive(
        post("new", "2022-01-01", "go"),
        post("middle", "2021-01-01", "Go"),
        post("old", "2020-01-01", "go GO"),
    ).value.topics
    assert found["go"].posts == ("new", "middle", "old")


def test_a_near_miss_of_a_registered_topic_is_a_warning() -> None:
    checked = archive(post("a", topics="kuberentes"), topic("kubernetes", "Kubernetes"))
    assert codes(checked) == ["near-topic"]
    assert "did you mean 'kubernetes'?" in checked.diagnostics[0].fix
    assert checked.diagnostics[0].place.line == 4


def test_a_topic_that_resembles_nothing_registered_is_fine() -> None:
    assert codes(archive(post("a", topics="gardening"), topic("kubernetes"))) == []


def test_without_registered_topics_every_topic_is_fine() -> None:
    assert codes(archive(post("a", topics="kuberentes"), post("b", topics="kubernetes"))) == []


def test_a_post_that_names_a_topic_twice_counts_once() -> None:
    found = archive(post("a", topics="go Go GO")).value
    assert found.topics["go"].posts == ("a",)
    assert found.cards["a"].topics == ("go",)


def test_a_topic_without_letters_is_a_warning() -> None:
    assert codes(archive(post("a", topics="---"))) == ["unusable-topic"]

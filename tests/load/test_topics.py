"""The registered topics."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.findings import only, told
from waypost.load.topics import load_topics
from waypost.model.diagnostic import Checked, Place
from waypost.model.hub import TopicDefinition

SOURCE = "content/topics.yaml"


def load(text: str) -> Checked[tuple[TopicDefinition, ...]]:
    return load_topics(SOURCE, text.encode())


def slugs(text: str) -> list[str]:
    return [topic.slug for topic in load(text).value]


MAPPING = """\
platform:
  label: Platform Engineering
  aliases: [infra, no]
  description: What others build on
code-review: Code review
on-call:
  parent: platform
2024:
"""

LIST = """\
- slug: platform
  label: Platform Engineering
  aliases: [infra, no]
  description: What others build on
- {slug: code-review, label: Code review}
- {slug: on-call, parent: platform}
- 2024
"""


@pytest.mark.parametrize("text", [MAPPING, LIST])
def test_topics_are_a_mapping_or_a_list(text: str) -> None:
    loaded = load(text)
    assert told(loaded) == []
    platform, review, on_call, year = loaded.value
    assert (platform.slug, platform.label) == ("platform", "Platform Engineering")
    assert [alias.value for alias in platform.aliases] == ["infra", "no"]
    assert platform.aliases[0].place == Place(SOURCE, 3, 13)
    assert platform.description == "What others build on"
    assert (review.slug, review.label, review.aliases) == ("code-review", "Code review", ())
    assert on_call.label == "on call"
    assert on_call.parent is not None
    assert on_call.parent.value == "platform"
    assert (year.slug, year.label) == ("2024", "2024")


@pytest.mark.parametrize("text", ["", "# none yet\n", "{}", "[]", "~"])
def test_there_may_be_none(text: str) -> None:
    assert load(text) == Checked(())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: x\nb: y\na: z\n", ["3:1 duplicate-key"]),
        ("- a\n- b\n- slug: a\n", ["3:9 duplicate-topic"]),
        ("a: {aliases: [b]}\nb: x\n", ["2:1 duplicate-topic"]),
        ("a: {aliases: [Code Review]}\nb: {aliases: [code_review]}\n", ["2:15 duplicate-topic"]),
        ("a: Bee\nb: {aliases: [bee]}\n", ["2:15 duplicate-topic"]),
        ("a: {parent: b}\n", ["1:13 unknown-parent"]),
        ("a: {parent: a}\n", ["1:13 cyclic-parents"]),
        ("a: {parent: b}\nb: {parent: c}\nc: {parent: a}\n", ["1:13 cyclic-parents"]),
        ("a: {parent: b}\nb: {parent: b}\n", ["2:13 cyclic-parents"]),
        ("Code Review: x\n", ["1:1 bad-slug"]),
        ("AI:\n", ["1:1 bad-slug"]),
        ("a/b: x\n", ["1:1 bad-slug"]),
        ("'!!': x\n", ["1:1 bad-slug"]),
        ("a: {lable: x}\n", ["1:5 unknown-key"]),
        ("a: [x]\n", ["1:4 wrong-type"]),
        ("- label: x\n", ["1:3 missing-slug"]),
        ("- [a]\n", ["1:3 wrong-type"]),
        ("-\n- a\n", ["1:2 wrong-type"]),
        ("just text\n", ["1:1 wrong-type"]),
        ("a: b: c\n", ["1:5 yaml-syntax"]),
        ("a: &x y\nb: *x\n", ["1:4 yaml-anchor", "2:4 yaml-alias"]),
    ],
)
def test_findings_stand_where_the_fault_is(text: str, expected: list[str]) -> None:
    loaded = load(text)
    assert told(loaded) == expected
    assert all(finding.is_error and finding.fix for finding in loaded.diagnostics)


def test_a_name_that_is_taken_names_both_lines() -> None:
    finding = only(load("ai: {aliases: [llm]}\nx: y\nllm: z\n"))
    assert "on line 3" in finding.message
    assert "on line 1" in finding.message


def test_a_topic_may_repeat_its_own_name_among_its_aliases() -> None:
    assert (
        told(load("code-review: {label: Code Review, aliases: [Code review, code_review]}")) == []
    )


def test_names_with_different_signs_are_different_topics() -> None:
    assert told(load("c: C\ncpp: C++\nc-sharp: C#\n")) == []


def test_an_untidy_slug_is_given_tidy_with_its_label() -> None:
    assert (
        only(load("Code Review:\n")).fix == "write 'code-review', with 'Code Review' as its label"
    )


def test_of_two_definitions_the_first_counts() -> None:
    assert slugs("- {slug: a, label: First}\n- {slug: a, label: Second}\n") == ["a"]
    assert load("- {slug: a, label: First}\n- {slug: a}\n").value[0].label == "First"


@given(st.binary(max_size=200))
def test_any_bytes_are_topics_and_located_findings(data: bytes) -> None:
    loaded = load_topics(SOURCE, data)
    assert all(finding.place.path == SOURCE for finding in loaded.diagnostics)

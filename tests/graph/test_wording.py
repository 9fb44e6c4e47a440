"""Wording: which words of a title say something, and as what they count."""

from __future__ import annotations

import pytest

from waypost.graph.spelling import Spelling
from waypost.graph.wording import Wording, wording
from waypost.model.archive import Topic
from waypost.words import tokens

GO, TESTING = Topic("go", "go", ("a",)), Topic("testing", "Testing", ("a",))


def words(*topics: Topic, language: str = "en") -> Wording:
    """Make the wording of an archive with some topics."""
    return wording(topics, Spelling(), {}, language)


def read(text: str, known: Wording, topics: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Give the stems of a text."""
    return known.read(tokens(text), known.exceptions(text, topics))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kneading the dough", ("knead", "", "dough")),
        ("AI in an hour", ("ai", "", "", "hour")),
        ("ai in an hour", ("", "", "", "hour")),
        ("WHY AI IS HARD", ("", "", "", "hard")),
        ("LLMs and an LLM", ("llm", "", "", "llm")),
        ("DNS with CSS", ("dn", "", "css")),
        ("10x 3rd 2024 k8s", ("", "", "k8s")),
        ("C++ at C#", ("c++", "", "c#")),
        ("to go or Go", ("", "", "", "")),
        ("A test of tests", ("", "", "", "test")),
    ],
)
def test_words_that_say_something_have_a_stem(text: str, expected: tuple[str, ...]) -> None:
    assert read(text, words()) == expected


def test_a_short_topic_counts_where_its_posts_write_its_name() -> None:
    known = words(GO)
    assert read("ways to go in Go", known, ("go",))[-1] == "go"
    assert read("ways to go in Go", known, ("go",))[2] == "go"
    assert read("ways to go", known, ("go",)) == read("ways to go", words())
    assert read("Go on", known) == ("", "")


def test_a_stop_word_that_a_topic_is_named_after_says_something() -> None:
    assert read("A test", words(TESTING)) == ("", "test")


def test_without_lists_for_a_language_all_long_words_count() -> None:
    assert read("the dough", words(language="tlh")) == ("the", "dough")


@pytest.mark.parametrize(
    ("text", "stems", "expected"),
    [
        ("Error budgets, error budget", ("error", "budget"), ["error budgets", "error budget"]),
        ("Budgets of errors", ("error", "budget"), []),
        ("AI agents and AI", ("ai",), ["AI", "AI"]),
    ],
)
def test_occurrences_are_as_written(text: str, stems: tuple[str, ...], expected: list[str]) -> None:
    assert words().occurrences(text, (), stems) == expected

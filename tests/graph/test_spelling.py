"""Spelling: which words are names, told from how an archive writes them."""

from __future__ import annotations

from collections import Counter

import pytest

from waypost.graph.spelling import Spelling
from waypost.words import tokens


def names(*texts: str, prose: bool = True) -> dict[str, str]:
    """Give the names that some texts hold."""
    spelling, said = Spelling(), Counter[str]()
    spelling.note(texts, prose=prose)
    for text in texts:
        said.update(tokens(text))
    return spelling.names(said)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["An LLM in the loop"], {"llm": "LLM"}),
        (["The queries of GraphQL"], {"graphql": "GraphQL"}),
        (["Pods on Kubernetes often run", "Kubernetes again"], {"kubernetes": "Kubernetes"}),
        (["Kubernetes again"], {}),
        (["It broke. Today it works"], {}),
        (["Pods on Kubernetes often run", "on kubernetes too"], {}),
        (["Running On Every Machine"], {}),
        (["An LLM", "some llm"], {}),
        (["WHY IT BROKE", "why it broke"], {}),
        (["Ein Blick ins Übersetzen hinein, noch dazu"], {"blick": "Blick", "übersetzen": "Übersetzen"}),
        (["an LLM here", "an Llm there", "an LLM"], {"llm": "LLM"}),
        ([""], {}),
    ],
    ids=[
        "capitals", "a capital inside", "within a sentence", "only at the start",
        "at the start of a sentence", "small letters too", "all words have capitals",
        "an abbreviation in small letters too", "a shouted title", "another alphabet",
        "the most frequent of two", "nothing",
    ],
)  # fmt: skip
def test_a_name_is_never_written_in_small_letters(
    texts: list[str], expected: dict[str, str]
) -> None:
    assert names(*texts) == expected


def test_a_title_tells_only_of_capitals_inside() -> None:
    assert names("Pods on Kubernetes and how YAML grows", prose=False) == {"yaml": "YAML"}


@pytest.mark.parametrize(
    ("texts", "name"), [(["Go", "GO", "Go on"], "Go"), (["An AI", "the AI"], "AI"), ([], "Ai")]
)
def test_a_short_name_is_written_as_the_archive_writes_it(texts: list[str], name: str) -> None:
    spelling = Spelling()
    spelling.note(texts, prose=True)
    assert spelling.name(name.lower()) == name

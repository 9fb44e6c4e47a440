"""A post's terms and length."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost.load import terms
from waypost.load.terms import MOST_TERMS, count_words, terms_of


def test_the_most_frequent_stem_comes_first_then_the_alphabet_decides() -> None:
    terms = terms_of("", "", "latency queue queues zebra apple queue latency", "en")
    assert list(terms) == [("queue", 3), ("latenc", 2), ("appl", 1), ("zebra", 1)]


def test_the_title_weighs_three_and_the_description_two() -> None:
    assert dict(terms_of("Latency", "Queues", "budget", "en")) == {
        "latenc": 3,
        "queue": 2,
        "budget": 1,
    }


def test_stop_words_numbers_and_single_letters_are_no_terms() -> None:
    assert list(terms_of("The 2024 of", "and x", "it's don't 42 the The", "en")) == []


def test_terms_are_limited() -> None:
    prose = " ".join(f"w{chr(97 + i % 26)}{chr(97 + i // 26)}zq" for i in range(200))
    assert len(list(terms_of("", "", prose, "xx"))) == MOST_TERMS


def test_the_language_decides_about_stems_and_stop_words() -> None:
    assert dict(terms_of("", "", "die Häuser und das Haus", "de-AT")) == {"haus": 2}
    assert dict(terms_of("", "", "die houses", "xx")) == {"die": 1, "houses": 1}


@given(st.text(), st.text(), st.text())
def test_any_text_has_terms_that_can_be_packed(title: str, description: str, prose: str) -> None:
    ranked = list(terms_of(title, description, prose, "en"))
    assert ranked == sorted(ranked, key=lambda term: (-term[1], term[0]))
    assert len(dict(ranked)) == len(ranked) <= MOST_TERMS


@pytest.mark.parametrize(
    ("prose", "words"), [("", 0), ("one", 1), ("one two\nthree  4", 4), ("it's well-known", 2)]
)
def test_words_are_counted(prose: str, words: int) -> None:
    assert count_words(prose) == words


@given(st.text() | st.text(st.sampled_from("a \t\n\x1c\x1f\x0b")))
def test_words_are_what_stands_between_spaces(prose: str) -> None:
    assert count_words(prose) == len(prose.split())


def test_the_memory_of_words_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terms, "_MOST_KEYS", 2)
    keys = terms._Keys("en")
    assert [keys[word] for word in ("queues", "the", "a", "42", "running")] == [
        "queue",
        "",
        "",
        "",
        "run",
    ]
    assert len(keys) <= 2

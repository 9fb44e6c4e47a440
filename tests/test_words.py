"""Words, stems and stop words."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost import words
from waypost.words import END, stem, stop_words, tokens, words_apart, words_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The quick, brown fox.", ["the", "quick", "brown", "fox"]),
        ("on-call and/or snake_case", ["on", "call", "and", "or", "snake", "case"]),
        ("It’s the team's, don't!", ["it's", "the", "team's", "don't"]),
        ("'quoted' rock'n'roll", ["quoted", "rock", "n", "roll"]),
        ("l'homme d'accord qu’il", ["l", "homme", "d", "accord", "qu", "il"]),
        ("C++, C# and F#; Node.js. ASP.NET", ["c++", "c#", "and", "f#", "node.js", "asp.net"]),
        ("K8s runs HTTP2 2024 3.14 10x ½", ["k8s", "runs", "http2", "10x"]),
        ("issue# abc+ c+++ end.Next", ["issue", "abc", "c++", "end", "next"]),
        ("Über Größe naïve", ["über", "größe", "naïve"]),
        ("हिन्दी में ไทย", ["हिन्दी", "में", "ไทย"]),
        ("日本語 текст", ["日本語", "текст"]),
        ("", []),
    ],
)
def test_text_is_split_into_words(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@given(st.text())
def test_words_are_lower_cased_without_spaces_and_not_numbers(text: str) -> None:
    for word in tokens(text):
        assert word == word.lower()
        assert word.split() == [word]
        assert not word.isnumeric()


@given(st.lists(st.text() | st.text(st.sampled_from("aC+#'t.jsé2 \n\u2019"))))
def test_many_texts_are_split_as_each_is_and_numbers_stay(texts: list[str]) -> None:
    expected = [word for text in texts for word in (*tokens(text), END)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "_TEXTS_AT_ONCE", 2)
        assert [
            word for word in words_apart(texts).split(" ") if word and not word.isnumeric()
        ] == expected
    assert [
        word for word in words_apart(texts).split(" ") if word and not word.isnumeric()
    ] == expected
    assert (
        words_apart(["3 pies", "", "in 2024"]).split()
        == f"3 pies {END} {END} in 2024 {END}".split()
    )


@given(
    st.text()
    | st.lists(
        st.sampled_from(
            [
                "don't",
                "it\u2019s",
                "C++",
                "node.js",
                "A",
                "42",
                "\u2014",
                "\u201c",
                "é",
                "_",
                "'",
                " ",
                ".",
                "#",
                "x'y'z",
            ]
        )
    ).map("".join)
)
def test_words_are_counted_as_they_are_split(text: str) -> None:
    words = [word for word in words_of(text) if not word.isnumeric()]
    assert Counter(words) == Counter(tokens(text))


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("running", "en", "run"),
        ("queues", "en-GB", "queue"),
        ("team's", "en", "team"),
        ("häuser", "de_AT", "haus"),
        ("chevaux", "fr", "cheval"),
        ("node.js", "en", "node.js"),
        ("k8s", "en", "k8s"),
        ("running", "ja", "running"),
        ("running", "", "running"),
    ],
)
def test_a_stem_depends_on_the_language(word: str, language: str, expected: str) -> None:
    assert stem(word, language) == expected
    assert stem(word, language) == expected


@pytest.mark.parametrize("language", sorted(words._ALGORITHMS))
def test_every_language_that_is_listed_has_a_stemmer(language: str) -> None:
    assert stem("informationen", language)


def test_the_memory_of_stems_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "_MOST_STEMS", 2)
    memory = words.Stems(None)
    assert [memory[word] for word in "abcd"] == list("abcd")
    assert len(memory) <= 2


@given(st.sampled_from(["en", "de", "ja"]), st.lists(st.text("aeinst.2", min_size=1), unique=True))
def test_many_stems_are_learnt_as_each_is_found(language: str, many: list[str]) -> None:
    words._stems.cache_clear()
    learnt = words.stems(language)
    learnt.learn(many)
    kept = dict(learnt)
    words._stems.cache_clear()
    assert {word: stem(word, language) for word in kept} == kept
    assert set(kept) == {w for w in many if not set(w) & set(".2")} - {*many * (language == "ja")}


def test_no_more_stems_are_learnt_than_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "_MOST_STEMS", 2)
    words._stems.cache_clear()
    words.stems("en").learn(["rye", "salts", "crusts"])
    assert not words.stems("en")
    words.stems("en").learn(["rye", "salts"])
    assert words.stems("en") == {"rye": "rye", "salts": "salt"}


@pytest.mark.parametrize(
    ("language", "word"), [("en", "the"), ("en-US", "don't"), ("de", "und"), ("no", "ikke")]
)
def test_stop_words_are_those_of_the_language(language: str, word: str) -> None:
    assert word in stop_words(language)


def test_a_language_without_stop_words_has_none() -> None:
    assert stop_words("xx") == frozenset()

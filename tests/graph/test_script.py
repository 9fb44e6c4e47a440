"""The script of an archive: as numbers, its texts say what they say as text."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from support.values import archive, corpus_of, post, topic
from waypost.graph.script import read_script, said_by
from waypost.words import tokens

# Long enough for words of more than the sixteen bytes of a key.
TEXTS = st.text(st.sampled_from("aB '2.-\nÉ½"), max_size=8) | st.text("aÉ", max_size=20)
LABELS = {"bread": "Rye bread", "salt": "Salt", "thanks": "Thanks 2", "years": "2024"}
POSTS = st.lists(
    st.tuples(TEXTS, TEXTS, st.lists(st.sampled_from(sorted(LABELS)), unique=True)), min_size=1
)


@given(POSTS)
def test_numbers_say_what_texts_say(texts: list[tuple[str, str, list[str]]]) -> None:
    posts = [
        post(f"p{n:03}", topics=" ".join(topics), title=title, description=description)
        for n, (title, description, topics) in enumerate(texts)
    ]
    made = archive(*posts, *(topic(slug, label) for slug, label in LABELS.items())).value
    corpus = corpus_of(made)
    cards = said_by(made.cards[slug] for slug in corpus.posts)
    script = read_script(cards, made.topics.values(), corpus.tagged)

    words = {number: word for word, number in script.words.items()}
    for slug, numbers in script.names.items():
        words |= dict(zip(numbers, tokens(LABELS[slug]), strict=True))
    said = [words.get(number, "") for number in script.numbers.tolist()]
    for row, (title, description, topics) in enumerate(texts):
        start, end = script.starts[row : row + 2]
        names = [LABELS[slug] for slug in sorted(topics)]
        read = [word for text in (title, description, *names) for word in (*tokens(text), "")]
        assert said[start:end] == read
        assert said[start : script.title_ends[row]] == [*tokens(title), ""]
    assert script.said == Counter(w for t, d, _ in texts for w in (*tokens(t), *tokens(d)))


def test_words_of_a_name_are_told_from_words_of_texts() -> None:
    made = archive(post("a", topics="bread", title="Bread", description="bread")).value
    corpus = corpus_of(made)
    script = read_script(said_by(made.cards.values()), made.topics.values(), corpus.tagged)
    assert script.numbers.tolist() == [1, 0, 1, 0, 2, 0]
    assert script.names == {"bread": [2]}
    assert script.said == {"bread": 2}

"""The texts of an archive: which stems are counted."""

from __future__ import annotations

from support.values import archive, post, topic
from waypost.graph import eras, motifs
from waypost.graph.corpus import read_corpus
from waypost.graph.texts import LEAST


def test_words_in_compounds_are_known_from_titles_descriptions_and_topics() -> None:
    made = archive(
        post("a", topics="on-call", title="Post-Mortem", description="A no-op, really - so"),
        topic("on-call", "On-call"),
    ).value
    texts = read_corpus(made.cards, made.topics, made.references, "en").texts
    assert texts.compounded == {"post", "mortem", "no", "op", "on", "call"}


def test_no_stem_that_a_rule_may_find_is_left_out() -> None:
    assert min(motifs.MINIMUM, eras.SUPPORT) >= LEAST
    posts = [
        post(f"p{n}", "2024-01-01", title="Rye" if n < LEAST else "Salt", description="Sour rye")
        for n in range(2 * LEAST - 1)
    ]
    made = archive(*posts).value
    texts = read_corpus(made.cards, made.topics, made.references, "en").texts
    assert texts.title_table.names == ("rye",)
    assert texts.full_table.names == ("rye", "sour")
    assert texts.full_table.totals.tolist() == [2 * LEAST - 1] * 2

"""The texts of an archive: which stems are counted."""

from __future__ import annotations

from support.values import archive, corpus_of, post, topic
from waypost.graph import eras, motifs
from waypost.graph.texts import LEAST


def test_words_in_compounds_are_known_from_titles_descriptions_and_topics() -> None:
    made = archive(
        post("a", topics="on-call", title="Post-Mortem", description="A no-op, really - so"),
        topic("on-call", "On-call"),
    ).value
    texts = corpus_of(made).texts
    assert texts.compounded == {"post", "mortem", "no", "op", "on", "call"}


def test_no_stem_that_a_rule_may_find_is_left_out() -> None:
    assert min(motifs.MINIMUM, eras.SUPPORT) >= LEAST
    posts = [
        post(f"p{n}", "2024-01-01", title="Rye" if n < LEAST else "Salt", description="Sour rye")
        for n in range(2 * LEAST - 1)
    ]
    made = archive(*posts).value
    texts = corpus_of(made).texts
    assert texts.title_table.names == ("rye",)
    assert texts.full_table.names == ("rye", "sour")
    assert texts.full_table.totals.tolist() == [2 * LEAST - 1] * 2

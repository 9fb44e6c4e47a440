"""Words and phrases in titles, descriptions and the names of topics."""

from __future__ import annotations

import pytest

from support.advice import hub, rule
from support.values import post
from waypost.graph.mentions import Mentions, mentions_of

POSTS = (
    post("a", topics="bread", title="Who is on call?", description="Pages at night."),
    post("b", topics="bread", title="Calling on bakers", description="Tools: none."),
    post("c", topics="bread code-review", title="A tool", description="Call it what you like."),
    post("d", topics="bread", title="LLMs in C++", description="Nothing to page for."),
)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("call", ("a", "b", "c")),
        ("calls", ("a", "b", "c")),
        ("on-call", ("a",)),
        ("tool", ("b", "c")),
        ("tool call", ()),
        ("code review", ("c",)),
        ("review code", ()),
        ("page", ("a", "d")),
        ("llm", ("d",)),
        ("c++", ("d",)),
        ("c", ()),
        ("oven", ()),
    ],
)
def test_words_are_found_with_their_inflections_and_phrases_in_a_row(
    phrase: str, expected: tuple[str, ...]
) -> None:
    facts, corpus = hub(*POSTS)
    found = Mentions([phrase], corpus, "en").among(facts.posts, [phrase])
    assert found == ((phrase,) if expected else (), expected)


def test_the_posts_that_have_any_word_keep_their_order() -> None:
    _, corpus = hub(*POSTS)
    words = ["llm", "oven", "code review", "bakers"]
    found = Mentions(words, corpus, "en").among(("d", "c", "a"), words)
    assert found == (("llm", "code review"), ("d", "c"))


def test_rules_on_topics_that_the_archive_lacks_are_not_looked_for() -> None:
    _, corpus = hub(*POSTS)
    rules = [rule("x", topics=("bread",), words=("tool",)), rule("y", field=("llm",))]
    mentions = mentions_of([*rules, rule("z", topics=("soup",), words=("call",))], corpus, "en")
    assert mentions.among(("a", "b", "c", "d"), ["tool", "llm"])[1] == ("b", "c", "d")
    with pytest.raises(KeyError):
        mentions.among(("a",), ["call"])

"""No sentence on a derived hub of the demo archive tells what another one has told.

Facts are read from the words that stand on the page, whatever rule wrote them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise
from typing import Any

import pytest

from support.recount import MONTHS, POSTS, TOPICS, Hub, Members

Fact = tuple[object, ...]

TITLES = {post.title: slug for slug, post in POSTS.items()}
TITLE = re.compile("|".join(re.escape(t) for t in sorted(TITLES, key=len, reverse=True)))
LABELS = {entry["label"]: slug for slug, entry in TOPICS.items()}
LABEL = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, LABELS), key=len, reverse=True))})\b")
MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)}) \d{{4}}\b")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
COUNT = re.compile(r"\b([\d,.]*\d) (?:\w+ ){0,2}?(post|year|month|link|day|percent)s?\b")
ROLES = {
    "begin with": re.compile(r"\b(?:start|begin)\b", re.IGNORECASE),
    "has given way": re.compile(r"\b(?:given way|taken its place|superseded)\b"),
    "is most linked": re.compile(r"\blink to most\b"),
    "comes last": re.compile(r"\bnewest\b"),
}


def facts(sentence: str) -> set[Fact]:
    """Gather what a sentence tells.

    These are pairs of months, years, counts with their nouns, two posts that are set
    against each other, posts by the role in which they are named, and topics together.
    Links to a post are no count of their own, and a list of posts sets none against another.
    """
    posts = [TITLES[title] for title in TITLE.findall(sentence)]
    plain = TITLE.sub("", sentence)
    undated = MONTH.sub("", plain)
    roles = [role for role, telling in ROLES.items() if telling.search(plain)]
    found: set[Fact] = {("role", role, post) for role in roles for post in posts}
    if len(posts) == 2 and "is most linked" not in roles:
        found.add(("posts", *sorted(posts)))
    found |= {("months", *pair) for pair in pairwise(MONTH.findall(plain))}
    found |= {("year", year) for year in YEAR.findall(undated)}
    found |= {("count", *pair) for pair in COUNT.findall(undated) if pair[1] != "link"}
    found |= {("topics", *sorted(p)) for p in combinations(set(LABEL.findall(plain)), 2)}
    return found


def sentences(record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Give every sentence of a hub, with its section; of a reading path its first step."""
    for statement in record["statements"]:
        # A hub's own name is no fact.
        yield statement["section"], statement["sentence"].replace(f"On {record['title']} ", "")
    for step in record["path"][:1]:
        yield "suggested-reading-path", f"Start here: {POSTS[step['post']].title}."


def repeated(record: dict[str, Any]) -> set[Fact]:
    """Find the facts that two sentences of a hub tell."""
    told: set[Fact] = set()
    again: set[Fact] = set()
    for _, sentence in sentences(record):
        again |= told & facts(sentence)
        told |= facts(sentence)
    return again


def test_no_hub_tells_a_fact_twice(hubs: dict[str, Hub]) -> None:
    assert {slug: found for slug, hub in hubs.items() if (found := repeated(hub.record))} == {}


def test_the_hubs_tell_facts_of_every_kind(hubs: dict[str, Hub]) -> None:
    told = {
        fact[:1] for hub in hubs.values() for _, s in sentences(hub.record) for fact in facts(s)
    }
    kinds = {"posts", "months", "year", "count", "role", "topics"}
    assert told == {(kind,) for kind in kinds}


def planted(of: Members, record: dict[str, Any]) -> Iterable[tuple[str, Fact]]:
    """Make sentences that tell again what stands on the hub on code review."""
    _, before, after = max(of.gaps, key=lambda gap: gap[0])
    [old] = [post for post in of.posts if post.superseded_by]
    new = POSTS[old.superseded_by]
    count, linked = len(of.posts), max(of.posts, key=lambda post: len(of.inbound(post.slug)))
    pair = ("posts", *sorted((before.slug, after.slug)))
    yield f"Compare “{before.title}” with “{after.title}”.", pair
    yield "Mind the 46 months in which others wrote.", ("count", "46", "month")
    yield f"Choose among the {count} posts before you read.", ("count", str(count), "post")
    yield f"Take the {count} old posts for what they are.", ("count", str(count), "post")
    yield "From Apr 2018 to May 2025 much has changed.", ("months", "Apr 2018", "May 2025")
    yield "Nothing came between Apr 2018 and Feb 2022.", ("months", "Apr 2018", "Feb 2022")
    yield (
        f"Quoting “{old.title}”, although “{new.title}” has taken its place.",
        ("role", "has given way", old.slug),
    )
    yield (
        f"Nobody should miss “{linked.title}”, which others link to most.",
        ("role", "is most linked", linked.slug),
    )


def test_a_fact_that_is_told_again_is_found(hubs: dict[str, Hub]) -> None:
    hub = hubs["code-review"]
    tried = 0
    for sentence, fact in planted(hub.members, hub.record):
        again = {"section": "failure-modes", "sentence": sentence}
        record = hub.record | {"statements": [*hub.record["statements"], again]}
        assert fact in repeated(record), sentence
        tried += 1
    assert tried == 8


@pytest.mark.parametrize(
    ("slug", "sentence", "fact"),
    [
        (
            "ai",
            "Ask Leadership and Production what they think.",
            ("topics", "Leadership", "Production"),
        ),
        ("teams", "Most of 2020 was spent on writing.", ("year", "2020")),
        ("teams", "Little was written, except for 3 posts.", ("count", "3", "post")),
        (
            "databases",
            "Start with “One Postgres, until the graph bends”.",
            ("role", "begin with", "one-postgres-until-the-graph-bends"),
        ),
    ],
)
def test_a_fact_of_another_kind_is_found_too(
    hubs: dict[str, Hub], slug: str, sentence: str, fact: Fact
) -> None:
    record = hubs[slug].record
    again = {"section": "practical-checklist", "sentence": sentence}
    assert repeated(record | {"statements": [*record["statements"], again]}) == {fact}


@pytest.mark.parametrize(
    "sentence",
    [
        "Ask of each of these posts whether it still holds.",
        "Prompts belong in version control.",
        "Read a post on each of the neighbouring topics.",
        "The 5 links of one and the 4 links of another are no fact of their own.",
    ],
)
def test_a_conclusion_repeats_nothing(hubs: dict[str, Hub], sentence: str) -> None:
    record = hubs["code-review"].record
    again = {"section": "failure-modes", "sentence": sentence}
    assert repeated(record | {"statements": [*record["statements"], again]}) == set()

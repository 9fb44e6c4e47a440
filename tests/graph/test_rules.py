"""The rules of definition and key claims: when they are asked, and what they give."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from support.advice import hub
from support.planted import SMALLEST, archives, evidence, fillers, finding, links
from support.values import archive, at, post, topic
from waypost.graph.names import subject
from waypost.graph.portrait import Portrait
from waypost.graph.rules import RULES, Rule, findings, told
from waypost.model.evidence import Finding
from waypost.model.lens import FIGURES, told_in
from waypost.model.post import Post

SENTENCES = Path(__file__).parents[2] / "templates" / "partials" / "sentences.html"

MINIMUMS = {
    "definition.span": 1,
    "definition.neighbours": 4,
    "definition.motifs": 5,
    "claims.shift": 8,
    "claims.adjacency": 6,
    "claims.peak": 6,
    "claims.gap": 5,
    "claims.most-linked": 4,
    "claims.lineage": 3,
}


def breads(count: int, topics: str = "bread", start: int = 0) -> list[Post]:
    """Make posts on bread, one a day."""
    return [post(f"p{n}", f"2020-01-{n + 1:02}", topics) for n in range(start, start + count)]


def portrait(count: int) -> Portrait:
    """Give the portrait of a hub of so many posts."""
    facts, corpus = hub(*breads(count))
    return Portrait(subject("bread", "Bread", ["bread"], facts.posts, corpus), facts, corpus)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_has_a_name_in_its_section_and_a_sentence(rule: Rule) -> None:
    sections = {"definition": "definition", "claims": "key-claims"}
    assert rule.section == sections[rule.name.partition(".")[0]]
    assert f'"{rule.name}": ' in SENTENCES.read_text(encoding="utf-8")


def test_each_rule_needs_as_many_posts_as_its_reasons_say() -> None:
    assert {rule.name: rule.minimum for rule in RULES} == MINIMUMS
    assert len(RULES) == len(MINIMUMS)


@pytest.mark.parametrize("minimum", [1, 3, 6])
def test_a_rule_is_asked_from_its_minimum_on(minimum: int) -> None:
    rule = Rule("definition.count", "definition", minimum, lambda p: ({"n": 1}, p.facts.posts[:1]))
    (found,) = findings(portrait(minimum), (rule,))
    assert (found.rule, found.section, found["n"], found.posts) == (
        "definition.count", "definition", 1, (f"p{minimum - 1}",)
    )  # fmt: skip
    if minimum > 1:
        assert findings(portrait(minimum - 1), (rule,)) == ()


def test_findings_stand_in_the_order_of_their_rules_and_silence_leaves_none() -> None:
    def says(number: int) -> Rule:
        return Rule(f"r{number}", "definition", 1, lambda p: ({"n": number}, p.facts.posts))

    silent = Rule("r2", "definition", 1, lambda p: None)
    found = findings(portrait(1), (says(3), silent, says(1)))
    assert [one.rule for one in found] == ["r3", "r1"]


@given(archives(most=24))
def test_no_finding_rests_on_fewer_posts_than_its_rule_needs(values: list[Any]) -> None:
    made = archive(*values, site=SMALLEST).value
    names = [rule.name for rule in RULES]
    for shown in made.evidence.values():
        found = [one for one in shown.findings if one.rule in MINIMUMS]
        assert found[0].rule == "definition.span"
        assert [one.rule for one in found] == sorted({one.rule for one in found}, key=names.index)
        for one in found:
            assert len(shown.facts.posts) >= MINIMUMS[one.rule]
            assert one.posts
            assert one.posts == _newest_first(one.posts, made.cards)


def _newest_first(posts: tuple[str, ...], cards: Any) -> tuple[str, ...]:
    return tuple(sorted(set(posts), key=lambda slug: (-cards[slug].published.timestamp(), slug)))


def test_the_span_is_told_in_months() -> None:
    found = finding(
        "definition.span",
        *[
            post("a", "2016-02-29", "bread"),
            post("b", "2026-05-31", "bread"),
            post("c", "2020-01-01"),
        ],
        topic("bread", "Fresh bread"),
    )
    assert found is not None
    assert dict(found.figures) == {
        "label": "Fresh bread", "count": 2, "first": "Feb 2016", "last": "May 2026"
    }  # fmt: skip
    assert found.posts == ("b", "a")


def test_the_three_strongest_neighbours_are_named_by_their_labels() -> None:
    posts = [
        *breads(3, "bread ovens rye salt yeast"),
        *breads(2, "bread salt rye yeast", 3),
        *breads(1, start=5),
    ]
    labels = topic("ovens", "Wood ovens"), topic("salt", "Sea salt")
    found = finding("definition.neighbours", *labels, *posts, *fillers(9))
    assert found is not None
    assert dict(found.figures) == {
        "topics": ("rye", "salt", "yeast"), "labels": ("rye", "Sea salt", "yeast"), "shared": (5, 5, 5)
    }  # fmt: skip
    assert found.posts == ("p4", "p3", "p2", "p1", "p0")


def test_four_posts_are_the_least_that_have_a_neighbour_to_name() -> None:
    assert finding("definition.neighbours", *breads(3, "bread rye"), *fillers(9)) is None
    assert finding("definition.neighbours", *breads(4, "bread rye"), *fillers(9)) is not None


def test_the_strongest_neighbour_is_told_in_percent() -> None:
    posts = [*breads(4, "bread rye"), *breads(3, "bread salt", 4), *breads(1, start=7)]
    found = finding(
        "claims.adjacency",
        *posts,
        post("rye", topics="rye"),
        post("salt", topics="salt"),
        *fillers(6),
    )
    assert found is not None
    assert dict(found.figures) == {
        "topic": "rye", "label": "rye", "shared": 4, "count": 8, "percent": 50,
        "usual_percent": 31, "times": 1.6,
    }  # fmt: skip
    assert found.posts == ("p3", "p2", "p1", "p0")


def test_the_only_neighbour_is_not_told_twice() -> None:
    posts = [*breads(4, "bread rye"), *breads(4, start=4)]
    assert finding("definition.neighbours", *posts, *fillers(9)) is not None
    assert finding("claims.adjacency", *posts, *fillers(9)) is None


def test_superseded_posts_are_told_with_what_stands_for_them_in_the_end() -> None:
    posts = [
        post("a", "2020-01-01", "bread", superseded_by=at("b")),
        post("b", "2020-02-01", "bread", superseded_by=at("c")),
        post("c", "2020-03-01"),
        post("d", "2020-04-01", "bread"),
    ]
    found = finding("claims.lineage", *posts)
    assert found is not None
    assert dict(found.figures) == {"superseded_posts": ("b", "a"), "successor_posts": ("c", "c")}
    assert found.posts == ("c", "b", "a")
    assert finding("claims.lineage", *breads(5)) is None


def test_a_hub_with_nothing_to_claim_has_its_span_only() -> None:
    shown = evidence("bread", *breads(3), *fillers(9))
    assert [one.rule for one in shown.findings if one.rule in MINIMUMS] == ["definition.span"]


def test_every_rule_fires_somewhere() -> None:
    words = [
        "Yeast crust",
        "Yeast",
        "Yeast crust",
        "Yeast",
        "Crust",
        "Rye",
        "Rye crust",
        "Rye",
        "Rye",
    ]
    days = [
        "2016-01-01",
        "2016-02-01",
        "2016-03-01",
        "2016-04-01",
        *[f"2020-0{n}-01" for n in range(1, 6)],
    ]
    posts = [
        post(
            f"p{n}",
            day,
            "bread " + ("salt ovens" if n in (0, 3, 5, 6) else ""),
            title=f"{title} {'uvwxyzabc'[n] * 4}",
            links=links("p1") if n > 4 else (),
            superseded_by=at("p1") if n == 0 else None,
        )
        for n, (title, day) in enumerate(zip(words, days, strict=True))
    ]  # fmt: skip
    shown = evidence("bread", *posts, post("more", "2020-06-01", "bread"), *fillers(40))
    assert [one.rule for one in shown.findings if one.rule in MINIMUMS] == list(MINIMUMS)


FACTS = {
    "definition.span": {"posts", "span_years", "last_month"},
    "definition.neighbours": {"neighbours"},
    "claims.gap": {"gap_months"},
    "claims.lineage": {"superseded"},
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_finding_tells_facts_that_lenses_know(rule: Rule) -> None:
    facts = told([Finding(rule.name, rule.section, (), ())])
    assert facts == FACTS.get(rule.name, set())
    assert facts <= {fact for name in FIGURES for fact in told_in(f"{{{name}}}")}


def test_a_rule_that_is_not_among_them_tells_nothing() -> None:
    assert told([Finding("lens.neutral.successor", "practical-checklist", (), ())]) == set()

"""Every number on every derived page of the demo archive, counted again from the posts alone.

What a record holds is compared as a whole, so that a figure which nothing here counts
fails too. ``support.recount`` counts, without anything of Waypost.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from statistics import mean, median
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from support.recount import (
    POSTS,
    Hub,
    Members,
    having,
    holds,
    label,
    month,
    newest_first,
    whole_months,
)
from support.recounted_lenses import lens_statement

Figures = dict[str, Any]
Recounted = tuple[Figures, list[str]]
"""The figures of a statement, and the slugs of the posts that it rests on."""


def span(of: Members, said: Figures) -> Recounted:
    return {
        "label": label(next(iter(of.own))),
        "count": len(of.posts),
        "first": month(of.first),
        "last": month(of.last),
    }, of.slugs


def neighbours(of: Members, said: Figures) -> Recounted:
    nearest = of.neighbours[:3]
    return {
        "topics": [one.slug for one in nearest],
        "labels": [label(one.slug) for one in nearest],
        "shared": [len(one.posts) for one in nearest],
    }, newest_first({slug for one in nearest for slug in one.posts})


def motifs(of: Members, said: Figures) -> Recounted:
    titled = [{post.slug for post in of.posts if holds(post.title, word)} for word in said["words"]]
    assert all(len(slugs) >= 3 for slugs in titled)
    assert len(set(said["words"])) == len(said["words"])
    assert not any(holds(label(own), word) for own in of.own for word in said["words"])
    figures = {"words": said["words"], "counts": [len(slugs) for slugs in titled]}
    return figures, newest_first(set().union(*titled))


def shift(of: Members, said: Figures) -> Recounted:
    # The cut between two dates that is nearest to the middle, the earlier of two.
    cuts = [n for n in range(1, len(of.posts)) if of.posts[n - 1].day != of.posts[n].day]
    cut = min(cuts, key=lambda n: (abs(2 * n - len(of.posts)), -n))
    sides = {"early": of.slugs[cut:], "newer": of.slugs[:cut]}
    figures: Figures = {}
    rests: set[str] = set()
    for side, other in (("early", "newer"), ("newer", "early")):
        own = sides[side]
        found = [having(own, word) for word in said[f"{side}_words"]]
        figures |= {
            f"{side}_words": said[f"{side}_words"],
            f"{side}_counts": [len(slugs) for slugs in found],
            f"{side}_others": [len(having(sides[other], w)) for w in said[f"{side}_words"]],
            f"{side}_count": len(own),
            f"{side}_first": month(POSTS[own[-1]].day),
            f"{side}_last": month(POSTS[own[0]].day),
        }
        assert all(len(slugs) >= 3 for slugs in found)
        assert set(figures[f"{side}_others"]) == {0}
        rests.update(*found)
    return figures, newest_first(rests)


def adjacency(of: Members, said: Figures) -> Recounted:
    nearest = of.neighbours[0]
    share, usual = len(nearest.posts) / len(of.posts), nearest.total / len(POSTS)
    return {
        "topic": nearest.slug,
        "label": label(nearest.slug),
        "shared": len(nearest.posts),
        "count": len(of.posts),
        "percent": int(100 * share + 0.5),
        "usual_percent": int(100 * usual + 0.5),
        "times": round(share / usual, 1),
    }, newest_first(set(nearest.posts))


def peak(of: Members, said: Figures) -> Recounted:
    years = [post.day.year for post in of.posts]
    counts = {year: years.count(year) for year in range(min(years), max(years) + 1)}
    busiest = max(counts, key=lambda year: counts[year])
    posts = counts.pop(busiest)
    assert posts > max(counts.values())
    usual = round(mean(counts.values()), 1)
    return {"year": busiest, "posts": posts, "count": len(years), "usual": usual}, [
        post.slug for post in of.posts if post.day.year == busiest
    ]


def gap(of: Members, said: Figures) -> Recounted:
    days, before, after = max(of.gaps, key=lambda one: one[0])
    return {
        "months": whole_months(before.day, after.day),
        "days": days,
        "usual_days": round(median(one[0] for one in of.gaps)),
        "before": month(before.day),
        "after": month(after.day),
        "before_post": before.slug,
        "after_post": after.slug,
    }, [after.slug, before.slug]


def most_linked(of: Members, said: Figures) -> Recounted:
    ranked = sorted(of.slugs, key=lambda slug: -len(of.inbound(slug)))
    after_them = len(of.inbound(ranked[3])) if len(ranked) > 3 else 0
    named = [slug for slug in ranked[:3] if len(of.inbound(slug)) > max(after_them, 2)]
    links = [of.inbound(slug) for slug in named]
    return {"linked_posts": named, "links": [len(slugs) for slugs in links]}, newest_first(
        set(named).union(*links)
    )


def lineage(of: Members, said: Figures) -> Recounted:
    superseded = [post for post in of.posts if post.superseded_by]
    successors = [last_of(post.superseded_by) for post in superseded]
    slugs = [post.slug for post in superseded]
    figures = {"superseded_posts": slugs, "successor_posts": successors}
    return figures, newest_first({*slugs, *successors})


def last_of(slug: str) -> str:
    while POSTS[slug].superseded_by:
        slug = POSTS[slug].superseded_by
    return slug


RULES: dict[str, Callable[[Members, Figures], Recounted]] = {
    "definition.span": span,
    "definition.neighbours": neighbours,
    "definition.motifs": motifs,
    "claims.shift": shift,
    "claims.adjacency": adjacency,
    "claims.peak": peak,
    "claims.gap": gap,
    "claims.most-linked": most_linked,
    "claims.lineage": lineage,
}


def recounted(hub: Hub, statement: dict[str, Any]) -> dict[str, Any]:
    """Make a statement of what is counted here; a rule that is not known is an error."""
    rule = statement["rule"]
    if rule.startswith("lens."):
        return lens_statement(rule, hub.members)
    figures, posts = RULES[rule](hub.members, statement["figures"])
    section = {"definition": "definition", "claims": "key-claims"}[rule.partition(".")[0]]
    return {
        "rule": rule,
        "section": section,
        "sentence": statement["sentence"],
        "figures": figures,
        "posts": posts,
    }


def test_every_topic_of_three_posts_has_a_hub(hubs: dict[str, Hub]) -> None:
    counts: dict[str, int] = {}
    for post in POSTS.values():
        for topic in post.topics:
            counts[topic] = counts.get(topic, 0) + 1
    assert set(hubs) >= {topic for topic, count in counts.items() if count >= 3} - {"reliability"}


def test_every_figure_of_every_statement(hubs: dict[str, Hub]) -> None:
    for hub in hubs.values():
        for statement in hub.record["statements"]:
            assert statement == recounted(hub, statement)


def test_the_demo_archive_shows_every_rule(hubs: dict[str, Hub]) -> None:
    said = {one["rule"] for hub in hubs.values() for one in hub.record["statements"]}
    assert said >= set(RULES)
    assert sum(rule.startswith("lens.") for rule in said) > 50


@pytest.mark.parametrize("change", ["another", "more", "less"])
def test_a_figure_that_nobody_counts_is_found(hubs: dict[str, Hub], change: str) -> None:
    for rule in ("definition.span", "claims.most-linked", "lens.neutral.oldest-reasons"):
        hub, statement = next(
            (hub, one)
            for hub in hubs.values()
            for one in hub.record["statements"]
            if one["rule"] == rule
        )
        figures = dict(statement["figures"])
        if change == "less":
            figures.popitem()
        else:
            figures["weight" if change == "more" else next(reversed(figures))] = 999
        assert statement | {"figures": figures} != recounted(hub, statement)


NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def numbers(value: object) -> set[str]:
    """Gather the numbers of figures, and of the months among them."""
    if isinstance(value, dict):
        return set().union(*map(numbers, value.values()))
    if isinstance(value, list):
        return set().union(*map(numbers, value))
    return set(NUMBER.findall(str(value)))


def test_a_sentence_has_no_number_that_its_figures_lack(hubs: dict[str, Hub]) -> None:
    titles = sorted((post.title for post in POSTS.values()), key=len, reverse=True)
    for hub in hubs.values():
        for statement in hub.record["statements"]:
            sentence = statement["sentence"]
            for title in titles:
                sentence = sentence.replace(title, "")
            assert set(NUMBER.findall(sentence)) <= numbers(statement["figures"]), sentence


def test_no_sentence_is_said_twice_on_a_page(hubs: dict[str, Hub]) -> None:
    for hub in hubs.values():
        said = [statement["sentence"] for statement in hub.record["statements"]]
        assert len(said) == len(set(said))
        for sentence in said:
            assert sentence == " ".join(sentence.split())
            assert sentence.endswith(".")
            assert sentence[0] == "“" or sentence[0].isupper() or sentence[0].isdigit()
            assert not re.search(
                r"\b(\w+) \1\b|\b1 posts|\b1 months|\{|\}| ,| \.|\.\.|““|””", sentence
            ), sentence


def test_the_reasons_of_related_posts_read_as_sentences(demo: Path) -> None:
    reasons = 0
    for page in sorted(demo.glob("posts/*/index.html")):
        for reason in LexborHTMLParser(page.read_bytes()).css(".related .reason"):
            text = " ".join(reason.text().split())
            assert re.fullmatch(r"[A-Z].*[^ ;,]\.", text), text
            assert not re.search(r" [;,.]|“”|\b(\w+) \1\b", text), text
            reasons += 1
    assert reasons > 300

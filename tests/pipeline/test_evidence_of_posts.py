"""The reading paths and related posts of derived hubs, chosen and counted again.

Records are compared as a whole: a key that nothing here counts fails too.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from support.recount import AROUND, POSTS, Hub, Members, centralities, label

LAST_DIGIT = 1.01e-6
"""Scores have six digits, and the last one of a half may be rounded either way."""


def chosen_path(of: Members) -> list[dict[str, Any]]:
    """Choose a reading path, by what the documentation of hubs says."""
    slugs = of.standing
    if len(slugs) < 5:
        return []
    central, last = centralities(slugs), len(slugs) - 1
    recency = [1 - place / last for place in range(len(slugs))]
    third = -(-len(slugs) // 3)

    def best(places: range, age: float) -> int:
        def score(place: int) -> float:
            slug = slugs[place]
            old = 3 * POSTS[slug].evergreen + 1 - recency[place] if age < 0 else recency[place]
            return round(central[slug] + abs(age) * old, 6)

        return max(places, key=lambda place: (score(place), -place))

    quarter = slugs[: max(3, -(-len(slugs) // 4))]
    recent = [s for s in quarter if (POSTS[slugs[0]].day - POSTS[s].day).days <= 365]
    current = best(range(len(recent)), 1)
    foundational = best(range(max(len(slugs) - third, current + 2), len(slugs)), -1)
    middle_third = range(max(third, current + 1), min(len(slugs) - third, foundational))
    middle = best(middle_third or range(current + 1, foundational), 0)
    return [
        {
            "role": role,
            "post": slugs[place],
            "rank": place + 1,
            "of": len(slugs),
            "links": len(AROUND[slugs[place]] & set(slugs)),
            "centrality": pytest.approx(central[slugs[place]], abs=LAST_DIGIT),
            "evergreen": POSTS[slugs[place]].evergreen,
        }
        for role, place in zip(
            ("current", "middle", "foundational"), (current, middle, foundational), strict=True
        )
    ]


def chosen_ties(of: Members) -> list[dict[str, Any]]:
    """Choose the posts that tie a hub to its neighbours, and say how strongly they do."""
    weights = {one.slug: one.weight for one in of.neighbours}
    outside = {
        slug: max((weights.get(topic, 0.0) for topic in post.topics), default=0.0)
        for slug, post in POSTS.items()
        if slug not in of.slugs
    }
    linked = {
        slug: [other for other in AROUND[slug] if outside.get(other, 0.0) > 0]
        for slug in of.standing
    }
    strengths = {}
    for slug in of.standing:
        topics = sum(weights.get(topic, 0.0) for topic in POSTS[slug].topics)
        links = sorted(outside.get(other, 0.0) for other in AROUND[slug])
        if strength := round(topics + 0.25 * sum(links[-2:]), 6):
            strengths[slug] = strength
    best = sorted(strengths, key=lambda slug: -strengths[slug])[:8]
    return [
        {
            "post": slug,
            "topics": [label(topic) for topic in weights if topic in POSTS[slug].topics],
            "links": len(linked[slug]),
            "through": [
                label(topic)
                for topic in weights
                if any(topic in POSTS[other].topics for other in linked[slug])
            ],
            "strength": pytest.approx(strengths[slug] / strengths[best[0]], abs=LAST_DIGIT),
        }
        for slug in best
    ]


def test_a_record_has_no_part_that_nobody_counts(hubs: dict[str, Hub]) -> None:
    parts = {"hub", "title", "url", "statements", "path", "related"}
    assert len(hubs) > 20
    for slug, hub in hubs.items():
        assert set(hub.record) == parts
        assert (hub.record["hub"], hub.record["title"]) == (slug, label(slug))
        assert hub.record["url"].endswith(f"/topics/{slug}/")


def test_reading_paths(hubs: dict[str, Hub]) -> None:
    for hub in hubs.values():
        assert hub.record["path"] == chosen_path(hub.members)
        days = [POSTS[step["post"]].day for step in hub.record["path"]]
        assert days == sorted(days, reverse=True)
    assert sum(bool(hub.record["path"]) for hub in hubs.values()) > 10


def test_related_posts(hubs: dict[str, Hub]) -> None:
    for hub in hubs.values():
        assert hub.record["related"] == chosen_ties(hub.members)
    assert sum(bool(hub.record["related"]) for hub in hubs.values()) > 10


@pytest.mark.parametrize(
    ("part", "key", "change"),
    [
        ("path", "links", 1),
        ("path", "rank", 1),
        ("path", "centrality", 0.00001),
        ("related", "links", 1),
        ("related", "strength", 0.00001),
        ("related", "weight", None),
        ("path", "weight", None),
    ],
)
def test_a_number_that_is_not_the_counted_one_is_found(
    hubs: dict[str, Hub], part: str, key: str, change: float | None
) -> None:
    chosen = {"path": chosen_path, "related": chosen_ties}[part]
    hub = hubs["production"]
    first, *others = hub.record[part]
    counted = chosen(hub.members)
    assert [first, *others] == counted
    wrong = first | {key: 1 if change is None else first[key] + change}
    assert [wrong, *others] != counted


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number != 1 else ''}"


def listed(items: list[str]) -> str:
    if len(items) < 3:
        return " and ".join(items)
    return f"{', '.join(items[:-1])}, and {items[-1]}"


def test_a_related_post_says_which_topics_it_leads_on_to_or_is_linked_with(
    demo: Path, hubs: dict[str, Hub]
) -> None:
    kinds: set[str] = set()
    for slug, hub in hubs.items():
        page = LexborHTMLParser((demo / f"topics/{slug}/index.html").read_bytes())
        shown = [" ".join(node.text().split()) for node in page.css(".plate-related-posts .reason")]
        assert shown == [
            f"Leads on to {listed(tie['topics'])}"
            if tie["topics"]
            else f"Linked with {counted(tie['links'], 'post')} on {listed(tie['through'])}"
            for tie in hub.record["related"]
        ]
        kinds.update(reason.split()[0] for reason in shown)
    assert kinds == {"Leads", "Linked"}


def test_the_fold_of_a_page_shows_the_record_and_nothing_else(
    demo: Path, hubs: dict[str, Hub]
) -> None:
    for slug, hub in hubs.items():
        page = LexborHTMLParser((demo / f"topics/{slug}/index.html").read_bytes())
        record = hub.record
        rows = [
            [" ".join(cell.text().split()) for cell in row.css("th, td")]
            for row in page.css(".making tbody tr")
        ]
        assert [(rule, set(shown.split("; ")), posts) for rule, shown, posts in rows] == [
            (one["rule"], figures(one["figures"]), counted(len(one["posts"]), "post"))
            for one in record["statements"]
        ]
        _, *texts = (" ".join(node.text().split()) for node in page.css(".making-body > p"))
        assert texts == [*path_text(record["path"]), *related_text(record["related"])]


def figures(values: dict[str, Any]) -> set[str]:
    return {
        f"{name.replace('_', ' ')}: {', '.join(map(str, v)) if isinstance(v, list) else v}"
        for name, v in values.items()
    }


def path_text(steps: list[dict[str, Any]]) -> list[str]:
    if not steps:
        return []
    each = [
        f"“{POSTS[step['post']].title}” (number {step['rank']} by date,"
        f" {counted(step['links'], 'link')}, centrality {step['centrality']}"
        f"{', evergreen' if step['evergreen'] else ''})"
        for step in steps
    ]
    return [
        f"The reading path is chosen among the {steps[0]['of']} posts that nothing supersedes,"
        " by date and by centrality, which is half links with other posts of this topic and"
        " half likeness to their words:"
        f" {listed(each)}."
    ]


def related_text(ties: list[dict[str, Any]]) -> list[str]:
    each = [
        f"“{POSTS[tie['post']].title}” ({counted(len(tie['topics']), 'topic')},"
        f" {counted(tie['links'], 'link')})"
        for tie in ties
    ]
    head = (
        "The related posts have the strongest ties to neighbouring topics,"
        " by sharing them and by links with their posts:"
    )
    return [f"{head} {listed(each)}."] if ties else []

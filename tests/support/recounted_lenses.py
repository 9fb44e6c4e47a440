"""What lines of lenses say on a hub of the demo archive, by the rules' file and the posts alone."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any

import yaml

from support.recount import (
    NEWEST,
    POSTS,
    ROOT,
    Members,
    having,
    label,
    month,
    newest_first,
    slug_of,
    whole_months,
)

SECTIONS = {"checklist": "practical-checklist", "failure_modes": "failure-modes"}
UNITS = {
    "posts": "post",
    "mentions": "post",
    "superseded": "post",
    "updated": "post",
    "years": "year",
    "gap_months": "month",
    "quiet_months": "month",
}
CONDITIONS = {
    "span_years": "years",
    "gap_months": "gap_months",
    "quiet_months": "quiet_months",
    "superseded": "superseded",
    "updated": "updated",
    "neighbours": "neighbours",
}
"""The figures that a condition looks at."""


@cache
def packs() -> dict[str, Any]:
    return dict(
        yaml.safe_load((ROOT / "src/waypost/lenses/default.yaml").read_text("utf-8"))["packs"]
    )


def lens_statement(name: str, of: Members) -> dict[str, Any]:
    """Make the record of a line: its figures, what it rests on, and its sentence.

    Raises:
        ValueError: where no such line ships, or where its evidence is not there.
    """
    _, pack_name, rule_name = name.split(".")
    pack = packs()[pack_name]
    [(section, rule)] = [
        (section, rule)
        for section in SECTIONS
        for rule in pack.get(section, ())
        if rule["rule"] == rule_name
    ]
    when, text = rule.get("when", {}), rule["text"]
    least = when.get("posts", 3)
    known, rests_on = figures_of(of), rests_of(of)
    figures: dict[str, Any] = {"posts": len(of.posts)}
    rests: set[str] = set()
    if pack.get("topics"):
        figures["own_topics"] = sorted(of.own & set(map(slug_of, pack["topics"])))
    if pack.get("words"):
        figures["field"], posts = found(pack["words"], of)
        figures["field_posts"] = len(posts)
        rests |= posts if not when.get("words") else set()
        enough(len(posts), max(least, len(of.posts) / 4), name)
    if when.get("words"):
        figures["words"], posts = found(when["words"], of)
        figures["mentions"] = len(posts)
        rests |= posts
        enough(len(posts), least, name)
    for condition, figure in CONDITIONS.items():
        if condition in when:
            figures[figure] = known[figure]
            rests |= rests_on.get(condition, set(of.slugs))
            enough(known[figure], when[condition], name)
    named = re.findall(r"\{(\w+)\}", text)
    known |= figures
    figures |= {figure: known[figure] for figure in named}
    rests |= {known[figure] for figure in named if figure.endswith("_post")}
    return {
        "rule": name,
        "section": SECTIONS[section],
        "sentence": re.sub(r"\{(\w+)\}", lambda match: written(match[1], known), text),
        "figures": figures,
        "posts": newest_first(rests or set(of.slugs)),
    }


def enough(value: int, least: float, name: str) -> None:
    if value < least:
        raise ValueError(f"{name} needs {least}, and there are {value}")


def found(phrases: list[str], of: Members) -> tuple[list[str], set[str]]:
    posts = {phrase: having(of.slugs, phrase) for phrase in phrases}
    return [phrase for phrase in phrases if posts[phrase]], set().union(*posts.values())


def revised(of: Members) -> list[tuple[date, str]]:
    return [(p.updated, p.slug) for p in of.posts if p.updated and p.updated > p.day]


def figures_of(of: Members) -> dict[str, Any]:
    """Count all that a line may speak of; what a hub lacks is left out."""
    superseded = [post.slug for post in of.posts if post.superseded_by]
    figures: dict[str, Any] = {
        "label": " and ".join(map(label, of.own)),
        "oldest_post": of.slugs[-1],
        "first_year": of.first.year,
        "last_year": of.last.year,
        "last_month": month(of.last),
        "latest_month": month(NEWEST),
        "years": whole_months(of.first, of.last) // 12,
        "quiet_months": whole_months(of.last, NEWEST),
        "superseded": len(superseded),
        "updated": len(revised(of)),
        "neighbours": len(of.neighbours),
        "topics": [one.slug for one in of.neighbours[:3]],
    }
    if of.standing:
        figures["newest_post"] = of.standing[0]
    if of.neighbours:
        figures["topic"] = of.neighbours[0].slug
    if revised(of):
        figures["revised_post"] = max(revised(of))[1]
    if superseded:
        successor = superseded[0]
        while POSTS[successor].superseded_by:
            successor = POSTS[successor].superseded_by
        figures |= {"replaced_post": superseded[0], "successor_post": successor}
    if of.gaps:
        _, before, after = max(of.gaps, key=lambda one: one[0])
        figures |= {
            "gap_months": whole_months(before.day, after.day),
            "gap_from": month(before.day),
            "gap_to": month(after.day),
            "before_post": before.slug,
            "after_post": after.slug,
        }
    return figures


def rests_of(of: Members) -> dict[str, set[str]]:
    """Say which posts a condition rests on, where it is not all of them."""
    gap = max(of.gaps, key=lambda one: one[0], default=None)
    return {
        "gap_months": {gap[1].slug, gap[2].slug} if gap else set(),
        "quiet_months": {of.slugs[0]},
        "superseded": {post.slug for post in of.posts if post.superseded_by},
        "updated": {slug for _, slug in revised(of)},
        "neighbours": {slug for one in of.neighbours[:3] for slug in one.posts},
    }


def written(figure: str, known: dict[str, Any]) -> str:
    """Write a figure as a sentence has it."""
    value = known[figure]
    if figure in UNITS:
        return f"{value:,} {UNITS[figure]}{'s' if value != 1 else ''}"
    if figure.endswith("_post"):
        return f"“{POSTS[value].title}”"
    if figure == "topics":
        *others, last = map(label, value)
        return f"{', '.join(others)}{',' if len(others) > 1 else ''} and {last}" if others else last
    return label(value) if figure == "topic" else str(value)

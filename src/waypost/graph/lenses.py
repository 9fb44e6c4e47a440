"""Which lines of advice stand on a hub's page: those whose evidence the archive shows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from math import ceil, inf

from msgspec import Struct
from msgspec.structs import replace

from waypost.graph.corpus import Corpus
from waypost.graph.figures import hub_figures
from waypost.graph.mentions import Mentions
from waypost.graph.topics import Registry
from waypost.model.evidence import Figure, Finding, TopicFacts
from waypost.model.lens import (
    CHECKLIST,
    FAILURES,
    MOST_TOPICS,
    LensRule,
    figures_in,
    subjects_of,
    told_in,
)

SECTIONS = (CHECKLIST, FAILURES)
"""The sections that are made of lines, in the order in which they choose."""

MOST_SPECIFIC = 4
"""Lines of a section that speak of its subject."""

ENOUGH = 3
"""Lines that a section is filled up to with those that fit any archive.

One of these has room in any case: it alone speaks of the archive itself.
"""

LEAST = 2
"""Lines that a section needs; a single one is no list, and the section is left out."""

FIELD_SHARE = 1 / 4
"""The share of a hub's posts that must have a word of a pack's field.

A hub on estate agents stays one, though some of its posts are about software.
"""

_ASKED = {
    "span_years": "years",
    "gap_months": "gap_months",
    "quiet_months": "quiet_months",
    "superseded": "superseded",
    "updated": "updated",
    "neighbours": "neighbours",
}
"""Which figure a condition looks at."""


class _Hub(Struct, frozen=True):
    facts: TopicFacts
    figures: dict[str, Figure]
    mentions: Mentions


class _Proof(Struct, frozen=True):
    """What holds of one condition: its figures, its posts, and how far it goes beyond."""

    figures: dict[str, Figure]
    posts: Iterable[str]
    beyond: float = inf


class _Line(Struct, frozen=True):
    """A line that fires; it rests on ``posts``, group by group, in any order and more than
    once, or on all where there are none."""

    rule: LensRule
    strength: float
    figures: dict[str, Figure]
    posts: list[Iterable[str]]
    subjects: frozenset[str]


def with_topic_slugs(rules: Iterable[LensRule], registered: Registry) -> tuple[LensRule, ...]:
    """Turn the names of topics in rules into slugs, once for all hubs."""
    return tuple(
        replace(rule, topics=tuple(dict.fromkeys(map(registered.slug, rule.topics))))
        for rule in rules
    )


def rules_about(rules: Iterable[LensRule], topics: Collection[str]) -> tuple[LensRule, ...]:
    """Leave out rules that ask for other topics (slugs) than some."""
    return tuple(
        rule for rule in rules if not rule.topics or any(map(topics.__contains__, rule.topics))
    )


def lens_findings(
    rules: Iterable[LensRule],
    facts: TopicFacts,
    corpus: Corpus,
    mentions: Mentions,
    said: Collection[str] = (),
    sections: Collection[str] = SECTIONS,
) -> tuple[Finding, ...]:
    """Give the lines of a hub's ``sections``, the practical checklist's first.

    The topics of ``rules`` are slugs; ``mentions`` are those of the same rules, and
    ``said`` are the facts that the page tells already, as in :func:`told_in`.

    A line fires where all that its rule asks for holds, unless it would tell a fact
    again that the page, or a line before it, has told. The lines on the hub's subject
    come first, those before which the evidence exceeds what is asked for the most;
    equals in the order of the rules. No section has two lines on one subject, and no
    page says a text twice. Of the lines that fit any archive, one is about a subject
    of the section above only where the section would be left out without it.

    The ``text`` of a finding has its placeholders still. Its ``figures`` are those
    that the text names, and what the conditions looked at: of words, ``words`` are
    the ones that were found and ``mentions`` counts the posts; ``field`` and
    ``field_posts`` say the same of the pack's field, ``own_topics`` which topics of
    the rule are the hub's.
    """
    own = frozenset(facts.own)
    about = rules_about(rules, own)
    hub = _Hub(facts, hub_figures(facts, corpus.cards), mentions)
    lines = [line for rule in about if (line := _line(rule, hub))]
    chosen: list[_Line] = []
    for section in SECTIONS:
        if section in sections:
            fitting = [line for line in lines if line.rule.section == section]
            chosen += _chosen(fitting, chosen, frozenset(said))
    return tuple(
        Finding(
            f"lens.{line.rule.name}",
            line.rule.section,
            tuple(line.figures.items()),
            corpus.newest_first(set().union(*line.posts), among=facts.posts) or facts.posts,
            line.rule.text,
        )
        for line in chosen
    )


def _line(rule: LensRule, hub: _Hub) -> _Line | None:
    if len(hub.facts.posts) < rule.needs.posts:
        return None
    figures: dict[str, Figure] = {"posts": len(hub.facts.posts)}
    if rule.topics:
        figures["own_topics"] = tuple(topic for topic in hub.facts.own if topic in rule.topics)
    posts: list[Iterable[str]] = []
    strength = inf
    for proof in _proofs(rule, hub):
        if proof is None:
            return None
        figures |= proof.figures
        posts.append(proof.posts)
        strength = min(strength, proof.beyond)
    known = hub.figures | figures
    named = figures_in(rule.text)
    if not known.keys() >= set(named):
        return None
    figures |= {name: known[name] for name in named}
    posts.append([str(known[name]) for name in named if name.endswith("_post")])
    return _Line(
        rule,
        0 if strength == inf else round(strength, 6),
        figures,
        posts,
        subjects_of(rule),
    )


def _proofs(rule: LensRule, hub: _Hub) -> Iterator[_Proof | None]:
    if rule.field:
        words, posts = hub.mentions.among(hub.facts.posts, rule.field)
        least = max(rule.needs.posts, ceil(FIELD_SHARE * len(hub.facts.posts)))
        figures: dict[str, Figure] = {"field": words, "field_posts": len(posts)}
        own = () if rule.needs.words else posts
        yield _Proof(figures, own) if len(posts) >= least else None
    if rule.needs.words:
        words, posts = hub.mentions.among(hub.facts.posts, rule.needs.words)
        beyond = len(posts) / rule.needs.posts
        yield (
            _Proof({"words": words, "mentions": len(posts)}, posts, beyond) if beyond >= 1 else None
        )
    for condition, name in _ASKED.items():
        if asked := getattr(rule.needs, condition):
            value = hub.figures[name]
            assert isinstance(value, int)
            on = _rests_on(condition, hub.facts)
            yield _Proof({name: value}, on, value / asked) if value >= asked else None


def _rests_on(condition: str, facts: TopicFacts) -> Iterable[str]:
    match condition:
        case "gap_months":
            return facts.gap or ()
        case "quiet_months":
            return facts.posts[:1]
        case "superseded":
            return facts.superseded
        case "updated":
            return facts.updated
        case "neighbours":
            near = facts.neighbours[:MOST_TOPICS]
            return chain.from_iterable([neighbour.posts for neighbour in near])
        case _:
            return facts.posts


def _chosen(lines: list[_Line], above: list[_Line], said: frozenset[str]) -> list[_Line]:
    """Choose a section's lines; ``above`` are those that the page has already."""
    said = said.union(*(told_in(line.rule.text) for line in above))
    new = (line for line in lines if said.isdisjoint(told_in(line.rule.text)))
    ranked = sorted(new, key=lambda line: -line.strength)
    specific = [line for line in ranked if line.rule.is_specific]
    neutral = [line for line in ranked if not line.rule.is_specific]
    treated = _subjects(above)
    chosen = _added([], specific, above, MOST_SPECIFIC)
    most = max(len(chosen) + 1, ENOUGH)
    chosen = _added(chosen, (n for n in neutral if n.subjects.isdisjoint(treated)), above, most)
    # Rather from another side than not at all.
    chosen = _added(chosen, neutral, above, LEAST)
    return chosen if len(chosen) >= LEAST else []


def _added(
    chosen: list[_Line], lines: Iterable[_Line], above: list[_Line], most: int
) -> list[_Line]:
    chosen = list(chosen)
    for line in lines:
        said = {other.rule.text for other in (*above, *chosen)}
        new = line.rule.text not in said and line.subjects.isdisjoint(_subjects(chosen))
        if new and len(chosen) < most:
            chosen.append(line)
    return chosen


def _subjects(lines: list[_Line]) -> frozenset[str]:
    return frozenset(subject for line in lines for subject in line.subjects)

"""Hubs of small archives, and the lines of advice that they get."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from msgspec.structs import replace

from support.values import SITE, at, corpus_in_english, post
from waypost.graph.authors import roster
from waypost.graph.cards import card_of
from waypost.graph.corpus import Corpus
from waypost.graph.facts import topic_facts
from waypost.graph.lenses import SECTIONS, lens_findings
from waypost.graph.mentions import mentions_of
from waypost.graph.names import subject
from waypost.graph.succession import successors
from waypost.graph.topics import collect_topics, registry, tags_of
from waypost.graph.visibility import term_of
from waypost.model.diagnostic import Place
from waypost.model.evidence import Finding, TopicFacts
from waypost.model.lens import CHECKLIST, Evidence, LensRule
from waypost.model.post import Post, When


def rule(name: str, text: str = "", section: str = CHECKLIST, **more: Any) -> LensRule:
    """Make a rule; ``more`` are its topics and field, and what it needs."""
    topics, field = more.pop("topics", ()), more.pop("field", ())
    needs = Evidence(**({"posts": 1} | more))
    text = text or f"Say {name}."
    return LensRule(f"pack.{name}", section, text, needs, topics, field, Place("lenses.yaml", 1))


FILLERS = (rule("filler"), rule("other"))


def hub(*posts: Post, own: str = "bread") -> tuple[TopicFacts, Corpus]:
    """Give the facts of a topic in an archive of posts, and the archive's corpus."""
    registered = registry(())
    by_slug = {post.slug.value: post for post in posts}
    topics = collect_topics(tags_of(by_slug), registered).value
    follows = successors(by_slug, (), ()).value
    authors, zone = roster((), SITE), SITE.timezone
    made = [card_of(p, term_of(p, zone), SITE, registered, authors, follows) for p in posts]
    made.sort(key=lambda card: (-card.published.timestamp(), card.slug))
    cards = {card.slug: card for card in made}
    corpus = corpus_in_english(cards, topics, {})
    found = topics[own]
    about = subject(own, found.label, [own], found.posts, corpus)
    return topic_facts(about, corpus), corpus


def advise(
    rules: Iterable[LensRule],
    facts: TopicFacts,
    corpus: Corpus,
    said: Collection[str] = (),
    sections: Collection[str] = SECTIONS,
) -> tuple[Finding, ...]:
    """Give the lines of some rules on a hub of an English archive."""
    rules = tuple(rules)
    return lens_findings(rules, facts, corpus, mentions_of(rules, corpus, "en"), said, sections)


def names(found: tuple[Finding, ...], section: str = CHECKLIST) -> list[str]:
    """Give the rules that fired in a section, without their pack."""
    return [f.rule.removeprefix("lens.pack.") for f in found if f.section == section]


def fired(one: LensRule, *posts: Post, own: str = "bread") -> Finding | None:
    """Give what one rule finds, with fillers beside it so that the section stands."""
    fillers = [replace(filler, section=one.section) for filler in FILLERS]
    found = advise([one, *fillers], *hub(*posts, own=own))
    return next((f for f in found if f.rule == f"lens.{one.name}"), None)


def breads(*days: str, topics: str = "bread") -> list[Post]:
    """Make posts on bread, p0 and so on, one a day."""
    return [post(f"p{n}", day, topics) for n, day in enumerate(days)]


def updated(day: str) -> Any:
    """Say when a post was updated."""
    return at(When(date.fromisoformat(day)))

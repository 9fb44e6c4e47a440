"""What the archive shows of every hub and post, and the paths that follow from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from waypost.graph.corpus import Corpus, read_corpus
from waypost.graph.evidence import hub_evidence
from waypost.graph.lenses import lens_findings, with_topic_slugs
from waypost.graph.mentions import mentions_of
from waypost.graph.names import subject
from waypost.graph.related import related_posts
from waypost.graph.rules import told
from waypost.graph.sections import wanted_sections
from waypost.graph.topics import Registry
from waypost.graph.vectors import term_vectors
from waypost.model.archive import Card, Cited, Hub, PathStep, ReadingPath, Reference, Topic
from waypost.model.evidence import HubEvidence, RelatedPost
from waypost.model.hub import HubDefinition
from waypost.model.lens import LensRule
from waypost.model.post import Post


@dataclass(frozen=True, slots=True)
class Derived:
    """What was computed: ``evidence`` by hub, ``related`` by post.

    ``reached`` counts the posts that a related list leads to.
    """

    evidence: Mapping[str, HubEvidence] = field(default_factory=dict)
    related: Mapping[str, tuple[RelatedPost, ...]] = field(default_factory=dict)
    reached: int = 0


@dataclass(frozen=True, slots=True)
class Material:
    """What is to be counted; ``posts`` newest first, ``paths`` those of editors.

    ``lenses`` are the rules in force, with topics as their authors wrote them.
    """

    posts: tuple[Post, ...]
    cards: Mapping[str, Card]
    topics: Mapping[str, Topic]
    references: Mapping[str, tuple[Reference, ...]]
    hubs: Mapping[str, Hub]
    definitions: Mapping[str, HubDefinition]
    paths: Mapping[str, ReadingPath]
    lenses: tuple[LensRule, ...]


def derive(material: Material, registered: Registry, language: str) -> Derived:
    """Compute all that the archive shows of itself."""
    if not material.posts:
        return Derived()
    corpus = read_corpus(
        material.cards, material.topics, material.references, language, registered.aliases
    )
    vectors = term_vectors(material.posts)
    rules = with_topic_slugs(material.lenses, registered)
    mentions = mentions_of(rules, corpus, language)
    evidence = {}
    for hub in material.hubs.values():
        definition = material.definitions.get(hub.slug)
        names = [topic.value for topic in definition.topics] if definition else []
        own = [registered.slug(name) for name in names or [hub.slug]]
        about = subject(hub.slug, _label(hub, corpus), own, hub.members, corpus)
        shown = hub_evidence(about, corpus, vectors)
        sections = wanted_sections(hub, material.definitions).value
        said = told(found for found in shown.findings if found.section in sections)
        advice = lens_findings(rules, shown.facts, corpus, mentions, said, sections)
        evidence[hub.slug] = replace(shown, findings=(*shown.findings, *advice))
    related = related_posts(corpus, vectors, material.paths)
    reached = {one.slug for listed in related.values() for one in listed}
    return Derived(evidence, related, len(reached))


def derived_paths(
    hubs: Mapping[str, Hub], evidence: Mapping[str, HubEvidence], taken: Mapping[str, ReadingPath]
) -> dict[str, ReadingPath]:
    """Make a path of every suggested one that stands on a hub's page.

    Where an editor has written a path of the topic's name, that is the topic's path.
    """
    return {
        hub.slug: ReadingPath(
            slug=hub.slug,
            title=hub.title,
            description="",
            steps=tuple(PathStep(Cited(step.post), step.role) for step in evidence[hub.slug].trail),
            hub=hub.slug,
        )
        for hub in hubs.values()
        if "suggested-reading-path" in hub.sections and hub.slug not in taken
    }


def _label(hub: Hub, corpus: Corpus) -> str:
    topic = corpus.topics.get(hub.slug)
    return topic.label if topic else hub.title

"""What the archive shows of every hub and post, and the paths that follow from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import chain
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from waypost.graph.corpus import Corpus, Records, posts_cited, read_records, with_texts
from waypost.graph.evidence import hub_evidence
from waypost.graph.lenses import lens_findings, rules_about, with_topic_slugs
from waypost.graph.mentions import Mentions, mentions_of
from waypost.graph.names import subject
from waypost.graph.related import compare, related_posts
from waypost.graph.rules import told
from waypost.graph.sections import wanted_sections
from waypost.graph.texts import Texts
from waypost.graph.topics import Registry
from waypost.graph.trails import trails
from waypost.graph.vectors import Vectors, term_vectors
from waypost.model.archive import Card, Cited, Hub, PathStep, ReadingPath, Reference, Topic
from waypost.model.beside import Beside, here
from waypost.model.evidence import Finding, HubEvidence, RelatedPost
from waypost.model.hub import HubDefinition
from waypost.model.lens import LensRule
from waypost.model.memory import NONE, Memory
from waypost.model.post import Post


class Derived(Struct, frozen=True):
    """What was computed: ``evidence`` by hub, ``related`` by post.

    ``backlinks`` lead from posts to those that link to them, each once, newest first;
    ``reached`` counts the posts that a related list leads to.
    """

    evidence: Mapping[str, HubEvidence] = field(default_factory=dict)
    related: Mapping[str, tuple[RelatedPost, ...]] = field(default_factory=dict)
    backlinks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reached: int = 0


class Material(Struct, frozen=True):
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


def derive(
    material: Material,
    registered: Registry,
    language: str,
    texts: Callable[[], Texts],
    memory: Memory = NONE,
    beside: Beside = here,
) -> Derived:
    """Compute all that the archive shows of itself.

    ``texts`` waits for what its texts say, in some language. ``memory`` is of the time
    before, if there was one.
    """
    if not material.posts:
        return Derived()
    # A line more in a text moves its links, and changes no statistics.
    slugs, references = tuple(material.references), tuple(material.references.values())
    cited = memory.rows("posts cited", posts_cited, slugs, (references,))
    records = memory.recall(
        "records",
        _records,
        tuple(material.cards),
        material.cards,
        material.topics,
        dict(zip(slugs, cited, strict=True)),
        registered.aliases,
    )
    vectors = term_vectors(material.posts, memory)
    # All that can be done without the texts comes first, as these are read meanwhile.
    compared = compare(records, vectors, material.paths, memory, beside)
    corpus = memory.recall("corpus", with_texts, records, texts())
    evidence = _evidence(material, registered, language, corpus, vectors, memory)
    related = related_posts(corpus, vectors, compared, memory)
    return Derived(evidence, related.posts, corpus.backlinks, related.reached)


def _records(_order: tuple[str, ...], *read: Any) -> Records:
    # Mappings are equal in any order, and that of the cards counts.
    return read_records(*read)


def _evidence(
    material: Material,
    registered: Registry,
    language: str,
    corpus: Corpus,
    vectors: Vectors,
    memory: Memory,
) -> dict[str, HubEvidence]:
    """Give what the archive shows of every hub, by slug.

    All of it but the trail rests on the corpus alone.
    """
    rules = memory.recall("rules", with_topic_slugs, material.lenses, registered)
    own = {
        hub.slug: _own_topics(hub, material.definitions, registered)
        for hub in material.hubs.values()
    }
    # There are hundreds, most of them of other fields.
    rules = rules_about(rules, frozenset(chain.from_iterable(own.values())))
    mentions = memory.recall("mentions", mentions_of, rules, corpus, language)
    subjects = memory.each(
        "subjects",
        subject,
        {
            hub.slug: (
                hub.slug,
                _label(hub, corpus),
                own[hub.slug],
                hub.members,
            )
            for hub in material.hubs.values()
        },
        (corpus,),
    )
    portraits = memory.each(
        "portraits", hub_evidence, {slug: (about,) for slug, about in subjects.items()}, (corpus,)
    )
    wanted = {
        hub.slug: wanted_sections(hub, material.definitions).value for hub in material.hubs.values()
    }
    findings = memory.each(
        "findings",
        _findings,
        {slug: (shown, wanted[slug]) for slug, shown in portraits.items()},
        (rules, corpus, mentions),
    )
    chosen = trails(subjects, corpus, vectors, memory)
    return {
        slug: replace(portraits[slug], findings=findings[slug], trail=chosen[slug])
        for slug in subjects
    }


def _findings(
    shown: HubEvidence,
    sections: tuple[str, ...],
    rules: tuple[LensRule, ...],
    corpus: Corpus,
    mentions: Mentions,
) -> tuple[Finding, ...]:
    """Give what is found of a hub, and the advice that follows."""
    said = told(found for found in shown.findings if found.section in sections)
    advice = lens_findings(rules, shown.facts, corpus, mentions, said, sections)
    return (*shown.findings, *advice)


def _own_topics(
    hub: Hub, definitions: Mapping[str, HubDefinition], registered: Registry
) -> tuple[str, ...]:
    definition = definitions.get(hub.slug)
    names = [topic.value for topic in definition.topics] if definition else []
    return tuple(registered.slug(name) for name in names or [hub.slug])


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

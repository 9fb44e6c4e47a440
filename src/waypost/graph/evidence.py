"""All that is computed about one hub."""

from __future__ import annotations

from waypost.graph.corpus import Corpus
from waypost.graph.facts import topic_facts
from waypost.graph.names import Subject
from waypost.graph.portrait import Portrait
from waypost.graph.rules import findings
from waypost.graph.ties import ties
from waypost.graph.trail import trail
from waypost.graph.vectors import Vectors
from waypost.model.evidence import HubEvidence


def hub_evidence(subject: Subject, corpus: Corpus, vectors: Vectors) -> HubEvidence:
    """Compute what the archive shows about a hub of one post or more."""
    facts = topic_facts(subject, corpus)
    return HubEvidence(
        facts=facts,
        findings=findings(Portrait(subject, facts, corpus)),
        trail=trail(subject, corpus, vectors),
        ties=ties(subject, facts.neighbours, corpus),
    )

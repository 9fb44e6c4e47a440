"""All that is computed about one hub."""

from __future__ import annotations

from waypost.graph.corpus import Corpus
from waypost.graph.facts import topic_facts
from waypost.graph.names import Subject
from waypost.graph.portrait import Portrait
from waypost.graph.rules import findings
from waypost.graph.ties import ties
from waypost.model.evidence import HubEvidence


def hub_evidence(subject: Subject, corpus: Corpus) -> HubEvidence:
    """Compute what the archive shows about a hub of one post or more, but for its trail,
    which rests on the posts' terms too."""
    facts = topic_facts(subject, corpus)
    return HubEvidence(
        facts=facts,
        findings=findings(Portrait(subject, facts, corpus)),
        trail=(),
        ties=ties(subject, facts.neighbours, corpus),
    )

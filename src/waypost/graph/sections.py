"""Which sections stand on a hub's page, and in which order."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from waypost.model.archive import Hub
from waypost.model.diagnostic import Checked, Diagnostic, Located, error, warning
from waypost.model.evidence import HubEvidence
from waypost.model.hub import HubDefinition
from waypost.near import did_you_mean

CURATED = ("start-here", "core-themes", "failure-modes", "related-hubs", "references")
"""The sections of a hub that an editor wrote, as long as its file chooses no others."""

DERIVED = (
    "definition",
    "key-claims",
    "practical-checklist",
    "failure-modes",
    "suggested-reading-path",
    "related-posts",
    "references",
)
"""The sections of a hub that the archive makes."""

KNOWN = tuple(dict.fromkeys((*CURATED, *DERIVED)))


def with_sections(
    hubs: Mapping[str, Hub],
    definitions: Mapping[str, HubDefinition],
    evidence: Mapping[str, HubEvidence],
) -> Checked[dict[str, Hub]]:
    """Give every hub its sections: those that it asks for, less those without content."""
    done: dict[str, Hub] = {}
    found: list[Diagnostic] = []
    for hub in hubs.values():
        wanted = wanted_sections(hub, definitions)
        found += wanted.diagnostics
        content = _content(hub, evidence.get(hub.slug))
        sections = tuple(name for name in wanted.value if content[name])
        done[hub.slug] = replace(hub, sections=sections)
    return Checked(done, tuple(found))


def wanted_sections(hub: Hub, definitions: Mapping[str, HubDefinition]) -> Checked[tuple[str, ...]]:
    """Give the sections that a hub asks for, whether or not there is content for them.

    A file that chooses none has the sections of an editor's page; where it holds
    neither a start nor themes, those that the archive makes.
    """
    definition = definitions.get(hub.slug) if hub.curated else None
    if definition and definition.sections is not None:
        return _chosen(definition.sections)
    wanted: tuple[str, ...] = CURATED if hub.start_here or hub.themes else DERIVED
    if definition and definition.related:
        others = (name for name in wanted[:-1] if name != "related-hubs")
        wanted = (*others, "related-hubs", wanted[-1])
    return Checked(wanted)


def _content(hub: Hub, evidence: HubEvidence | None) -> Mapping[str, object]:
    """Say of every section what it would show; nothing where it is empty."""
    derived = {finding.section for finding in evidence.findings} if evidence else set()
    return {
        "start-here": hub.start_here,
        "core-themes": hub.themes,
        "failure-modes": hub.failure_modes or "failure-modes" in derived,
        "related-hubs": hub.related,
        "references": hub.members,
        "definition": "definition" in derived,
        "key-claims": "key-claims" in derived,
        "practical-checklist": "practical-checklist" in derived,
        "suggested-reading-path": evidence and evidence.trail,
        "related-posts": evidence and evidence.ties,
    }


def _chosen(names: tuple[Located[str], ...]) -> Checked[tuple[str, ...]]:
    chosen: dict[str, None] = {}
    found: list[Diagnostic] = []
    for name in names:
        section = "-".join(name.value.casefold().split())
        if section not in KNOWN:
            fix = did_you_mean(section, KNOWN) or f"choose of {', '.join(KNOWN)}"
            message = f"no section is called '{name.value}'"
            found.append(error("unknown-section", message, name.place, fix))
        elif section in chosen:
            message = f"the section '{section}' is named twice"
            found.append(warning("repeated-section", message, name.place, "remove one of the two"))
        else:
            chosen[section] = None
    return Checked(tuple(chosen), tuple(found))

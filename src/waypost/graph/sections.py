"""Which sections stand on a hub's page, and in which order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from waypost.model.archive import Hub
from waypost.model.diagnostic import Checked, Diagnostic, Located, error, warning
from waypost.model.hub import HubDefinition
from waypost.near import did_you_mean

CURATED = ("start-here", "core-themes", "failure-modes", "related-hubs", "references")
DERIVED = ("related-hubs", "references")


def with_sections(
    hubs: Mapping[str, Hub], definitions: Mapping[str, HubDefinition]
) -> Checked[dict[str, Hub]]:
    """Give every hub its sections: those that are chosen, less those without content."""
    done: dict[str, Hub] = {}
    found: list[Diagnostic] = []
    for hub in hubs.values():
        definition = definitions.get(hub.slug)
        wanted: tuple[str, ...] = CURATED if hub.curated else DERIVED
        if hub.curated and definition and definition.sections is not None:
            chosen = _chosen(definition.sections)
            wanted = chosen.value
            found += chosen.diagnostics
        sections = tuple(name for name in wanted if has_content(hub, name))
        done[hub.slug] = replace(hub, sections=sections)
    return Checked(done, tuple(found))


def has_content(hub: Hub, section: str) -> bool:
    """Say whether a section of a hub has anything to show."""
    content: Mapping[str, object] = {
        "start-here": hub.start_here,
        "core-themes": hub.themes,
        "failure-modes": hub.failure_modes,
        "related-hubs": hub.related,
        "references": hub.members,
    }
    return bool(content[section])


def _chosen(names: tuple[Located[str], ...]) -> Checked[tuple[str, ...]]:
    chosen: dict[str, None] = {}
    found: list[Diagnostic] = []
    for name in names:
        section = "-".join(name.value.casefold().split())
        if section not in CURATED:
            fix = did_you_mean(section, CURATED) or f"choose of {', '.join(CURATED)}"
            message = f"no section is called '{name.value}'"
            found.append(error("unknown-section", message, name.place, fix))
        elif section in chosen:
            message = f"the section '{section}' is named twice"
            found.append(warning("repeated-section", message, name.place, "remove one of the two"))
        else:
            chosen[section] = None
    return Checked(tuple(chosen), tuple(found))

"""The files that ``waypost hub promote`` writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from textwrap import wrap
from typing import Any

from waypost.cli.prose import escaped, with_links
from waypost.graph.sections import CURATED, DERIVED
from waypost.load.yaml_text import quoted, word
from waypost.model.archive import Archive, Hub

WIDTH = 96

ROLES = {
    "current": "Start here: the current state.",
    "middle": "Then read: the operating middle.",
    "foundational": "Finish with: the foundational context.",
}
"""What the notes of a frozen reading path say of each step."""

WRITTEN = {
    "definition": "",
    "key-claims": "Key claims",
    "practical-checklist": "Practical checklist",
}
"""The sections whose sentences go into the text of a frozen hub, with their headings."""


def live_text(hub: Hub) -> str:
    """Write a derived hub as a file that changes nothing on its page yet."""
    first, *others = hub.members
    reads = ", ".join(map(word, others[:3] or [first]))
    related = ", ".join(word(other.slug) for other in hub.related[:3]) or "slug-of-a-hub"
    return (
        "---\n"
        "# The archive goes on making this page, new posts and all, until you change what stands\n"
        "# here. Text below the second '---' comes first on the page.\n"
        f"{_head(hub)}"
        "# The sections of the page, in order. Take out what you don't want, or move it.\n"
        "# The archive makes all of these. start-here and core-themes hold what you write under\n"
        "# the keys below; related-hubs names the neighbours.\n"
        f"{_listing('sections', DERIVED)}"
        "#\n"
        "# Posts to begin with; they show once 'sections' names start-here.\n"
        "# start_here:\n"
        f"#   - post: {word(first)}\n"
        "#     note: Why to begin with it.\n"
        "# Themes with posts to read next; they show once 'sections' names core-themes.\n"
        "# themes:\n"
        "#   - title: A theme\n"
        "#     text: What holds these posts together.\n"
        f"#     reads: [{reads}]\n"
        "# Your own list, in place of the one that is made.\n"
        "# failure_modes:\n"
        "#   - What goes wrong, and how one notices.\n"
        "# Neighbours to name first; they show once 'sections' names related-hubs.\n"
        f"# related: [{related}]\n"
        f"{_references()}"
        "---\n"
    )


def frozen_text(hub: Hub, evidence: Mapping[str, Any], archive: Archive) -> str:
    """Write a derived hub as a file that holds all its words.

    ``evidence`` is what its evidence.json holds.
    """
    said: dict[str, list[str]] = {}
    for row in evidence["statements"]:
        text = with_links(row["sentence"], _titles(row["figures"], archive))
        said.setdefault(row["section"], []).append(text)
    modes = "".join(f"  - {_folded(mode, 4)}" for mode in said.get("failure-modes", ()))
    return (
        "---\n"
        "# What the archive made of this topic, written out: it stays as it is until you\n"
        "# change it. Text below the second '---' comes first on the page.\n"
        f"{_head(hub)}"
        "# The sections of the page, in order. Take out what you don't want, or move it.\n"
        "# The archive still makes related-hubs and references.\n"
        f"{_listing('sections', CURATED)}"
        f"{_start(evidence['path'])}"
        f"{_themes(evidence['related'])}"
        f"{'# What goes wrong, and how one notices.' + chr(10) if modes else ''}"
        f"{'failure_modes:' + chr(10) if modes else ''}{modes}"
        f"{_references()}"
        "---\n"
        f"{_body(said)}"
    )


def _head(hub: Hub) -> str:
    description = (
        f"description: {_folded(hub.description, 2)}"
        if hub.description
        else "# description: One or two sentences.\n"
    )
    return (
        f"title: {quoted(hub.title)}\n"
        "# For lists, feeds and search engines.\n"
        f"{description}"
        "# All posts with one of these topics belong to this hub.\n"
        f"topics: [{word(hub.slug)}]\n"
    )


def _start(path: Iterable[Mapping[str, Any]]) -> str:
    steps = "".join(
        f"  - post: {word(step['post'])}\n    note: {quoted(ROLES[step['role']])}\n"
        for step in path
    )
    return f"# Posts to begin with, in order.\nstart_here:\n{steps}" if steps else ""


def _themes(ties: Iterable[Mapping[str, Any]]) -> str:
    reads = "".join(
        f"      - post: {word(tie['post'])}\n{_leads_on(tie['topics'])}" for tie in ties
    )
    if not reads:
        return ""
    head = "# Themes, each with posts to read next.\nthemes:\n  - title: Related posts\n"
    return f"{head}    reads:\n{reads}"


def _leads_on(topics: list[str]) -> str:
    return f"        note: {quoted(escaped(f'Leads on to {_listed(topics)}.'))}\n" if topics else ""


def _body(said: Mapping[str, list[str]]) -> str:
    parts = []
    for section, heading in WRITTEN.items():
        lines = said.get(section)
        if not lines:
            continue
        text = "\n".join(f"- {line}" for line in lines) if heading else " ".join(lines)
        parts.append(f"\n## {heading}\n\n{text}\n" if heading else f"\n{text}\n")
    return "".join(parts)


def _titles(figures: Mapping[str, Any], archive: Archive) -> dict[str, str]:
    """Give the titles of the posts that some figures name, by slug."""
    slugs: list[str] = []
    for name, value in figures.items():
        kind = name.rpartition("_")[2]
        if kind == "post" and isinstance(value, str):
            slugs.append(value)
        elif kind == "posts" and isinstance(value, list):
            slugs += value
    return {slug: archive.cards[slug].title for slug in slugs if slug in archive.cards}


def _references() -> str:
    return (
        "# How the posts of this hub are listed.\n"
        "# references:\n"
        "#   order: newest # or oldest, or updated\n"
        "#   group_by: auto # or year, or none\n"
    )


def _listing(key: str, names: Iterable[str]) -> str:
    return f"{key}:\n" + "".join(f"  - {name}\n" for name in names)


def _listed(names: Iterable[str]) -> str:
    *rest, last = names
    return f"{', '.join(rest)} and {last}" if rest else last


def _folded(text: str, indent: int) -> str:
    """Write a text as a folded block, which needs no quotes, after a key or dash."""
    lines = wrap(text, WIDTH - indent, break_long_words=False, break_on_hyphens=False)
    return ">-\n" + "".join(f"{' ' * indent}{line}\n" for line in lines)

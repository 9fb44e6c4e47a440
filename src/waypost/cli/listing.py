"""``waypost list``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import click
from msgspec import Struct

from waypost import surveys
from waypost.cli.as_json import write_json
from waypost.cli.door import Door
from waypost.cli.findings import counted
from waypost.cli.objects import diagnostic_object, omission_object
from waypost.cli.options import (
    asked_for,
    json_option,
    program,
    selection_options,
    site_option,
)
from waypost.cli.progress import progress_on
from waypost.cli.screen import open_screen
from waypost.model import urls
from waypost.model.archive import Archive, Hub

Row = dict[str, Any]


def post_rows(archive: Archive) -> list[Row]:
    """Describe the posts, newest first."""
    sources = {post.slug.value: post.source for post in archive.posts}
    return [
        {
            "slug": card.slug,
            "title": card.title,
            "url": urls.post(card.slug),
            "date": card.published.isoformat(),
            "updated": card.updated.isoformat() if card.updated else None,
            "topics": list(card.topics),
            "description": card.description,
            "minutes": card.minutes,
            "source": source,
        }
        for card, source in ((archive.cards[slug], source) for slug, source in sources.items())
    ]


def topic_rows(archive: Archive) -> list[Row]:
    """Describe the topics that published posts have."""
    return [
        {
            "slug": topic.slug,
            "label": topic.label,
            "posts": len(topic.posts),
            "parent": topic.parent or None,
            "hub": _kind(archive.hubs.get(topic.slug)),
        }
        for topic in archive.topics.values()
    ]


def hub_rows(archive: Archive) -> list[Row]:
    """Describe the hubs."""
    return [
        {
            "slug": hub.slug,
            "title": hub.title,
            "url": urls.hub(hub.slug),
            "kind": _kind(hub),
            "posts": len(hub.members),
            "source": hub.source or None,
        }
        for hub in archive.hubs.values()
    ]


def path_rows(archive: Archive) -> list[Row]:
    """Describe the reading paths; ``minutes`` is the sum of their posts'."""
    return [
        {
            "slug": path.slug,
            "title": path.title,
            "url": urls.path(path.slug),
            "steps": len(path.steps),
            "minutes": sum(archive.cards[step.cited.post].minutes for step in path.steps),
            "kind": "derived" if path.hub else "curated",
            "source": path.source or None,
        }
        for path in archive.paths.values()
    ]


def omitted_rows(archive: Archive) -> list[Row]:
    """Describe what is left out, and why."""
    return [omission_object(omission) for omission in (*archive.omitted, *archive.set_aside)]


def _kind(hub: Hub | None) -> str | None:
    if hub is None:
        return None
    return "curated" if hub.curated else "derived"


class _Listing(Struct, frozen=True):
    """How one kind is listed; a heading that starts with ``>`` is of numbers."""

    rows: Callable[[Archive], list[Row]]
    columns: Sequence[str]


LISTINGS = {
    "posts": _Listing(post_rows, ("date", "slug", "title", "topics")),
    "topics": _Listing(topic_rows, ("slug", "label", ">posts", "hub")),
    "hubs": _Listing(hub_rows, ("slug", "title", ">posts", "kind")),
    "paths": _Listing(path_rows, ("slug", "title", ">steps", ">minutes", "kind")),
    "omitted": _Listing(omitted_rows, ("source", "reason", "when", "title")),
}


@click.command("list")
@click.argument("kind", type=click.Choice(list(LISTINGS)))
@site_option
@selection_options
@json_option
@click.pass_context
def list_(ctx: click.Context, /, kind: str, as_json: bool, **asked: Any) -> int:
    """List posts, topics, hubs, paths, or what is left out.

    The options that select posts work as they do for a build, so that
    `list omitted` tells what that build leaves out, and why.
    """
    options = asked_for(ctx, **asked)
    door = ctx.find_object(Door)
    assert door is not None
    screen = open_screen()
    with progress_on(screen) as report:
        outcome = surveys.survey(options, door.extensions, report)
    code = outcome.exit_code(options.strict)
    listing = LISTINGS[kind]
    rows = listing.rows(outcome.archive) if outcome.archive else []
    if outcome.archive is None:
        screen.report(outcome.diagnostics)
    elif outcome.diagnostics:
        screen.note(f"{counted(outcome.diagnostics)}: `{program(ctx)} check` shows them")
    if as_json:
        found = [diagnostic_object(diagnostic) for diagnostic in outcome.diagnostics]
        write_json({kind: rows, "diagnostics": found, "exit_code": code})
    elif rows:
        screen.table(listing.columns, [_cells(row, listing.columns) for row in rows])
    elif outcome.archive:
        screen.note("Nothing is left out." if kind == "omitted" else f"There are no {kind}.")
    return code


def _cells(row: Row, columns: Sequence[str]) -> list[str]:
    return [_cell(name.lstrip(">"), row[name.lstrip(">")]) for name in columns]


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name in ("date", "when"):
        return str(value)[:10]
    return ", ".join(value) if isinstance(value, list) else str(value)

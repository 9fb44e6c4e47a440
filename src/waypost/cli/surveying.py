"""What verbs that look at an archive have in common: make it, and find a hub in it."""

from __future__ import annotations

import json
from typing import Any

import click

from waypost import surveys
from waypost.cli.door import Door
from waypost.cli.findings import number
from waypost.cli.options import asked_for
from waypost.cli.progress import progress_on
from waypost.cli.screen import Screen
from waypost.config import Extensions, Options
from waypost.graph.topics import registry
from waypost.model import urls
from waypost.model.archive import Hub
from waypost.model.faults import UsageFault
from waypost.near import did_you_mean
from waypost.outcome import Outcome


def extensions_of(ctx: click.Context) -> Extensions:
    """Give what a build.py adds, where the user came in by one."""
    door = ctx.find_object(Door)
    assert door is not None
    return door.extensions


def surveyed(ctx: click.Context, screen: Screen, **asked: Any) -> Outcome:
    """Make the archive, with progress; ``asked`` holds fields of ``Options``."""
    options = asked_for(ctx, **asked)
    with progress_on(screen) as report:
        return surveys.survey(options, extensions_of(ctx), report)


def known_hub(outcome: Outcome, name: str) -> Hub:
    """Find a hub of an archive by its slug, or by another spelling or name of its topic.

    Raises:
        UsageFault: where there is none, with the nearest three that there are.
    """
    archive = outcome.archive
    assert archive is not None
    slug = name if name in archive.hubs else registry(outcome.sources.topics).slug(name)
    if slug in archive.hubs:
        return archive.hubs[slug]
    if slug in archive.topics:
        raise UsageFault(
            f"the topic '{slug}' has no hub: "
            f"{number(len(archive.topics[slug].posts), 'post')} of it are too few",
            "tag more posts with it, or lower 'hubs.minimum_posts' in content/site.yaml",
        )
    raise UsageFault(
        f"there is no hub '{name}'",
        did_you_mean(slug, archive.hubs, 3) or "see the command `list hubs`",
    )


def evidence_of(
    ctx: click.Context, options: Options, name: str
) -> tuple[Outcome, Hub | None, dict[str, Any] | None]:
    """Find a hub, and render its evidence.json: what that holds, or None for no such file.

    The hub is None where there is no archive.

    Raises:
        UsageFault: where there is no such hub.
    """
    extensions = extensions_of(ctx)
    outcome, data = surveys.render_one(options, _evidence_path(name), extensions)
    if outcome.archive is None:
        return outcome, None, None
    hub = known_hub(outcome, name)
    if hub.slug != name:
        outcome, data = surveys.render_one(options, _evidence_path(hub.slug), extensions)
    return outcome, hub, json.loads(data) if data else None


def _evidence_path(slug: str) -> str:
    return urls.file_of(urls.hub_evidence(slug))

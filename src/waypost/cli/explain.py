"""``waypost explain``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click

from waypost.cli.as_json import write_json
from waypost.cli.explaining import explain_page_or_source
from waypost.cli.findings import counted
from waypost.cli.objects import diagnostic_object
from waypost.cli.options import asked_for, json_option, program, selection_options, site_option
from waypost.cli.screen import Screen, open_screen
from waypost.cli.surveying import evidence_of
from waypost.model.faults import UsageFault

SHOWN = 3
"""Posts that a row of the table names; --json has them all."""

HUB = "hub"

NOTHING: dict[str, list[object]] = {"statements": [], "path": [], "related": []}
"""What there is to explain of a hub that an editor wrote all of."""


@click.command()
@click.argument("subject", metavar="PAGE_OR_SOURCE")
@click.argument("slug", metavar="[SLUG]", required=False)
@site_option
@selection_options
@json_option
@click.pass_context
def explain(ctx: click.Context, /, subject: str, slug: str | None, **asked: Any) -> int:
    """Say what a page is made of, or a file becomes.

    Of a page (its URL, or its path in public/) it tells what the page is made of, and
    why it was last rendered. Of a file of the site, such as content/posts/a.md, it
    tells where it is published, or why it is not.

    `explain hub SLUG` prints a hub's sentences, each with its rule, figures and posts,
    the reading path with the numbers that it was chosen for, and the posts that tie
    the hub to its neighbours.
    """
    if subject == HUB:
        if slug is None:
            raise UsageFault("a hub is explained by its slug", "write `explain hub SLUG`")
        return _explain_hub(ctx, slug, **asked)
    if slug is not None:
        raise UsageFault(
            f"there is one thing to explain at a time, but '{slug}' is a second one",
            f"explain '{subject}' alone; a hub by `explain hub SLUG`",
        )
    return explain_page_or_source(ctx, subject, **asked)


def _explain_hub(ctx: click.Context, name: str, as_json: bool, **asked: Any) -> int:
    options = asked_for(ctx, **asked)
    screen = open_screen()
    outcome, hub, evidence = evidence_of(ctx, options, name)
    code = outcome.exit_code(options.strict)
    if hub is None:
        screen.report(outcome.diagnostics)
        return code
    if as_json:
        found = [diagnostic_object(diagnostic) for diagnostic in outcome.diagnostics]
        told = {"hub": hub.slug, **(evidence or NOTHING)}
        write_json({**told, "diagnostics": found, "exit_code": code})
        return code
    if outcome.diagnostics:
        screen.note(f"{counted(outcome.diagnostics)}: `{program(ctx)} check` shows them")
    if evidence:
        _show(screen, evidence)
    elif not code:
        screen.say(f"Nothing on the hub '{hub.slug}' is derived: an editor wrote all of it.")
    return code


def _show(screen: Screen, evidence: Mapping[str, Any]) -> None:
    if evidence["statements"]:
        screen.table(
            ("rule", "sentence", "figures", "posts"),
            [
                (row["rule"], row["sentence"], _figures(row["figures"]), _named(row["posts"]))
                for row in evidence["statements"]
            ],
        )
    if evidence["path"]:
        screen.say("")
        screen.say(
            f"The reading path, chosen among {evidence['path'][0]['of']} posts that nothing "
            "supersedes; rank 1 is the newest:"
        )
        screen.table(
            ("role", "post", ">rank", ">links", ">centrality", "evergreen"),
            [
                (
                    step["role"],
                    step["post"],
                    str(step["rank"]),
                    str(step["links"]),
                    f"{step['centrality']:.3f}",
                    "yes" if step["evergreen"] else "no",
                )
                for step in evidence["path"]
            ],
        )
    if evidence["related"]:
        screen.say("")
        screen.say("Posts that tie this hub to its neighbours:")
        screen.table(
            ("post", "topics", ">links", ">strength"),
            [
                (tie["post"], ", ".join(tie["topics"]), str(tie["links"]), f"{tie['strength']:.3f}")
                for tie in evidence["related"]
            ],
        )


def _figures(figures: Mapping[str, Any]) -> str:
    return "; ".join(f"{name}: {_figure(value)}" for name, value in figures.items())


def _figure(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _named(posts: Sequence[str]) -> str:
    named = ", ".join(posts[:SHOWN])
    more = len(posts) - SHOWN
    return f"{named} and {more} more" if more > 0 else named

"""``waypost diff``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from waypost.cli.as_json import write_json
from waypost.cli.changes import as_markdown, as_text, change_objects, plain
from waypost.cli.editions import (
    Side,
    present_side,
    published_side,
    revision_side,
    saved_side,
)
from waypost.cli.findings import counted
from waypost.cli.objects import diagnostic_object
from waypost.cli.options import asked_for, json_option, program, selection_options, site_option
from waypost.cli.progress import progress_on
from waypost.cli.screen import Screen, open_screen
from waypost.cli.surveying import extensions_of
from waypost.editions.change import Change
from waypost.editions.compare import changes
from waypost.editions.telling import tell
from waypost.model.faults import UsageFault


@click.command()
@click.argument("old", required=False)
@click.argument("new", required=False)
@site_option
@selection_options
@click.option("--markdown", is_flag=True, help="Print Markdown, for a pull request.")
@click.option("--all", "everything", is_flag=True, help="Tell everything, however long it gets.")
@click.option("--exit-code", is_flag=True, help="End with 1 where anything changed.")
@json_option
@click.pass_context
def diff(
    ctx: click.Context,
    /,
    old: str | None,
    new: str | None,
    markdown: bool,
    everything: bool,
    exit_code: bool,
    as_json: bool,
    **asked: Any,
) -> int:
    """Say in an editor's words what changed.

    OLD and NEW are each a git revision, or a file with what `build --json` printed. Without
    NEW it is the content as it is now; without OLD, what was published last. URLs that lead
    nowhere any more come first.
    """
    if markdown and as_json:
        raise UsageFault("--markdown and --json can't both be had", "choose one of them")
    screen = open_screen()
    before = _side(ctx, screen, asked, old)
    rendered = before.edition is not None and before.edition.rendered
    after = _side(ctx, screen, asked, new) if new else _present(ctx, screen, asked, rendered)
    found: tuple[Change, ...] = ()
    code = max(before.code, after.code)
    if before.edition and after.edition:
        found = changes(before.edition, after.edition)
        code = 1 if found and exit_code else 0
        if not new and after.diagnostics:
            screen.note(f"{counted(after.diagnostics)}: `{program(ctx)} check` shows them")
    else:
        _refuse(screen, (before, after))
    if as_json:
        write_json(_object(before, after, found, code))
    elif before.edition and after.edition:
        compared = before.edition.rendered and after.edition.rendered
        told = tell(found, rendered=compared, everything=everything)
        for line in (as_markdown if markdown else as_text)(told, before.name, after.name):
            screen.say(line)
    return code


def _side(ctx: click.Context, screen: Screen, asked: dict[str, Any], name: str | None) -> Side:
    if name and Path(name).is_file():
        return saved_side(Path(name))
    options = asked_for(ctx, **asked)
    if name is None:
        return published_side(options)
    with progress_on(screen) as report:
        return revision_side(options, extensions_of(ctx), report, name)


def _present(ctx: click.Context, screen: Screen, asked: dict[str, Any], rendered: bool) -> Side:
    options = asked_for(ctx, **asked)
    with progress_on(screen) as report:
        return present_side(options, extensions_of(ctx), report, rendered=rendered)


def _refuse(screen: Screen, sides: tuple[Side, Side]) -> None:
    for side in sides:
        if side.edition is None:
            screen.note(f"In {plain(side.name)}:")
            screen.report(side.diagnostics)
    screen.note("Nothing was compared.")


def _object(old: Side, new: Side, found: tuple[Change, ...], code: int) -> dict[str, Any]:
    return {
        "old": plain(old.name),
        "new": plain(new.name),
        "changes": change_objects(found),
        "diagnostics": [
            {**diagnostic_object(diagnostic), "side": side}
            for side, one in (("old", old), ("new", new))
            for diagnostic in one.diagnostics
        ],
        "exit_code": code,
    }

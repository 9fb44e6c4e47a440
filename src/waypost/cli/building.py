"""What ``build`` and ``check`` have in common: run the pipeline, and tell of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from waypost.builds import Request
from waypost.cli.as_json import write_json
from waypost.cli.door import Door
from waypost.cli.objects import outcome_object
from waypost.cli.options import asked_for, program
from waypost.cli.progress import progress_on
from waypost.cli.screen import open_screen
from waypost.cli.summary import failure, summary, timing_rows
from waypost.cli.verdict import code_of, verdict_lines, verdict_object, verified
from waypost.config import Extensions, Options
from waypost.garbage import collect_seldom, left_to_collector
from waypost.outcome import Outcome, Progress

MANY = 4_000_000
"""More values than a build of ten thousand posts makes: pages are the workers' to make."""

Stage = Callable[[Options, Extensions, Progress], Outcome]


def perform(
    ctx: click.Context,
    stage: Stage,
    asked: dict[str, Any],
    *,
    as_json: bool,
    timings: bool = False,
    verify: bool = False,
) -> int:
    """Run a build or a check, print what came of it, and give the exit code.

    ``asked`` holds fields of ``Options``. With ``verify`` what a build has published
    is compared with a clean one.
    """
    collect_seldom(MANY)
    options = asked_for(ctx, **asked)
    door = ctx.find_object(Door)
    assert door is not None
    screen = open_screen()
    with progress_on(screen) as report:
        outcome = stage(options, door.extensions, report)
        code = outcome.exit_code(options.strict)
        verdict = None
        if verify and not code:
            verdict = verified(Request(options, door.extensions, report), outcome)
            code = code_of(verdict)
    left_to_collector(outcome)
    for note in outcome.notes:
        screen.note(note)
    screen.report(outcome.diagnostics)
    if as_json:
        told = {"verified": verdict_object(verdict)} if verdict else {}
        write_json({**outcome_object(outcome, code), **told})
        return code
    publishing = ctx.command.name == "build"
    if code and verdict is None:
        # That there is no result must be seen where the findings are.
        screen.note(failure(outcome, publishing=publishing))
    else:
        for line in summary(outcome, options, program(ctx), publishing=publishing):
            screen.say(line)
    if verdict:
        for line in verdict_lines(verdict):
            screen.say(line) if verdict.holds else screen.note(line)
    if timings:
        screen.table(("stage", ">seconds", ">items", ">reused"), timing_rows(outcome.timings))
    return code

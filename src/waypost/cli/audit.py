"""``waypost audit``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from waypost.cli.as_json import write_json
from waypost.cli.baseline import read_baseline, write_baseline
from waypost.cli.findings import counted, number
from waypost.cli.objects import diagnostic_object
from waypost.cli.options import json_option, program, selection_options, site_option
from waypost.cli.places import short
from waypost.cli.screen import Screen, open_screen
from waypost.cli.surveying import surveyed
from waypost.graph.audit.audit import audit as audit_archive
from waypost.graph.audit.flaw import Flaw
from waypost.load.baseline import KEYS, Fingerprint
from waypost.model.diagnostic import Diagnostic
from waypost.model.faults import UsageFault


@click.command()
@site_option
@selection_options
@click.option(
    "--baseline",
    "file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="A file of accepted findings; only others are shown, and count.",
)
@click.option(
    "--update-baseline", "update", is_flag=True, help="Accept all findings: write them to FILE."
)
@json_option
@click.pass_context
def audit(
    ctx: click.Context, /, file: Path | None, update: bool, as_json: bool, **asked: Any
) -> int:
    """Report what an editor may want to change.

    That is what a build has nothing against, but readers may: posts that no page leads
    to, hubs that have fallen behind, titles that are nearly the same. Ends with 1 where
    anything is found that is not accepted in the baseline.
    """
    if update and file is None:
        raise UsageFault("--update-baseline needs a file to write", "add --baseline FILE")
    screen = open_screen()
    accepted: frozenset[Fingerprint] = frozenset()
    if file and not update:
        read = read_baseline(file)
        if read.diagnostics:
            return _unfit(screen, read.diagnostics, UsageFault.exit_code, as_json)
        accepted = read.value
    outcome = surveyed(ctx, screen, **asked)
    if outcome.archive is None or outcome.site is None or outcome.exit_code():
        # Of half an archive everything that the other half links to would be a finding.
        return _unfit(screen, outcome.diagnostics, outcome.exit_code(), as_json)
    if outcome.diagnostics and not as_json:
        screen.note(f"{counted(outcome.diagnostics)}: `{program(ctx)} check` shows them")
    flaws = audit_archive(outcome.archive, outcome.sources, outcome.site.language)
    fingerprints = {flaw.fingerprint for flaw in flaws}
    if file and update:
        write_baseline(file, fingerprints)
        accepted = frozenset(fingerprints)
    new = [flaw for flaw in flaws if flaw.fingerprint not in accepted]
    stale = sorted(accepted - fingerprints)
    code = 1 if new or outcome.exit_code(strict=bool(asked["strict"])) else 0
    if as_json:
        known = len(flaws) - len(new)
        write_json(_object(new, known, stale, outcome.diagnostics, code))
    elif file and update:
        screen.say(f"{number(len(flaws), 'finding')} accepted in {short(file)}.")
    else:
        _show(screen, new)
        screen.say(_summary(new, len(flaws) - len(new)))
        _mention(screen, stale)
    return code


def _unfit(screen: Screen, diagnostics: Sequence[Diagnostic], code: int, as_json: bool) -> int:
    screen.report(diagnostics)
    screen.note("Nothing was audited.")
    if as_json:
        write_json(_object([], 0, [], diagnostics, code))
    return code


def _object(
    new: Sequence[Flaw],
    accepted: int,
    stale: Sequence[Fingerprint],
    diagnostics: Sequence[Diagnostic],
    code: int,
) -> dict[str, Any]:
    return {
        "findings": [{**diagnostic_object(f.diagnostic), "subject": f.subject} for f in new],
        "accepted": accepted,
        "stale": [dict(zip(KEYS, fingerprint, strict=True)) for fingerprint in stale],
        "diagnostics": [diagnostic_object(found) for found in diagnostics],
        "exit_code": code,
    }


def _show(screen: Screen, flaws: Sequence[Flaw]) -> None:
    """Print a table for each code, and below it what to do."""
    for code, group in groupby(flaws, key=lambda flaw: flaw.diagnostic.code):
        found = [flaw.diagnostic for flaw in group]
        screen.say(f"{code}: {number(len(found), 'finding')}")
        fixes = {diagnostic.fix for diagnostic in found}
        if len(fixes) == 1:
            screen.table(("place", "finding"), [(str(d.place), d.message) for d in found])
            screen.say(f"fix: {fixes.pop()}")
        else:
            rows = [(str(d.place), d.message, d.fix) for d in found]
            screen.table(("place", "finding", "fix"), rows)
        screen.say("")


def _summary(new: Collection[Flaw], accepted: int) -> str:
    known = f"{accepted:,} accepted" if accepted else ""
    if not new:
        return f"Nothing new found; {known}." if known else "Nothing found."
    counts = Counter(flaw.diagnostic.code for flaw in new)
    each = ", ".join(f"{count:,} {code}" for code, count in counts.items())
    return f"{number(len(new), 'finding')}: {each}{'; ' + known if known else ''}."


def _mention(screen: Screen, stale: Sequence[Fingerprint]) -> None:
    if stale:
        screen.note(
            f"{number(len(stale), 'accepted finding')} no longer found; "
            "--update-baseline takes them out:"
        )
    for code, path, subject in stale:
        screen.note(f"  {code} {path} {subject}")

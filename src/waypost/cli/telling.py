"""What ``waypost serve`` says: a line a build, and what is wrong where that is new."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import datetime
from threading import Lock

from waypost.cli.findings import counted, number
from waypost.cli.progress import progress_on
from waypost.cli.screen import Screen
from waypost.cli.summary import counts_told
from waypost.cli.visible import visible
from waypost.model.diagnostic import Diagnostic
from waypost.outcome import Progress, silent
from waypost.serve.edition import Report

NAMED = 2
"""So many changed files are named; of more it is said how many there are."""


class Telling:
    """Tells on a terminal what a preview does, for its builder's thread."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._shown: tuple[Diagnostic, ...] = ()
        self._notes: set[str] = set()
        self._waiting = ExitStack()
        self._progress: Progress | None = None
        self._lock = Lock()

    def progress(self, stage: str, done: int, total: int) -> None:
        """Show how far the first build is; the next ones are over too soon."""
        with self._lock:
            if self._progress is None:
                self._progress = self._waiting.enter_context(progress_on(self._screen))
            self._progress(stage, done, total)

    def built(self, report: Report) -> None:
        """Tell of a build."""
        self.end_waiting()
        found = report.outcome.diagnostics
        news = found != self._shown
        self._shown = found
        for note in report.outcome.notes:
            if note not in self._notes:
                self._screen.note(note)
        self._notes = set(report.outcome.notes)
        if news:
            self._screen.report(found)
        elif _is_of_the_search_alone(report):
            # It follows a build that has been told of, a moment later.
            return
        known = f"; {counted(found)} as before" if found and not news else ""
        now = datetime.now().astimezone()
        self._screen.say(f"{now:%H:%M:%S} {line_of(report)}{known}.")

    def said(self, text: str) -> None:
        """Say something else, in a line."""
        self._screen.note(text)

    def end_waiting(self) -> None:
        """Wipe out the progress of the first build."""
        with self._lock:
            self._progress = silent
            self._waiting.close()


def _is_of_the_search_alone(report: Report) -> bool:
    """Say whether a build has brought nothing to pages, and is for no changed file."""
    made = report.changed or report.outcome.rendered or report.number == 1
    return report.good and not made


def line_of(report: Report) -> str:
    """Tell of a build in a line, without its full stop: what changed, and what came of it."""
    outcome = report.outcome
    what = changed_told(report.changed)
    if not report.good:
        left = "nothing to show" if report.number == 1 else "what was shown before stays"
        if outcome.manifest is not None and not outcome.exit_code():
            left = f"--strict treats warnings as errors, and {left}"
        return f"{what}Failed: {left}" if what else f"Failed: {left}"
    took = duration_told(report.seconds)
    if report.number == 1 and outcome.counts is not None:
        return f"Built {counts_told(outcome.counts)}: {number(outcome.pages, 'page')} in {took}"
    return f"{what}{outcome.rendered:,} of {number(outcome.pages, 'page')} made in {took}"


def changed_told(changed: tuple[str, ...]) -> str:
    """Name what changed, as the beginning of a line; "" where nothing did."""
    if not changed:
        return ""
    if len(changed) <= NAMED:
        return f"{' and '.join(visible(name) for name in changed)}: "
    return f"{visible(changed[0])} and {len(changed) - 1:,} other files: "


def duration_told(seconds: float) -> str:
    """Write how long something took: ``48 ms``, ``1.24 s``."""
    milliseconds = round(1000 * seconds)
    return f"{milliseconds} ms" if milliseconds < 1000 else f"{seconds:.2f} s"

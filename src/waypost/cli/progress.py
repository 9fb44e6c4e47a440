"""How far a build is, for somebody who waits for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from waypost.cli.screen import Screen
from waypost.outcome import Progress, silent


@contextmanager
def progress_on(screen: Screen) -> Iterator[Progress]:
    """Show progress on a terminal while the block runs, and wipe it out after."""
    if screen.plain or not screen.err.is_terminal:
        yield silent
        return
    # Late: whoever has no terminal has no use for it.
    progress = import_module("rich.progress")
    columns = (
        progress.SpinnerColumn(),
        progress.TextColumn("{task.description}", markup=False),
        progress.BarColumn(),
        progress.TextColumn("{task.fields[count]}", markup=False),
    )
    with progress.Progress(*columns, console=screen.err, transient=True) as bar:
        task = bar.add_task("", total=None, count="")

        def report(stage: str, done: int, total: int) -> None:
            count = f"{done:,} of {total:,}" if total else ""
            bar.update(task, description=stage, completed=done, total=total or None, count=count)

        yield report

"""The terminal, or what stands in for it: results to stdout, findings to stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import IO

from msgspec import Struct
from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from waypost.cli.findings import counted, described
from waypost.cli.visible import visible
from waypost.model.diagnostic import Diagnostic


class _Lines(Console):
    """A console that leaves it to the command what a closed pipe means."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


class Screen(Struct, frozen=True):
    """Where results and findings go. ``plain``: no colours, no boxes, no progress."""

    out: Console
    err: Console
    plain: bool

    def say(self, text: str) -> None:
        """Print a line of results."""
        self.out.print(Text(text), soft_wrap=True)

    def note(self, text: str) -> None:
        """Print a line that is not a result."""
        self.err.print(Text(text), soft_wrap=True)

    def report(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Print all findings, and how many there are."""
        for diagnostic in diagnostics:
            for line in described(diagnostic):
                self.err.print(line, soft_wrap=True)
        if diagnostics:
            self.err.print(Text(counted(diagnostics), "bold"), soft_wrap=True)

    def table(self, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Print a table; headings that start with ``>`` are of columns of numbers."""
        shown = [[visible(cell) for cell in row] for row in rows]
        if self.plain:
            for line in _aligned(headings, shown):
                self.say(line)
            return
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
        for heading in headings:
            table.add_column(
                heading.lstrip(">"), justify="right" if heading.startswith(">") else "left"
            )
        for row in shown:
            table.add_row(*map(Text, row))
        self.out.print(table)


def open_screen() -> Screen:
    """Find out what the terminal can do."""
    plain = (
        not sys.stdout.isatty()
        or bool(os.environ.get("NO_COLOR"))
        or os.environ.get("TERM") in ("dumb", "unknown")
    )
    return Screen(_console(sys.stdout, plain), _console(sys.stderr, plain), plain)


def _console(stream: IO[str], plain: bool) -> Console:
    if plain or not stream.isatty():
        # Said in so many words, because rich also listens to FORCE_COLOR and the like.
        return _Lines(
            file=stream, color_system=None, force_terminal=False, force_interactive=False,
            no_color=True, highlight=False, markup=False, emoji=False,
        )  # fmt: skip
    return _Lines(file=stream, highlight=False, markup=False, emoji=False)


def _aligned(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Lay out a table as text, two spaces between the columns."""
    lines = [[heading.lstrip(">").upper() for heading in headings], *rows]
    widths = [max(cell_len(line[i]) for line in lines) for i in range(len(headings))]

    def padded(i: int, cell: str) -> str:
        space = " " * (widths[i] - cell_len(cell))
        return space + cell if headings[i].startswith(">") else cell + space

    return ["  ".join(padded(i, cell) for i, cell in enumerate(line)).rstrip() for line in lines]

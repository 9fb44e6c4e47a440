"""Progress is for people at a terminal."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from waypost.cli.progress import progress_on
from waypost.cli.screen import Screen


def screen(*, terminal: bool) -> tuple[Screen, io.StringIO]:
    written = io.StringIO()
    console = Console(file=written, force_terminal=terminal, width=80)
    return Screen(console, console, plain=not terminal), written


def test_a_terminal_shows_the_stage_and_how_far_it_is() -> None:
    shown, written = screen(terminal=True)
    with progress_on(shown) as report:
        report("render", 0, 0)
        report("render [red]", 1200, 2000)
    assert "render [red]" in written.getvalue()
    assert "1,200 of 2,000" in written.getvalue()


def test_elsewhere_nothing_is_shown() -> None:
    shown, written = screen(terminal=False)
    with progress_on(shown) as report:
        report("render", 1, 2)
    assert written.getvalue() == ""


def test_an_error_passes_through_and_the_terminal_is_restored() -> None:
    shown, written = screen(terminal=True)

    def fail() -> None:
        with progress_on(shown) as report:
            report("render", 1, 2)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert written.getvalue().rindex("\x1b[?25h") > written.getvalue().rindex("\x1b[?25l")

"""Tables and findings, on a terminal and elsewhere."""

from __future__ import annotations

import io
import sys

import pytest
from rich.console import Console

from waypost.cli.screen import Screen, open_screen
from waypost.model.diagnostic import Place, error

ROWS = [("2024-03-12", "[red]", "7"), ("", "日本", "1,200")]
HEADINGS = ("date", "title", ">posts")


class Terminal(io.StringIO):
    """What a terminal is to a program."""

    def isatty(self) -> bool:
        return True


def on_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Put a terminal in the place of pytest's own capture, from within a test."""
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    opened = Terminal()
    monkeypatch.setattr(sys, "stdout", opened)
    monkeypatch.setattr(sys, "stderr", opened)
    return opened


def test_a_pipe_gets_aligned_text(capsys: pytest.CaptureFixture[str]) -> None:
    open_screen().table(HEADINGS, ROWS)
    assert capsys.readouterr().out == (
        "DATE        TITLE  POSTS\n2024-03-12  [red]      7\n            日本   1,200\n"
    )


def test_a_pipe_stays_plain_when_colours_are_forced(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    screen = open_screen()
    screen.report([error("code", "m", Place("a.md", 1, 1))])
    assert screen.plain
    assert "\x1b" not in capsys.readouterr().err


def test_a_terminal_gets_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    screen = open_screen()
    screen.report([error("code", "[red]", Place("a.md", 1, 1))])
    assert not screen.plain
    assert "\x1b[" in terminal.getvalue()
    assert "[red]" in terminal.getvalue()


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_a_terminal_is_plain_where_that_is_asked_for(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = on_terminal(monkeypatch)
    monkeypatch.setenv(name, value)
    screen = open_screen()
    screen.table(HEADINGS, ROWS)
    screen.report([error("code", "m", Place("a.md", 1, 1))])
    assert screen.plain
    assert "\x1b" not in terminal.getvalue()
    assert "━" not in terminal.getvalue()


def test_a_terminal_shows_author_text_in_tables_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    console = Console(file=terminal, force_terminal=True, width=80)
    Screen(console, console, plain=False).table(HEADINGS, ROWS)
    assert "[red]" in terminal.getvalue()


def test_a_terminal_aligns_numbers_on_the_right() -> None:
    console = Console(file=io.StringIO(), force_terminal=True, color_system=None, width=80)
    with console.capture() as captured:
        Screen(console, console, plain=False).table(HEADINGS, ROWS)
    lines = [line.rstrip() for line in captured.get().splitlines()]
    first = next(line for line in lines if "2024" in line)
    second = next(line for line in lines if "1,200" in line)
    assert first.endswith("    7")
    assert second.endswith("1,200")


def test_long_lines_are_not_wrapped(capsys: pytest.CaptureFixture[str]) -> None:
    line = "word " * 100
    screen = open_screen()
    screen.say(line)
    screen.note(line)
    written = capsys.readouterr()
    assert written.out.count("\n") == 1
    assert written.err.count("\n") == 1

"""Graphviz as a program: what it is given, and what ends it."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.graphviz import PROGRAM, needs_graphviz
from waypost.load import graphviz
from waypost.load.graphviz import LARGEST, Drawn, Wrong, draw

GRAPH = "digraph { a -> b }"


def script(folder: Path, text: str) -> str:
    file = folder / "dot"
    file.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    file.chmod(0o755)
    return str(file)


@needs_graphviz
def test_the_same_graph_is_the_same_drawing() -> None:
    first, second = draw(PROGRAM, GRAPH), draw(PROGRAM, GRAPH)
    assert isinstance(first, Drawn)
    assert first == second
    assert b"Helvetica" in first.svg


@needs_graphviz
def test_it_reads_no_file_that_slips_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphviz, "forbidden", lambda _: None)
    drawn = draw(PROGRAM, 'digraph { a [image="/usr/share/graphviz/x.png"] }')
    assert isinstance(drawn, Wrong) or any("disabled" in said for said in drawn.warnings)


def test_it_has_the_graph_and_nothing_else(tmp_path: Path) -> None:
    program = script(tmp_path, 'cat; echo "$*|$PWD|$SERVER_NAME|$GV_FILE_PATH|$LC_ALL"')
    drawn = draw(program, GRAPH + "; $(id) `id` é")
    assert isinstance(drawn, Drawn)
    fonts = " ".join(f"-{kind}fontname=Helvetica" for kind in "NEG")
    assert drawn.svg.decode() == f"{GRAPH}; $(id) `id` é-Tsvg {fonts}|/|waypost||C.UTF-8\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("kill -9 $$", "Graphviz takes more than 10 seconds, or fails"),
        ("exit 3", "Graphviz fails"),
        ("echo 'Error: odd' >&2; exit 1", "Graphviz says: odd"),
        ("yes", f"the drawing has more than {LARGEST:,} bytes"),
    ],
)
def test_a_program_that_fails_is_a_finding(text: str, message: str, tmp_path: Path) -> None:
    drawn = draw(script(tmp_path, text), GRAPH)
    assert isinstance(drawn, Wrong)
    assert drawn.message == message


def test_a_program_that_does_not_end_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(graphviz, "SECONDS", 0.02)
    monkeypatch.setattr(graphviz, "_limit", lambda _: None)
    drawn = draw(script(tmp_path, "exec sleep 1000"), GRAPH)
    assert isinstance(drawn, Wrong)


def test_a_program_that_works_too_long_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(graphviz, "SECONDS", 1)
    monkeypatch.setattr(graphviz, "_PATIENCE", 1000)
    drawn = draw(script(tmp_path, "while :; do :; done"), GRAPH)
    assert isinstance(drawn, Wrong)


def test_a_program_that_is_none_is_a_finding(tmp_path: Path) -> None:
    drawn = draw(str(tmp_path / "dot"), GRAPH)
    assert drawn == Wrong("Graphviz can't be run: No such file or directory", "install it anew")

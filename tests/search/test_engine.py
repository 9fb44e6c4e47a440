"""Pagefind, which makes the same of the same, and is not believed blindly."""

from __future__ import annotations

import os
import stat
from base64 import b64encode
from pathlib import Path

import pytest

from waypost.search import engine
from waypost.search.engine import EngineFault, find_engine, make_index

REFUSAL = b64encode(b'{"payload": {"type": "Error", "message": "no room"}}').decode()
PAGES = [
    (f"/{n}/", f"<html><body><h1>Page {n}</h1><p>{' '.join(f'w{n * k % 97}' for k in range(60))}")
    for n in range(40)
]


def program() -> Path:
    found = find_engine()
    assert found
    return found


def script(tmp_path: Path, text: str) -> Path:
    """Write a program that stands in for Pagefind."""
    file = tmp_path / "pagefind"
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return file


def test_the_same_pages_give_the_same_bytes_with_any_number_of_threads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = []
    for threads in ("1", "2", "3"):
        monkeypatch.setenv("RAYON_NUM_THREADS", threads)
        made.append(make_index(program(), "en", PAGES))
    assert made[0] == made[1] == made[2]
    assert sum(path.startswith("fragment/") for path in made[0]) == len(PAGES)


def test_no_pages_give_an_index_too() -> None:
    assert "pagefind-entry.json" in make_index(program(), "en", [])


@pytest.mark.skipif(os.name == "nt", reason="stands a shell script in for the program")
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("exit 3", "it ended without an answer"),
        (f"printf {REFUSAL},; cat >/dev/null", "no room"),
        ("printf 'not base64,'; cat >/dev/null", "it does not answer as expected"),
    ],
)
def test_what_goes_wrong_is_a_fault_with_a_reason(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(EngineFault, match=reason):
        make_index(script(tmp_path, text), "en", PAGES)


def test_a_program_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(EngineFault, match="no such file"):
        make_index(tmp_path / "none", "en", PAGES)


def test_without_the_package_there_is_no_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "PACKAGES", ("no_such_package",))
    assert find_engine() is None

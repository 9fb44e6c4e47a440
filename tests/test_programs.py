"""Programs of the machine: where they are, and which version."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from waypost.programs import graphviz, state_of


def program(folder: Path, text: str = "#!/bin/sh\n") -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / "dot"
    file.write_text(text, encoding="utf-8")
    file.chmod(0o755)
    return file


def test_graphviz_is_looked_for_anew_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert graphviz() is None
    file = program(tmp_path / "bin")
    assert graphviz() == str(file)


def test_another_version_has_another_state(tmp_path: Path) -> None:
    file = program(tmp_path / "bin")
    before = state_of(str(file))
    assert before == state_of(str(file))
    os.utime(file, ns=(0, 0))
    later = state_of(str(file))
    program(tmp_path / "bin", "#!/bin/bash\n")
    os.utime(file, ns=(0, 0))
    elsewhere = tmp_path / "link"
    elsewhere.symlink_to(program(tmp_path / "other"))
    states = [before, later, state_of(str(file)), state_of(str(elsewhere))]
    assert len(set(states)) == 4


def test_what_is_not_there_has_none(tmp_path: Path) -> None:
    assert state_of(None) is None
    assert state_of(str(tmp_path / "dot")) is None

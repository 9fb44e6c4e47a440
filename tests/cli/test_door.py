"""How the user came in decides the default site and verb."""

from __future__ import annotations

from pathlib import Path

import pytest

from waypost.cli.door import door_of, with_verb
from waypost.config import Extensions


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("", "build"),
        ("--strict", "build --strict"),
        ("-D --jobs 2", "build -D --jobs 2"),
        ("--root there", "--root there build"),
        ("--root=there --strict", "--root=there build --strict"),
        ("--root a --root b", "--root a --root b build"),
        ("--root there list posts", "--root there list posts"),
        ("check --strict", "check --strict"),
        ("biuld", "biuld"),
        ("--help", "--help"),
        ("-h", "-h"),
        ("--version", "--version"),
        ("--root there --help", "--root there --help"),
        ("--root", "--root"),
    ],
)
def test_build_py_builds_where_no_verb_is_given(written: str, meant: str) -> None:
    assert with_verb(written.split(), "build") == meant.split()


def test_the_command_has_no_default_verb() -> None:
    assert with_verb(["--strict"], "") == ["--strict"]


def test_a_build_py_works_on_the_site_that_it_lies_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    door = door_of("there/build.py", Extensions())
    assert door.root == tmp_path / "there"
    assert door.default_verb == "build"
    assert door.program == "python3 there/build.py"


@pytest.mark.parametrize(
    ("started", "program"),
    [
        ("/usr/bin/waypost", "waypost"),
        ("/lib/site-packages/waypost/__main__.py", "python3 -m waypost"),
    ],
)
def test_the_command_works_on_the_current_folder(
    started: str, program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    door = door_of(started, Extensions())
    assert (door.root, door.default_verb, door.program) == (tmp_path, "", program)

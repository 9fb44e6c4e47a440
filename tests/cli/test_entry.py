"""However a command ends, it ends with words and an exit code."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from support.command import Waypost, environment
from waypost.cli import clean
from waypost.cli.door import Door
from waypost.cli.entry import run
from waypost.model.faults import EnvironmentFault


@pytest.fixture
def door(tmp_path: Path) -> Door:
    """Come in by the command, into an empty site."""
    (tmp_path / "content").mkdir()
    return Door("waypost", tmp_path)


def failing(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Let the verb ``clean`` end in an exception."""

    def fail(*_: object) -> NoReturn:
        raise error

    monkeypatch.setattr(clean, "existing_site", fail)


def test_without_a_verb_the_command_explains_itself(process: Waypost) -> None:
    done = process()
    assert done.returncode == 2
    assert done.stdout == process("--help").stdout == process("-h").stdout
    assert "Usage: python3 -m waypost" in done.stdout


def test_the_version_is_told(process: Waypost) -> None:
    assert process("--version").stdout.startswith("waypost 0.")


@pytest.mark.parametrize(("verb", "code"), [("--version", 0), ("biuld", 2)])
@pytest.mark.parametrize(
    "beside", ["", "Thread(target=lambda: (sleep(0.1), print('late'))).start()"]
)
def test_what_is_to_be_done_at_the_end_is_done(beside: str, verb: str, code: int) -> None:
    program = f"""
import atexit, sys
from threading import Thread
from time import sleep
from waypost.cli import command
atexit.register(print, "the end", flush=True)
sys.argv = ["waypost", "{verb}"]
{beside}
command()
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == code
    assert done.stdout.endswith("the end\n")
    assert ("late" in done.stdout) == bool(beside)


@pytest.mark.parametrize(
    ("arguments", "error", "fix"),
    [
        (["biuld"], "there is no verb 'biuld'", "did you mean 'build'?"),
        (
            ["xyz"],
            "there is no verb 'xyz'",
            "choose of build, serve, check, list, new, diff, explain, audit",
        ),
        (["clean", "--rot", "x"], "there is no option --rot", "did you mean --root?"),
        (["init"], "missing argument 'DIR'", "see `python3 -m waypost init --help`"),
        (["clean", "more"], "got unexpected extra argument (more)", "see `python3 -m waypost"),
        (["clean", "--root", "gone"], "there is no folder ", "give --root the folder of a site"),
        (["clean"], " is not a site: it holds no content/", "`python3 -m waypost init DIR`"),
    ],
)
def test_misuse_is_answered_in_two_lines(
    arguments: list[str], error: str, fix: str, process: Waypost
) -> None:
    done = process(*arguments)
    first, second = done.stderr.splitlines()
    assert done.returncode == 2
    assert done.stdout == ""
    assert first.startswith("error: ")
    assert error in first
    assert second.startswith("fix: ")
    assert fix in second


def test_a_folder_within_a_site_leads_to_the_site(tmp_path: Path, process: Waypost) -> None:
    posts = tmp_path / "content" / "posts"
    posts.mkdir(parents=True)
    (tmp_path / "content" / "site.yaml").write_text("title: A\n")
    done = process.within("content/posts")("clean")
    assert done.returncode == 2
    assert f"fix: did you mean --root {tmp_path}?" in done.stderr


@pytest.mark.parametrize("place", ["before", "after", "both"])
def test_root_stands_before_or_after_the_verb(place: str, tmp_path: Path, process: Waypost) -> None:
    (tmp_path / "there" / "content").mkdir(parents=True)
    arguments = {
        "before": ["--root", "there", "clean"],
        "after": ["clean", "--root", "there"],
        "both": ["--root", "nowhere", "clean", "--root=there"],
    }[place]
    done = process(*arguments)
    assert (done.returncode, done.stdout) == (0, "Nothing to remove.\n")


def test_a_fault_has_its_own_exit_code(
    door: Door, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    failing(monkeypatch, EnvironmentFault("the disk is\x1b full", "make room"))
    assert run(["clean"], door) == 3
    assert capsys.readouterr().err == "error: the disk is␛ full\nfix: make room\n"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_what_the_system_refuses_is_no_bug(
    number: int, door: Door, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    failing(monkeypatch, OSError(number, os.strerror(number), "some/file"))
    assert run(["clean"], door) == 3
    assert capsys.readouterr().err == f"error: some/file: {os.strerror(number)}\n"


def test_a_bug_ends_in_a_report_and_no_traceback(
    door: Door, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    failing(monkeypatch, ZeroDivisionError("so many"))
    assert run(["clean"], door) == 4
    error, fix = capsys.readouterr().err.splitlines()
    assert error == "error: this is a bug in Waypost: ZeroDivisionError: so many"
    report = Path(fix.rpartition(" ")[2])
    assert report.parent == door.root / ".waypost"
    assert "ZeroDivisionError: so many" in report.read_text()


def test_the_report_of_a_bug_lies_in_the_site_that_was_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "named" / "content").mkdir(parents=True)
    failing(monkeypatch, ZeroDivisionError())
    named = str(tmp_path / "named")
    assert run(["clean", "--root", named], Door("waypost", tmp_path)) == 4
    assert list((tmp_path / "named" / ".waypost").iterdir())


def test_an_interruption_is_quiet(
    door: Door, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    failing(monkeypatch, KeyboardInterrupt())
    assert run(["clean"], door) == 130
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["check", "--json", "--root", "gone"], 2), (["build", "--json", "-x"], 2)],
)
def test_json_is_printed_where_nothing_could_be_done(
    arguments: list[str], code: int, process: Waypost
) -> None:
    done = process(*arguments)
    printed = json.loads(done.stdout)
    assert done.returncode == printed["exit_code"] == code
    assert printed["error"]["message"] in done.stderr
    assert printed["error"]["fix"] in done.stderr
    assert (printed["pages"], printed["diagnostics"], printed["manifest"]) == (0, [], {})


def test_a_reader_that_goes_away_ends_the_command_quietly(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as closed:
        done = subprocess.run(
            [sys.executable, "-m", "waypost", "--help"],
            cwd=tmp_path, env=environment(), stdout=closed, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (141, b"")


def test_text_that_an_encoding_lacks_is_escaped(process: Waypost) -> None:
    done = process("init", "日本", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "\\u65e5\\u672c" in done.stdout

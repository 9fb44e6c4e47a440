"""``waypost serve`` as a process: what it says, how it ends, and what it leaves behind."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from support.command import Waypost, environment
from support.preview import eventually, preview, processes_of
from support.sites import SITE_YAML, post, tree, write
from waypost.cli.screen import open_screen
from waypost.cli.telling import Telling, changed_told, duration_told
from waypost.model.diagnostic import Place, warning
from waypost.outcome import Outcome
from waypost.serve.edition import Report

REPOSITORY = Path(__file__).parents[2]
MANY = 400


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write(
        tmp_path / "site",
        {
            "content/site.yaml": SITE_YAML,
            "content/posts/bread.md": post("Bread", topics="[baking]"),
            "content/posts/draft.md": post("A draft", draft="true"),
        },
    )


def test_it_says_where_it_is_and_tells_of_every_build_in_a_line(site: Path) -> None:
    with preview(site) as running:
        eventually(lambda: running.shows("/posts/bread/", "Some text."))
        write(site, {"content/posts/bread.md": post("Bread", body="Flour.", topics="[baking]")})
        eventually(lambda: running.shows("/posts/bread/", "Flour."))
        eventually(lambda: running.builds() == 2)
        first, desk, *lines = running.lines
        assert re.fullmatch(r"Serving at http://127\.0\.0\.1:\d+/ \(Ctrl-C ends it\)\.", first)
        assert desk.startswith("Drafts, findings and builds are at http://127.0.0.1:")
        assert re.fullmatch(
            r"\d\d:\d\d:\d\d Built 2 posts, 0 hubs, 0 paths: \d+ pages in [\d.]+ m?s\.", lines[0]
        )
        assert re.fullmatch(
            r"\d\d:\d\d:\d\d content/posts/bread\.md: \d+ of \d+ pages made in [\d.]+ m?s\.",
            lines[1],
        )
        assert not (site / "public").exists()


def test_a_build_that_fails_is_told_with_its_findings_and_leaves_what_is_served(
    site: Path,
) -> None:
    with preview(site) as running:
        eventually(lambda: running.shows("/posts/bread/", "Some text."))
        write(site, {"content/posts/bread.md": post("Bread", body="[[no-such-post]]")})
        eventually(lambda: "Failed" in running.text)
        assert "error[unknown-target]" in running.text
        assert running.lines[-1].endswith("Failed: what was shown before stays.")
        assert running.shows("/posts/bread/", "Some text.")
        write(site, {"content/posts/bread.md": post("Bread", body="Mended.")})
        eventually(lambda: running.shows("/posts/bread/", "Mended."))


def test_findings_that_are_known_are_not_told_again(site: Path) -> None:
    write(site, {"content/posts/empty.md": post("Empty", body="")})
    with preview(site) as running:
        eventually(lambda: running.builds() == 1)
        write(site, {"content/posts/bread.md": post("Bread", body="Rye.")})
        eventually(lambda: running.builds() == 2)
        assert running.text.count("warning[empty-body]") == 1
        assert running.lines[-1].endswith("; 1 warning as before.")


@pytest.mark.parametrize(
    ("arguments", "status"), [((), 200), (("--no-drafts",), 404), (("-D",), 200)]
)
def test_drafts_are_shown_unless_told_otherwise(
    site: Path, arguments: tuple[str, ...], status: int
) -> None:
    with preview(site, *arguments) as running:
        eventually(lambda: running.builds() == 1)
        assert running.get("/posts/draft/")[0] == status


def test_the_other_name_and_build_py_serve_too(site: Path) -> None:
    shutil.copy(REPOSITORY / "build.py", site)
    with preview(site.parent, command=(str(site / "build.py"),)) as running:
        eventually(lambda: running.shows("/posts/bread/", "Some text."))
        assert running.lines[0].startswith(f"Serving {site.name} at ")
    done = Waypost(site, own_process=True)("preview", "--help")
    assert done.stdout.startswith("Usage: python3 -m waypost serve")


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0), (signal.SIGHUP, 0)]
)
def test_a_signal_ends_it_and_all_its_processes(
    site: Path, number: signal.Signals, code: int
) -> None:
    write(site, {f"content/posts/{n}.md": post(f"Number {n}") for n in range(MANY)})
    with preview(site, "--jobs", "2") as running:
        eventually(lambda: running.builds() == 1)
        assert len(processes_of(running.process.pid)) > 1
        assert running.end(number) == code
        eventually(lambda: not processes_of(running.process.pid))
        assert "Traceback" not in running.text
        assert "bug" not in running.text


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_a_signal_in_the_midst_of_a_build_ends_it_at_once(
    site: Path, number: signal.Signals, code: int
) -> None:
    write(site, {f"content/posts/{n}.md": post(f"Number {n}") for n in range(3 * MANY)})
    with preview(site, "--jobs", "2") as running:
        # With a tracker, a server and two workers it is loading, and far from done.
        eventually(lambda: running.port and len(processes_of(running.process.pid)) >= 5)
        os.killpg(running.process.pid, number)
        assert running.ended() == code
        assert running.builds() == 0
        eventually(lambda: not processes_of(running.process.pid))
        assert "Traceback" not in running.text
        assert "bug" not in running.text
    assert tree(site / "content")  # and nothing of the author's is gone
    with preview(site) as again:
        eventually(lambda: again.builds() == 1)
        assert again.shows("/posts/7/", "Number 7")


def test_a_taken_port_gives_the_next_one_and_says_so(site: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with preview(site, "--port", str(port)) as running:
            assert running.port != port
            assert running.lines[0] == f"Port {port} is taken, so it is {running.port}."


def test_a_host_that_is_not_of_this_machine_is_refused(site: Path) -> None:
    done = Waypost(site, own_process=True)("serve", "--host", "192.0.2.1")
    assert done.returncode == 2
    assert "error: '192.0.2.1' is not an address of this machine" in done.stderr


def test_a_preview_that_others_can_reach_says_so(site: Path) -> None:
    with preview(site, "--host", "0.0.0.0") as running:
        eventually(lambda: running.port)
        assert running.lines[0].startswith("Other machines can reach this preview")


def test_a_folder_without_a_site_is_no_preview(tmp_path: Path) -> None:
    done = Waypost(tmp_path, own_process=True)("serve")
    assert done.returncode == 2
    assert "is not a site" in done.stderr


def test_polling_finds_changes_too(site: Path) -> None:
    with preview(site, "--poll") as running:
        eventually(lambda: running.builds() == 1)
        write(site, {"content/posts/bread.md": post("Bread", body="Polled.")})
        eventually(lambda: running.shows("/posts/bread/", "Polled."))


def test_a_browser_is_opened_when_there_is_something_to_see(site: Path, tmp_path: Path) -> None:
    note = tmp_path / "opened"
    script = tmp_path / "browser"
    script.write_text(
        f'#!{sys.executable}\nimport sys\nopen({str(note)!r}, "w").write(sys.argv[1])\n'
    )
    script.chmod(0o755)
    with preview(site, "--open", BROWSER=f"{script} %s") as running:
        eventually(lambda: note.exists() and note.read_text())
        assert note.read_text() == f"http://127.0.0.1:{running.port}"
        # The line comes right after.
        eventually(lambda: running.builds() == 1)


def test_it_ends_when_nobody_reads_what_it_says(site: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "waypost", "serve", "--port", "0"],
        cwd=site, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.wait(60) == 141


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ((), ""),
        (("a.md",), "a.md: "),
        (("a.md", "b.md"), "a.md and b.md: "),
        (("a.md", "b.md", "c.md"), "a.md and 2 other files: "),
        (("a\x1b.md",), "a␛.md: "),
    ],
)
def test_what_changed_is_named_as_far_as_it_fits(changed: tuple[str, ...], told: str) -> None:
    assert changed_told(changed) == told


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0.0004, "0 ms"),
        (0.0481, "48 ms"),
        (0.9994, "999 ms"),
        (0.9996, "1.00 s"),
        (1.237, "1.24 s"),
    ],
)
def test_durations_are_told_to_three_figures(seconds: float, told: str) -> None:
    assert duration_told(seconds) == told


EMPTY = warning("empty-body", "no text", Place("content/posts/bread.md"))


@pytest.mark.parametrize(
    ("report", "lines"),
    [
        pytest.param(Report(2, Outcome(()), (), 0.1, good=True), 0, id="the search alone"),
        pytest.param(Report(2, Outcome(()), ("bread.md",), 0.1, good=True), 1, id="a file"),
        pytest.param(Report(2, Outcome((), rendered=1), (), 0.1, good=True), 1, id="a page"),
        pytest.param(Report(2, Outcome((EMPTY,)), (), 0.1, good=True), 1, id="a finding"),
        pytest.param(Report(2, Outcome(()), (), 0.1, good=False), 1, id="it fails"),
    ],
)
def test_a_build_that_brings_pages_nothing_is_not_told_of(
    report: Report, lines: int, capsys: pytest.CaptureFixture[str]
) -> None:
    telling = Telling(open_screen())
    telling.built(Report(1, Outcome(()), (), 0.1, good=True))
    assert len(capsys.readouterr().out.splitlines()) == 1
    telling.built(report)
    assert len(capsys.readouterr().out.splitlines()) == lines


def test_a_search_that_follows_an_edit_has_no_line_of_its_own(site: Path) -> None:
    write(site, {"content/site.yaml": SITE_YAML.replace("search: false", "search: true")})
    index = "/search/index/indexes.json"
    with preview(site) as running:
        eventually(lambda: running.builds() == 1)
        before = running.get(index)
        assert before[0] == 200
        write(site, {"content/posts/bread.md": post("Bread", body="Flour.", topics="[baking]")})
        eventually(lambda: running.get(index) != before)
        assert running.builds() == 2

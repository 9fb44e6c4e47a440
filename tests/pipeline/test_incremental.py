"""Incremental builds are right: whatever happens to a site, they equal clean ones.

``WAYPOST_EXAMPLES=200`` in the environment looks for that much longer.
"""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from support.changing import EXAMPLES, STEPS, Site
from support.increments import AUTHORS, Result, clean, small_site
from support.sites import options, post, tree, write
from waypost import builds
from waypost.builds import build
from waypost.config import theme_folder
from waypost.inputs import take_stock
from waypost.model.digest import digest_of
from waypost.model.faults import EnvironmentFault
from waypost.outcome import Outcome


def right(root: Path, **asked: Any) -> Outcome:
    """Build a site, and see that a clean build comes to the same."""
    wanted = options(root, **asked)
    result, published = clean(wanted, root.with_name("clean"))
    outcome = build(wanted)
    assert Result.of(outcome) == result
    if outcome.published:
        assert tree(root / "public") == published
    return outcome


def test_a_file_of_the_theme_that_a_site_makes_its_own_is_named_as_such(tmp_path: Path) -> None:
    root = small_site(tmp_path / "site")
    write(root, {"content/posts/fifth.md": post("Fifth", "2023-03-01", aliases="[/favicon.svg]")})
    built_before = right(root)
    write(root, {"static/favicon.svg": (theme_folder() / "static/favicon.svg").read_bytes()})
    assert right(root).diagnostics != built_before.diagnostics


def test_a_zone_whose_rules_change_changes_what_is_due(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = small_site(tmp_path / "site")
    right(root)
    monkeypatch.setattr("waypost.remembered._zone_digest", lambda name: digest_of(b"new rules"))
    assert right(root).archive is not None


@pytest.mark.parametrize(
    ("front", "before", "after"),
    [
        ({"day": "2026-06-01T12:00:30Z"}, "2026-06-01T12:00:29", "2026-06-01T12:00:30"),
        ({"expires": "2026-06-02"}, "2026-06-01T23:59:59", "2026-06-02T00:00:00"),
    ],
)
def test_a_post_that_falls_due_or_expires_makes_a_new_build(
    tmp_path: Path, front: dict[str, str], before: str, after: str
) -> None:
    root = small_site(tmp_path / "site")
    write(root, {"content/posts/due.md": post("Due", **front)})
    first, second, third, fourth = (
        right(root, now=datetime.fromisoformat(now).replace(tzinfo=UTC)).counts
        for now in (before, after, after, before)
    )
    assert first == fourth != second == third


@pytest.mark.parametrize(
    "name", ["./partials/own.html", "partials//own.html", "/partials/own.html"]
)
def test_a_template_counts_by_whatever_name_another_one_calls_it(tmp_path: Path, name: str) -> None:
    root = small_site(tmp_path / "site")
    include = f'{{% extends "theme/not-found.html" %}}{{% block main %}}{{% include "{name}" %}}{{% endblock %}}'
    for text in ("One", "Two"):
        write(root, {"templates/not-found.html": include, "templates/partials/own.html": text})
        assert right(root).rendered
        assert text.encode() in (root / "public/404.html").read_bytes()


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("content/posts/fifth.md", "again", "once more"),
        ("content/hubs/go.md", "Begin", "Start"),
        ("content/paths/start.md", "Then", "And"),
        ("content/posts/third/a.svg", "svg ", "svg  "),
        ("content/posts/kept/part.py", "retries = 3", "retries = 5"),
        ("content/site.yaml", "Notes", "Books"),
        ("content/topics.yaml", "A language", "One language"),
        ("content/authors.yaml", "Writes", "Reads"),
        ("content/lenses.yaml", "once", "twice"),
        ("static/humans.txt", "people", "animals"),
        ("templates/not-found.html", "post", "note"),
    ],
)
def test_a_file_that_changes_while_a_site_is_built_is_not_taken_for_what_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, old: str, new: str
) -> None:
    root = write(small_site(tmp_path / "site"), AUTHORS)
    before = (root / name).read_text()
    after = before.replace(old, new)

    def changed_meanwhile(*given: Any) -> Any:
        stock = take_stock(*given)
        write(root, {name: after.encode()})
        return stock

    with monkeypatch.context() as meanwhile, suppress(EnvironmentFault):
        meanwhile.setattr(builds, "take_stock", changed_meanwhile)
        build(options(root))
    write(root, {name: before.encode()})
    right(root)
    write(root, {name: after.encode()})
    right(root)


def test_a_command_that_is_killed_leaves_what_the_next_one_goes_on_from(tmp_path: Path) -> None:
    root = small_site(tmp_path / "site")
    command = [sys.executable, "-m", "waypost", "--root", str(root), "build", "--as-of"]
    for number, seconds in enumerate((0.2, 0.35, 0.5, 0.7)):
        write(root, {"content/posts/fifth.md": post(f"Fifth {number}", "2023-03-01")})
        with subprocess.Popen([*command, "2026-06-01"], stdout=subprocess.DEVNULL) as process:
            time.sleep(seconds)
            process.kill()
    right(root, as_of=date(2026, 6, 1))
    assert right(root, as_of=date(2026, 6, 1)).rendered == 0


Site.TestCase.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=STEPS,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestIncremental = pytest.mark.long(Site.TestCase)

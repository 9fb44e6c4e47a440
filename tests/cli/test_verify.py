"""``waypost build --verify``: what was published, beside a clean build."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from support.command import Waypost
from support.sites import post, write
from waypost import making
from waypost.model.digest import digest_of
from waypost.model.views import Body, PostView
from waypost.store import encoding


def test_a_build_is_proved_clean_or_warm(site: Path, waypost: Waypost) -> None:
    for _ in range(2):
        done = waypost("build", "--root", "site", "--verify")
        assert done.returncode == 0
        assert "Verified: a clean build gives the same " in done.stdout
    assert not list(site.glob("**/waypost-verify-*"))


def test_json_tells_the_verdict(site: Path, waypost: Waypost) -> None:
    told = json.loads(waypost("build", "--root", "site", "--verify", "--json").stdout)
    assert told["verified"]["holds"]
    assert told["verified"]["files"] == len(told["manifest"])
    assert told["verified"]["first"] is None


def test_a_build_with_errors_is_not_compared(site: Path, waypost: Waypost) -> None:
    write(site, {"content/posts/2024-05-05-bad.md": "no front matter\n"})
    done = waypost("build", "--root", "site", "--verify")
    assert done.returncode == 1
    assert "clean build" not in done.stdout + done.stderr


@pytest.fixture
def stale(site: Path, waypost: Waypost, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a site whose build takes a page for another: a memo that forgets the view."""
    write(site, {"content/posts/2024-05-05-more.md": post("More", "2024-05-05", "Before.")})

    def forgetful(view: object) -> bytes:
        if isinstance(view, PostView):
            view = replace(view, body=Body(digest_of(b""), ()))
        return encoding.as_seen(view)

    monkeypatch.setattr(making, "as_seen", forgetful)
    assert waypost("build", "--root", "site").returncode == 0
    write(site, {"content/posts/2024-05-05-more.md": post("More", "2024-05-05", "After.")})
    return site


def test_a_difference_is_shown_with_what_was_missed(stale: Path, waypost: Waypost) -> None:
    done = waypost("build", "--root", "site", "--verify")
    assert done.returncode == 4
    assert "The first is posts/more/index.html, line " in done.stderr
    assert "Before." in done.stderr
    assert "After." in done.stderr
    assert "What was missed: its body changed." in done.stderr
    assert "Please report this" in done.stderr

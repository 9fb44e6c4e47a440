"""``waypost build --verify``: what was published, beside a clean build."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from msgspec.structs import replace

from support.command import Waypost
from support.sites import post, write
from waypost import making
from waypost.blanks import Blanked, blanked
from waypost.model.digest import Digest
from waypost.model.views import PostView


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
    """Make a site whose build takes a page for another: a memo that forgets the text."""
    write(site, {"content/posts/2024-05-05-more.md": post("More", "2024-05-05", "Before.")})

    def forgetful(view: object, sources: Mapping[Digest, str]) -> Blanked:
        seen = blanked(view, sources)
        return replace(seen, texts=()) if isinstance(view, PostView) else seen

    monkeypatch.setattr(making, "blanked", forgetful)
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

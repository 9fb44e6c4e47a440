"""A published site beside a clean build of it: what lies on the disk is what counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.sites import SITE_YAML, options, post, write
from waypost.builds import Request, build
from waypost.config import Extensions
from waypost.outcome import Outcome, silent
from waypost.verifying import Verdict, verify


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write(
        tmp_path / "site",
        {"content/site.yaml": SITE_YAML, "content/posts/a.md": post("A", body="Some words.")},
    )


@pytest.fixture
def built(site: Path) -> Outcome:
    return build(options(site))


def verdict(site: Path, built: Outcome) -> Verdict:
    return verify(Request(options(site), Extensions(), silent), built)


def test_what_was_built_holds(site: Path, built: Outcome) -> None:
    found = verdict(site, built)
    assert found.holds
    assert found.files == len(built.manifest.entries if built.manifest else {})


def test_a_published_file_that_holds_something_else_is_shown(site: Path, built: Outcome) -> None:
    page = site / "public/posts/a/index.html"
    page.write_text(page.read_text().replace("Some words.", "Other words."))
    found = verdict(site, built)
    assert (found.different, found.holds) == (1, False)
    assert found.first
    assert (found.first.path, found.first.missed) == ("posts/a/index.html", ())
    assert "Other words." in (found.first.published or "")
    assert "Some words." in (found.first.clean or "")
    line = page.read_text().splitlines()[found.first.line - 1]
    assert "Other words." in line


def test_a_published_file_that_is_gone_is_shown(site: Path, built: Outcome) -> None:
    (site / "public/robots.txt").unlink()
    found = verdict(site, built)
    assert found.first
    assert (found.first.path, found.first.published) == ("robots.txt", None)
    assert found.first.clean is not None


def test_other_findings_are_noticed(site: Path, built: Outcome) -> None:
    write(site, {"content/oops.txt": "nobody reads this"})
    found = verdict(site, built)
    assert (found.different, found.same_findings, found.holds) == (0, False, False)

"""What is served and told of builds, one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pytest
from msgspec.structs import replace

from support.values import SITE
from waypost.model.artifact import Manifest
from waypost.model.diagnostic import Diagnostic, Place, error, warning
from waypost.model.digest import Digest, digest_of
from waypost.model.faults import EnvironmentFault
from waypost.outcome import Outcome
from waypost.serve.edition import Current
from waypost.serve.record import KEPT, Record
from waypost.session import Built

ERROR = error("unknown-target", "no such post", Place("content/posts/a.md", 3, 1))
WARNING = warning("empty-body", "no text", Place("content/posts/a.md"))


def blob(digest: Digest) -> bytes:
    return digest.encode()


def built(
    *paths: str,
    changed: str = "",
    found: tuple[Diagnostic, ...] = (),
    moved: Mapping[str, str] = MappingProxyType({}),
) -> Built:
    """Make a build with some outputs, whose bytes are their paths."""
    entries = {path: digest_of(path.encode()) for path in paths}
    outcome = Outcome(found, manifest=Manifest(entries), site=SITE)
    urls = {f"/{old}/": f"/{new}/" for old, new in moved.items()}
    return Built(outcome, (changed,) if changed else (), urls)


class Preview:
    """A record, and what it serves."""

    def __init__(self, strict: bool = False) -> None:
        self.current = Current()
        self.record = Record(self.current, strict)

    def take(self, build: Built) -> int:
        """Take in a build; give the number of its report, 0 for none."""
        report = self.record.take(build, 0.1, blob)
        return report.number if report else 0


def test_a_good_build_is_served_and_a_failed_one_only_told() -> None:
    preview = Preview()
    assert preview.take(built("a/index.html")) == 1
    assert preview.take(built("b/index.html", found=(ERROR,), changed="b.md")) == 2
    now = preview.current.now
    assert now.number == 1
    assert list(now.entries) == ["a/index.html"]
    assert [report.good for report in now.reports] == [True, False]
    assert preview.take(built("b/index.html", changed="b.md")) == 3
    assert preview.current.now.number == 3
    assert list(preview.current.now.entries) == ["b/index.html"]


@pytest.mark.parametrize(("strict", "number"), [(False, 1), (True, 0)])
def test_warnings_stand_against_a_build_only_if_they_are_to(strict: bool, number: int) -> None:
    preview = Preview(strict)
    preview.take(built("a/index.html", found=(WARNING,)))
    assert preview.current.now.number == number


@pytest.mark.parametrize(
    ("second", "number"),
    [
        pytest.param(built("a/index.html"), 0, id="the same"),
        pytest.param(built("a/index.html", changed="a.md"), 2, id="another source"),
        pytest.param(built("a/index.html", "b"), 2, id="another output"),
        pytest.param(built("a/index.html", found=(WARNING,)), 2, id="another finding"),
        pytest.param(built("a/index.html", found=(ERROR,)), 2, id="it fails"),
    ],
)
def test_a_look_that_finds_nothing_is_no_news(second: Built, number: int) -> None:
    preview = Preview()
    preview.take(built("a/index.html"))
    before = preview.current.now
    assert preview.take(second) == number
    assert (preview.current.now is before) == (number == 0)


def test_a_build_that_was_not_finished_is_told_as_a_finding_and_the_next_one_as_news() -> None:
    preview = Preview()
    preview.take(built("a/index.html"))
    report = preview.record.stumbled(EnvironmentFault("the disk is full", "free some space"), 0.1)
    assert not report.good
    [finding] = report.outcome.diagnostics
    assert (finding.code, finding.fix) == ("build-stopped", "free some space")
    assert finding.message == "the build could not be finished: the disk is full"
    assert preview.current.now.number == 1
    assert preview.take(built("a/index.html")) == 3


@pytest.mark.parametrize(
    ("moves", "served"),
    [
        pytest.param([("b", {"a": "b"})], {"/a/": "/b/"}, id="once"),
        pytest.param(
            [("b", {"a": "b"}), ("c", {"b": "c"})], {"/a/": "/c/", "/b/": "/c/"}, id="twice"
        ),
        pytest.param([("b", {"a": "b"}), ("a", {"b": "a"})], {"/b/": "/a/"}, id="and back"),
        pytest.param([("b", {"a": "b"}), ("z", {})], {}, id="and gone"),
    ],
)
def test_moves_are_collected_without_chains(
    moves: list[tuple[str, dict[str, str]]], served: dict[str, str]
) -> None:
    preview = Preview()
    preview.take(built("a/index.html"))
    for page, moved in moves:
        preview.take(built(f"{page}/index.html", changed=page, moved=moved))
    assert preview.current.now.moved == served


def test_a_move_of_a_build_that_failed_counts_with_the_next_good_one() -> None:
    preview = Preview()
    preview.take(built("a/index.html"))
    preview.take(built("b/index.html", changed="b.md", found=(ERROR,), moved={"a": "b"}))
    assert preview.current.now.moved == {}
    preview.take(built("b/index.html", changed="b.md"))
    assert preview.current.now.moved == {"/a/": "/b/"}


def test_former_reports_are_few_and_hold_no_archive() -> None:
    preview = Preview()
    for n in range(3 * KEPT):
        preview.take(built(f"{n}/index.html", changed=f"{n}.md"))
    preview.take(built("x", changed="x.md", found=(ERROR,)))
    *former, good, failed = preview.current.now.reports
    assert len(former) + 2 == KEPT
    assert all(report.outcome.manifest is None for report in former)
    assert good.outcome.manifest is not None
    assert good.number == preview.current.now.number
    assert not failed.good


@pytest.mark.parametrize(
    ("base_url", "prefix"),
    [
        ("https://example.org", ""),
        ("https://example.org/blog", "/blog"),
        ("https://example.org/a/b", "/a/b"),
    ],
)
def test_the_path_of_the_base_url_is_the_prefix(base_url: str, prefix: str) -> None:
    preview, build = Preview(), built("a")
    site = replace(SITE, base_url=base_url)
    preview.take(replace(build, outcome=replace(build.outcome, site=site)))
    assert preview.current.now.prefix == prefix

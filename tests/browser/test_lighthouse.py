"""What Lighthouse says of the pages that readers see first."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from support.chromium import EXECUTABLE, served
from support.tools import lighthouse
from support.visits import Demo

pytestmark = pytest.mark.browser

KINDS = ["home", "curated hub", "post on a path", "path"]
LEAST = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}

TRIES = 3
"""How often a page may try to be quick: whatever else the machine does slows it down."""


@pytest.fixture(scope="module", autouse=True)
def _chromium() -> None:
    if EXECUTABLE is None:
        pytest.skip("there is no program 'chromium' on this machine")


def below(report: dict[str, Any]) -> dict[str, tuple[int, list[str]]]:
    """Give the scores of a page that are too low, each with what cost something."""
    scores = report["scores"]
    return {
        name: (scores[name], report["lost"][name])
        for name, least in LEAST.items()
        if scores[name] < least
    }


@pytest.mark.long
def test_lighthouse_is_content_with_the_pages_that_readers_see_first(demo: Demo) -> None:
    left = {demo.address + demo.kinds[kind]: kind for kind in KINDS}
    found = {}
    for _ in range(TRIES):
        reports = lighthouse(left)
        assert reports.keys() == left.keys()
        found = {url: lost for url, report in reports.items() if (lost := below(report))}
        left = {url: left[url] for url, lost in found.items() if lost.keys() == {"performance"}}
        if not left:
            break
    assert found == {}


POOR = """<!DOCTYPE html>
<html>
<body><img src="missing.png"><p>Read it <a href="/">here</a>.</p></body>
</html>
"""


def test_lighthouse_finds_what_is_planted(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(POOR, encoding="utf-8")
    (tmp_path / "404.html").write_text(POOR, encoding="utf-8")
    with served(tmp_path) as address:
        (report,) = lighthouse([f"{address}/"]).values()
    assert {"accessibility", "best-practices", "seo"} <= set(below(report))
    slow = {"scores": {**LEAST, "performance": 97}, "lost": {name: ["a reason"] for name in LEAST}}
    assert below(slow) == {"performance": (97, ["a reason"])}

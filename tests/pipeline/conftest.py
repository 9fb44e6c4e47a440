"""The demo archive, built once, and what its derived hubs publish of how they were made."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from support.recount import AS_OF, ROOT, Hub, Members, slug_of
from support.sites import built


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder that the demo archive is published in."""
    target = tmp_path_factory.mktemp("evidence") / "public"
    now = datetime(AS_OF.year, AS_OF.month, AS_OF.day, 12, tzinfo=UTC)
    assert built(ROOT, now=now, destination=target).exit_code() == 0
    return target


@pytest.fixture(scope="session")
def hubs(demo: Path) -> dict[str, Hub]:
    """Give the records of all hubs that show anything derived, by slug."""
    found = {}
    for path in sorted(demo.glob("topics/*/evidence.json")):
        slug = path.parent.name
        source = ROOT / f"content/hubs/{slug}.md"
        topics = [slug]
        if source.exists():
            topics = yaml.safe_load(source.read_text("utf-8").split("---\n")[1])["topics"]
        own = {slug_of(topic) for topic in topics}
        found[slug] = Hub(json.loads(path.read_text("utf-8")), Members(own))
    return found

"""Golden pages: every page of a small archive, to the letter.

A change of a template changes them. Look at the difference, and write them anew with
``WAYPOST_GOLDEN=write python3 build.py test tests/pipeline/test_golden.py``.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from support.sites import SITE_YAML, built, post, tree, write

GOLDEN = Path(__file__).parent / "golden"
DIGEST = re.compile(rb"/([\w-]+)\.[0-9a-f]{10}\.")
WRITE = os.environ.get("WAYPOST_GOLDEN") == "write"

CODE = """
## Why

A *table*, code, and [[second|a link]]; see [below](#how).

| a | b |
|---|--:|
| 1 | 2 |

```python
def double(x: int) -> int:
    return 2 * x  # twice
```

### How

![A drawing](a.svg)
"""

FILES = {
    "content/site.yaml": SITE_YAML + "description: Notes & more.\nauthors: [Ann]\n",
    "content/topics.yaml": "go: {label: Go, description: A language.}\n",
    "content/posts/first/index.md": post("First <b>", "2023-05-01", CODE, topics="[go, tests]"),
    "content/posts/first/a.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>',
    "content/posts/2024-02-01-second.md": post(
        "Second", "2024-02-01", "See [[first]].", topics="[go]", aliases="[/old/second/]"
    ),
    "content/posts/third.md": post("Third", "2024-03-01", topics="[Go]", superseded_by="second"),
    "content/hubs/go.md": """
        ---
        title: Go in earnest
        start_here: [{post: first, note: Begin *here*.}]
        themes: [{title: Tests, text: Why tests., reads: [second]}]
        failure_modes: [Not testing.]
        ---
        An introduction.
        """,
    "content/paths/start.md": """
        ---
        title: The first week
        description: Two posts.
        stages: [{title: One, steps: [second, {post: first, note: Then this.}]}]
        ---
        """,
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    site = write(tmp_path_factory.mktemp("golden"), FILES)
    outcome = built(site)
    assert outcome.diagnostics == ()
    made = tree(site / "public")
    return {
        # A change of a style sheet is no change of the pages.
        path: DIGEST.sub(rb"/\1.digest.", data)
        for path, data in made.items()
        if path.endswith((".html", ".xml", ".json"))
    }


def test_the_pages_are_the_golden_ones(published: dict[str, bytes]) -> None:
    if WRITE:
        for old in GOLDEN.rglob("*.*"):
            old.unlink()
        write(GOLDEN, published)
    assert sorted(published) == sorted(tree(GOLDEN))


@pytest.mark.parametrize("path", sorted(tree(GOLDEN)))
def test_a_page_is_golden_to_the_letter(path: str, published: dict[str, bytes]) -> None:
    assert published[path].decode() == (GOLDEN / path).read_text("utf-8")

"""A small site that has something of everything, and what a clean build makes of it."""

from __future__ import annotations

import shutil
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from support.sites import post, tree, write
from waypost.builds import build
from waypost.config import Extensions, Options
from waypost.model.diagnostic import Diagnostic
from waypost.outcome import Outcome

SITE_YAML = """
title: Field Notes
base_url: https://example.org
description: Notes of a few years.
authors: [Ada]
hubs: {minimum_posts: 2}
"""

TOPICS_YAML = """
go: {label: Go, description: A language.}
tests: {label: Tests, aliases: [testing]}
ai: {label: AI}
"""

LENSES_YAML = """
packs:
  queues:
    topics: [ai]
    checklist:
      - rule: retry
        text: Retry at most once.
"""

POSTS = {
    "first": post("First steps", "2021-02-03", "Read [[second]] next.", topics="[go]"),
    "second": post(
        "Second thoughts",
        "2022-05-01",
        "## Why\n\nCompilers and queues, after [the first](first.md).",
        topics="[go, tests]",
    ),
    "third/index": post(
        "Third time",
        "2022-06-07",
        "![A drawing](a.svg) and [why](../second.md#why).",
        topics="[tests]",
        image="a.svg",
        image_alt="A drawing",
    ),
    "fourth": post("Fourth wall", "2023-01-09", "Queues and retries.", topics="[ai, go]"),
    "fifth": post("Fifth column", "2023-03-01", "Retries, again: `retry()`.", topics="[ai]"),
    "2024-02-01-sixth": post("Sixth sense", "2024-02-01", "Evaluation and queues.", topics="[ai]"),
    "seventh": post(
        "Seventh heaven",
        "2024-08-09",
        "Nothing links here.\n\n"
        '```python file="kept/part.py" region="setup"\n```\n\n'
        '```table file="kept/data.csv"\n```',
        aliases="[/old/seven]",
    ),
    "café": post("Eighth café", "2025-01-02", "Coffee, compilers.", topics="[tests]"),
}
"""Posts by the path of their source, less the suffix."""

FILES: dict[str, str] = {
    "content/site.yaml": SITE_YAML,
    "content/topics.yaml": TOPICS_YAML,
    "content/lenses.yaml": LENSES_YAML,
    **{f"content/posts/{name}.md": text for name, text in POSTS.items()},
    "content/posts/third/a.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "content/posts/kept/part.py": "# region setup\nretries = 3\n# endregion\nretry()\n",
    "content/posts/kept/data.csv": "name,count\nqueues,3\n",
    "content/hubs/go.md": """
        ---
        title: Go in earnest
        start_here:
          - post: first
            note: Begin *here*.
        themes:
          - title: Tests
            text: Why tests.
            reads: [second]
        ---
        The introduction, with a link to [[third]].
        """,
    "content/hubs/ai.md": """
        ---
        title: AI
        failure_modes: [Not testing.]
        ---
        """,
    "content/paths/start.md": """
        ---
        title: The first week
        steps: [second, {post: first, note: Then this.}]
        ---
        """,
    "templates/not-found.html": """
        {% extends "theme/not-found.html" %}
        {% import "partials/words.html" as words %}
        {% block main %}{{ super() }}{{ words.count(view.newest | length, "post") }}{% endblock %}
        """,
    "static/humans.txt": "Written by people.\n",
}
"""The whole site."""


AUTHORS = {
    "content/authors.yaml": """
        ada: {name: Ada, bio: Writes of engines.}
        grace: {name: Grace, url: "https://grace.example/"}
        """,
    "content/posts/fifth.md": post(
        "Fifth column", "2023-03-01", "Retries, again.", topics="[ai]", authors="[Grace]"
    ),
}
"""What makes it a site of two authors."""


class Result(Struct, frozen=True):
    """What a build comes to, as far as anybody but the cache could tell."""

    exit_code: int
    diagnostics: tuple[Diagnostic, ...]
    counts: object
    found: int
    pages: int
    manifest: dict[str, str] | None

    @classmethod
    def of(cls, outcome: Outcome, strict: bool = False) -> Result:
        return cls(
            outcome.exit_code(strict),
            outcome.diagnostics,
            outcome.counts,
            outcome.found,
            outcome.pages,
            dict(outcome.manifest.entries) if outcome.manifest else None,
        )


def small_site(root: Path) -> Path:
    """Write the small site."""
    return write(root, FILES)


def clean(
    asked: Options, elsewhere: Path, extensions: Extensions = Extensions()
) -> tuple[Result, dict[str, bytes]]:
    """Build the state of a site in another folder that no build has ever seen."""
    shutil.rmtree(elsewhere, ignore_errors=True)
    shutil.copytree(asked.root, elsewhere, ignore=shutil.ignore_patterns(".waypost", "public"))
    outcome = build(replace(asked, root=elsewhere, destination=None), extensions)
    return Result.of(outcome, asked.strict), tree(elsewhere / "public")

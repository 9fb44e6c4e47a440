"""Real site folders for tests, built by the real pipeline."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent
from typing import Any

from msgspec.structs import replace

from waypost.builds import build
from waypost.config import Options
from waypost.outcome import Outcome

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)

SITE_YAML = "title: Field Notes\nbase_url: https://example.org\nsearch: false\n"
"""A site without search, which takes a program of its own to make."""


def write(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below a folder; texts are dedented."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(dedent(content).lstrip("\n"), encoding="utf-8")
    return root


def post(title: str, day: str = "2024-01-01", body: str = "Some text.", **front: object) -> str:
    """Write a post as a source."""
    lines = [f"title: {title}", f"date: {day}", f"description: About {title.lower()}."]
    lines += [f"{key}: {value}" for key, value in front.items()]
    return "---\n" + "\n".join(lines) + f"\n---\n\n{body}\n"


def options(root: Path, **more: Any) -> Options:
    """Ask for a build on the first of June 2026, in this process."""
    return replace(Options(root=root, now=NOW, jobs=1), **more)


def built(root: Path, **more: Any) -> Outcome:
    """Build a site."""
    return build(options(root, **more))


def tree(folder: Path) -> dict[str, bytes]:
    """Read every file of a folder, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }

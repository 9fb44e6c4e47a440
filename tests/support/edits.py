"""Edits of the small site that more can know of than the text of one post."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from support.sites import post, write

FIFTH = "content/posts/fifth.md"


def changed(root: Path, name: str, old: str, new: str) -> None:
    """Put other words into a file of a site."""
    text = (root / name).read_text(encoding="utf-8")
    assert old in text
    write(root, {name: text.replace(old, new).encode()})


EDITS: dict[str, Callable[[Path], object]] = {
    "a word more": lambda root: changed(root, FIFTH, "again", "again patiently"),
    "a title": lambda root: changed(root, FIFTH, "Fifth column", "Fifth row"),
    "a heading": lambda root: changed(root, FIFTH, "Retries", "## Retries\n\nRetries"),
    "a link": lambda root: changed(root, FIFTH, "again", "[again](first.md)"),
    "a link that leads nowhere": lambda root: changed(root, FIFTH, "again", "[again](none.md)"),
    "a line before a link": lambda root: changed(
        root, "content/posts/first.md", "Read", "* * *\n\nRead"
    ),
    "a post with a finding": lambda root: write(root, {FIFTH: post("Fifth", "no day")}),
    "a new post": lambda root: write(root, {"content/posts/new.md": post("New", "2025-02-03")}),
    "a hub": lambda root: changed(root, "content/hubs/go.md", "introduction", "beginning"),
    "a static file": lambda root: write(root, {"static/humans.txt": "Others.\n"}),
    "a template": lambda root: write(root, {"templates/not-found.html": "None"}),
}

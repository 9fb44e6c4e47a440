"""Paths as they are told to a user."""

from __future__ import annotations

from pathlib import Path

from waypost.cli.visible import visible


def short(path: Path) -> str:
    """Write a path the short way where it lies below the current folder."""
    try:
        return visible(str(path.relative_to(Path.cwd())))
    except ValueError:
        return visible(str(path))

"""The source lines that findings are about."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from waypost.config import Layout
from waypost.model.diagnostic import Diagnostic


def with_excerpts(diagnostics: Iterable[Diagnostic], layout: Layout) -> tuple[Diagnostic, ...]:
    """Give findings with the line that each is about, where it has one."""

    @cache
    def lines(path: str) -> list[str]:
        return _lines(_file(path, layout))

    def excerpt(found: Diagnostic) -> Diagnostic:
        line = found.place.line
        if not line or line > len(text := lines(found.place.path)):
            return found
        return replace(found, excerpt=text[line - 1])

    return tuple(excerpt(found) for found in diagnostics)


def _file(path: str, layout: Layout) -> Path:
    folder, _, name = path.partition("/")
    return layout.templates[-1] / name if folder == "theme" else layout.root / path


def _lines(path: Path) -> list[str]:
    try:
        text = path.read_bytes().decode("utf-8-sig", "replace")
    except OSError:
        return []
    # Not splitlines(), which takes form feeds and more for ends of lines.
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

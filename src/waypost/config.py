"""Where a site's files lie, and what a command was asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from msgspec import Struct, field

PACKAGE = Path(__file__).resolve().parent


def theme_folder() -> Path:
    """Find the default theme: beside the code in a wheel, at the top of a checkout."""
    shipped = PACKAGE / "theme"
    return shipped if shipped.is_dir() else PACKAGE.parent.parent


class Layout(Struct, frozen=True):
    """The folders of one site."""

    root: Path

    @property
    def content(self) -> Path:
        """The author's files."""
        return self.root / "content"

    @property
    def templates(self) -> tuple[Path, ...]:
        """The folders that templates come from, the site's own first."""
        return self._with_theme("templates")

    @property
    def static(self) -> tuple[Path, ...]:
        """The folders of files that are published as they are, the site's own first."""
        return self._with_theme("static")

    @property
    def public(self) -> Path:
        """Where a build publishes unless told otherwise."""
        return self.root / "public"

    @property
    def work(self) -> Path:
        """What Waypost keeps for itself; disposable."""
        return self.root / ".waypost"

    def _with_theme(self, name: str) -> tuple[Path, ...]:
        own, default = self.root / name, theme_folder() / name
        return (default,) if own.resolve() == default.resolve() else (own, default)


class Options(Struct, frozen=True):
    """What a build was asked for.

    ``now`` is the moment of the command, with a time zone; ``as_of``, a calendar
    date of the site's time zone, stands in for it. ``jobs`` is the number of
    worker processes: 1 for none beside this one, None to choose.
    """

    root: Path
    now: datetime
    destination: Path | None = None
    base_url: str | None = None
    drafts: bool = False
    future: bool = False
    expired: bool = False
    as_of: date | None = None
    strict: bool = False
    jobs: int | None = None

    @property
    def layout(self) -> Layout:
        """The folders of the site."""
        return Layout(self.root)


class Extensions(Struct, frozen=True):
    """What a site's own build.py adds: four tuples of plain, importable functions.

    ``planners`` take ``(archive, site)`` and give page plans. ``checks`` take
    ``(archive, plan)`` and give diagnostics. ``syntax`` functions take a
    ``MarkdownIt`` and change it. ``filters`` are Jinja filters by their function's
    name. Workers import them, so that none may be a lambda or a closure.
    """

    planners: tuple[Callable[..., Any], ...] = field(default=())
    checks: tuple[Callable[..., Any], ...] = field(default=())
    syntax: tuple[Callable[..., Any], ...] = field(default=())
    filters: tuple[Callable[..., Any], ...] = field(default=())

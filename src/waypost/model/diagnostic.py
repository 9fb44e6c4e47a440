"""Located findings about the author's files, as values."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Generic, TypeVar

from msgspec import Struct

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Severity(StrEnum):
    """How much a finding weighs: an error stops publishing, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Place(Struct, frozen=True, order=True):
    """Where something stands in the author's files.

    ``path`` is relative to the site's root, with forward slashes. ``line`` and
    ``column`` count from 1; 0 means the whole file, or the whole line.
    """

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = [self.path]
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)


class Diagnostic(Struct, frozen=True):
    """One finding: what is wrong, where, and what to do about it.

    ``code`` is stable and kebab-case. ``message`` is one sentence without a
    full stop; ``fix`` is one too, or empty where nothing better can be said
    than the message. ``excerpt`` is the source line, filled in at the end of a
    build, so that no stage needs to keep sources in memory.
    """

    code: str
    severity: Severity
    message: str
    place: Place
    fix: str = ""
    excerpt: str = ""

    @property
    def is_error(self) -> bool:
        """Whether this finding stops publishing."""
        return self.severity is Severity.ERROR


class Located(Struct, Generic[T_co], frozen=True):
    """A value that an author wrote, and where."""

    value: T_co
    place: Place


class Checked(Struct, Generic[T_co], frozen=True):
    """A stage's result: the value, and what was found on the way to it."""

    value: T_co
    diagnostics: tuple[Diagnostic, ...] = ()


def error(code: str, message: str, place: Place, fix: str = "") -> Diagnostic:
    """Make a finding that stops publishing."""
    return Diagnostic(code, Severity.ERROR, message, place, fix)


def warning(code: str, message: str, place: Place, fix: str = "") -> Diagnostic:
    """Make a finding that leaves publishing to the author."""
    return Diagnostic(code, Severity.WARNING, message, place, fix)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort findings by place, each distinct one once."""
    distinct = set(diagnostics)
    return tuple(sorted(distinct, key=lambda d: (d.place, d.severity, d.code, d.message)))

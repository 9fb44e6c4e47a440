"""Findings of a build and of an audit, as the writer's page shows them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct

from waypost.graph.audit.flaw import Flaw
from waypost.model.diagnostic import Diagnostic

MOST = 100
"""So many findings are shown of a build, and of each kind in an audit."""

FEW = 6
"""A kind of finding with at most so many stands unfolded."""

_WINDOW = 160

_BEGINS_WITH_A_WORD = re.compile(r"[a-z]+[ ,]").match


class FindingRow(Struct, frozen=True):
    """A finding; its source line is cut in three around the column, or empty."""

    place: str
    severity: str
    code: str
    message: str
    fix: str
    line: int
    before: str
    at: str
    after: str


class FlawGroup(Struct, frozen=True):
    """The findings of an audit that have one code; ``fix`` where all have the same."""

    code: str
    count: int
    fix: str
    rows: tuple[FindingRow, ...]
    unfolded: bool


def finding_rows(found: Sequence[Diagnostic]) -> tuple[FindingRow, ...]:
    """List findings, errors first, up to ``MOST``."""
    return tuple(map(_row, sorted(found, key=lambda finding: not finding.is_error)[:MOST]))


def flaw_groups(flaws: Sequence[Flaw]) -> tuple[FlawGroup, ...]:
    """Group what an audit has found by code, in its order."""
    grouped = groupby((flaw.diagnostic for flaw in flaws), key=lambda found: found.code)
    return tuple(_group(code, list(found)) for code, found in grouped)


def _group(code: str, found: list[Diagnostic]) -> FlawGroup:
    fixes = {finding.fix for finding in found}
    return FlawGroup(
        code=code,
        count=len(found),
        fix=_begun(fixes.pop()) if len(fixes) == 1 else "",
        rows=tuple(map(_row, found[:MOST])),
        unfolded=len(found) <= FEW,
    )


def _row(found: Diagnostic) -> FindingRow:
    text, column = found.excerpt.rstrip("\r\n"), found.place.column
    at = max(column - 1, 0)
    start = at - _WINDOW if at > _WINDOW else 0
    marked = bool(column and text.strip())
    return FindingRow(
        place=str(found.place),
        severity=found.severity.value,
        code=found.code,
        message=_begun(found.message),
        fix=_begun(found.fix),
        line=found.place.line,
        before=("… " if start else "") + text[start:at] if marked else "",
        at=(text[at : at + 1] or " ") if marked else "",
        after=_cut(text[at + 1 :] if marked else text),
    )


def _begun(sentence: str) -> str:
    """Begin a sentence with a capital, unless it begins with a name from a file."""
    begins = _BEGINS_WITH_A_WORD(sentence)
    return sentence[:1].upper() + sentence[1:] if begins else sentence


def _cut(text: str) -> str:
    return text if len(text) <= _WINDOW else f"{text[:_WINDOW]} …"

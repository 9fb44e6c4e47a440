"""What ``build --verify`` says."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from waypost.builds import Request
from waypost.cli.findings import number
from waypost.cli.visible import visible
from waypost.outcome import Outcome
from waypost.traces import REASONS

if TYPE_CHECKING:
    from waypost.verifying import Verdict

DIFFERS = 4
"""That a build differs from a clean one is a bug in Waypost, or in a site's functions."""

_SHOWN = 200


def verified(request: Request, built: Outcome) -> Verdict:
    """Compare what was published with a clean build."""
    # Late, like the stages: a build that is not verified has no use for it.
    verdict: Verdict = import_module("waypost.verifying").verify(request, built)
    return verdict


def code_of(verdict: Verdict) -> int:
    """Give the exit code that a verdict comes to."""
    return 0 if verdict.holds else DIFFERS


def verdict_lines(verdict: Verdict) -> list[str]:
    """Tell what the comparison has shown, and of a difference what was missed."""
    if verdict.holds:
        return [f"Verified: a clean build gives the same {number(verdict.files, 'file')}."]
    lines = []
    if first := verdict.first:
        counted = f"{verdict.different:,} of {number(verdict.files, 'file')}"
        lines = [
            f"A clean build differs in {counted}. The first is {visible(first.path)},"
            f" line {first.line:,}:",
            f"  published: {_line(first.published)}",
            f"  clean:     {_line(first.clean)}",
            f"What was missed: {_missed(first.missed)}.",
        ]
    if not verdict.same_findings:
        lines.append("A clean build has other findings: `check` shows those of this one.")
    return [*lines, "Please report this; until then, `clean` before a build helps."]


def verdict_object(verdict: Verdict) -> dict[str, Any]:
    """Describe a verdict; ``first`` is null where nothing differs."""
    first = verdict.first
    return {
        "holds": verdict.holds,
        "files": verdict.files,
        "different": verdict.different,
        "same_findings": verdict.same_findings,
        "first": first
        and {
            "path": first.path,
            "line": first.line,
            "published": first.published,
            "clean": first.clean,
            "missed": list(first.missed),
        },
    }


def _line(text: str | None) -> str:
    return "(no such file)" if text is None else visible(text.strip())[:_SHOWN]


def _missed(parts: tuple[str, ...]) -> str:
    if not parts:
        return "nothing in its key differs, so it depends on something that is not in it"
    return "; ".join(
        REASONS.get(part) or f"its {part.removeprefix('view.')} changed" for part in parts
    )

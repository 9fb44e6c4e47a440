"""What was found, in a form that a table of cases can hold."""

from __future__ import annotations

from collections.abc import Iterable

from waypost.model.diagnostic import Checked, Diagnostic


def told(checked: Checked[object] | Iterable[Diagnostic]) -> list[str]:
    """Give findings as "line:column code", in order of place."""
    found = checked.diagnostics if isinstance(checked, Checked) else checked
    return [
        f"{d.place.line}:{d.place.column} {d.code}" for d in sorted(found, key=lambda d: d.place)
    ]


def only(checked: Checked[object] | Iterable[Diagnostic]) -> Diagnostic:
    """Give the one finding that there is."""
    found = checked.diagnostics if isinstance(checked, Checked) else checked
    (finding,) = found
    return finding

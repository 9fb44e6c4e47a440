"""Diagnostics as an author reads them: the place, the line with a caret, the fix."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from rich.text import Text

from waypost.cli.visible import visible
from waypost.model.diagnostic import Diagnostic

WIDTH = 96
"""Cells of a source line that are shown; of a longer one, a window around the caret."""

TAB = "    "
COLOURS = {"error": "bold red", "warning": "bold yellow"}


def described(diagnostic: Diagnostic) -> list[Text]:
    """Give the lines that show one finding."""
    severity = diagnostic.severity.value
    lines = [
        Text.assemble(
            (f"{visible(str(diagnostic.place))}: ", "bold"),
            (f"{severity}[{diagnostic.code}]", COLOURS[severity]),
            f": {visible(diagnostic.message)}",
        )
    ]
    if diagnostic.excerpt.strip():
        lines += _excerpt(diagnostic)
    if diagnostic.fix:
        lines.append(Text.assemble(("  fix: ", "green"), visible(diagnostic.fix)))
    return lines


def counted(diagnostics: Iterable[Diagnostic]) -> str:
    """Count findings: ``2 errors, 1 warning``; "" for none."""
    found = list(diagnostics)
    errors = sum(diagnostic.is_error for diagnostic in found)
    counts = ((errors, "error"), (len(found) - errors, "warning"))
    return ", ".join(number(count, name) for count, name in counts if count)


def number(count: int, name: str) -> str:
    """Write a number of things: ``1 post``, ``2 posts``."""
    return f"{count:,} {name}" if count == 1 else f"{count:,} {name}s"


def _excerpt(diagnostic: Diagnostic) -> list[Text]:
    line, column = str(diagnostic.place.line), diagnostic.place.column
    shown, caret = window(diagnostic.excerpt.rstrip("\r\n"), column)
    lines = [Text.assemble((f"  {line} | ", "dim"), shown)]
    if column:
        gutter = f"  {' ' * len(line)} | "
        lines.append(
            Text.assemble((gutter, "dim"), " " * caret, ("^", COLOURS[diagnostic.severity.value]))
        )
    return lines


def window(text: str, column: int, width: int = WIDTH) -> tuple[str, int]:
    """Cut a source line to ``width`` cells around a column.

    Columns count characters from 1; 0 is none. Gives what to show, and the number
    of cells before the caret. Where something is cut, an ellipsis stands.
    """
    cells = [TAB if character == "\t" else visible(character) for character in text]
    at = max(0, min(column - 1, len(cells)))
    # A third of the window is kept for what follows the caret.
    start = at - _fitting(cells[:at][::-1], width * 2 // 3)
    if _width(cells) <= width or start <= 1:
        start = 0
    before = ("… " if start else "") + "".join(cells[start:at])
    room = width - cell_len(before)
    kept = _fitting(cells[at:], room)
    after = "".join(cells[at : at + kept])
    return (before + after + (" …" if at + kept < len(cells) else "")).rstrip(), cell_len(before)


def _width(cells: Sequence[str]) -> int:
    return sum(map(cell_len, cells))


def _fitting(cells: Sequence[str], width: int) -> int:
    """Count how many of some characters fit into a number of terminal cells."""
    used = 0
    for count, cell in enumerate(cells):
        used += cell_len(cell)
        if used > width:
            return count
    return len(cells)

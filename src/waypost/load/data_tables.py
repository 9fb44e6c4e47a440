"""Tables made of a file of data beside a post."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from msgspec import Struct

from waypost.load.fence_options import FenceOptions, Takes
from waypost.load.rows import Rows, read_rows
from waypost.model.diagnostic import Checked, Diagnostic, error
from waypost.near import did_you_mean

TABLE = "table"
"""The word that a fence starts with instead of a language."""

TABLE_OPTIONS = {
    "file": Takes.VALUE,
    "columns": Takes.VALUE,
    "caption": Takes.VALUE,
    "align": Takes.VALUE,
}
"""The options of a table."""

MOST_CELLS = 10_000
"""So many cells a table may have."""

_ALIGNMENTS = ("left", "center", "right")
_RULES = {"": "---", "center": ":-:", "right": "--:"}
# Signs and currencies may stand before and behind it, units may not.
_NUMBER = re.compile(
    r"(?:[^\w\s]\s?){0,2}\d[\d.,' \u00a0\u202f]*(?:e[-+]?\d+)?(?:\s?[^\w\s])?", re.IGNORECASE
)
_PART = re.compile(r"[^,]+")


class DataTable(Struct, frozen=True):
    """A table: each column has an alignment, or ""."""

    rows: Rows
    alignments: tuple[str, ...]
    caption: str

    def html(self) -> str:
        """Render it, as tables in Markdown are."""
        return "".join(_html(self.rows, self.alignments, self.caption))

    def markdown(self) -> str:
        """Write it with pipes, its caption above it."""
        rule = [_RULES[alignment] for alignment in self.alignments]
        rows = [_piped(self.rows.columns), _piped(rule), *map(_piped, self.rows.rows)]
        caption = f"{self.caption}\n\n" if self.caption else ""
        return caption + "".join(rows)


def data_table(path: str, text: str, options: FenceOptions) -> Checked[DataTable | None]:
    """Make a table of a file of data; None where it, or what is asked of it, has errors."""
    read = read_rows(path, text)
    if read.value is None:
        return Checked(None, read.diagnostics)
    chosen = _chosen(read.value, options)
    if chosen.value is None:
        return Checked(None, chosen.diagnostics)
    rows = chosen.value
    if len(rows.columns) * len(rows.rows) > MOST_CELLS:
        message = f"'{path}' makes a table of more than {MOST_CELLS:,} cells"
        fix = "show fewer columns, or a part of it, and link to the file"
        return Checked(None, (error("include-too-large", message, options.place("file"), fix),))
    alignments = _alignments(rows, options)
    table = DataTable(rows, tuple(alignments.value), options.text("caption").strip())
    return Checked(table, alignments.diagnostics)


def _chosen(rows: Rows, options: FenceOptions) -> Checked[Rows | None]:
    """Take the columns that are asked for, in their order."""
    if "columns" not in options:
        return Checked(rows)
    places, findings = [], []
    for name, offset in _parts(options.text("columns")):
        if name in rows.columns:
            places.append(rows.columns.index(name))
            continue
        message = f"the data has no column '{name}'"
        fix = did_you_mean(name, rows.columns) or f"it has {', '.join(rows.columns)}"
        findings.append(error("unknown-column", message, options.place("columns", offset), fix))
    if findings or not places:
        return Checked(None, tuple(findings) or (_no_columns(options),))
    columns = tuple(rows.columns[at] for at in places)
    return Checked(Rows(columns, tuple(tuple(row[at] for at in places) for row in rows.rows)))


def _no_columns(options: FenceOptions) -> Diagnostic:
    message = "'columns' names no column"
    return error("bad-option", message, options.place("columns"), "name some, or leave it out")


def _alignments(rows: Rows, options: FenceOptions) -> Checked[Sequence[str]]:
    """Align as is asked for, and columns of numbers to the right."""
    if "align" not in options:
        return Checked(
            ["right" if _is_numeric(cells) else "" for cells in zip(*rows.rows, strict=True)]
            or [""] * len(rows.columns)
        )
    asked, findings = [], []
    for name, offset in _parts(options.text("align")):
        asked.append(name)
        if name not in _ALIGNMENTS:
            message = f"'{name}' is no alignment"
            fix = did_you_mean(name, _ALIGNMENTS) or "write 'left', 'center' or 'right'"
            findings.append(error("bad-option", message, options.place("align", offset), fix))
    count = len(rows.columns)
    if len(asked) != count:
        message = f"the number of alignments is {len(asked)}, but that of columns is {count}"
        fix = "write one for each column, with commas between them"
        findings.append(error("bad-option", message, options.place("align"), fix))
    if findings:
        return Checked([""] * count, tuple(findings))
    return Checked(["" if name == "left" else name for name in asked])


def _is_numeric(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell not in ("", "-", "–", "—")]
    return bool(filled) and all(_NUMBER.fullmatch(cell) for cell in filled)


def _parts(written: str) -> Iterator[tuple[str, int]]:
    """Give the names in a list with commas, and where each starts."""
    for part in _PART.finditer(written):
        name = part[0].strip()
        if name:
            yield name, part.start() + part[0].index(name)


def _html(rows: Rows, alignments: Sequence[str], caption: str) -> Iterator[str]:
    # The box scrolls where the table is wider than the page, also by keyboard.
    yield '<div class="table" tabindex="0"><table>\n'
    if caption:
        yield f"<caption>{escape(caption, quote=False)}</caption>\n"
    classes = [f' class="align-{name}"' if name else "" for name in alignments]
    yield f"<thead>\n<tr>\n{_row('th', rows.columns, classes)}</tr>\n</thead>\n"
    if rows.rows:
        yield "<tbody>\n"
        for row in rows.rows:
            yield f"<tr>\n{_row('td', row, classes)}</tr>\n"
        yield "</tbody>\n"
    yield "</table></div>\n"


def _piped(cells: Sequence[str]) -> str:
    plain = (" ".join(cell.split()).replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(plain)} |\n"


def _row(tag: str, cells: Sequence[str], classes: Sequence[str]) -> str:
    return "".join(
        f"<{tag}{name}>{escape(cell, quote=False)}</{tag}>\n"
        for cell, name in zip(cells, classes, strict=True)
    )

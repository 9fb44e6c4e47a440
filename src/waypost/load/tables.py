"""Tables whose rows are longer than their heading: what is too much is not on the page."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_block.table import escapedSplit

from waypost.load.remarks import At, warn


def whole_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a table as the library does, and tell of cells that it leaves out."""
    before = len(state.tokens)
    if not table(state, start, end, silent):
        return False
    if not silent:
        columns = sum(token.type == "th_open" for token in state.tokens[before:])
        for line in range(start + 2, state.line):
            first = state.bMarks[line] + state.tShift[line]
            cells = escapedSplit(state.src[first : state.eMarks[line]].strip())
            tell_of_more(state, cells[not cells[0] :], columns, line)
    return True


def tell_of_more(state: StateBlock, cells: Sequence[str], columns: int, line: int) -> None:
    """Leave a remark on the first cell of a row that the table has no column for."""
    lost = [cell.strip() for cell in cells[columns:] if cell.strip()]
    if lost:
        message = "this row has more cells than the table has columns, so it loses them"
        fix = "give the heading as many, or write \\| where a bar is part of the text"
        warn("extra-cells", message, At(state.env, line, lost[0]), fix)

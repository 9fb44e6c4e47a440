"""Lists and tables as most are written, each read by one expression.

They stand at the top level: their lines are not indented, their items and cells are
a line of text each, and a blank line follows. Anything else is left to the library.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock

from waypost.load.block_state import parse_blocks, push_whole
from waypost.load.paragraphs import plain_paragraph
from waypost.load.tables import tell_of_more, whole_table

# Behind an item's marker stands a letter, which can begin no other block. What would
# go on with the list, or with its last item, must not follow.
_REST = r" [^\W\d_].*"
_END = r"(?=\n*\Z|\n\n+(?![-+*0-9 \t\n]))"
_BULLETS = re.compile(rf"([-+*]){_REST}(?:\n\1{_REST})*{_END}")
_NUMBERS = re.compile(rf"([0-9]{{1,9}})([.)]){_REST}(?:\n[0-9]{{1,9}}\2{_REST})*{_END}")

_TABLE = re.compile(r"(\|[^\\\n]*)\n(\|[-:| \t]*)((?:\n\|[^\\\n]*)*)(?=\n?\Z|\n\n)")
_COLUMN = re.compile(r"(:?)-+(:?)")
_STARTS_OF_SECOND_LINE = frozenset("|-:")
_MOST_CELLS = 10_000


def add_plain_blocks(md: MarkdownIt, *, paragraphs: bool = True) -> None:
    """Teach a parser the short ways, none of which changes what is on the page."""
    md.core.ruler.at("block", parse_blocks)
    md.block.ruler.at("table", plain_table, {"alt": ["paragraph", "reference"]})
    md.block.ruler.before("list", "plain_list", plain_list)
    if paragraphs:
        md.block.ruler.before("table", "plain_paragraph", plain_paragraph)


def plain_list(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Take a list at the top level whose items are a line of text each."""
    if silent or state.level or state.tShift[start]:
        return False
    first = state.bMarks[start]
    is_bullet = state.src[first] in "-+*"
    match = (_BULLETS if is_bullet else _NUMBERS).match(state.src, first)
    if not match:
        return False
    items = match[0].split("\n")
    kind, tag = ("bullet_list", "ul") if is_bullet else ("ordered_list", "ol")
    opening = state.push(f"{kind}_open", tag, 1)
    if not is_bullet and int(match[1]) != 1:
        opening.attrs = {"start": int(match[1])}
    for line, item in enumerate(items, start):
        push_whole(state, "li", item.partition(" ")[2], line, line + 1)
    state.push(f"{kind}_close", tag, -1)
    state.line = state.skipEmptyLines(start + len(items))
    opening.map = [start, state.line]
    return True


def plain_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a table; the second line tells of nearly everything else that it is none."""
    line = start + 1
    if line >= end:
        return False
    first = state.bMarks[line] + state.tShift[line]
    if first >= state.eMarks[line] or state.src[first] not in _STARTS_OF_SECOND_LINE:
        return False
    if silent or state.level or not _push_table(state, start):
        return whole_table(state, start, end, silent)
    return True


def _push_table(state: StateBlock, start: int) -> bool:
    match = _TABLE.match(state.src, state.bMarks[start])
    if not match:
        return False
    columns = [_COLUMN.fullmatch(mdTrim(column)) for column in _cells(match[2])]
    header, rows = _cells(match[1]), match[3].split("\n")[1:]
    is_plain = 0 < len(columns) == len(header) and len(columns) * len(rows) <= _MOST_CELLS
    if not is_plain or None in columns:
        return False
    alignments = [_alignment(*column.group(1, 2)) for column in columns if column]
    state.push("table_open", "table", 1).map = [start, start + 2 + len(rows)]
    state.push("thead_open", "thead", 1)
    _push_row(state, "th", header, alignments, start)
    state.push("thead_close", "thead", -1)
    if rows:
        state.push("tbody_open", "tbody", 1)
        for line, row in enumerate(rows, start + 2):
            cells = _cells(row)
            _push_row(state, "td", cells, alignments, line)
            if len(cells) > len(alignments):
                tell_of_more(state, cells, len(alignments), line)
        state.push("tbody_close", "tbody", -1)
    state.push("table_close", "table", -1)
    state.line = start + 2 + len(rows)
    return True


def _push_row(
    state: StateBlock, tag: str, cells: Sequence[str], alignments: Sequence[str], line: int
) -> None:
    state.push("tr_open", "tr", 1)
    for index, alignment in enumerate(alignments):
        push_whole(state, tag, cells[index] if index < len(cells) else "", line, line + 1)
        if alignment:
            state.tokens[-1].attrs = {"style": f"text-align:{alignment}"}
    state.push("tr_close", "tr", -1)


def _cells(row: str) -> list[str]:
    cells = mdTrim(row).split("|")[1:]
    return cells[:-1] if cells and cells[-1] == "" else cells


def _alignment(left: str, right: str) -> str:
    if left:
        return "center" if right else "left"
    return "right" if right else ""

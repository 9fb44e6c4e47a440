"""From a position in a Markdown token to the line and column in the author's file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from markdown_it.token import Token

from waypost.model.diagnostic import Place

_END_OF_LINE = re.compile(r"\n")


class Source:
    """Some Markdown and where its first character stands.

    Lines are split on demand: most texts never need a place.
    """

    def __init__(self, text: str, place: Place) -> None:
        self.place = place
        self._text = text
        self._split: list[str] | None = None
        # What was asked for last: a long line or paragraph is asked for many times.
        self._sought: tuple[int, str, int] = (-1, "", -1)
        self._known: tuple[str, Sequence[int]] = ("", (0,))
        # Of a row: its line, how many cells are known, where they end, the last one's start.
        self._row = (-1, 0, 0, -1)

    def at(self, line: int, column: int | None = None) -> Place:
        """Give the place of a line and column of the text; both count from 0.

        Without a column, or where the column of the text itself is not known, the
        place is the whole line.
        """
        start = self.place
        if not start.line:
            return Place(start.path)
        if column is None or not start.column:
            return Place(start.path, start.line + line)
        return Place(start.path, start.line + line, start.column + column)

    def find(self, line: int, text: str, offset: int = 0) -> Place:
        """Give the place where some text first stands in a line, or the whole line.

        With an ``offset`` it is that of a character of the text.
        """
        found = self._find(line, text)
        return self.at(line, found + offset if found >= 0 else None)

    def first(self, text: str) -> Place:
        """Give the place where some text first stands at all, or the text's own place."""
        offset = self._text.find(text)
        if offset < 0:
            return self.place
        start = self._text.rfind("\n", 0, offset) + 1
        return self.at(self._text.count("\n", 0, offset), offset - start)

    def within(self, token: Token, offset: int, cells: Sequence[str] = ()) -> Place:
        """Give the place of an offset in an inline token's content.

        In a table ``cells`` are the contents of the row's cells up to this one.
        """
        first = token.map[0] if token.map else 0
        if cells:
            return self.at(first, self._column_in_row(first, cells, offset))
        starts = self._starts(token.content)
        line = bisect_right(starts, offset) - 1
        start = starts[line]
        end = starts[line + 1] if line + 1 < len(starts) else None
        content = token.content if len(starts) == 1 else token.content[start:end]
        # The block parser may have taken indentation off, or expanded its tabs.
        found = self._find(first + line, content.strip())
        indent = len(content) - len(content.lstrip())
        column = found + offset - start - indent if found >= 0 else None
        return self.at(first + line, column)

    def _starts(self, content: str) -> Sequence[int]:
        """Give where each line of a token's content starts."""
        if self._known[0] is not content:
            ends = (match.end() for match in _END_OF_LINE.finditer(content))
            self._known = content, (0, *ends)
        return self._known[1]

    def _find(self, line: int, text: str) -> int:
        if self._sought[0] != line or self._sought[1] != text:
            self._sought = line, text, self._line(line).find(text)
        return self._sought[2]

    def _column_in_row(self, line: int, cells: Sequence[str], offset: int) -> int | None:
        found = self._cell(line, cells)
        return found + offset + cells[-1].count("|", 0, offset) if found >= 0 else None

    def _cell(self, line: int, cells: Sequence[str]) -> int:
        """Give where the last of some cells starts in its row, or -1."""
        known, count, cursor, found = self._row
        if (known, count) == (line, len(cells)):
            return found
        if known != line or count > len(cells):
            count, cursor = 0, 0
        row = self._line(line)
        for content in cells[count:]:
            # The parser unescapes pipes, so a cell's content may be shorter than its source.
            cell = content.replace("|", "\\|")
            found = row.find(cell, cursor)
            cursor = found + len(cell) if found >= 0 else cursor
        self._row = line, len(cells), cursor, found
        return found

    def _line(self, number: int) -> str:
        if self._split is None:
            self._split = self._text.split("\n")
        return self._split[number] if number < len(self._split) else ""

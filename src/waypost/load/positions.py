"""From a position in a Markdown token to the line and column in the author's file."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

from waypost.model.diagnostic import Place


class Source:
    """Some Markdown and where its first character stands.

    Lines are split on demand: most texts never need a place.
    """

    def __init__(self, text: str, place: Place) -> None:
        self.place = place
        self._text = text
        self._split: list[str] | None = None

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
        found = self._line(line).find(text)
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
            return self.at(first, self._column_in_row(self._line(first), cells, offset))
        line = token.content.count("\n", 0, offset)
        start = token.content.rfind("\n", 0, offset) + 1
        end = token.content.find("\n", start)
        content = token.content[start : end if end >= 0 else None]
        # The block parser may have taken indentation off, or expanded its tabs.
        found = self._line(first + line).find(content.strip())
        indent = len(content) - len(content.lstrip())
        column = found + offset - start - indent if found >= 0 else None
        return self.at(first + line, column)

    def _column_in_row(self, row: str, cells: Sequence[str], offset: int) -> int | None:
        # The parser unescapes pipes, so a cell's content may be shorter than its source.
        *before, cell = (content.replace("|", "\\|") for content in cells)
        cursor = 0
        for content in before:
            found = row.find(content, cursor)
            cursor = found + len(content) if found >= 0 else cursor
        found = row.find(cell, cursor)
        return found + offset + cells[-1].count("|", 0, offset) if found >= 0 else None

    def _line(self, number: int) -> str:
        if self._split is None:
            self._split = self._text.split("\n")
        return self._split[number] if number < len(self._split) else ""

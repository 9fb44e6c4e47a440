"""Rows of data from CSV, YAML or JSON, each cell as text as it was written."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from io import StringIO
from typing import Any

from msgspec import Struct

from waypost.load.decoding import control_character, without_controls
from waypost.load.located import parse_yaml
from waypost.load.nodes import Entry, Mapping, Node, Scalar, Sequence, describe
from waypost.model.diagnostic import Checked, Diagnostic, Place, error

KINDS = (".csv", ".tsv", ".yaml", ".yml", ".json")
"""How files of data end."""

_SHOWN = 10
"""So many findings are told of one file: mostly all of them have one cause."""

_SHAPE = "write a list of rows, each with a value for each column"


class Rows(Struct, frozen=True):
    """The names of some columns, and rows of as many cells."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def read_rows(path: str, text: str) -> Checked[Rows | None]:
    """Read a file of data by how its name ends; None where it has errors.

    ``text`` is what a file holds that ``read_text`` has approved of.
    """
    read = _read(path, text)
    return Checked(read.value, read.diagnostics[:_SHOWN])


def _read(path: str, text: str) -> Checked[Rows | None]:
    name = path.lower()
    if name.endswith((".csv", ".tsv")):
        return _of_records(path, _records(path, text, "\t" if name.endswith(".tsv") else ","))
    if name.endswith((".yaml", ".yml")):
        tree = parse_yaml(text, Place(path, 1, 1))
        if tree.diagnostics:
            return Checked(None, tree.diagnostics)
        return _of_entries(path, tree.value)
    if name.endswith(".json"):
        return _of_json(path, text)
    message = f"'{path}' is no file of data"
    kinds = ", ".join(KINDS)
    return Checked(None, (error("bad-data", message, Place(path), f"take one of {kinds}"),))


Record = tuple[Place, list[str]]


def _records(path: str, text: str, delimiter: str) -> Iterator[Record | Diagnostic]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield Place(path, start), [cell.strip() for cell in cells]
            start = reader.line_num + 1
    except csv.Error as failure:
        message = f"this line can't be read: {failure}"
        fix = "put a cell with commas or quotes in quotes, and double the quotes within"
        yield error("bad-data", message, Place(path, start), fix)


def _of_records(path: str, records: Iterator[Record | Diagnostic]) -> Checked[Rows | None]:
    header: list[str] = []
    rows, findings = [], []
    for record in records:
        if isinstance(record, Diagnostic):
            findings.append(record)
            continue
        place, cells = record
        if not header:
            header = cells
            if len(cells) == 1 and ";" in cells[0]:
                return Checked(None, (_semicolons(place),))
        elif len(cells) == len(header):
            rows.append(tuple(cells))
        else:
            findings.append(_ragged(place, len(cells), header))
    if not header and not findings:
        findings.append(error("bad-data", "there are no rows in this file", Place(path), _SHAPE))
    return Checked(None if findings else Rows(tuple(header), tuple(rows)), tuple(findings))


def _semicolons(place: Place) -> Diagnostic:
    # As spreadsheets write it where a comma stands in numbers.
    message = "the columns of this file are separated by semicolons"
    fix = "save it with commas, or as tab-separated values (.tsv)"
    return error("bad-data", message, place, fix)


def _ragged(place: Place, count: int, header: list[str]) -> Diagnostic:
    cells = "1 cell" if count == 1 else f"{count} cells"
    columns = "is 1 column" if len(header) == 1 else f"are {len(header)} columns"
    fix = "put a cell with commas in quotes" if count > len(header) else "add the missing cells"
    if count == 1 and len(header) > 1:
        fix = "separate the cells as in the first line"
    return error("ragged-rows", f"this row has {cells}, but there {columns}", place, fix)


def _of_json(path: str, text: str) -> Checked[Rows | None]:
    try:
        value = json.loads(
            text,
            parse_int=str,
            parse_float=str,
            parse_constant=str,
            object_pairs_hook=_each_name_once,
        )
    except _NameTwice as failure:
        message = f"a row has two values for '{failure}'"
        fix = "give each value a column of its own"
        return Checked(None, (error("bad-data", message, Place(path), fix),))
    except (ValueError, RecursionError) as failure:
        place, reason = Place(path), "it is nested too deeply"
        if isinstance(failure, json.JSONDecodeError):
            place = Place(path, failure.lineno, failure.colno)
            reason = failure.msg[:1].lower() + failure.msg[1:]
        return Checked(None, (error("bad-data", f"this is not JSON: {reason}", place, _SHAPE),))
    return _of_entries(path, _node(value, Place(path)))


class _NameTwice(Exception):  # noqa: N818 - ends the reading early
    """A name that stands twice in one row, of which JSON would lose a value."""


def _each_name_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _NameTwice(without_controls(twice))
    return made


def _node(value: Any, place: Place, depth: int = 3) -> Node:
    """Make what YAML is made of, as deep as rows may be; where it stood is not known."""
    if isinstance(value, dict):
        below = value.items() if depth > 1 else ()
        return Mapping({k: Entry(place, _node(v, place, depth - 1)) for k, v in below}, place)
    if isinstance(value, list):
        return Sequence([_node(v, place, depth - 1) for v in value if depth > 1], place)
    if value is None:
        return Scalar("", place, place, plain=True)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return Scalar(text, place, place)


def _of_entries(path: str, node: Node | None) -> Checked[Rows | None]:
    """Take rows from a list of mappings, or of lists of which the first has the names."""
    items = node.items if isinstance(node, Sequence) else []
    if not items:
        message = "there is no list of rows in this file"
        return Checked(None, (error("bad-data", message, Place(path), _SHAPE),))
    if isinstance(items[0], Sequence):
        cells = [_cells(item) for item in items]
        findings = tuple(cell for row in cells for cell in row if isinstance(cell, Diagnostic))
        if findings:
            return Checked(None, findings)
        rows = zip((item.place for item in items), cells, strict=True)
        return _of_records(path, ((place, [str(cell) for cell in row]) for place, row in rows))
    return _of_mappings(items)


def _of_mappings(items: list[Node]) -> Checked[Rows | None]:
    found: list[dict[str, str]] = []
    findings: list[Diagnostic] = []
    for item in items:
        if not isinstance(item, Mapping):
            message = f"a row has a value for each column, but this is {describe(item)}"
            findings.append(error("bad-data", message, item.place, _SHAPE))
            continue
        cells = {name: _cell(entry.value) for name, entry in item.entries.items()}
        # JSON can write in a name too what no text may hold.
        read = [*(_approved(name, item.place) for name in cells), *cells.values()]
        findings += (each for each in read if isinstance(each, Diagnostic))
        found.append({name: str(cell) for name, cell in cells.items()})
    if findings:
        return Checked(None, tuple(findings))
    names = tuple(dict.fromkeys(name for row in found for name in row))
    return Checked(Rows(names, tuple(tuple(row.get(n, "") for n in names) for row in found)))


def _cells(item: Node) -> list[str | Diagnostic]:
    if isinstance(item, Sequence):
        return [_cell(cell) for cell in item.items]
    message = f"a row is a list like the first one, but this is {describe(item)}"
    return [error("bad-data", message, item.place, _SHAPE)]


def _cell(node: Node) -> str | Diagnostic:
    if not isinstance(node, Scalar):
        message = f"a cell is a text or a number, but this is {describe(node)}"
        return error("bad-data", message, node.place, "give each value a column of its own")
    return _approved("" if node.is_null else node.text.strip(), node.place)


def _approved(text: str, place: Place) -> str | Diagnostic:
    control = control_character(text)
    if not control:
        return text
    message = f"the control character {control} can't stand in a text"
    return error("control-character", message, place, "delete it")

"""Rows of data from CSV, YAML or JSON."""

from __future__ import annotations

import csv
import json
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost.load.decoding import read_text
from waypost.load.rows import Rows, read_rows

ROWS = Rows(("name", "count"), (("a, b", "1.50"), ("", "-2e3")))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("d.csv", 'name,count\n"a, b",1.50\n,-2e3\n'),
        ("d.CSV", 'name, count\r\n\r\n"a, b", 1.50\r\n,-2e3'),
        ("d.tsv", "name\tcount\na, b\t1.50\n\t-2e3\n"),
        ("d.yaml", "- {name: 'a, b', count: 1.50}\n- {count: -2e3, name: }\n"),
        ("d.yml", "- [name, count]\n- ['a, b', 1.50]\n- [null, -2e3]\n"),
        ("d.json", '[{"name": "a, b", "count": 1.50}, {"count": -2e3}]'),
        ("d.json", '[["name", "count"],\t["a, b", 1.50], [null, -2e3]]'),
    ],
)
def test_each_kind_of_file_gives_its_rows_as_written(name: str, text: str) -> None:
    assert read_rows(name, read_text(name, text.encode()).value or "").value == ROWS


def test_columns_come_in_the_order_in_which_they_are_first_named() -> None:
    read = read_rows("d.json", '[{"b": 1}, {"a": true, "b": "\\u00e9\\ud83d\\ude00"}]').value
    assert read == Rows(("b", "a"), (("1", ""), ("é😀", "true")))


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("d.csv", "a,b\n1\n", "d.csv:2 ragged-rows: this row has 1 cell, but there are 2 columns"),
        (
            "d.csv",
            'a\n"x\ny"\n1,2\n',
            "d.csv:4 ragged-rows: this row has 2 cells, but there is 1 column",
        ),
        ("d.csv", 'a,b\n1,"2\n', "d.csv:2 bad-data: this line can't be read"),
        ("d.csv", 'a,b\n1,"2"3\n', "d.csv:2 bad-data: this line can't be read"),
        ("d.csv", "\n \n", "d.csv bad-data: there are no rows in this file"),
        ("d.yaml", "a: [", "d.yaml:1 yaml-syntax: not valid YAML"),
        ("d.yaml", "a: 1\n", "d.yaml bad-data: there is no list of rows in this file"),
        ("d.yaml", "[]", "d.yaml bad-data: there is no list of rows in this file"),
        ("d.yaml", "- {a: [1]}\n", "d.yaml:1:7 bad-data: a cell is a text or a number"),
        ("d.yaml", "- {a: 1}\n- b\n", "d.yaml:2:3 bad-data: a row has a value for each column"),
        ("d.yaml", "- [a]\n- b\n", "d.yaml:2:3 bad-data: a row is a list like the first one"),
        ("d.yaml", "- [a]\n- [1, 2]\n", "d.yaml:2:3 ragged-rows: this row has 2 cells"),
        ("d.json", "[1,\n x]", "d.json:2:2 bad-data: this is not JSON: expecting value"),
        ("d.json", "[" * 100_000, "d.json bad-data: this is not JSON: it is nested too deeply"),
        ("d.json", '{"a": 1}', "d.json bad-data: there is no list of rows in this file"),
        ("d.json", '[{"a": {}}]', "d.json bad-data: a cell is a text or a number"),
        ("d.json", '["a"]', "d.json bad-data: a row has a value for each column"),
        ("d.json", '[["\\u0002s0\\u0003"]]', "d.json control-character: the control character"),
        ("d.json", '[{"\\u0002h0\\u0003": 1}]', "d.json control-character: the control character"),
        ("d.json", '[{"\\ud800": 1}]', "d.json control-character: the control character U+D800"),
        ("d.json", '[{"a": 1, "a": 2}]', "d.json bad-data: a row has two values for 'a'"),
        ("d.json", '[{"\\ud800": 1, "\\ud800": 2}]', "d.json bad-data: a row has two values"),
        ("d.csv", 'a;b\n"1,5";2\n', "d.csv:1 bad-data: the columns of this file are separated"),
        ("d.txt", "a,b\n", "d.txt bad-data: 'd.txt' is no file of data"),
    ],
)
def test_what_is_wrong_is_told_at_its_place_in_the_data(name: str, text: str, found: str) -> None:
    read = read_rows(name, text)
    assert read.value is None
    wrong = read.diagnostics[0]
    assert f"{wrong.place} {wrong.code}: {wrong.message}".startswith(found)
    assert wrong.is_error
    assert wrong.fix


def test_of_many_ragged_rows_a_few_are_told() -> None:
    assert len(read_rows("d.csv", "a,b\n" + "1\n" * 500).diagnostics) == 10


CELLS = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp", "Zs")), max_size=8)
NAMES = st.lists(CELLS.filter(bool), min_size=1, max_size=4, unique=True)


@given(st.data())
def test_what_is_written_as_csv_or_json_is_read_again(data: st.DataObject) -> None:
    columns = data.draw(NAMES)
    row = st.tuples(CELLS.filter(bool), *(CELLS for _ in columns[1:]))
    rows = data.draw(st.lists(row, max_size=4))
    text = StringIO()
    csv.writer(text).writerows([columns, *rows])
    written = read_text("d.csv", text.getvalue().encode())
    if written.value is None:
        return
    wanted = Rows(tuple(columns), tuple(rows))
    assert read_rows("d.csv", written.value).value == wanted
    assert read_rows("d.json", json.dumps([columns, *rows])).value == wanted


@given(st.sampled_from(["d.csv", "d.tsv", "d.yaml", "d.json"]), st.binary(max_size=60))
def test_any_file_gives_rows_or_findings(name: str, data: bytes) -> None:
    text = read_text(name, data)
    if text.value is not None:
        read = read_rows(name, text.value)
        assert (read.value is None) == bool(read.diagnostics)

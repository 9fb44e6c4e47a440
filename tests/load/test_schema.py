"""Keys are read as what they should be; everything else is told."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import pytest

from support.findings import only, told
from waypost.load.located import parse_yaml
from waypost.load.nodes import Mapping
from waypost.load.schema import Fields
from waypost.model.diagnostic import Diagnostic, Place, Severity
from waypost.model.post import When


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


def fields(text: str) -> Fields:
    node = parse_yaml(text, Place("a.md", 1, 1)).value
    assert isinstance(node, Mapping)
    return Fields(node, [], "a thing")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: x", "x"),
        ("a: 2024", "2024"),
        ("a: no", "no"),
        ("a: 12:30:00", "12:30:00"),
        ("a: '  x  '", "x"),
        ("a: |\n  one\n   two\n\n  three\n", "one two three"),
        ("a: >\n  one\n  two\n", "one two"),
        ("a: 'a  b\u00a0?'", "a  b\u00a0?"),
        ("a: 'null'", "null"),
    ],
)
def test_a_text_is_one_line_as_written(text: str, value: str) -> None:
    read = fields(text)
    found = read.text("a")
    assert found is not None
    assert found.value == value
    assert not read.findings


@pytest.mark.parametrize("text", ["b: x", "a:", "a: ~", "a: null", "a: ''", "a: '  '"])
def test_a_text_that_is_not_there_is_none(text: str) -> None:
    read = fields(text)
    assert read.text("a") is None
    assert read.line("a") == ""
    assert not read.findings


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("b: x", "9:9 missing-a-b"),
        ("a_b: ''", "1:1 missing-a-b"),
        ("c: 1\na_b:", "2:1 missing-a-b"),
        ("a_b: [x]", "1:6 wrong-type"),
    ],
)
def test_a_required_text_that_is_missing_is_told_once(text: str, finding: str) -> None:
    read = fields(text)
    assert read.required("a_b", "write it", Place("a.md", 9, 9)) is None
    assert told(read.findings) == [finding]


def test_two_names_with_one_value_are_no_finding() -> None:
    read = fields("a: x\nb: 'x'")
    assert read.line("a", "b") == "x"
    assert not read.findings


def test_of_two_names_the_first_counts_and_the_other_is_told() -> None:
    read = fields("b: y\na: x")
    assert read.line("a", "b") == "x"
    assert told(read.findings) == ["1:1 two-names"]
    assert "so 'a' counts" in only(read.findings).message


def test_a_null_leaves_the_place_to_the_other_name() -> None:
    read = fields("a:\nb: y")
    assert read.line("a", "b") == "y"
    assert not read.findings


@pytest.mark.parametrize(
    ("word", "flag"),
    [
        *((word, True) for word in ("true", "True", "yes", "on", "'true'", "y")),
        *((word, False) for word in ("false", "FALSE", "no", "off", "n")),
    ],
)
def test_a_flag_is_any_of_yamls_words(word: str, flag: bool) -> None:
    assert fields(f"a: {word}").flag("a", default=not flag) is flag


@pytest.mark.parametrize("default", [True, False])
def test_a_flag_that_is_not_there_has_its_default(default: bool) -> None:
    assert fields("b: 1").flag("a", default=default) is default
    assert fields("a:").flag("a", default=default) is default


@pytest.mark.parametrize("text", ["a: maybe", "a: 1", "a: [true]", "a: {b: c}"])
def test_what_is_no_flag_is_told(text: str) -> None:
    read = fields(text)
    read.flag("a", default=False)
    assert told(read.findings) == ["1:4 wrong-type"]


@pytest.mark.parametrize(
    ("text", "draft"),
    [("draft: true", True), ("draft: no", False), ("x: 1", False), ("draft: perhaps", True)],
)
def test_in_doubt_a_thing_is_a_draft(text: str, draft: bool) -> None:
    assert fields(text).draft() is draft


def test_a_date_is_read_with_its_place() -> None:
    when = fields("a: 2024-03-12").when("a")
    assert when is not None
    assert when.value == When(date(2024, 3, 12))
    assert when.place == Place("a.md", 1, 4)


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("a: 2024-02-30", "1:4 bad-date"),
        ("a: soon", "1:4 bad-date"),
        ("a: .nan", "1:4 bad-date"),
        ("a: [2024-02-03]", "1:4 wrong-type"),
    ],
)
def test_what_is_no_date_is_told_at_its_place(text: str, finding: str) -> None:
    read = fields(text)
    assert read.when("a") is None
    assert told(read.findings) == [finding]


@pytest.mark.parametrize("value", ["0", "501", "-3", "1.5", "x", "0o9", "9" * 5000, "[1]", ".inf"])
def test_a_number_out_of_bounds_is_told(value: str) -> None:
    read = fields(f"a: {value}")
    assert read.number("a", 1, 500) is None
    assert told(read.findings) == ["1:4 wrong-type"]


@pytest.mark.parametrize("value", [1, 12, 500])
def test_a_number_within_its_bounds_is_read(value: int) -> None:
    assert fields(f"a: {value}").number("a", 1, 500) == value


def test_a_choice_is_one_of_its_values_or_told_with_the_nearest() -> None:
    assert fields("a: Red").choice("a", Colour) is Colour.RED
    read = fields("a: gren")
    assert read.choice("a", Colour) is None
    assert only(read.findings).fix == "did you mean 'green'?"
    read = fields("a: 7")
    assert read.choice("a", Colour) is None
    assert only(read.findings).fix == "write one of red, green"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("b: 1", None),
        ("a:", ()),
        ("a: []", ()),
        ("a: x", ("x",)),
        ("a: [no, 2024, 'y, z']", ("no", "2024", "y, z")),
        ("a:\n- x\n- x\n- y", ("x", "y")),
        ("a: x, y", ("x, y",)),
    ],
)
def test_a_list_of_texts(text: str, values: tuple[str, ...] | None) -> None:
    read = fields(text)
    texts = read.texts("a")
    assert (None if texts is None else tuple(t.value for t in texts)) == values
    assert not read.findings


def test_commas_part_a_text_and_each_part_knows_its_place() -> None:
    texts = fields("a: 'x,  code review,'").texts("a", commas=True)
    assert [(t.value, t.place.column) for t in texts or ()] == [("x", 5), ("code review", 9)]


def test_lists_under_several_names_are_put_together() -> None:
    texts = fields("b: [y, x]\na: [x, z]").texts("a", "b")
    assert [(t.value, t.place.line) for t in texts or ()] == [("x", 2), ("z", 2), ("y", 1)]


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("a: [x, ]", []),
        ("a:\n- x\n-\n- ''", ["3:2 empty-entry", "4:3 empty-entry"]),
        ("a: [x, null]", ["1:8 empty-entry"]),
        ("a: [[x]]", ["1:5 wrong-type"]),
        ("a: {b: c}", ["1:4 wrong-type"]),
    ],
)
def test_no_entry_of_a_list_is_lost_silently(text: str, findings: list[str]) -> None:
    read = fields(text)
    read.texts("a")
    assert told(read.findings) == findings


def test_passages_keep_their_lines_and_the_place_of_their_text() -> None:
    read = fields("a: |\n  one\n\n  two\n")
    passage = read.passage("a")
    assert passage is not None
    assert passage.value == "one\n\ntwo\n"
    assert passage.place == Place("a.md", 2, 3)


def test_a_section_has_keys_of_its_own() -> None:
    read = fields("a:\n  b: x\n  d: 1\nc: [1]")
    section = read.section("a")
    assert section is not None
    assert section.line("b") == "x"
    section.close()
    assert read.section("c") is None
    assert told(read.findings) == ["3:3 unknown-key", "4:4 wrong-type"]


def test_keys_that_nobody_asked_for_are_told_in_their_order() -> None:
    read = fields("titel: x\nqqq: 1\ntitle: y")
    read.text("title")
    read.close(Severity.WARNING)
    assert told(read.findings) == ["1:1 unknown-key", "2:1 unknown-key"]
    first, second = read.findings
    assert (first.severity, first.fix) == (Severity.WARNING, "did you mean 'title'?")
    assert second.fix == "remove it; the keys are title"


def test_findings_go_where_the_caller_collects_them() -> None:
    findings: list[Diagnostic] = []
    node = parse_yaml("a: b", Place("a.md", 1, 1)).value
    assert isinstance(node, Mapping)
    Fields(node, findings, "a thing").close()
    assert [finding.is_error for finding in findings] == [True]

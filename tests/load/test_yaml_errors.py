"""What YAML's parser stumbles over is said in words that help."""

from __future__ import annotations

import pytest
import yaml

from support.findings import only
from waypost.load import located
from waypost.load.located import parse_yaml
from waypost.model.diagnostic import Place

CASES = [
    ("title: Go: a tour", 5, 10, "holds a colon"),
    ("title: @home", 5, 8, "the character it starts with"),
    ("title: `code`", 5, 8, "the character it starts with"),
    ("a: 'open\nb: c", 5, 4, "close the quote"),
    ("a:\n\tb: c", 6, 1, "spaces instead of tabs"),
    ("a: 1\n\nText begins\nhere", 7, 1, "'---' below"),
    ("a: [x, y\nb: d", 5, 4, "close the list"),
    ("a: {x: y\nb: d: e", 5, 4, "close the braces"),
    ('a: "\\d"', 5, 5, "double the backslash"),
    ("- a\nb: c", 6, 1, "entries of one list"),
    ("a: b\n...\nText", 7, 1, "'...'"),
]


@pytest.mark.parametrize(("text", "line", "column", "fix"), CASES)
def test_a_syntax_error_says_what_mostly_lies_behind_it(
    text: str, line: int, column: int, fix: str
) -> None:
    finding = only(parse_yaml(text, Place("a.md", 5, 1)))
    assert finding.code == "yaml-syntax"
    assert finding.place == Place("a.md", line, column)
    assert fix in finding.fix


@pytest.mark.parametrize(("text", "line"), [case[:2] for case in CASES])
def test_the_parser_without_libyaml_finds_the_same_lines(
    text: str, line: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(located, "_LOADER", yaml.SafeLoader)
    finding = only(parse_yaml(text, Place("a.md", 5, 1)))
    assert (finding.code, finding.place.line) == ("yaml-syntax", line)


def test_an_error_behind_the_last_line_is_told_on_it() -> None:
    assert str(only(parse_yaml("a: b\nc: [", Place("a.md", 5, 1))).place) == "a.md:6"

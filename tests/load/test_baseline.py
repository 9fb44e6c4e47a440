"""A baseline is read as it was written, and what is wrong with one has a place."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.findings import told
from waypost.load.baseline import baseline_text, load_baseline

# The characters that no text of Waypost may hold are refused where they are read.
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="\ufffe\uffff")
)


@given(st.frozensets(st.tuples(WORDS, WORDS, WORDS), max_size=4))
def test_what_is_written_is_read_again(accepted: frozenset[tuple[str, str, str]]) -> None:
    read = load_baseline("b.json", baseline_text(accepted).encode())
    assert (read.value, read.diagnostics) == (accepted, ())


@given(st.frozensets(st.tuples(WORDS, WORDS, WORDS), max_size=4))
def test_another_program_may_lay_it_out(accepted: frozenset[tuple[str, str, str]]) -> None:
    again = json.dumps(json.loads(baseline_text(accepted)), indent="\t")
    assert load_baseline("b.json", again.encode()).value == accepted


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["1:1 bad-baseline"]),
        ('{\n  "accepted": [}', ["2:16 bad-baseline"]),
        ("[]", ["0:0 bad-baseline"]),
        ("{}", ["0:0 bad-baseline"]),
        ('{"accepted": {}}', ["0:0 bad-baseline"]),
        ('{"accepted": [\n\t7,\n\t{"code": "a"}]}', ["2:2 bad-baseline", "3:2 bad-baseline"]),
        ('{"accepted": [{"code": "a", "path": "b", "subject": 7}]}', ["1:15 bad-baseline"]),
        (
            '{"accepted": [{"code": "a", "path": "b", "subject": "c", "x": 1}]}',
            ["1:15 bad-baseline"],
        ),
        ("[" * 100_000, ["0:0 bad-baseline"]),
        ("1" * 10_000, ["0:0 bad-baseline"]),
        ('{"accepted": [' + "[" * 99 + "]" * 99 + "]}", ["0:0 bad-baseline"]),
        ('{"a": "\x00"}', ["1:8 control-character"]),
    ],
)
def test_what_is_malformed_has_a_place(text: str, found: list[str]) -> None:
    read = load_baseline("b.json", text.encode())
    assert read.value == frozenset()
    assert told(read) == found
    assert all(finding.fix for finding in read.diagnostics)


def test_bytes_that_are_no_text_are_refused() -> None:
    assert told(load_baseline("b.json", b'{"accepted": ["\xff"]}'))

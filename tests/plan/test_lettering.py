from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost.plan.lettering import LINES, LONGEST, set_lines, width


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("AI", ("AI",)),
        ("Kubernetes", ("Kubernetes",)),
        ("Running AI in production", ("Running AI in", "production")),
        ("Reliability and incident work", ("Reliability and", "incident work")),
        ("Long-distance walking trails", ("Long-distance", "walking trails")),
        ("  spaced   out  ", ("spaced   out",)),
        ("-", ("-",)),
        ("x" * 80, ("x" * 22 + "…",)),
    ],
)
def test_a_label_breaks_into_even_lines(label: str, lines: tuple[str, ...]) -> None:
    assert set_lines(label) == lines


@given(label=st.text(min_size=1, max_size=120))
def test_no_label_takes_more_than_its_room(label: str) -> None:
    lines = set_lines(label)
    assert 1 <= len(lines) <= LINES
    assert all(width(line) <= LONGEST for line in lines)


@given(words=st.lists(st.from_regex(r"\A[a-z]{1,9}\Z"), min_size=1, max_size=3))
def test_a_short_label_is_set_whole(words: list[str]) -> None:
    assert " ".join(set_lines(" ".join(words))) == " ".join(words)


def test_wide_letters_and_marks_above_letters_are_measured_as_they_are_set() -> None:
    assert width("漢字") == 2.0
    assert width("e\u0301") == width("e")
    assert width("WWW") > width("www") - 0.01 > width("lll")

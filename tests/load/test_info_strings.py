"""What stands behind the marks of a fence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost.load.info_strings import LINES, Option, has_options, language_of, options_of


@pytest.mark.parametrize(
    ("info", "language"),
    [
        ("go", "go"),
        (' go title="main.go"', "go"),
        ("c++ {1,3}", "c++"),
        ("js{1,3-4} wrap", "js"),
        ("Python", "Python"),
        ("", ""),
        ("  ", ""),
        ("{1,3}", ""),
        ('title="a b"', ""),
        ("{r}", "{r}"),
        ("{python}", "{python}"),
    ],
)
def test_the_language_is_the_first_word_that_is_no_option(info: str, language: str) -> None:
    assert language_of(info) == language


@pytest.mark.parametrize("info", ["", "go", " go ", "c++", "{r}", "\tgo"])
def test_a_language_alone_is_no_option(info: str) -> None:
    assert not has_options(info)
    assert list(options_of(info)) == []


@pytest.mark.parametrize(
    ("info", "options"),
    [
        ('go title="a b.go"', [Option("title", "a b.go", 3, 10)]),
        ("go {2, 4-6}", [Option(LINES, "2, 4-6", 3, 4)]),
        ("go{2}wrap", [Option(LINES, "2", 2, 3), Option("wrap", None, 5, 5)]),
        ("go linenums=10 wrap", [Option("linenums", "10", 3, 12), Option("wrap", None, 15, 15)]),
        ('title=""', [Option("title", "", 0, 7)]),
        ("title=", [Option("title", "", 0, 6)]),
        ('go title="a', [Option('title="a', None, 3, 3)]),
        ("go 3 a=b=c", [Option("3", None, 3, 3), Option("a", "b=c", 5, 7)]),
    ],
)
def test_options_have_a_name_a_value_and_a_place(info: str, options: list[Option]) -> None:
    assert list(options_of(info)) == options
    assert has_options(info)


@given(st.text(st.sampled_from(' ab{}"=-,1'), max_size=30))
def test_whatever_is_written_is_language_or_option(info: str) -> None:
    options = list(options_of(info))
    assert bool(options) == has_options(info)
    assert all(0 <= option.offset <= option.value_offset <= len(info) for option in options)
    assert all(
        info.startswith(option.value, option.value_offset) for option in options if option.value
    )

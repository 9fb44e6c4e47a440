"""Named parts of a file of code."""

from __future__ import annotations

import pytest

from waypost.load.regions import regions_of

NESTED = """\
import os

def main():
    # region outer
    one()

    # region inner
    two()
    # endregion

    # endregion outer
    three()
"""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("inner", "two()\n"),
        ("outer", "one()\n\ntwo()\n"),
        (None, "import os\n\ndef main():\n    one()\n\n    two()\n\n    three()\n"),
    ],
)
def test_a_region_stands_by_itself_without_its_markers(name: str | None, text: str) -> None:
    assert regions_of(NESTED).text(name) == text


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("# region a", "# endregion"),
        ("#region a", "#endregion a"),
        ("// #region a", "// #endregion"),
        ("//region a", "//endregion"),
        ("/* #region a */", "/* #endregion */"),
        ("<!-- #region a -->", "<!-- #endregion -->"),
        ("-- region a", "-- endregion"),
        ("; region a", "; endregion"),
        ("% region a", "% endregion"),
    ],
)
def test_markers_are_comments_of_any_language(start: str, end: str) -> None:
    assert regions_of(f"before\n  {start}\n  code\n  {end}\nafter\n").text("a") == "code\n"


@pytest.mark.parametrize(
    "line", ["region = 3", "the_region(a)", "# regional prices", "x = 1  # region a", "region: eu"]
)
def test_a_line_that_is_no_comment_of_its_own_marks_nothing(line: str) -> None:
    text = f"{line}\ncode\n# endregion\n"
    assert regions_of(text).text(None) == text
    assert regions_of(text).named == {}


def test_a_region_that_is_never_closed_is_text_like_other_text() -> None:
    found = regions_of("# region a\ncode\n")
    assert found.open == {"a"}
    assert found.text(None) == "# region a\ncode\n"


def test_regions_of_one_name_are_known_to_be() -> None:
    assert regions_of("# region a\n# endregion\n# region a\n# endregion\n").twice == {"a"}


def test_an_empty_region_has_no_text() -> None:
    assert regions_of("# region a\n\n# endregion\n").text("a") == ""

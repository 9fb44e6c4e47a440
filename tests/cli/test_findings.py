"""A finding shows its place, its line with a caret, and what to do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from waypost.cli.findings import WIDTH, counted, described, window
from waypost.model.diagnostic import Diagnostic, Place, Severity, error, warning


def shown(diagnostic: Diagnostic) -> str:
    return "\n".join(line.plain for line in described(diagnostic))


def test_a_finding_reads_like_this() -> None:
    found = Diagnostic(
        "unknown-post",
        Severity.ERROR,
        "no post has the slug 'pruning-in-winer'",
        Place("content/hubs/gardens.md", 14, 9),
        "did you mean 'pruning-in-winter'?",
        "  - post: pruning-in-winer",
    )
    assert shown(found) == (
        "content/hubs/gardens.md:14:9: error[unknown-post]: "
        "no post has the slug 'pruning-in-winer'\n"
        "  14 |   - post: pruning-in-winer\n"
        "     |         ^\n"
        "  fix: did you mean 'pruning-in-winter'?"
    )


def test_a_finding_about_a_whole_file_has_no_line() -> None:
    found = warning("empty-hub", "the hub 'x' has no posts", Place("content/hubs/x.md"))
    assert shown(found) == "content/hubs/x.md: warning[empty-hub]: the hub 'x' has no posts"


def test_a_finding_about_a_whole_line_has_no_caret() -> None:
    found = Diagnostic("c", Severity.WARNING, "m", Place("a.md", 7), "f", "the line")
    assert shown(found) == "a.md:7: warning[c]: m\n  7 | the line\n  fix: f"


def test_markup_and_control_characters_of_an_author_are_shown_as_they_are() -> None:
    found = Diagnostic(
        "c", Severity.ERROR, "no [bold]x[/bold]\nhere", Place("a.md", 1, 2), "", "a\x1b[31m[red]b"
    )
    assert shown(found).splitlines() == [
        "a.md:1:2: error[c]: no [bold]x[/bold]␊here",
        "  1 | a␛[31m[red]b",
        "    |  ^",
    ]


@pytest.mark.parametrize(
    ("text", "column", "before"),
    [
        ("abc", 1, 0),
        ("abc", 3, 2),
        ("abc", 4, 3),
        ("abc", 40, 3),
        ("\tx", 2, 4),
        ("日本x", 3, 4),
        ("e\u0301x", 3, 1),
    ],
)
def test_the_caret_stands_under_the_character(text: str, column: int, before: int) -> None:
    assert window(text, column)[1] == before


def test_a_long_line_is_cut_on_both_sides_of_the_caret() -> None:
    text = "a" * 300 + "HERE" + "b" * 300
    cut, caret = window(text, 301)
    assert cut.startswith("… a")
    assert cut.endswith("b …")
    assert cut[caret : caret + 4] == "HERE"
    assert WIDTH - 2 <= cell_len(cut) <= WIDTH + 2


@given(st.text(max_size=400), st.integers(0, 420))
def test_a_window_is_never_wider_than_the_screen_and_holds_its_caret(
    text: str, column: int
) -> None:
    cut, caret = window(text, column)
    # An ellipsis on either side, and a wide character that hangs over.
    assert cell_len(cut) <= WIDTH + 8
    assert 0 <= caret <= WIDTH + 8


@given(st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1), st.data())
def test_the_caret_points_at_the_column(text: str, data: st.DataObject) -> None:
    column = data.draw(st.integers(1, len(text)))
    cut, caret = window(text, column)
    assert cut[caret] == text[column - 1]


@pytest.mark.parametrize(
    ("errors", "warnings", "words"),
    [
        (0, 0, ""),
        (1, 0, "1 error"),
        (2, 1, "2 errors, 1 warning"),
        (0, 3, "3 warnings"),
    ],
)
def test_findings_are_counted(errors: int, warnings: int, words: str) -> None:
    found = [error("e", "m", Place("a"))] * errors + [warning("w", "m", Place("a"))] * warnings
    assert counted(found) == words

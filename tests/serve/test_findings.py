"""Findings as the writer's page shows them."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from waypost.graph.audit.flaw import Flaw, flaw
from waypost.model.diagnostic import Diagnostic, Place, error, warning
from waypost.serve.findings import FEW, MOST, finding_rows, flaw_groups

PLACE = Place("content/posts/a.md", 3, 5)
LONG = "a" * 500 + "X" + "b" * 500


def finding(excerpt: str, column: int = 5) -> Diagnostic:
    """Make an error at a column of a source line."""
    return replace(error("code", "no good", replace(PLACE, column=column)), excerpt=excerpt)


@pytest.mark.parametrize(
    ("excerpt", "column", "parts"),
    [
        ("See [x] there\n", 5, ("See ", "[", "x] there")),
        ("See [x] there", 0, ("", "", "See [x] there")),
        ("\tSee\r\n", 2, ("\t", "S", "ee")),
        ("See", 4, ("See", " ", "")),
        ("日本語", 2, ("日", "本", "語")),
        ("", 5, ("", "", "")),
        ("   ", 5, ("", "", "   ")),
        (LONG, 501, ("… " + "a" * 160, "X", "b" * 160 + " …")),
    ],
)
def test_a_source_line_is_cut_around_its_column(
    excerpt: str, column: int, parts: tuple[str, str, str]
) -> None:
    row = finding_rows([finding(excerpt, column)])[0]
    assert (row.before, row.at, row.after) == parts


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("no post has the slug 'a'", "No post has the slug 'a'"),
        ("'title' is missing", "'title' is missing"),
        ("hubs.minimum_posts is no number", "hubs.minimum_posts is no number"),
        ("title: too long", "title: too long"),
    ],
)
def test_a_sentence_begins_with_a_capital_and_a_name_does_not(message: str, shown: str) -> None:
    assert finding_rows([error("code", message, PLACE)])[0].message == shown


def test_errors_come_first_and_no_more_than_one_can_read() -> None:
    found = [warning("w", "b", PLACE)] * MOST + [error("e", "b", PLACE)]
    rows = finding_rows(found)
    assert (len(rows), rows[0].code) == (MOST, "e")


def flaws(code: str, *fixes: str) -> list[Flaw]:
    """Make findings of an audit with one code."""
    return [flaw(code, "a", "it is so", PLACE, fix) for fix in fixes]


def test_the_findings_of_an_audit_are_grouped_by_code() -> None:
    groups = flaw_groups([*flaws("one", "do", "do"), *flaws("two", "do", "don't")])
    assert [(group.code, group.count, group.fix) for group in groups] == [
        ("one", 2, "do"),
        ("two", 2, ""),
    ]


def test_long_groups_are_folded_and_cut() -> None:
    few, many = flaw_groups([*flaws("few", *["do"] * FEW), *flaws("many", *["do"] * (MOST + 1))])
    assert (few.unfolded, many.unfolded) == (True, False)
    assert (many.count, len(many.rows)) == (MOST + 1, MOST)

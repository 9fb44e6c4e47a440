"""Definition lists."""

from __future__ import annotations

import pytest

from support.parsing import html_of, parsed, told


def test_a_term_has_definitions() -> None:
    assert html_of("Hub\n: The page of a *topic*.\n: Where to begin.") == (
        "<dl>\n<dt>Hub</dt>\n<dd>The page of a <em>topic</em>.</dd>\n"
        "<dd>Where to begin.</dd>\n</dl>\n"
    )
    assert parsed("Hub\n: The page.").value.prose == "Hub\nThe page.\n"


def test_definitions_hold_blocks() -> None:
    html = html_of("Hub\n\n: The page.\n\n  - a\n\nPath\n: An order.")
    assert html.count("<dl>") == 1
    assert "<p>The page.</p>\n<ul>" in html
    assert html.count("<dt>") == html.count("<dd>") == 2


@pytest.mark.parametrize(
    "text", ["a : b", "a\n\nb\n:c", ": a", "```\na\n: b\n```", "    a\n    : b"]
)
def test_what_is_no_definition_stays_text(text: str) -> None:
    assert "<dl>" not in html_of(text)


@pytest.mark.parametrize(
    "text", ["a\n:\tb", "> a\n> :\tb", "> a\n> : b", "- a\n  : b", "a\n  : b", ">a\n>: b"]
)
def test_definitions_are_found_wherever_they_stand(text: str) -> None:
    assert "<dt>a</dt>\n<dd>b</dd>" in html_of(text)


def test_findings_in_a_definition_name_their_line() -> None:
    assert told("a\n: [b](#c)") == ["a.md:6:3 error unknown-anchor"]

"""Abbreviations, explained wherever they stand."""

from __future__ import annotations

import tracemalloc

import pytest

from support.parsing import html_of, parsed, told

DEFINED = '\n\n*[CI]: Continuous integration\n*[CI/CD]: "Both" & more\n'


def test_an_abbreviation_says_everywhere_what_it_means() -> None:
    html = html_of(f"# CI\n\nCI/CD, *CI* and [CI](a.md).{DEFINED}")
    assert html.count('<abbr title="Continuous integration">CI</abbr>') == 3
    assert '<abbr title="&quot;Both&quot; &amp; more">CI/CD</abbr>,' in html
    assert "*[" not in html


@pytest.mark.parametrize("text", ["ACI", "CIs", "CI_x", "`CI`", "```\nCI\n```"])
def test_parts_of_words_and_code_are_left_alone(text: str) -> None:
    assert "<abbr" not in html_of(text + DEFINED)


def test_words_and_headings_are_what_they_were() -> None:
    fragment = parsed("# The CI\n\nCI" + "\n\n*[CI]: x").value
    assert fragment.prose == "The CI\nCI\n"
    assert [heading.text for heading in fragment.fragment.outline] == ["The CI"]
    assert fragment.fragment.anchors == ("the-ci",)


def test_one_that_stands_nowhere_is_a_warning_at_its_line() -> None:
    assert told(f"a CI{DEFINED}") == ["a.md:8:1 warning unused-abbreviation"]


@pytest.mark.parametrize("text", ["*[a]: ", "*[]: a", "*[a](b.md): c*", "    *[a]: b", "*[a] : b"])
def test_what_is_no_definition_stays_text(text: str) -> None:
    assert html_of(text).strip() != ""
    assert "<abbr" not in html_of(f"a {text}")


def test_a_definition_ends_a_paragraph_and_the_first_holds() -> None:
    assert html_of("a CI\n*[CI]: b\n*[CI]: c") == '<p>a <abbr title="b">CI</abbr></p>\n'


def test_a_long_meaning_of_a_frequent_one_is_refused_before_it_is_written() -> None:
    text = "CI " * 5_000 + f"\n\n*[CI]: {'long ' * 4_000}"
    tracemalloc.start()
    try:
        checked = parsed(text)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert [found.code for found in checked.diagnostics] == ["output-too-large"]
    assert checked.value.fragment.html == ""
    assert peak < 50_000_000

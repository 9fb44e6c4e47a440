"""Quotes, dashes and ellipses of a language."""

from __future__ import annotations

import pytest

from support.parsing import html_of, parsed
from waypost.load.typography import quotes_of


def smart(text: str, language: str = "en") -> str:
    return html_of(text, smart_quotes=True, language=language)[3:-5]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('"a \'b\' c"', "“a ‘b’ c”"),
        ("it's the '90s'", "it’s the ‘90s’"),
        ('"*a*"', "“<em>a</em>”"),
        ("a -- b", "a – b"),
        ("1--2", "1–2"),
        ("a---b --- c", "a—b — c"),
        ("a ... b...", "a … b…"),
        ("--help and -x", "--help and -x"),
        ("a ---- b ....", "a ---- b ...."),
        ("`\"a\" -- b...`", "<code>&quot;a&quot; -- b...</code>"),
        ("\\\"a\\\" \"b\\*\"", "\"a\" “b*”"),
        ("a&quot; \\-- b", "a\" -- b"),
        ("<https://a.b/--c...>", '<a href="https://a.b/--c...">https://a.b/--c...</a>'),
    ],
)  # fmt: skip
def test_text_is_set_as_printers_do(text: str, shown: str) -> None:
    assert smart(text) == shown


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("de", "„a ‚b‘“"),
        ("de-AT", "„a ‚b‘“"),
        ("de-CH", "«a ‹b›»"),
        ("fr", "«\u00a0a ‹\u00a0b\u00a0›\u00a0»"),
        ("sv", "”a ’b’”"),
        ("pl", "„a ‚b’”"),
        ("ru", "«a „b“»"),
        ("pt-BR", "“a ‘b’”"),
        ("tlh", "“a ‘b’”"),
    ],
)
def test_quotes_are_those_of_the_language(language: str, shown: str) -> None:
    assert smart("\"a 'b'\"", language) == shown


def test_an_unknown_region_has_the_quotes_of_its_language() -> None:
    assert quotes_of("DE-at") == quotes_of("de") != quotes_of("en")


def test_nothing_is_set_unless_the_site_says_so() -> None:
    assert html_of('"a" -- it\'s...') == '<p>"a" -- it\'s...</p>\n'


def test_ids_and_words_are_those_of_what_was_typed() -> None:
    text = '# It\'s "here" -- now\n\n"Don\'t" \\*a\\* &amp;'
    plain, set_ = parsed(text).value, parsed(text, smart_quotes=True).value
    assert set_.prose == plain.prose
    assert set_.fragment.anchors == plain.fragment.anchors
    assert [heading.text for heading in set_.fragment.outline] == ["It’s “here” – now"]


def test_code_blocks_stay_as_they_are() -> None:
    text = "```\n\"a\" -- b...\n```\n\n    'c'"
    assert html_of(text, smart_quotes=True) == html_of(text)

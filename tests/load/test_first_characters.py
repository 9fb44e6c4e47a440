"""The characters that a match of an expression can start at."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pygments.lexer import RegexLexer
from pygments.lexers import get_lexer_by_name

from waypost.load.by_character import ALPHABET
from waypost.load.first_characters import first_characters

LOWER = "abcdefghijklmnopqrstuvwxyz"
DIGITS = "0123456789"


@pytest.mark.parametrize(
    ("pattern", "flags", "expected"),
    [
        ("abc", 0, "a"),
        ("a|bc|[x-z]", 0, "abxyz"),
        ("[a-c]?d", 0, "abcd"),
        ("a*b+", 0, "ab"),
        (r"\d+", 0, DIGITS),
        (r"^\bq", re.MULTILINE, "q"),
        ("(?:(p)|q)r", 0, "pq"),
        ("(?=s)", 0, "s"),
        ("(?=[st])t", 0, "t"),
        ("(?!x)y", 0, "y"),
        ("(?<=x)y", 0, "y"),
        ("k", re.IGNORECASE, "kK"),
        ("(?i:k)", 0, "kK"),
        (" k  # a comment", re.VERBOSE, "k"),
        ("é", 0, ""),
    ],
)
def test_a_match_starts_at_some_characters_only(pattern: str, flags: int, expected: str) -> None:
    assert first_characters(re.compile(pattern, flags)) == frozenset(expected)


@pytest.mark.parametrize("pattern", ["", "a*", "a?", "(?=a?)", "(?!a)", "^", "(a)?(?(1)b|c)"])
def test_what_may_be_empty_or_is_not_known_may_start_anywhere(pattern: str) -> None:
    assert first_characters(re.compile(pattern)) is None


@pytest.mark.parametrize(
    ("pattern", "flags"),
    [(".", 0), ("[^a]", re.IGNORECASE), ("\u017f", re.IGNORECASE), ("[a-\u212a]", re.IGNORECASE)],
)
def test_in_doubt_every_character_may_start_a_match(pattern: str, flags: int) -> None:
    assert first_characters(re.compile(pattern, flags)) == ALPHABET


RULES = [
    match.__self__
    for name in ("python", "typescript", "bash", "sql", "yaml", "perl", "haskell", "php")
    for rules in get_lexer_by_name(name)._tokens.values()  # type: ignore[attr-defined]
    for match, _, _ in rules
    if isinstance(getattr(match, "__self__", None), re.Pattern)
]


@given(st.sampled_from(RULES), st.text(st.sampled_from(sorted(ALPHABET)), min_size=1, max_size=8))
def test_no_rule_of_a_lexer_matches_where_it_should_not(rule: re.Pattern[str], text: str) -> None:
    starts = first_characters(rule)
    if starts is not None and text[0] not in starts:
        assert rule.match(text) is None


@pytest.mark.parametrize("rule", RULES[::7])
def test_no_rule_matches_at_a_single_character_that_it_does_not_start_with(
    rule: re.Pattern[str],
) -> None:
    starts = first_characters(rule)
    matched = {char for char in ALPHABET if (found := rule.match(char)) and found[0]}
    assert starts is None or matched <= starts


def test_the_rules_that_are_looked_at_are_those_of_lexers() -> None:
    assert issubclass(type(get_lexer_by_name("python")), RegexLexer)
    assert len(RULES) > 500

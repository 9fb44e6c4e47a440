"""Rules sorted out by the next character give the very tokens that Pygments gives."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pygments.lexer import Lexer, RegexLexer
from pygments.lexers import find_lexer_class, get_lexer_by_name
from pygments.token import Name, Number, Text, _TokenType

from waypost.load.lexing import _states, sorted_out

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = [
    "python", "go", "rust", "typescript", "javascript", "java", "c", "cpp", "csharp", "ruby", "bash",
    "sql", "yaml", "json", "toml", "html", "css", "dockerfile", "diff", "console", "php", "kotlin",
    "swift", "haskell", "ini", "make", "markdown", "lua", "perl", "r", "elixir", "nginx", "hcl",
]  # fmt: skip

FENCE = re.compile(r"^```(\w+)[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
BLOCKS = [
    block
    for path in sorted((ROOT / "content").rglob("*.md"))
    for block in FENCE.findall(path.read_text("utf-8"))
]

FRAGMENTS = st.sampled_from(
    ["def", "func", "class", "{", "}", "(", ")", '"', "'", '"""', "`", "#", "//", "/*", "*/", "\n", "\n\n",
     " ", "    ", "\t", "x1", "0x1F", "3.14", "é", "==", ":=", "->", "<<EOF", "EOF", "$x", "${", "@", "\\",
     "\\n", "--", "<", ">", "</a>", "&", "%d", "f'{x}'", "r'", "b'", "import", "SELECT", ":", "- a: b", "|"]
)  # fmt: skip


def same(language: str, code: str) -> None:
    lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    assert sooner(language).get_tokens_unprocessed is not lexer.get_tokens_unprocessed
    assert tokens(sooner(language), code) == tokens(lexer, code)


@cache
def sooner(language: str) -> Lexer:
    kind = type(get_lexer_by_name(language))
    return sorted_out(kind)(stripnl=False, ensurenl=False)


def tokens(lexer: Lexer, code: str) -> list[tuple[int, _TokenType, str]]:
    return list(lexer.get_tokens_unprocessed(code))


def test_the_demo_has_code_to_compare() -> None:
    assert len(BLOCKS) > 40


# Some blocks are not code but something that is made of it.
MADE = {"mermaid", "dot", "math", "table"}


@pytest.mark.parametrize("language", sorted({language for language, _ in BLOCKS} - MADE))
def test_code_of_the_demo_has_the_same_tokens(language: str) -> None:
    for _, code in (block for block in BLOCKS if block[0] == language):
        same(language, code)


@pytest.mark.parametrize("language", LANGUAGES)
def test_code_of_every_language_has_the_same_tokens_in_any_other(language: str) -> None:
    for _, code in BLOCKS[::5]:
        same(language, code)


@given(st.sampled_from(LANGUAGES), st.lists(FRAGMENTS, max_size=40).map("".join))
def test_any_text_has_the_same_tokens(language: str, code: str) -> None:
    same(language, code)


@given(st.sampled_from(LANGUAGES), st.text(max_size=60))
def test_whatever_a_text_holds_its_tokens_are_the_same(language: str, code: str) -> None:
    same(language, code)


def test_only_the_rules_that_may_match_are_left() -> None:
    class Small(RegexLexer):
        tokens: ClassVar = {"root": [("[a-z]+", Name), (r"\d+", Number), ("é?", Text)]}

    rules = _states(type(sorted_out(Small)()))["root"]
    assert [action for _, action, _ in rules["x"]] == [Name, Text]
    assert [action for _, action, _ in rules["1"]] == [Number, Text]
    assert [action for _, action, _ in rules["é"]] == [Name, Number, Text]


def test_a_lexer_with_variants_or_without_rules_is_left_as_it_is() -> None:
    for name in ("C#", "JSON"):
        kind = find_lexer_class(name)
        assert sorted_out(kind) is kind


def test_what_a_lexer_does_around_the_loop_it_still_does() -> None:
    # Its own context is made in a method that calls the loop.
    assert tokens(sooner("yaml"), "a:\n  - b\n") == tokens(
        get_lexer_by_name("yaml", stripnl=False, ensurenl=False), "a:\n  - b\n"
    )


@given(st.text(st.sampled_from("abcdx\n"), max_size=12))
def test_states_change_as_they_do_in_pygments(text: str) -> None:
    class Stateful(RegexLexer):
        tokens: ClassVar = {
            "root": [("a", Name, "in"), ("b", Text, ("in", "#push", "in")), ("c", Text, "#pop:3")],
            "in": [("a", Number, "#push"), ("b", Text, "#pop"), ("c", Name, "#pop:2"), ("d", Text, ("#pop", "root"))],
        }  # fmt: skip

    assert tokens(sorted_out(Stateful)(), text) == tokens(Stateful(), text)

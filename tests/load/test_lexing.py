"""Joined rules give the very tokens that Pygments gives."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pygments.lexers import find_lexer_class, get_lexer_by_name

from waypost.load.lexing import _is_joined, tokens_of

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
    assert list(tokens_of(lexer, code)) == list(lexer.get_tokens_unprocessed(code))


def test_the_demo_has_code_to_compare() -> None:
    assert len(BLOCKS) > 40


@pytest.mark.parametrize("language", sorted({language for language, _ in BLOCKS}))
def test_code_of_the_demo_has_the_same_tokens(language: str) -> None:
    for _, code in (block for block in BLOCKS if block[0] == language):
        if language != "mermaid":
            same("text" if language == "text" else language, code)


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


def test_a_lexer_with_a_loop_of_its_own_keeps_it() -> None:
    assert _is_joined(find_lexer_class("Python"))
    assert not _is_joined(find_lexer_class("YAML"))
    assert not _is_joined(find_lexer_class("SQL"))

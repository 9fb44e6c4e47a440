"""Code blocks: classes instead of colours, and never a lost character."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pygments.lexer import Lexer
from pygments.token import Keyword, _TokenType

from waypost.load import highlight as module
from waypost.load.highlight import highlight, is_known, known_languages
from waypost.load.info_strings import language_of
from waypost.load.markdown import parse_blocks
from waypost.model.diagnostic import Diagnostic, Place
from waypost.model.site import ParseSettings


def parsed(text: str) -> tuple[str, tuple[Diagnostic, ...]]:
    checked = parse_blocks(text, Place("a.md", 5, 1), ParseSettings())
    return checked.value.fragment.html, checked.diagnostics


def code_of(html: str) -> str:
    return unescape(re.sub("<[^>]*>", "", html)).removesuffix("\n")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "```py\nreturn 1 < 2  # é\n```",
            '<code class="language-py"><span class="k">return</span> <span class="mi">1</span> '
            '<span class="o">&lt;</span> <span class="mi">2</span>  '
            '<span class="c1"># é</span>\n</code>',
        ),
        ("```\na < b\n```", "<code>a &lt; b\n</code>"),
        ("~~~text\na\n~~~", '<code class="language-text">a\n</code>'),
        ("    a <b>", "<code>a &lt;b&gt;\n</code>"),
        ("```python\n```", '<code class="language-python"></code>'),
        ("```\n\n\na\n\n```", "<code>\n\na\n\n</code>"),
    ],
)
def test_code_is_marked_up_with_classes(text: str, html: str) -> None:
    expected = f'<div class="highlight"><pre tabindex="0">{html}</pre></div>\n'
    assert parsed(text) == (expected, ())


@pytest.mark.parametrize(
    ("info", "language"),
    [
        ("go", "go"),
        (' go title="main.go"', "go"),
        ("c++ {1,3}", "c++"),
        ("Python", "Python"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_the_language_is_the_first_word_of_the_info_string(info: str, language: str) -> None:
    assert language_of(info) == language
    assert is_known(language)


@pytest.mark.parametrize("language", ["PY", "Go", "c++", "C#", "jsonc", "console", "text", "yaml"])
def test_languages_have_many_names(language: str) -> None:
    assert is_known(language)
    assert language.lower() in known_languages()


def test_adjacent_tokens_of_a_class_share_a_span_and_plain_ones_have_none() -> None:
    html = highlight('x = "a\\nb" "c"\n', "python")
    assert re.findall(r'<span class="(\w+)">', html) == ["o", "s2", "se", "s2", "s2"]


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("a\n\n- ```pyhton wrap\n  1\n  ```", "did you mean 'python'?"),
        ("a\n\n> ```zzzzzzzzzzz\n> 1\n> ```", "use 'text' for code without colours"),
    ],
)
def test_an_unknown_language_is_a_warning_and_its_code_plain_text(text: str, fix: str) -> None:
    html, diagnostics = parsed(text)
    assert [(found.code, str(found.place), found.fix) for found in diagnostics] == [
        ("unknown-language", "a.md:7:6", fix)
    ]
    assert "<span" not in html
    assert ">1\n</code>" in html


def test_a_language_can_not_break_out_of_its_attribute() -> None:
    html, _ = parsed('```"><script>alert(1)</script>\na\n```')
    assert "<script" not in html
    assert 'class="language-&quot;&gt;&lt;script&gt;' in html


LANGUAGES = ("python", "js", "ts", "go", "rust", "java", "c", "cpp", "bash", "console", "sql")
MARKUP = ("yaml", "json", "html", "css", "diff", "toml", "ini", "docker", "php", "xml", "md")


@given(st.sampled_from([*LANGUAGES, *MARKUP, "nonsense", ""]), st.text(max_size=200))
@settings(deadline=None)
def test_no_character_of_the_code_is_lost(language: str, code: str) -> None:
    assert code_of(highlight(code, language)) == (
        code if code.endswith("\n") or not code else code + "\n"
    )


class Broken(Lexer):
    """A lexer that raises, or loses text."""

    raises = False

    def get_tokens_unprocessed(self, text: str) -> Iterator[tuple[int, _TokenType, str]]:
        yield 0, Keyword, text[:1]
        if self.raises:
            raise ValueError


@pytest.mark.parametrize("raises", [True, False])
def test_a_lexer_that_fails_costs_the_colours_only(
    monkeypatch: pytest.MonkeyPatch, raises: bool
) -> None:
    lexer = Broken()
    lexer.raises = raises
    monkeypatch.setattr(module, "_lexer", lambda _: lexer)
    assert code_of(highlight("a <b>\n", "x")) == "a <b>\n"
    assert "<span" not in highlight("a <b>\n", "x")

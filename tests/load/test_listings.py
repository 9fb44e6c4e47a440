"""Code with lines that are told apart."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from waypost.load.highlight import highlight, highlighted_lines
from waypost.load.listings import Listing, listing_html, listing_markdown

CODE = '"""One\ntwo"""\nx = 1\n'


def lines_of(html: str) -> list[str]:
    """Give the opening tags of the lines, with what stands before the code."""
    return re.findall(r'<(?:span|mark|ins|del) class="line[^>]*>', html)


def text_of(html: str) -> str:
    """Give what a reader sees of the code."""
    return unescape(re.sub("<[^>]*>", "", re.sub("<figcaption>.*</figcaption>\n", "", html)))


def test_lines_that_are_marked_are_marks_and_each_is_whole_in_itself() -> None:
    html = listing_html(Listing(CODE, "python", marked=frozenset({2})))
    assert html == (
        '<div class="highlight by-line"><pre tabindex="0"><code class="language-python">'
        '<span class="line"><span class="sd">&quot;&quot;&quot;One</span>\n</span>'
        '<mark class="line"><span class="sd">two&quot;&quot;&quot;</span>\n</mark>'
        '<span class="line">x <span class="o">=</span> <span class="mi">1</span>\n</span>'
        "</code></pre></div>\n"
    ).replace("&quot;", '"')


def test_numbers_are_no_text_so_that_nobody_copies_them() -> None:
    html = listing_html(Listing(CODE, "python", first=9))
    assert re.findall(r'data-line="([ \d]+)"', html) == [" 9", "10", "11"]
    assert text_of(html) == CODE + "\n"


def test_a_diff_says_by_element_and_sign_what_becomes_of_a_line() -> None:
    html = listing_html(Listing(" a\n-b\n+c\n\n", "text", marked=frozenset({3}), diff=True))
    assert lines_of(html) == [
        '<span class="line">',
        '<del class="line">',
        '<ins class="line marked">',
        '<span class="line">',
    ]
    assert text_of(html) == " a\n-b\n+c\n \n\n"
    assert re.findall('<span class="diff-sign">(.)</span>', html) == [" ", "-", "+", " "]


def test_lines_of_a_diff_without_a_sign_keep_all_that_they_have() -> None:
    html = listing_html(Listing("+a\n    b\nc\n", "text", diff=True))
    assert text_of(html) == "+a\n     b\n c\n\n"


def test_the_code_of_a_diff_is_highlighted_as_what_it_is() -> None:
    html = listing_html(Listing("-x = 1\n+x = 2\n", "python", diff=True))
    assert html.count('<span class="mi">') == 2


def test_a_title_makes_a_figure() -> None:
    html = listing_html(Listing("a\n", "", title="<app>.py"))
    assert html == (
        '<figure class="listing"><figcaption>&lt;app&gt;.py</figcaption>\n'
        '<div class="highlight"><pre tabindex="0"><code>a\n</code></pre></div>\n</figure>\n'
    )


@pytest.mark.parametrize(
    ("listing", "start"),
    [
        (Listing("a\n", "", wrap=True), '<div class="highlight wrapped"><pre><code>a'),
        (
            Listing("a\n", "", focused=frozenset({1})),
            '<div class="highlight by-line focusing"><pre tabindex="0"><code>'
            '<span class="line in-focus">a',
        ),
    ],
)
def test_what_is_asked_for_is_a_class_of_the_box(listing: Listing, start: str) -> None:
    assert listing_html(listing).startswith(start)


LANGUAGES = st.sampled_from(["python", "js", "console", "html", "text", "", "nonsense"])
NUMBERS = st.frozensets(st.integers(1, 9), max_size=3)


@given(LANGUAGES, st.text(max_size=120), NUMBERS, NUMBERS, st.booleans())
@settings(deadline=None)
def test_no_character_is_lost(
    language: str, code: str, marked: frozenset[int], focused: frozenset[int], wrap: bool
) -> None:
    code = code.replace("\r", "\n")
    plain = text_of(highlight(code, language))
    made = Listing(code, language, marked=marked, focused=focused, wrap=wrap)
    assert text_of(listing_html(made)) == plain
    assert text_of(listing_html(replace(made, first=1))) == plain
    assert len(highlighted_lines(code, language)) == plain.count("\n") - 1


@pytest.mark.parametrize(
    ("code", "fence"), [("a\n", "```"), ("`a`\n", "```"), ("```\na\n````\n", "`````"), ("", "```")]
)
def test_markdown_of_code_is_a_fence_that_is_longer_than_any_in_it(code: str, fence: str) -> None:
    assert listing_markdown(code, "py") == f"{fence}py\n{code}{fence}\n"

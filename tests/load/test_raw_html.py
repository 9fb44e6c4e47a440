"""HTML in a text: shown as text and told of; or taken as it is, where the site says so."""

from __future__ import annotations

import pytest

from support.parsing import html_of, parsed, told
from waypost.model.fragment import LinkKind


def test_html_is_shown_as_text_and_told_of_once() -> None:
    text = 'a\n\nb <kbd class="x">c</kbd> <script>'
    assert html_of(text).endswith('<p>b &lt;kbd class="x"&gt;c&lt;/kbd&gt; &lt;script&gt;</p>\n')
    (found,) = parsed(text).diagnostics
    assert told(text) == ["a.md:7:3 warning raw-html"]
    assert found.message == 'HTML is shown as text: <kbd class="x">, and 1 more'
    assert parsed(text).value.prose.split()[-1] == "<script>"


def test_a_long_tag_is_told_of_in_short() -> None:
    (found,) = parsed(f'<a title="{"b" * 99}">').diagnostics
    assert len(found.message) < 80


@pytest.mark.parametrize(
    "text", ["a < b > c", "`<b>`", "```\n<b>\n```", "<https://a.b>", "a <- b", "\\<b>", "1<2"]
)
def test_what_is_no_html_is_not_told_of(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<!-- a -->", ""),
        ("a\n<!-- b -->\nc", "<p>a</p>\n<p>c</p>\n"),
        ("<!-- a\n\nb -->\n\nc", "<p>c</p>\n"),
        ("a <!-- b --> c", "<p>a  c</p>\n"),
        ("a <!-- b\nc --> d", "<p>a  d</p>\n"),
        ("> <!-- a -->\n> b", "<blockquote>\n<p>b</p>\n</blockquote>\n"),
        ("- a\n  <!-- b -->", "<ul>\n<li>a</li>\n</ul>\n"),
        ("<!-- a --> b", "<p> b</p>\n"),
        ("<!-- a", "<p>&lt;!-- a</p>\n"),
        ("<!-- a\n\nb", "<p>&lt;!-- a</p>\n<p>b</p>\n"),
        ("<!-- a\n\n<!-- b --> c", "<p>&lt;!-- a</p>\n<p> c</p>\n"),
        ("`<!-- a -->`", "<p><code>&lt;!-- a --&gt;</code></p>\n"),
    ],
)
def test_comments_are_left_out_in_silence(text: str, html: str) -> None:
    assert html_of(text) == html
    assert told(text) == []


def test_html_is_taken_as_it_is_where_the_site_allows_it() -> None:
    text = "<div id=\"x\">\n\n*a*\n\n</div>\n\nb <kbd id='y'>c</kbd> [d](#x) [e](#y) <!-- f -->"
    found = parsed(text, unsafe_html=True)
    assert found.value.fragment.html == (
        '<div id="x">\n<p><em>a</em></p>\n</div>\n'
        '<p>b <kbd id=\'y\'>c</kbd> <a href="#x">d</a> <a href="#y">e</a> <!-- f --></p>\n'
    )
    assert found.value.fragment.anchors == ("x", "y")
    assert found.diagnostics == ()


@pytest.mark.parametrize(
    ("tag", "shown", "kind", "place"),
    [
        ('<a class="x" href="/topics/">', '<a class="x"\x02h1\x03>', LinkKind.URL, "a.md:7:3"),
        ("<a href='b.md#c' id=d>", "<a\x02h1\x03 id=d>", LinkKind.SOURCE, "a.md:7:3"),
        ("<a id=d href=b.md#c>", "<a id=d\x02h1\x03>", LinkKind.SOURCE, "a.md:7:3"),
        (
            '<img alt="" SRC = "c.png"/>',
            '<img alt="" src="\x02s1\x03"/>',
            LinkKind.ASSET,
            "a.md:7:3",
        ),
        ('<video src="/c&amp;d.mp4">', '<video src="\x02s1\x03">', LinkKind.URL, "a.md:7:3"),
    ],
)
def test_addresses_of_the_site_in_html_are_links_like_others(
    tag: str, shown: str, kind: LinkKind, place: str
) -> None:
    fragment = parsed(f"[a](a.md)\n\nb {tag}", unsafe_html=True).value.fragment
    assert shown in fragment.html
    assert (fragment.links[1].kind, str(fragment.links[1].place)) == (kind, place)
    block = parsed(f"[a](a.md)\n\n<div>\n{tag}\n</div>", unsafe_html=True).value.fragment
    assert shown in block.html
    assert str(block.links[1].place) == "a.md:7"


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://a.b">',
        '<a href="#b">',
        "<a href=https://a.b>",
        "<a title=href=b>",
        '<a href="">',
        "<p title=\"a href='b'\">",
        "<b>href='b'</b>",
    ],
)
def test_other_addresses_in_html_stay_as_they_are(html: str) -> None:
    assert html in html_of(f"<div>\n{html}\n</div>", unsafe_html=True)


def test_an_id_in_html_is_no_headings() -> None:
    text = '# A\n\n<a id="a"></a>'
    assert parsed(text, unsafe_html=True).value.fragment.anchors == ("a-1", "a")


def test_html_forges_no_hole() -> None:
    assert "\x02" not in html_of("<b title='\x02h0\x03'>", unsafe_html=True)


def test_many_comments_without_an_end_are_read_once() -> None:
    text = "<!-- a\n\n" * 20_000
    assert html_of(text + "--> b").count("<p>") == 1 + 20_000

"""Markdown as a whole: what may come in, and what holds of all that comes out."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from html.parser import HTMLParser
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from waypost.load.markdown import Parsed, parse_blocks, parse_inline
from waypost.model.diagnostic import Checked, Place
from waypost.model.fragment import Filling, fill
from waypost.model.site import ParseSettings

SETTINGS = ParseSettings()
SMART = ParseSettings(smart_quotes=True)
UNSAFE = ParseSettings(unsafe_html=True)
PLACE = Place("a.md", 1, 1)


def blocks(text: str) -> Checked[Parsed]:
    return parse_blocks(text, PLACE, SETTINGS)


def codes(checked: Checked[Parsed]) -> list[tuple[str, str]]:
    return [(found.code, str(found.place)) for found in checked.diagnostics]


class Outline(HTMLParser):
    """Notes the text of a document and every tag that does not match."""

    VOID = frozenset({"br", "hr", "img", "input"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.unmatched: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.ids: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.unmatched.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


# Pieces that make Markdown of arbitrary text more often than chance does.
PIECES = st.sampled_from(
    [
        *"*_`~[]()<>!#|-+>&\\:/.\"'= \n\t",
        *("[[", "]]", "](", "![", "\n\n", "```", "```py\n", "- ", "1. ", "> ", "# ", "    "),
        *("[^1]", "[^1]: ", "[a]: b\n", "|-|", "[ ] ", "<b>", "https://a.b", "a.md", "#x"),
        *("> [!NOTE]", "[!tip]- ", "\n: ", "*[a]: b\n", "{#a .b}", "{lang=de}\n", "[[#x]]"),
        *("<!-- ", " -->", "<!-- more -->\n", "--", "...", "<i x='y'>", "a_b@c.de"),
        *("\x02h7\x03", "&#2;", "%02", "javascript:", "a", "word", "é", "\u202e"),
    ]
)
MARKDOWN = st.lists(PIECES | st.text(max_size=4), max_size=40).map("".join)


@given(MARKDOWN)
@example("\x02h7\x03 \x02s99\x03 [a](#%02h9%03) &#2;t9&#3; [[a|\x02t5\x03]]")
@settings(max_examples=300, deadline=None)
def test_any_text_gives_well_formed_html_with_its_own_holes_only(text: str) -> None:
    for parse, settings_ in product((parse_blocks, parse_inline), (SETTINGS, SMART)):
        checked = parse(text, PLACE, settings_)
        fragment = checked.value.fragment
        assert len(re.findall("\x02|\x03", fragment.html)) == 2 * len(
            re.findall("\x02[hst][0-9]+\x03", fragment.html)
        )
        holes = {int(index) for index in re.findall("\x02[hst]([0-9]+)\x03", fragment.html)}
        assert all(index < len(fragment.links) for index in holes)
        page = Outline(fill(fragment.html, (Filling("/u/", "t"),) * len(fragment.links)))
        assert (page.unmatched, page.open) == ([], [])
        assert page.tags.isdisjoint({"script", "b", "i", "style", "iframe"})
        assert page.attributes.isdisjoint({"style", "onclick", "onerror", "x"})
        assert len(set(page.ids)) == len(page.ids)
        assert set(page.ids) == set(fragment.anchors)


@given(MARKDOWN)
@settings(max_examples=200, deadline=None)
def test_the_short_ways_give_what_the_long_ways_give(text: str) -> None:
    def no_change(_parser: MarkdownIt) -> None:
        """Being a syntax of the site's own, it turns the short ways off."""

    for chosen in (SETTINGS, SMART, UNSAFE):
        plain = parse_blocks(text, PLACE, chosen)
        assert plain == parse_blocks(text, PLACE, chosen, (no_change,))


@given(st.lists(st.from_regex(r"[a-zé]{1,9}", fullmatch=True), min_size=1), st.data())
@settings(deadline=None)
def test_every_word_is_on_the_page_in_order(words: list[str], data: st.DataObject) -> None:
    spaces = st.sampled_from([" ", "\n", "\n\n", "  \n"])
    text = "".join(word + data.draw(spaces) for word in words)
    parsed = blocks(text).value
    assert Outline(parsed.fragment.html).text.split() == words
    assert parsed.prose.split() == words


WORD = st.from_regex(r"[a-z]{2,8}q", fullmatch=True)
LINE = st.lists(
    st.builds(
        str.format,
        st.sampled_from(
            [
                *("{0}", "*{0}*", "**{0}**", "~~{0}~~", "`{0}`", "[{0}](a.md)", "[[{0}]]"),
                *("[[a#b|{0}]]", "<{0}>", "{0}@{0}.ex", "'{0}'", '"{0}" --', "{{{0}}}", "[{0}]"),
                *("{0}[^n]", "{0} <!-- -->", "ABBR {0}", "\\*{0}\\_", "&amp;{0}", "![{0}](a.png)"),
            ]
        ),
        WORD,
    ),
    min_size=1,
    max_size=4,
).map(" ".join)


def indented(text: str, first: str, others: str) -> str:
    """Put marks before the lines of a text, as lists and quotes have them."""
    return first + text.rstrip("\n").replace("\n", "\n" + others) + "\n"


BLOCK = st.recursive(
    st.one_of(
        st.builds("{}\n".format, LINE),
        st.builds("## {}\n".format, LINE),
        st.builds("## {} {{#{} .x}}\n".format, LINE, st.uuids().map(lambda each: f"a{each}")),
        st.builds("| {} |\n|--:|\n| {} |\n".format, LINE, LINE),
        st.builds("```py\n{}\n```\n".format, WORD),
        st.builds("{}\n: {}\n".format, LINE, LINE),
        st.builds("{{.x lang=de}}\n{}\n".format, LINE),
        st.builds("- [x] {}\n".format, LINE),
    ),
    lambda inner: st.one_of(
        st.builds("{}\n{}".format, inner, inner),
        inner.map(lambda text: indented(text, "> ", "> ")),
        inner.map(lambda text: indented(text, "- ", "  ")),
        inner.map(lambda text: indented(text, "10. ", "    ")),
        st.builds("{}\n\n{}".format, LINE, inner.map(lambda text: indented(text, ": ", "  "))),
        st.builds(
            lambda mark, title, text: indented(f"[!{mark} {title}\n{text}", "> ", "> "),
            st.sampled_from(["NOTE]", "tip]-", "Bug]+", "unknownq]"]),
            LINE,
            inner,
        ),
    ),
    max_leaves=6,
)
END = "\n\n[^n]: noteq\n\n*[ABBR]: meaningq\n\nABBR[^n]\n"


@pytest.mark.parametrize("chosen", [SETTINGS, SMART], ids=["plain", "smart"])
@given(text=BLOCK)
@settings(deadline=None)
def test_every_word_of_every_kind_of_block_is_on_the_page(chosen: ParseSettings, text: str) -> None:
    checked = parse_blocks(text + END, PLACE, chosen)
    fragment = checked.value.fragment
    fillings = tuple(Filling("/u/", link.target) for link in fragment.links)
    html = unescape(fill(fragment.html, fillings))
    words = re.findall(r"[a-z]{2,8}q", text + END)
    missing = Counter(words) - Counter(re.findall(r"[a-z]{2,8}q", html))
    assert not missing or ("extra-cells" in [found.code for found in checked.diagnostics])


@given(MARKDOWN)
@settings(max_examples=50, deadline=None)
def test_parsing_is_deterministic(text: str) -> None:
    assert blocks(text) == blocks(text)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>\n"),
        ("<script>\nalert(1)\n</script>", "<p>&lt;script&gt;\nalert(1)\n&lt;/script&gt;</p>\n"),
        ("<!-- x -->", ""),
        ("&lt;b&gt; & &amp;", "<p>&lt;b&gt; &amp; &amp;</p>\n"),
        ("~~x~~ *y* **z** `w`", "<p><s>x</s> <em>y</em> <strong>z</strong> <code>w</code></p>\n"),
        ("a  \nb\\\nc\nd", "<p>a<br>\nb<br>\nc\nd</p>\n"),
        ("---", "<hr>\n"),
        ("a\r\nb\rc", "<p>a\nb\nc</p>\n"),
        ("\x00", "<p>\ufffd</p>\n"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>\n'),
        ("", ""),
    ],
)
def test_markdown_becomes_html_and_html_becomes_text(text: str, html: str) -> None:
    assert blocks(text).value.fragment.html == html


def test_a_line_has_no_paragraph_around_it() -> None:
    checked = parse_inline("*a* [b](c.md) # d", Place("hub.md", 7, 12), SETTINGS)
    assert checked.value.fragment.html == "<em>a</em> <a\x02h0\x03>b</a> # d"
    assert str(checked.value.fragment.links[0].place) == "hub.md:7:16"


def test_prose_is_the_text_without_code_blocks_and_furniture() -> None:
    text = (
        "# Title\n\nA *long*er `word` [here](x.md)[^1].\n\n```py\ncode\n```\n\n| a | b |\n|--|--|\n"
    )
    text += "| c | d |\n\n- e\n\n![alt](i.png)\n\n[^1]: f"
    words = blocks(text).value.prose.split()
    assert words == ["Title", "A", "longer", "word", "here.", "a", "b", "c", "d", "e", "f"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\n\n" + "> " * 99 + "b", 3),
        ("".join("  " * depth + "- a\n" for depth in range(60)), 49),
        ("a\n\n" + "[" * 150 + "b" + "](c.md)" * 150, 3),
        ("a\n\n" + "![" * 150 + "b" + "](c.png)" * 150, 3),
    ],
    ids=["quotes", "lists", "links", "images"],
)
def test_nesting_that_the_parser_gives_up_on_is_an_error_at_its_line(text: str, lines: int) -> None:
    assert ("nesting-too-deep", f"a.md:{lines}") in codes(blocks(text))


@pytest.mark.parametrize(
    "text",
    [
        "> " * 60 + "b",
        "".join("  " * depth + "- a\n" for depth in range(45)),
        "![" * 40 + "b" + "](c.png)" * 40,
    ],
    ids=["quotes", "lists", "images"],
)
def test_deep_nesting_below_the_limit_loses_nothing(text: str) -> None:
    checked = blocks(text)
    assert checked.diagnostics == ()
    page = Outline(checked.value.fragment.html)
    assert page.unmatched == []
    assert text.count("a\n") == page.text.count("a")


def test_a_stack_too_small_for_the_nesting_is_an_error_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def overflow(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(MarkdownIt, "parse", overflow)
    checked = blocks("a")
    assert codes(checked) == [("nesting-too-deep", "a.md:1:1")]
    assert not checked.value.fragment


@pytest.mark.parametrize(
    "text",
    [
        f'[a]: b.md "{"t" * 9000}"\n\n' + "[a]" * 3000,
        f"[a]: https://b.c/{'t' * 9000}\n\n" + "![a]" * 3000,
        f'[a]: b.md "{"&" * 4000}"\n\n' + "[a]" * 150,
    ],
    ids=["titles", "addresses", "escapes"],
)
def test_a_bomb_of_references_is_an_error(text: str) -> None:
    checked = blocks(text)
    assert ("output-too-large", "a.md:1:1") in codes(checked)
    assert checked.value.fragment.html == ""


def test_a_site_can_bring_its_own_syntax() -> None:
    languages = []

    def shouting(md: MarkdownIt) -> None:
        languages.append(md.options["language"])
        md.add_render_rule("em_open", lambda *_: "<em class='loud'>")
        md.disable("table")

    text = "*a*\n\n|b|\n|-|"
    checked = parse_blocks(text, PLACE, ParseSettings("de"), (shouting,))
    assert checked.value.fragment.html == "<p><em class='loud'>a</em></p>\n<p>|b|\n|-|</p>\n"
    assert "<table>" in blocks(text).value.fragment.html
    assert parse_blocks(text, PLACE, ParseSettings("de"), (shouting,)) == checked
    assert languages == ["de"]

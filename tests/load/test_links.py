"""What a link is, where it stands, and what may not be published."""

from __future__ import annotations

import re

import pytest

from waypost.load.links import classify
from waypost.load.markdown import parse_blocks, parse_inline
from waypost.model.diagnostic import Checked, Diagnostic, Place, Severity
from waypost.model.fragment import Filling, Fragment, Link, LinkKind, fill
from waypost.model.site import ParseSettings

SETTINGS = ParseSettings()


def parsed(text: str, place: Place = Place("a.md", 1, 1)) -> tuple[Fragment, list[Diagnostic]]:
    checked = parse_blocks(text, place, SETTINGS)
    return checked.value.fragment, list(checked.diagnostics)


def only_link(text: str) -> Link:
    fragment, _ = parsed(text)
    assert len(fragment.links) == 1
    return fragment.links[0]


@pytest.mark.parametrize(
    ("href", "kind", "target", "anchor"),
    [
        ("other.md", LinkKind.SOURCE, "other.md", ""),
        ("./other.md", LinkKind.SOURCE, "./other.md", ""),
        ("../posts/other.md#a-heading", LinkKind.SOURCE, "../posts/other.md", "a-heading"),
        ("a%20name.md#%C3%BCber", LinkKind.SOURCE, "a name.md", "über"),
        ("README.MD", LinkKind.SOURCE, "README.MD", ""),
        ("/posts/other/", LinkKind.URL, "/posts/other/", ""),
        ("/posts/other/#x", LinkKind.URL, "/posts/other/", "x"),
        ("/notes.md", LinkKind.URL, "/notes.md", ""),
        ("#a-heading", LinkKind.ANCHOR, "", "a-heading"),
        ("#u\u0308ber", LinkKind.ANCHOR, "", "über"),
        ("data.csv", LinkKind.ASSET, "data.csv", ""),
        ("slides/deck.pdf#page=3", LinkKind.ASSET, "slides/deck.pdf", "page=3"),
        ("www.example.org", LinkKind.ASSET, "www.example.org", ""),
        ("100%.csv", LinkKind.ASSET, "100%.csv", ""),
        ("https://example.org/a.md#b", LinkKind.EXTERNAL, "https://example.org/a.md", "b"),
        ("//example.org/a", LinkKind.EXTERNAL, "//example.org/a", ""),
        ("mailto:a@example.org", LinkKind.EXTERNAL, "mailto:a@example.org", ""),
        ("HTTPS://EXAMPLE.ORG", LinkKind.EXTERNAL, "HTTPS://EXAMPLE.ORG", ""),
    ],
)
def test_an_address_is_classified_as_written(
    href: str, kind: LinkKind, target: str, anchor: str
) -> None:
    assert classify(href) == (kind, target, anchor)


@pytest.mark.parametrize(
    ("src", "kind"),
    [
        ("diagram.svg", LinkKind.ASSET),
        ("notes.md", LinkKind.ASSET),
        ("/images/a.png", LinkKind.URL),
        ("https://example.org/a.png", LinkKind.EXTERNAL),
    ],
)
def test_a_relative_image_is_always_an_asset(src: str, kind: LinkKind) -> None:
    assert classify(src, is_image=True).kind is kind
    assert only_link(f"![text]({src})").is_image


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[a](b.md)", "<p><a\x02h0\x03>a</a></p>\n"),
        ("[[b]]", "<p><a\x02h0\x03>\x02t0\x03</a></p>\n"),
        ("[[b|a *c*]]", "<p><a\x02h0\x03>a <em>c</em></a></p>\n"),
        ('[a](b.md "t")', '<p><a\x02h0\x03 title="t">a</a></p>\n'),
        ("[a](https://b.c)", '<p><a href="https://b.c">a</a></p>\n'),
        (
            "![a](b.png)",
            '<p>\x02p0\x03<img src="\x02s0\x03" alt="a"\x02a0\x03>\x02o0\x03</p>\n',
        ),
        (
            "![a](https://b.c/d.png)",
            '<p><img src="https://b.c/d.png" alt="a" loading="lazy" decoding="async"></p>\n',
        ),
        (
            "[![a](b.png)](c.md)",
            '<p><a\x02h0\x03>\x02p1\x03<img src="\x02s1\x03" alt="a"\x02a1\x03>\x02o1\x03'
            "</a></p>\n",
        ),
    ],
)
def test_a_link_leaves_its_hole_or_its_address(text: str, html: str) -> None:
    assert parsed(text)[0].html == html


def test_a_hole_has_the_index_of_its_link_also_behind_links_without_holes() -> None:
    fragment, _ = parsed("[a](https://x.y) [b](b.md) [c](#top) ![d](d.png) [[e]]")
    assert [link.target for link in fragment.links] == ["https://x.y", "b.md", "", "d.png", "e"]
    urls = tuple(Filling(f"/{number}/", "T") for number in range(5))
    assert fill(fragment.html, urls) == (
        '<p><a href="https://x.y">a</a> <a href="/1/">b</a> <a href="#top">c</a> '
        '<img src="/3/" alt="d" loading="lazy" decoding="async"> <a href="/4/">T</a></p>\n'
    )


@pytest.mark.parametrize(
    ("text", "target", "anchor"),
    [
        ("[[a-post]]", "a-post", ""),
        ("[[a-post|label]]", "a-post", ""),
        ("[[a-post#heading]]", "a-post", "heading"),
        ("[[a-post#A heading!|label]]", "a-post", "a-heading"),
        ("[[ein-u\u0308berblick]]", "ein-überblick", ""),
        ("[[हिन्दी]]", "हिन्दी", ""),
        ("[[c++]]", "c++", ""),
        ("**[[a]]**", "a", ""),
        ("| a |\n|---|\n| [[b\\|label]] |", "b", ""),
        ("# [[a]]", "a", ""),
    ],
)
def test_a_wikilink_names_a_slug(text: str, target: str, anchor: str) -> None:
    link = only_link(text)
    assert (link.kind, link.target, link.anchor) == (LinkKind.WIKI, target, anchor)


@pytest.mark.parametrize(
    "text",
    [
        "`[[a]]`",
        "    [[a]]",
        "```\n[[a]]\n```",
        "\\[[a]]",
        "[[a]",
        "[[]]",
        "[[|a]]",
        "[[ -f a ]]",
        "[[1, 2], [3, 4]]",
        '[["a"]]',
        "[[a\nb]]",
    ],
)
def test_brackets_that_are_no_wikilink_stay_text(text: str) -> None:
    fragment, diagnostics = parsed(text)
    assert fragment.links == ()
    assert diagnostics == []
    assert "<a" not in fragment.html
    assert "[[" in fragment.html


def test_a_citation_in_brackets_is_an_ordinary_link() -> None:
    fragment, _ = parsed("[[1]](https://example.org)")
    assert fragment.html == '<p><a href="https://example.org">[1]</a></p>\n'


@pytest.mark.parametrize(
    "text",
    [
        "[a <https://x.y> b](c.md)",
        "[[a|b <https://x.y> c]]",
        "[a https://x.y b](c.md)",
        "[a [b](c.md) d](e.md)",
        "[a [[b]] c](d.md)",
        "![a [b](c.md)](d.png)",
    ],
)
def test_a_link_never_holds_another(text: str) -> None:
    html = parsed(text)[0].html
    assert html.count("<a") == html.count("</a>") <= 1


@pytest.mark.parametrize(
    "text",
    [
        "[a](javascript:alert(1))",
        "[a](JavaScript:alert(1))",
        "[a](javascript&colon;alert(1))",
        "[a](java&#115;cript:alert(1))",
        "[a](<javascript:alert(1)>)",
        "[a]( <  javascript:alert(1)>)",
        "[a][b]\n\n[b]: javascript:alert(1)",
        "<javascript:alert(1)>",
        "[a](vbscript:x)",
        "[a](data:text/html;base64,AAAA)",
        "[a](file:///etc/passwd)",
        "![a](javascript:alert(1))",
        "[![a](javascript:alert(1))](javascript:alert(2))",
    ],
)
def test_an_unsafe_address_is_left_out_and_reported(text: str) -> None:
    fragment, diagnostics = parsed(text)
    assert "href" not in fragment.html
    assert "src" not in fragment.html
    assert {(found.code, found.severity) for found in diagnostics} in (
        {("unsafe-link", Severity.WARNING)},
        set(),
    )
    # What no browser takes for a scheme may stay: as a hole, which only a file fills.
    assert diagnostics or all(link.kind is LinkKind.ASSET for link in fragment.links)


def test_an_unsafe_link_keeps_its_label() -> None:
    fragment, diagnostics = parsed("x [*a*](javascript:alert(1)) ![b](vbscript:c) y")
    assert fragment.html == "<p>x <em>a</em> b y</p>\n"
    assert [str(found.place) for found in diagnostics] == ["a.md:1:3", "a.md:1:30"]
    assert "'javascript:'" in diagnostics[0].message


def test_an_image_in_the_text_itself_is_safe() -> None:
    fragment, diagnostics = parsed("![a](data:image/png;base64,AAAA)")
    assert 'src="data:image/png;base64,AAAA"' in fragment.html
    assert diagnostics == []


@pytest.mark.parametrize("text", ["[a]()", "[a](<>)", "![a]()"])
def test_a_link_without_an_address_is_an_error(text: str) -> None:
    fragment, diagnostics = parsed(text)
    assert fragment.html == "<p>a</p>\n"
    assert [(found.code, found.is_error) for found in diagnostics] == [("empty-link", True)]


def test_an_image_without_a_text_alternative_is_a_warning() -> None:
    _, diagnostics = parsed("a ![](b.png) ![ ](c.png) ![d](e.png)")
    assert [(found.code, str(found.place)) for found in diagnostics] == [
        ("missing-alt", "a.md:1:3"),
        ("missing-alt", "a.md:1:14"),
    ]


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("# One\n\n# Two\n\n[a](#tow)", "did you mean 'two'?"),
        ("# One\n\n# Two\n\n[a](#Two)", "did you mean 'two'?"),
        ("# One\n\n# Two\n\n[a](#zebra)", "link to one of one, two"),
        ("a\n\n\n\n[a](#zebra)", "give it headings, or take the link out"),
    ],
)
def test_a_link_to_no_heading_is_an_error_with_the_nearest(text: str, fix: str) -> None:
    _, diagnostics = parsed(text)
    assert [(found.code, found.fix, found.place.line) for found in diagnostics] == [
        ("unknown-anchor", fix, 5)
    ]


@pytest.mark.parametrize("anchor", ["two", "", "top", "%C3%BCber", "über", "fn1"])
def test_a_link_to_a_heading_a_note_or_the_top_is_fine(anchor: str) -> None:
    fragment, diagnostics = parsed(f"# Two\n\n# Über\n\nx[^1]\n\n[^1]: y\n\n[a](#{anchor})")
    assert diagnostics == []
    assert fragment.links[0].kind is LinkKind.ANCHOR


def test_an_anchor_in_a_line_is_not_checked_for_it_stands_on_a_page_with_others() -> None:
    checked: Checked[object] = parse_inline("[a](#b)", Place("a.md", 1, 1), SETTINGS)
    assert checked.diagnostics == ()


PLACES = """\
One [a](1.md), *[b](2.md)*
and on the next line [c](3.md) and
   [a](1.md).

- item [d](4.md)
  lazy [d](4.md)

  1. deep ![e](5.png)

> > quoted [f](6.md)
lazy [g](7.md)

| x [h](8.md) | y |
|---|---|
| [h](8.md) | [h](8.md) |
| a \\| [i](9.md) | [[j\\|k]] |

## Heading [l](10.md)

Two lines and [m](11.md)
===

[n][ref] and [ref]

[ref]: 12.md

- one
\t- tab [o](13.md)
"""


def test_every_link_knows_its_line_and_column() -> None:
    lines = PLACES.split("\n")
    fragment, _ = parsed(PLACES)
    assert len(fragment.links) == 19
    for link in fragment.links:
        rest = lines[link.place.line - 1][link.place.column - 1 :]
        assert rest.startswith(("[", "![")), link
        assert link.target in re.split(r"[) ]", rest)[0] or link.target == "12.md", link
    assert len({link.place for link in fragment.links}) == 19


def test_places_are_counted_from_where_the_text_starts_in_the_file() -> None:
    fragment, _ = parsed("a [b](c.md)\n\n[d](e.md)", Place("content/hubs/ai.md", 14, 9))
    assert [str(link.place) for link in fragment.links] == [
        "content/hubs/ai.md:14:11",
        "content/hubs/ai.md:16:9",
    ]


@pytest.mark.parametrize(
    ("place", "expected"), [(Place("a.md"), "a.md"), (Place("a.md", 3), "a.md:4")]
)
def test_a_place_is_no_more_exact_than_the_texts_own(place: Place, expected: str) -> None:
    fragment, _ = parsed("a\n[b](c.md)", place)
    assert [str(link.place) for link in fragment.links] == [expected]


def test_bare_addresses_become_links_with_places() -> None:
    fragment, _ = parsed("See https://x.y/a, https://x.y/a\nand (www.x.y) or me@x.org.")
    assert [(link.target, str(link.place)) for link in fragment.links] == [
        ("https://x.y/a", "a.md:1:5"),
        ("https://x.y/a", "a.md:1:20"),
        ("http://www.x.y", "a.md:2:6"),
        ("mailto:me@x.org", "a.md:2:18"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        '[a](b.md "x&quot; onclick=&quot;alert(1)")',
        "[a](b.md 'x\" onclick=\"alert(1)')",
        '![x" onerror="alert(1)](b.png)',
        '![a](b.png "x\\" onerror=\\"alert(1)")',
        '[a](https://x.y/"onclick="alert(1))',
        "[a](https://x.y/?a=1&quot;&b=<script>)",
        "[a](#x\"onclick='alert(1)')",
        '<https://x.y/"onclick="alert(1)>',
        "[[a|<script>alert(1)</script>]]",
        "[<script>alert(1)</script>](a.md)",
        "![<script>](a.png)",
        '[a]: b.md "\\"><script>alert(1)</script>"\n\n[a]',
    ],
)
def test_no_text_breaks_out_of_an_attribute(text: str) -> None:
    html = parsed(text)[0].html
    assert "<script" not in html
    assert ' onclick="' not in html
    assert ' onerror="' not in html
    assert html.count('"') % 2 == 0

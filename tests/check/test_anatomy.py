"""What is read of a finished document."""

from __future__ import annotations

import pytest

from waypost.check.anatomy import anatomy_of

BASE = "https://example.org/notes"


def html(body: str, head: str = "<title>T</title>") -> bytes:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


def test_ids_and_urls_of_this_site_are_found() -> None:
    found = anatomy_of(
        html(
            '<h2 id="why">Why</h2><a href="#why">up</a><a href="/notes/a/">a</a>'
            '<img src="b.svg" alt="" srcset="/c.png 1x, /d.png 2x">'
        ),
        "index.html",
        BASE,
    )
    assert found.ids == {"why"}
    assert found.urls == {"#why", "/notes/a/", "b.svg", "/c.png", "/d.png"}
    assert found.problems == ()


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://example.org/notes/a/", True),
        ("https://example.org/notes", True),
        ("https://example.org/notes-2/", False),
        ("https://example.com/", False),
        ("//example.com/", False),
        ("mailto:a@example.org", False),
        ("?page=2", True),
        ("a:b", False),
        ("./a:b", True),
    ],
)
def test_only_urls_of_this_site_are_kept(url: str, kept: bool) -> None:
    found = anatomy_of(html(f'<a href="{url}">x</a>'), "index.html", BASE)
    assert (url in found.urls) is kept


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        (html('<p id="a"><p id="a">'), "the id 'a' stands on it 2 times"),
        (html("", head=""), "it has no title"),
        (html('<img src="/x.png">'), "the image '/x.png' has no alt attribute"),
    ],
)
def test_faults_of_the_markup_are_named(document: bytes, problem: str) -> None:
    assert anatomy_of(document, "index.html", BASE).problems == (problem,)


def test_what_stands_in_code_is_no_link() -> None:
    found = anatomy_of(
        html("<code>&lt;a href=&quot;/x/&quot; id=&quot;y&quot;&gt;</code>"), "a.html", BASE
    )
    assert found.urls == frozenset()
    assert found.ids == frozenset()


def feed(content: str) -> bytes:
    return f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><link href="{BASE}/"/>
<entry><content type="html">{content}</content></entry></feed>""".encode()


def test_a_feeds_links_and_its_contents_are_read() -> None:
    found = anatomy_of(feed(f"&lt;a href=&quot;{BASE}/a/&quot;&gt;a&lt;/a&gt;"), "feed.xml", BASE)
    assert found.urls == {BASE + "/", BASE + "/a/"}
    assert found.problems == ()


def test_a_relative_url_in_a_feed_is_a_problem() -> None:
    found = anatomy_of(
        feed("&lt;img src=&quot;/a.svg&quot; alt=&quot;&quot;&gt;"), "feed.xml", BASE
    )
    assert found.problems == ("its content has the relative URL '/a.svg'",)


def test_relative_urls_in_a_feed_are_named_in_their_order() -> None:
    found = anatomy_of(
        feed("&lt;a href='b/'&gt;&lt;/a&gt;&lt;a href=/a/&gt;&lt;/a&gt;&lt;a href='b/'&gt;"),
        "feed.xml",
        BASE,
    )
    assert found.problems == (
        "its content has the relative URL 'b/'",
        "its content has the relative URL '/a/'",
        "its content has the relative URL 'b/'",
    )


def test_long_content_is_read_as_a_whole() -> None:
    text = "&amp;lt;" * 20_000
    link = f"&lt;a href=&quot;{BASE}/a/&quot;&gt;a&lt;/a&gt;"
    found = anatomy_of(feed(f"{text}{link}{text}"), "feed.xml", BASE)
    assert found.urls == {BASE + "/", BASE + "/a/"}


@pytest.mark.parametrize(
    ("document", "urls"),
    [
        (
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url>'
            f"<loc>{BASE}/a/?b&amp;c</loc><lastmod>x</lastmod></url></urlset>",
            {BASE + "/a/?b&c"},
        ),
        (f"<urlset><url><loc>{BASE}/a/</loc></url></urlset>", set()),
        (
            '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><link href="/no/"/><a:link href="/a/"/>'
            "<a:content>&lt;a href=/b/&gt;<i>&lt;a href=/no/&gt;</i>&lt;a href=/no/&gt;</a:content>"
            "<a:content/><a:link/></a:feed>",
            {"/a/", "/b/", ""},
        ),
    ],
)
def test_links_locations_and_contents_are_read_of_xml(document: str, urls: set[str]) -> None:
    assert anatomy_of(document.encode(), "x.xml", BASE).urls == urls


def test_broken_xml_is_a_problem() -> None:
    problems = anatomy_of(b"<feed>\n<a></b>", "feed.xml", BASE).problems
    assert problems == ("it is not well-formed XML: mismatched tag: line 2, column 5",)


def test_other_files_have_no_anatomy() -> None:
    assert anatomy_of(b'<a href="/x/">', "robots.txt", BASE).urls == frozenset()

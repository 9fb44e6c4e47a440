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


def test_broken_xml_is_a_problem() -> None:
    (problem,) = anatomy_of(b"<feed>", "feed.xml", BASE).problems
    assert problem.startswith("it is not well-formed XML")


def test_other_files_have_no_anatomy() -> None:
    assert anatomy_of(b'<a href="/x/">', "robots.txt", BASE).urls == frozenset()

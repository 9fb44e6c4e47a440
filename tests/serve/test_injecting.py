"""The client that the preview adds to pages: where it stands, and what it is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from support.sites import SITE_YAML, post, write
from support.staged import Staged, session
from waypost.serve.edition import Served
from waypost.serve.injecting import badge, inject

SCRIPT = 'head > script[src="/__waypost/client.js"]'
NOW = datetime(2026, 6, 1, tzinfo=UTC)
EMPTY = Served(number=3, prefix='/a"b')

PAGES = [
    b"<!DOCTYPE html>\n<html lang='en'>\n<head>\n<title>A</title></head><body>B</body></html>",
    b"<!doctype html><HTML data-x='a>b'><HEAD data-y=\"</head>\"><title>A</title>",
    b"\xef\xbb\xbf<!-- <head> --><!doctype html><!----><!--> <html>text",
    b"<!doctype html><title></head></title><p>A page without tags for its head",
    b"<p>A fragment",
    b"<header>No head, but a header</header>",
    b"<!doctype html><html><body><script>'</head>'</script><plaintext></head>",
    b"<!-- never closed <html><head></head>",
    b"<!doctype html><html><head><!-- </head>",
    b"<html <head><title>Broken</title></head>",
    b"",
    b"   \n",
]


@pytest.mark.parametrize("html", PAGES)
def test_the_client_stands_in_the_head_whatever_comes_after_it(html: bytes) -> None:
    page = inject(html, EMPTY, "index.html", "t0k&en")
    found = LexborHTMLParser(page.decode("utf-8-sig")).css(SCRIPT)
    assert [script.attributes["data-token"] for script in found] == ["t0k&en"]
    assert found[0].attributes["data-root"] == '/a"b'


@given(
    st.lists(
        st.sampled_from(
            [
                b"<",
                b"!--",
                b"-->",
                b"html",
                b" a='",
                b"'",
                b">",
                b"head",
                b"/",
                b"</head>",
                b"<!doctype html>",
                b"\xff",
                b" ",
            ]
        ),
        max_size=12,
    )
)
@example([b"<!doctype html>", b"<", b"html", b" a='", b">", b"'", b">"])
def test_nothing_is_taken_from_a_page(parts: list[bytes]) -> None:
    html = b"".join(parts)
    page = inject(html, EMPTY, "index.html", "token")
    start = page.index(b'<script type="module"')
    end = page.index(b"</script>", start) + len(b"</script>")
    assert page[:start] + page[end:] == html


def test_a_doctype_stays_in_front_of_the_client() -> None:
    page = inject(PAGES[0], EMPTY, "index.html", "token")
    assert page.startswith(b"<!DOCTYPE html>\n<html lang='en'>\n<head><script ")


def test_a_page_in_another_encoding_stays_as_it_is() -> None:
    html = "<html><head></head>".encode("utf-16")
    assert inject(html, EMPTY, "index.html", "token") == html


def test_many_open_comments_take_no_time() -> None:
    inject(b"<!--" * 20_000, EMPTY, "index.html", "token")
    inject(b"<html a='" * 20_000, EMPTY, "index.html", "token")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staged]:
    """A site with a post of every kind, built on a day when one was scheduled."""
    day = (datetime.now(UTC) + timedelta(days=400)).date()
    files = {
        "content/site.yaml": SITE_YAML,
        "content/posts/out.md": post("Out"),
        "content/posts/draft.md": post("Draft", draft="true"),
        "content/posts/soon.md": post("Soon", str(day)),
        "content/posts/over.md": post("Over", expires="2025-02-03"),
    }
    root: Path = write(tmp_path_factory.mktemp("site"), files)
    with session(root, future=True, expired=True) as staged:
        staged.build()
        yield staged


def test_a_badge_says_what_readers_would_not_get(site: Staged) -> None:
    served, today = site.current.now, datetime.now(UTC)
    told = {
        path: badge(served, path, today) for path in served.entries if badge(served, path, today)
    }
    soon = told.pop("posts/soon/index.html")
    assert soon.startswith("Scheduled for ")
    assert soon.endswith(str((today + timedelta(days=400)).year))
    assert told == {
        "posts/draft/index.html": "Draft",
        "posts/over/index.html": "Expired on 3 February 2025",
    }


def test_a_badge_goes_when_the_day_has_come(site: Staged) -> None:
    later = datetime.now(UTC) + timedelta(days=402)
    assert badge(site.current.now, "posts/soon/index.html", later) == ""


def test_a_page_is_told_its_build_and_its_digest(site: Staged) -> None:
    served, path = site.current.now, "posts/draft/index.html"
    page = inject(served.blob(served.entries[path]), served, path, "token")
    script = LexborHTMLParser(page.decode()).css_first(SCRIPT)
    assert script is not None
    assert script.attributes == {
        "type": "module",
        "src": "/__waypost/client.js",
        "data-token": "token",
        "data-build": "1",
        "data-report": "1",
        "data-page": path,
        "data-digest": served.entries[path],
        "data-root": "",
        "data-badge": "Draft",
    }


def test_before_the_first_good_build_there_is_no_badge() -> None:
    assert badge(Served(), "posts/draft/index.html", NOW) == ""

"""What a request that is let in is answered with."""

from __future__ import annotations

import re

import pytest

from support.sockets import no_desk, served_of
from waypost.model.digest import digest_of
from waypost.serve.answers import Answers, client_files
from waypost.serve.edition import Current, Served
from waypost.serve.policy import Request
from waypost.serve.responses import DRAWINGS, FRAMED_BY_ITSELF, OWN_PAGES, Response
from waypost.store.blobs import LostBlob

PAGE = b"<!doctype html><html><head><title>A</title></head><body>A</body></html>"
SITE = {
    "index.html": PAGE.replace(b"A", b"Home"),
    "404.html": PAGE.replace(b"A", b"Nothing"),
    "posts/a/index.html": PAGE,
    "css/site.css": b"a{}",
    "feed.xml": b"<feed/>",
    "posts/a/b.SVG": b"<svg/>",
    "__waypost/index.html": b"of the site",
    "__waypost/client.js": b"of the site",
}
CLIENT = {"client.js": b"'use strict';", "desk.css": b"b{}"}


def to(
    target: str, served: Served | None = None, *, reload: bool = True, **fields: str
) -> Response:
    """Answer a request for a path."""
    current = Current(served_of(SITE, 7) if served is None else served)
    answers = Answers(current, no_desk, "the-token", CLIENT, reload)
    path, _, query = target.encode().partition(b"?")
    headers = tuple((k.replace("_", "-").encode(), v.encode()) for k, v in fields.items())
    return answers.to(Request("GET", path, query, headers))


def field(response: Response, name: str) -> str:
    """Give a header field, "" without one."""
    return dict(response.headers).get(name, "")


def test_a_page_is_what_was_built_and_the_client() -> None:
    answer = to("/posts/a/")

    script = re.search(rb"<script[^>]*></script>", answer.body)
    assert script is not None
    assert b"/__waypost/client.js" in script[0]
    assert b"the-token" in script[0]
    assert b'"7"' in script[0]
    assert answer.body.replace(script[0], b"") == PAGE
    assert field(answer, "Content-Security-Policy") == FRAMED_BY_ITSELF


def test_nothing_in_a_drawing_runs_that_is_opened_by_its_address() -> None:
    assert field(to("/posts/a/b.SVG"), "Content-Security-Policy") == DRAWINGS
    assert "sandbox" in DRAWINGS.split("; ")
    assert field(to("/css/site.css"), "Content-Security-Policy") == FRAMED_BY_ITSELF


@pytest.mark.parametrize("path", SITE)
def test_without_reloading_every_file_is_what_was_built(path: str) -> None:
    if not path.startswith("__"):
        answer = to(f"/{path}", reload=False)

        assert answer.body == SITE[path]
        assert field(answer, "ETag") == f'"{digest_of(SITE[path])}"'


@pytest.mark.parametrize("path", ["css/site.css", "feed.xml"])
def test_what_is_no_page_is_what_was_built(path: str) -> None:
    assert to(f"/{path}") == to(f"/{path}", reload=False)


def test_the_tag_of_a_page_tells_its_build_apart_and_begins_with_its_digest() -> None:
    """The page itself is the same, but not what was added to it."""
    tags = [field(to("/posts/a/", served_of(SITE, number)), "ETag") for number in (7, 7, 8)]

    assert tags[0] == tags[1] != tags[2]
    assert {tag.strip('"').partition("-")[0] for tag in tags} == {digest_of(PAGE)}


def test_a_page_that_the_browser_has_is_not_sent_again() -> None:
    tag = field(to("/posts/a/"), "ETag")

    assert to("/posts/a/", if_none_match=tag).status == 304
    assert to("/posts/a/", served_of(SITE, 8), if_none_match=tag).status == 200


def test_a_part_of_a_page_is_a_part_of_what_is_served() -> None:
    whole = to("/posts/a/").body

    assert to("/posts/a/", range="bytes=20-99").body == whole[20:100]


def test_what_is_missing_is_the_sites_own_page_for_that() -> None:
    for path in ("/nope", "/nope/", "/posts/b/", "/css/", "/a%2Fb"):
        answer = to(path)
        assert answer.status == 404
        assert b"Nothing" in answer.body
        assert b"/__waypost/client.js" in answer.body
        assert not field(answer, "ETag")
    assert to("/404.html").status == 200
    assert to("/nope", reload=False).body == SITE["404.html"]


def test_a_site_without_such_a_page_has_a_plain_one() -> None:
    answer = to("/nope", served_of({"index.html": PAGE}))

    assert (answer.status, answer.body) == (404, b"The site has no page here.\n")


def test_a_redirect_keeps_the_query_and_the_prefix() -> None:
    moved = {"/posts/was/": "/posts/a/"}
    served = served_of(SITE, prefix="/blog", moved=moved)

    assert field(to("/blog/posts/a?x=1", served), "Location") == "/blog/posts/a/?x=1"
    assert field(to("/blog/posts/was/", served), "Location") == "/blog/posts/a/"
    assert field(to("/", served), "Location") == "/blog/"
    assert to("/blog/posts/a/", served).status == 200
    assert to("/posts/a/", served).status == 404


OWN = {
    "/__waypost/": (200, no_desk(Served(), ""), "text/html; charset=utf-8"),
    "/__waypost/client.js": (200, CLIENT["client.js"], "text/javascript; charset=utf-8"),
    "/__waypost/desk.css": (200, CLIENT["desk.css"], "text/css; charset=utf-8"),
}


@pytest.mark.parametrize(("path", "expected"), OWN.items())
@pytest.mark.parametrize("number", [0, 7])
def test_the_previews_own_pages_are_not_the_sites(
    path: str, expected: tuple[int, bytes, str], number: int
) -> None:
    answer = to(path, served_of(SITE, number))

    assert (answer.status, answer.body, field(answer, "Content-Type")) == expected
    assert field(answer, "Content-Security-Policy") == OWN_PAGES
    assert field(answer, "ETag")


def test_nothing_of_the_site_lies_among_them() -> None:
    for path in ("/__waypost/index.html", "/__waypost/a", "/__waypost//", "/__waypost/client.js/"):
        answer = to(path)
        assert answer.status == 404
        assert b"of the site" not in answer.body
    assert field(to("/__waypost"), "Location") == "/__waypost/"
    assert field(to("/%5F_waypost"), "Location") == "/__waypost/"
    assert to("/%5f%5fwaypost/client.js").body == CLIENT["client.js"]


def test_a_page_that_only_sounds_like_them_is_the_sites() -> None:
    served = served_of({"__waypostal/index.html": PAGE, "__WAYPOST/index.html": PAGE})

    assert to("/__waypostal/", served).status == 200
    assert to("/__WAYPOST/", served).status == 200


@pytest.mark.parametrize("path", ["/", "/posts/a/", "/nope"])
def test_before_the_first_build_there_is_a_page_that_waits_for_it(path: str) -> None:
    answer = to(path, Served())

    assert answer.status == 503
    assert b"No page yet" in answer.body
    assert b"/__waypost/client.js" in answer.body
    assert b'data-build="0"' in answer.body
    assert field(answer, "Retry-After") == "1"
    assert not field(answer, "ETag")
    assert b"<script" not in to(path, Served(), reload=False).body


def test_bytes_that_are_lost_are_not_made_up() -> None:
    with pytest.raises(LostBlob):
        to("/posts/a/", Served(1, {"posts/a/index.html": digest_of(b"")}))


def test_the_client_is_what_ships_with_the_package() -> None:
    files = client_files()

    assert {"client.js", "client.css", "desk.css"} <= files.keys()
    assert all(files.values())

"""The page for what is not there, with what may have been meant."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from support.sites import post, write
from support.staged import Staged, session
from waypost.model.archive import Archive
from waypost.serve.edition import Served
from waypost.serve.pages import MOST, near, not_found

SITE = "title: Field Notes\nbase_url: https://example.org/blog\n"
THEMED = (
    b"<body><header>Site</header><h1>No</h1><main id=m><header><h1>Gone</h1></header><p>Rest</main>"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staged]:
    """A site with posts whose slugs resemble each other, built without drafts."""
    titles = ["Error budgets", "Budgets and <b>errors</b>", "Café notes", "Postgres at night"]
    files = {
        f"content/posts/p{n}.md": post(f'"{title}"', topics="[go]")
        for n, title in enumerate(titles)
    }
    files["content/posts/hidden.md"] = post("Not yet", slug="not-yet", draft="true")
    files["content/posts/soon.md"] = post("Soon", "2199-01-02", slug="soon")
    files["content/site.yaml"] = SITE
    for number, slug in enumerate(
        ["error-budgets", "budgets-and-errors", "café-notes", "postgres-at-night"]
    ):
        files[f"content/posts/p{number}.md"] = files[f"content/posts/p{number}.md"].replace(
            "description:", f"slug: {slug}\ndescription:", 1
        )
    with session(write(tmp_path_factory.mktemp("site"), files), drafts=False) as staged:
        assert staged.build().good
        yield staged


def archive_of(site: Staged) -> Archive:
    """Give the archive of what is served."""
    archive = site.current.now.reports[-1].outcome.archive
    assert archive is not None
    return archive


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("/posts/eror-budgets/", "/posts/error-budgets/"),
        ("/posts/Error-Budgets", "/posts/error-budgets/"),
        ("/2024/error-budgets.html", "/posts/error-budgets/"),
        ("/error-budget/index.html", "/posts/error-budgets/"),
        ("/posts/postgres/", "/posts/postgres-at-night/"),
        ("/posts/cafe-notes/", "/posts/café-notes/"),
        ("/topics/goo/", "/topics/go/"),
    ],
)
def test_what_is_spelt_alike_or_has_all_the_words_is_near(
    site: Staged, asked: str, first: str
) -> None:
    assert near(archive_of(site), asked)[0].url == first


@pytest.mark.parametrize("asked", ["/", "/xyzzy/plugh/", "/posts/", "/%", "/" + "a" * 4000])
def test_where_nothing_is_near_the_page_stays_as_it_is(site: Staged, asked: str) -> None:
    assert near(archive_of(site), asked) == ()
    assert not_found(THEMED, site.current.now, asked) == THEMED


def test_no_more_are_listed_than_one_takes_in(site: Staged) -> None:
    archive = archive_of(site)
    many = tuple(
        replace(p, slug=replace(p.slug, value=f"note-{n}"))
        for n in range(20)
        for p in archive.posts[:1]
    )
    assert len(near(replace(archive, posts=many), "/posts/note-1/")) == MOST


def test_near_matches_are_links_below_the_prefix(site: Staged) -> None:
    page = LexborHTMLParser(
        not_found(THEMED, site.current.now, "/posts/budgets-and-eror/").decode()
    )
    links = {link.attributes["href"]: link.text() for link in page.css("section a")}
    assert links["/blog/posts/budgets-and-errors/"] == "Budgets and <b>errors</b>"
    page = LexborHTMLParser(not_found(THEMED, site.current.now, "/posts/cafe-notes/").decode())
    assert "/blog/posts/caf%C3%A9-notes/" in [link.attributes["href"] for link in page.css("a")]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("/posts/not-yet/", "“Not yet” is a draft. With --drafts the preview shows it."),
        ("/posts/soon/", "“Soon” is scheduled for 2 January 2199. With --future"),
    ],
)
def test_a_post_that_is_left_out_says_why(site: Staged, asked: str, said: str) -> None:
    page = LexborHTMLParser(not_found(THEMED, site.current.now, asked).decode())
    section = page.css_first("section")
    assert section is not None
    assert said in section.text()


@pytest.mark.parametrize(
    ("html", "before"),
    [
        (THEMED, b"<h1>Gone</h1></header>"),
        (b"<body class='a'><h1>No</h1><p>Rest", b"<h1>No</h1>"),
        (b"<BODY class='a'><p>Rest", b"<BODY class='a'>"),
        (b"<p>Rest", b"<p>Rest"),
        (b"", b""),
    ],
)
def test_any_page_has_room_for_near_matches(site: Staged, html: bytes, before: bytes) -> None:
    page = not_found(html, site.current.now, "/posts/error-budget/")
    start = page.index(b"<section")
    end = page.index(b"</section>") + len(b"</section>")
    assert page[:start] + page[end:] == html
    assert page[:start].endswith(before)


def test_before_the_first_good_build_nothing_is_near() -> None:
    assert not_found(THEMED, Served(), "/posts/error-budget/") == THEMED

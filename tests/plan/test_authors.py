"""The pages of authors."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from support.values import SITE, archive, at, author, hub, post
from waypost.model.diagnostic import Place
from waypost.model.site import Author, Site
from waypost.plan.assemble import plan_site

ADA = author("ada", "Ada King", url="/about/", bio="Writes.")
BLOG = replace(SITE, base_url="https://example.org/blog", authors=(Author("Bob", "/bob/"),))


def by(slug: str, day: str, topics: str, *names: str) -> Any:
    return post(slug, day, topics, authors=tuple(at(name) for name in names))


POSTS = (
    by("a", "2020-01-01", "go", "ada"),
    by("b", "2022-01-01", "go tests", "ada", "Bob"),
    by("c", "2024-01-01", "maps"),
)


def views(*values: object, site: Site = BLOG) -> dict[str, Any]:
    planned = plan_site(archive(*values, site=site).value, site, ())
    return {page.path: page.view for page in planned.value.pages}


def test_the_list_of_authors_leads_to_each() -> None:
    made = views(*POSTS, ADA)
    rows = made["authors/index.html"].authors
    assert [(row.name, row.url, row.posts, row.years) for row in rows] == [
        ("Ada King", "/blog/authors/ada/", 2, "2020–2022"),
        ("Bob", "/blog/authors/bob/", 2, "2022–2024"),
    ]
    assert made["archive/index.html"].authors == "/blog/authors/"


def test_an_author_has_their_posts_by_year_and_what_they_write_about() -> None:
    ada = views(*POSTS, ADA, hub("go"), hub("field", topics="tests"))["authors/ada/index.html"]
    assert [(g.heading, [card.url for card in g.cards]) for g in ada.groups] == [
        ("2022", ["/blog/posts/b/"]),
        ("2020", ["/blog/posts/a/"]),
    ]
    assert [(row.label, row.url, row.posts) for row in ada.topics] == [
        ("Go", "/blog/topics/go/", 2),
        ("Field", "/blog/topics/field/", 1),
        ("tests", "", 1),
    ]
    assert (ada.bio, ada.link, ada.meta.kind) == ("Writes.", "/blog/about/", "profile")


def test_a_byline_leads_to_the_authors_page() -> None:
    made = views(*POSTS, ADA)
    shown = [(link.label, link.url) for link in made["posts/b/index.html"].authors]
    assert shown == [("Ada King", "/blog/authors/ada/"), ("Bob", "/blog/authors/bob/")]


def test_feeds_name_the_authors_with_absolute_addresses() -> None:
    entries = views(*POSTS, ADA)["feed.xml"].entries
    assert [(link.label, link.url) for link in entries[1].authors] == [
        ("Ada King", "https://example.org/blog/authors/ada/"),
        ("Bob", "https://example.org/blog/authors/bob/"),
    ]


def test_the_sitemap_has_their_pages_with_the_day_of_the_last_change() -> None:
    rows = {row.url: row.modified for row in views(*POSTS, ADA)["sitemap.xml"].pages}
    assert rows["https://example.org/blog/authors/"] == "2024-01-01"
    assert rows["https://example.org/blog/authors/ada/"] == "2022-01-01"


def test_where_one_author_writes_the_byline_leads_where_they_say() -> None:
    made = views(POSTS[2])
    assert not [path for path in made if path.startswith("authors/")]
    assert made["archive/index.html"].authors == ""
    assert [(a.label, a.url) for a in made["posts/c/index.html"].authors] == [("Bob", "/blog/bob/")]
    assert made["feed.xml"].entries[0].authors[0].url == "https://example.org/blog/bob/"


def test_what_an_author_gives_as_an_address_is_told_of_where_it_stands() -> None:
    planned = plan_site(archive(*POSTS, ADA, site=BLOG).value, BLOG, ()).value
    (page,) = [page for page in planned.pages if page.path == "authors/ada/index.html"]
    assert page.cites == (("/blog/about/", Place("content/authors.yaml", 2, 8)),)

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import feedparser
import pytest
from lxml import etree, html
from msgspec.structs import replace

from support.feeds import faults_of_atom, faults_of_json, faults_of_rss
from waypost.model.views import FeedView, View

Render = Callable[[str, object], str]

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def parsed(text: str) -> etree._Element:
    return etree.fromstring(text.encode())


def test_a_feed_is_what_readers_expect(render: Render, feed_view: FeedView) -> None:
    found = feedparser.parse(render("feed.xml", feed_view))
    assert not found.bozo
    assert found.version == "atom10"
    assert found.feed.title == "Field Notes"
    assert found.feed.id == "https://example.org/blog/"
    (entry,) = found.entries
    assert entry.id == "tag:example.org,2024-03-01:post-1"
    assert entry.title == "Post 1 & more"
    assert entry.link == "https://example.org/blog/posts/post-1/"
    assert [author.name for author in entry.authors] == ["Ann", "Ben"]
    assert [tag.term for tag in entry.tags] == ["Maps", "R&D"]
    assert entry.published == "2024-03-01T00:00:00Z"
    assert entry.updated == "2024-04-02T00:00:00+01:00"


def test_a_feed_has_the_elements_that_the_standard_requires(
    render: Render, feed_view: FeedView
) -> None:
    feed = parsed(render("feed.xml", feed_view))
    assert feed.xpath("count(a:id) = 1 and count(a:title) = 1", namespaces=ATOM)
    assert feed.xpath("count(a:updated) = 1 and a:author/a:name", namespaces=ATOM)
    assert feed.xpath("string(a:link[@rel='self']/@href)", namespaces=ATOM) == feed_view.url
    assert feed.xpath("string(a:link[@rel='alternate']/@href)", namespaces=ATOM) == feed_view.page
    assert feed.xpath("count(a:entry[a:id][a:title][a:updated])", namespaces=ATOM) == 1


def test_an_entry_has_the_full_text_with_absolute_links(
    render: Render, feed_view: FeedView
) -> None:
    feed = parsed(render("feed.xml", feed_view))
    content = feed.xpath("a:entry/a:content[@type='html']", namespaces=ATOM)[0]
    body = html.fromstring(f"<div>{content.text}</div>")
    assert [heading.text.strip() for heading in body.iter("h2")] == ["First", "Second"]
    assert [link.get("href") for link in body.iter("a")] == [
        "https://example.org/blog/posts/post-2/",
        "https://example.org/blog/posts/post-1/#second",
        "https://example.org/blog/posts/post-1/#first",
        # Of components:
        "https://example.org/blog/topics/maps/",
        "https://example.org/blog/paths/trails/",
        *(f"https://example.org/blog/posts/post-{number}/" for number in (1, 2, 1, 2)),
        "https://example.org/blog/x/",
    ]
    assert body.find(".//a").text == "Post <2>"


def test_every_address_in_a_feed_is_absolute(render: Render, feed_view: FeedView) -> None:
    feed = parsed(render("feed.xml", feed_view))
    addresses = feed.xpath("//a:link/@href | //a:icon/text()", namespaces=ATOM)
    assert len(addresses) == 4
    assert all(str(address).startswith("https://example.org/blog/") for address in addresses)


def test_a_feed_without_an_author_is_signed_by_the_site(
    render: Render, feed_view: FeedView
) -> None:
    feed = parsed(render("feed.xml", replace(feed_view, author="", subtitle="", entries=())))
    assert feed.xpath("string(a:author/a:name)", namespaces=ATOM) == "Field Notes"
    assert feed.xpath("count(a:subtitle | a:entry)", namespaces=ATOM) == 0


def test_an_entry_without_a_summary_has_none(render: Render, feed_view: FeedView) -> None:
    entries = (replace(feed_view.entries[0], summary="", authors=(), topics=()),)
    feed = parsed(render("feed.xml", replace(feed_view, entries=entries)))
    assert feed.xpath("count(//a:summary | //a:category)", namespaces=ATOM) == 0


FORMATS: dict[str, Callable[[str], list[str]]] = {
    "feed.xml": faults_of_atom,
    "rss.xml": faults_of_rss,
    "feed.json": faults_of_json,
}


@pytest.mark.parametrize("template", FORMATS)
def test_a_feed_keeps_to_its_standard(render: Render, feed_view: FeedView, template: str) -> None:
    (entry,) = feed_view.entries
    bare = replace(
        entry, identity="tag:example.org,2024-03-01:b", summary="", authors=(), topics=()
    )
    for view in (
        feed_view,
        replace(feed_view, entries=(entry, bare)),
        replace(feed_view, subtitle="", entries=()),
    ):
        assert FORMATS[template](render(template, view)) == []


@pytest.mark.parametrize(
    ("template", "broken"),
    [
        ("feed.xml", {"updated": "yesterday"}),
        ("feed.xml", {"updated": "2024-04-02T00:00:00"}),
        ("feed.xml", {"identity": ""}),
        ("rss.xml", {"title": " "}),
        ("rss.xml", {"page": ""}),
        ("feed.json", {"url": "feed.json"}),
    ],
)
def test_a_feed_that_does_not_is_noticed(
    render: Render, feed_view: FeedView, template: str, broken: dict[str, Any]
) -> None:
    assert FORMATS[template](render(template, replace(feed_view, **broken))) != []


@pytest.mark.parametrize("template", FORMATS)
@pytest.mark.parametrize(
    "broken", [{"published": "1 March", "sent": "1 March"}, {"identity": "tag:example.org,2024:b"}]
)
def test_an_entry_that_does_not_is_noticed(
    render: Render, feed_view: FeedView, template: str, broken: dict[str, Any]
) -> None:
    (entry,) = feed_view.entries
    entries = (replace(entry, identity="tag:example.org,2024:b"), replace(entry, **broken))
    assert FORMATS[template](render(template, replace(feed_view, entries=entries))) != []


def test_rss_is_what_readers_expect(render: Render, feed_view: FeedView) -> None:
    found = feedparser.parse(render("rss.xml", feed_view))
    assert not found.bozo
    assert found.version == "rss20"
    assert (found.feed.title, found.feed.link) == ("Field Notes", "https://example.org/blog/")
    (entry,) = found.entries
    assert (entry.id, entry.guidislink) == ("tag:example.org,2024-03-01:post-1", False)
    assert entry.title == "Post 1 & more"
    assert entry.link == "https://example.org/blog/posts/post-1/"
    assert entry.published_parsed[:3] == (2024, 3, 1)
    assert [tag.term for tag in entry.tags] == ["Maps", "R&D"]
    assert "Post &lt;2&gt;" in entry.content[0].value
    assert entry.summary == "What post 1 says."


def test_all_formats_tell_the_same(render: Render, feed_view: FeedView) -> None:
    atom, rss = (feedparser.parse(render(name, feed_view)) for name in ("feed.xml", "rss.xml"))
    in_json = json.loads(render("feed.json", feed_view))
    (one,), (two,), (three,) = atom.entries, rss.entries, in_json["items"]
    assert one.id == two.id == three["id"]
    assert one.link == two.link == three["url"]
    assert one.content[0].value == two.content[0].value
    content = parsed(render("feed.xml", feed_view)).findtext(".//a:content", namespaces=ATOM)
    assert three["content_html"] == content
    ann = "https://example.org/blog/authors/ann/"
    assert three["authors"] == [{"name": "Ann", "url": ann}, {"name": "Ben"}]
    assert [author.get("href") for author in one.authors] == [ann, None]


@pytest.mark.parametrize("template", ["feed.xml", "rss.xml"])
def test_a_feed_tells_people_what_it_is(render: Render, feed_view: FeedView, template: str) -> None:
    text = render(template, feed_view)
    assert text.splitlines()[1].startswith('<?xml-stylesheet type="text/css" href="/blog/')
    notice = parsed(text).find(".//{http://www.w3.org/1999/xhtml}div")
    assert notice is not None
    link = notice.find(".//{http://www.w3.org/1999/xhtml}a")
    assert link is not None
    assert link.get("href") == feed_view.page
    assert feed_view.url in "".join(map(str, notice.itertext()))


@pytest.mark.parametrize("title", ["<b>&amp;</b>", "]]>", "\"quoted\" 'twice'", "a\u00a0b\u2028c"])
def test_a_title_survives_the_feed(render: Render, feed_view: FeedView, title: str) -> None:
    entries = (replace(feed_view.entries[0], title=title),)
    feed = parsed(render("feed.xml", replace(feed_view, entries=entries)))
    assert feed.xpath("string(a:entry/a:title)", namespaces=ATOM) == title


def test_the_sitemap_lists_pages_with_their_days(render: Render, samples: dict[str, View]) -> None:
    sitemap = parsed(render("sitemap.xml", samples["sitemap.xml"]))
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    assert sitemap.tag == f"{space}urlset"
    rows = [(url.findtext(f"{space}loc"), url.findtext(f"{space}lastmod")) for url in sitemap]
    assert rows == [
        ("https://example.org/blog/", "2024-04-02"),
        ("https://example.org/blog/paths/", None),
    ]


def test_robots_txt_names_the_sitemap(render: Render, samples: dict[str, View]) -> None:
    assert render("robots.txt", samples["robots.txt"]).splitlines() == [
        "User-agent: *",
        "Allow: /",
        "",
        "Sitemap: https://example.org/blog/sitemap.xml",
    ]

"""The plan of a whole site: every URL once, every link alive."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

import pytest
from msgspec.structs import replace

from support.values import SITE, archive, at, author, codes, hub, link, path, post, topic
from waypost.model.diagnostic import Checked, Place
from waypost.model.digest import digest_of
from waypost.model.fragment import LinkKind
from waypost.model.hub import Grouping, Order, References
from waypost.model.plan import PagePlan, Plan
from waypost.model.post import Asset, When
from waypost.model.site import Author, Look, NavItem, Site
from waypost.model.views import FeedView, SitemapIndexView, View
from waypost.model.views.templates import VIEW_OF
from waypost.plan.assemble import plan_site, site_view
from waypost.plan.redirects import alias_url
from waypost.store.encoding import as_seen

FEEDS = ("feed.xml", "rss.xml", "feed.json")

FAVICON = Asset("static/favicon.svg", digest_of(b""), 0)


def plan(
    *values: object, site: Site = SITE, static: tuple[Any, ...] = (), **more: Any
) -> Checked[Plan]:
    return plan_site(archive(*values, site=site, **more).value, site, static)


def view(planned: Checked[Plan], path: str) -> Any:
    return next(page.view for page in planned.value.pages if page.path == path)


def test_a_small_site_has_every_kind_of_page() -> None:
    planned = plan(
        post("a", topics="go"), hub("go"), path("p", "a"), static=(("favicon.svg", FAVICON),)
    )
    assert codes(planned) == []
    assert [page.path for page in planned.value.pages] == [
        "404.html",
        "_headers",
        "archive/2024/index.html",
        "archive/index.html",
        "atom.xml",
        "feed.json",
        "feed.xml",
        "index.html",
        "index.xml",
        "llms.txt",
        "map/index.html",
        "paths/index.html",
        "paths/p/index.html",
        "posts/a/index.html",
        "robots.txt",
        "rss.xml",
        "search/index.html",
        "sitemap.xml",
        "topics/go/evidence.json",
        "topics/go/feed.json",
        "topics/go/feed.xml",
        "topics/go/index.html",
        "topics/go/rss.xml",
        "topics/index.html",
    ]
    assert [file.path for file in planned.value.files] == ["favicon.svg"]


def test_an_empty_archive_has_a_site_too() -> None:
    planned = plan()
    assert codes(planned) == []
    assert view(planned, "feed.xml").entries == ()


def test_every_internal_url_starts_with_the_sites_path() -> None:
    site = replace(SITE, base_url="https://example.org/notes")
    planned = plan(post("a", topics="go", links=(link("b"),)), post("b"), hub("go"), site=site)
    shown = view(planned, "posts/a/index.html")
    assert shown.body.fillings[0].url == "/notes/posts/b/"
    assert shown.topics[0].url == "/notes/topics/go/"
    assert shown.meta.url == "https://example.org/notes/posts/a/"
    assert site_view(archive().value, site).root == "/notes/"


def test_a_feed_names_one_address_as_its_own_wherever_it_lies() -> None:
    planned = plan(post("a", topics="go"), hub("go"))
    pages = planned.value.pages
    own = {page.path: page.view.url for page in pages if isinstance(page.view, FeedView)}
    assert {path: url.removeprefix("https://example.org/") for path, url in own.items()} == {
        **{path: path for path in ("feed.xml", "rss.xml", "feed.json")},
        **{f"topics/go/{path}": f"topics/go/{path}" for path in FEEDS},
        "atom.xml": "feed.xml",
        "index.xml": "rss.xml",
    }


def test_feeds_of_hubs_are_shorter_than_the_sites() -> None:
    planned = plan(*(post(f"p{n}", f"2024-01-{n:02}", "go") for n in range(1, 26)), hub("go"))
    site, go = (view(planned, path).entries for path in ("feed.xml", "topics/go/feed.xml"))
    assert (len(site), len(go)) == (20, 10)
    assert site[:10] == go


def test_links_in_a_feed_are_absolute() -> None:
    planned = plan(
        post("a", "2024-02-01", links=(link("b", anchor="why"),)), post("b", anchors=("why",))
    )
    entry = view(planned, "feed.xml").entries[0]
    assert entry.body.fillings[0].url == "https://example.org/posts/b/#why"
    assert entry.body.base == "https://example.org/posts/a/"


def test_a_feed_id_outlives_a_change_of_slug() -> None:
    def identity(slug: str) -> str:
        planned = plan(post(slug, source="content/posts/2024-01-01-a.md"))
        return str(view(planned, "feed.xml").entries[0].identity)

    before = identity("a")
    assert before == "tag:example.org,2024-01-01:a"
    assert identity("renamed") == before
    renamed = plan(post("b", source="content/posts/b.md", aliases=(at("a"),)))
    assert view(renamed, "feed.xml").entries[0].identity == before
    pinned = plan(post("b", source="content/posts/b.md", identity="a"))
    assert view(pinned, "feed.xml").entries[0].identity == before


def test_a_link_without_a_label_shows_the_targets_title() -> None:
    planned = plan(post("a", links=(link("b"),)), post("b", title="The B"))
    assert view(planned, "posts/a/index.html").body.fillings[0].text == "The B"


def test_a_post_has_its_neighbours_by_date() -> None:
    planned = plan(post("a", "2024-01-01"), post("b", "2024-02-01"), post("c", "2024-03-01"))
    shown = {slug: view(planned, f"posts/{slug}/index.html") for slug in "abc"}
    labels = {
        slug: (one.newer and one.newer.label, one.older and one.older.label)
        for slug, one in shown.items()
    }
    assert labels == {"a": ("B", None), "b": ("C", "A"), "c": (None, "B")}


def test_a_related_post_tells_what_both_have_in_common_in_words() -> None:
    planned = plan(
        post("one", topics="go", links=(link("cited"),)),
        post("other", "2024-02-01", "go", title="The other", links=(link("cited"), link("one"))),
        post("cited", title="What both cite"),
        path("way", "one other"),
        topic("go", "Go, the language"),
    )
    shown = view(planned, "posts/one/index.html")
    (related,) = (card for card in shown.related if card.url == "/posts/other/")
    assert (related.title, related.day, related.date) == (
        "The other",
        "2024-02-01",
        "1 February 2024",
    )
    assert related.topics == ("Go, the language",)
    assert related.cites == ("What both cite",)
    assert related.paths == ("Way",)
    assert (related.link, related.instead_of, related.earlier) == ("from", "", False)
    assert [card.url for card in shown.backlinks] == ["/posts/other/"]


def test_a_related_post_stands_in_the_place_of_what_it_supersedes() -> None:
    planned = plan(
        post("a", "2024-03-01", "go", links=(link("old"),)),
        post("old", "2024-01-01", "go", title="The old one", superseded_by=at("new")),
        post("new", "2024-02-01", "go"),
    )
    shown = view(planned, "posts/a/index.html")
    (related,) = (card for card in shown.related if card.url == "/posts/new/")
    assert related.instead_of == "The old one"


def test_a_post_in_three_paths_shows_three() -> None:
    planned = plan(post("a"), post("b"), path("x", "a b"), path("y", "b a"), path("z", "a"))
    bars = view(planned, "posts/a/index.html").paths
    assert [(bar.title, bar.number, bar.steps) for bar in bars] == [
        ("X", 1, 2),
        ("Y", 2, 2),
        ("Z", 1, 1),
    ]
    assert bars[0].next.url == "/posts/b/"
    assert bars[0].previous is None
    assert bars[1].previous.url == "/posts/b/"
    assert [bar.derived for bar in bars] == [False, False, False]


def test_a_bar_tells_the_minutes_of_the_steps_to_come() -> None:
    planned = plan(post("a"), post("b"), post("c"), path("x", "a b c"))
    steps = view(planned, "paths/x/index.html").stages[0].steps
    left = [view(planned, f"posts/{slug}/index.html").paths[0].left for slug in "abc"]
    assert left == [sum(step.minutes for step in steps[number:]) for number in (1, 2, 3)]
    assert left[0] > left[1] > left[2] == 0


def test_a_post_is_part_of_its_topics_and_of_the_hubs_that_hold_it() -> None:
    planned = plan(
        post("a", topics="ai go"),
        post("b", topics="ai"),
        post("c", topics="ai"),
        hub("machines", topics="ai"),
    )
    topics = view(planned, "posts/a/index.html").topics
    assert [(link.label, link.url) for link in topics] == [
        ("Machines", "/topics/machines/"),
        ("Ai", "/topics/ai/"),
        ("go", ""),
    ]


def test_assets_lie_with_their_post_and_hidden_ones_nowhere() -> None:
    names = [
        "content/posts/f/a.svg",
        "content/posts/f/deep/b.svg",
        "content/posts/d/c.svg",
        "content/posts/e.svg",
    ]
    assets = {name: Asset(name, digest_of(b""), 0) for name in names}
    planned = plan(
        post("shown", source="content/posts/f/index.md"),
        post("hidden", source="content/posts/d/index.md", draft=True),
        assets=assets,
    )
    assert [file.path for file in planned.value.files] == [
        "media/e.svg",
        "posts/shown/a.svg",
        "posts/shown/deep/b.svg",
    ]


COLLISIONS: list[tuple[str, tuple[object, ...]]] = [
    ("by case", (post("Ab"), post("aB"))),
    ("by Unicode form", (post("caf\u00e9"), post("cafe\u0301"))),
    ("with an alias", (post("a"), post("b", aliases=(at("a"),)))),
    ("two aliases", (post("a", aliases=(at("/x/"),)), post("b", aliases=(at("/x"),)))),
    ("alias of a page of the site", (post("a", aliases=(at("/topics/"),)),)),
    ("a file where a folder is", (post("a", aliases=(at("/posts/b/index.html/deep/"),)), post("b"))),
    ("the list of what is published", (post("a", aliases=(at("/.waypost-manifest"),)),)),
    ("below that list", (post("a", aliases=(at("/.Waypost-Manifest/a/"),)),)),
    ("its own alias", (post("a", aliases=(at("/posts/a/"),)),)),
]  # fmt: skip


@pytest.mark.parametrize(("name", "posts"), COLLISIONS, ids=[c[0] for c in COLLISIONS])
def test_two_sources_of_one_url_are_an_error(name: str, posts: tuple[object, ...]) -> None:
    planned = plan(*posts)
    assert codes(planned) == ["url-collision"]
    assert planned.diagnostics[0].place.path
    keys = [page.path.casefold() for page in planned.value.pages]
    assert len(keys) == len(set(keys))


def test_a_collision_names_both_sources() -> None:
    message = plan(post("Ab"), post("aB")).diagnostics[0].message
    assert "content/posts/Ab.md" in message
    assert "content/posts/aB.md" in message


def test_a_static_file_over_a_page_is_a_collision() -> None:
    own = Asset("static/sitemap.xml", digest_of(b""), 0)
    assert codes(plan(static=(("sitemap.xml", own),))) == ["url-collision"]


@pytest.mark.parametrize("name", ["_headers", "robots.txt", "llms.txt"])
def test_a_site_may_come_with_files_that_hosts_and_crawlers_read(name: str) -> None:
    planned = plan(static=((name, Asset(f"static/{name}", digest_of(b""), 0)),))
    assert codes(planned) == []
    assert name in [file.path for file in planned.value.files]
    assert name not in [page.path for page in planned.value.pages]


@pytest.mark.parametrize(
    ("alias", "url"),
    [
        ("old-name", "/posts/old-name/"),
        ("/2019/03/old/", "/2019/03/old/"),
        ("/2019/03/old", "/2019/03/old/"),
        ("/old.html", "/old.html"),
        ("/a//b/", None),
        ("/../up/", None),
        ("/a?b=c", None),
        ("", None),
        ("a b", None),
    ],
)
def test_an_alias_names_a_former_url(alias: str, url: str | None) -> None:
    assert alias_url(alias) == url


def test_a_bad_alias_is_found() -> None:
    assert codes(plan(post("a", aliases=(at("/../x"),)))) == ["bad-alias"]


def test_an_alias_leads_to_the_present_page() -> None:
    planned = plan(post("a", aliases=(at("/old/"),)))
    assert view(planned, "old/index.html").target == "/posts/a/"


def test_a_link_to_a_page_that_nobody_plans_is_an_error_at_its_line() -> None:
    planned = plan(post("a", links=(link("/archve/", LinkKind.URL),)))
    assert codes(planned) == ["unknown-target"]
    assert "'/archive/'" in planned.diagnostics[0].fix
    assert planned.diagnostics[0].place.line == 10


def test_a_page_names_what_its_author_linked_to_and_where() -> None:
    targets = [
        link("b", anchor="why", place=Place("content/posts/a.md", 1)),
        link("/topics/", LinkKind.URL, place=Place("content/posts/a.md", 2)),
        link("hidden", place=Place("content/posts/a.md", 3)),
        link("https://example.org/c d/", LinkKind.EXTERNAL, place=Place("content/posts/a.md", 4)),
        link("https://example.com/", LinkKind.EXTERNAL, place=Place("content/posts/a.md", 5)),
    ]
    planned = plan(
        post("a", links=tuple(targets)), post("b", anchors=("why",)), post("hidden", draft=True)
    )
    page = next(page for page in planned.value.pages if page.path == "posts/a/index.html")
    assert [(url, place.line) for url, place in page.cites] == [
        ("/posts/b/#why", 1),
        ("/topics/", 2),
        ("https://example.org/c d/", 4),
    ]


def test_references_are_grouped_by_the_year_that_they_are_ordered_by() -> None:
    posts = [
        post("a", "2020-01-01", "go", updated=at(When(date(2024, 5, 1)))),
        post("b", "2022-01-01", "go"),
    ]

    def groups(order: Order) -> list[tuple[str, list[str]]]:
        planned = plan(*posts, hub("go", references=References(order, Grouping.YEAR)))
        rows = view(planned, "topics/go/index.html").references
        return [(row.heading, [card.url for card in row.cards]) for row in rows]

    assert groups(Order.NEWEST) == [("2022", ["/posts/b/"]), ("2020", ["/posts/a/"])]
    assert groups(Order.UPDATED) == [("2024", ["/posts/a/"]), ("2022", ["/posts/b/"])]


def test_the_sitemap_has_the_day_of_the_last_change() -> None:
    changed = at(When(date(2024, 5, 1)))
    planned = plan(
        post("a", "2020-01-01", "go", updated=changed), post("b", "2022-01-01", "go"), hub("go")
    )
    modified = {row.url: row.modified for row in view(planned, "sitemap.xml").pages}
    assert modified["https://example.org/posts/a/"] == "2024-05-01"
    assert modified["https://example.org/posts/b/"] == "2022-01-01"
    assert modified["https://example.org/topics/go/"] == "2024-05-01"


def test_every_view_has_an_encoding_of_its_own() -> None:
    planned = plan(
        *(post(f"p{n}", f"20{10 + n}-01-01", "go maps", links=(link("p0"),)) for n in range(12)),
        post("old", "2024-01-01", "go ai", aliases=(at("/once/"),), image=link("p1")),
        hub("go", themes={"T": "p1 p2"}),
        path("first", "p1 p2"),
        topic("ai"),
        author("ann", "Ann"),
        site=replace(
            SITE,
            authors=(Author("Ann"),),
            look=Look("#8fd3c1", (("text", "serif"),)),
            markdown_twins=True,
            social_cards=True,
        ),
    )
    kinds = {type(page.view) for page in planned.value.pages}
    # A sitemap has an index where it is long, and then it is no view of pages.
    assert kinds == set(get_args(View)) - {SitemapIndexView}
    made = {page.template: type(page.view) for page in planned.value.pages}
    assert made | {"sitemap-index.xml": SitemapIndexView} == VIEW_OF
    once = [page for page in planned.value.pages if page.path not in ("atom.xml", "index.xml")]
    assert len({as_seen(page.view) for page in once}) == len(once)


def test_dead_navigation_is_an_error_at_its_line() -> None:
    nav = (
        NavItem("Tags", at("/tags/", "content/site.yaml", 9)),
        NavItem("Code", at("https://example.com/")),
    )
    planned = plan(site=replace(SITE, nav=nav))
    assert [str(found.place) for found in planned.diagnostics] == ["content/site.yaml:9:1"]


def test_a_year_with_many_posts_has_pages() -> None:
    site = replace(SITE, posts_per_page=1)
    planned = plan(*(post(f"p{n}", f"2024-03-{n:02}") for n in range(1, 13)), site=site)
    paths = [page.path for page in planned.value.pages if page.path.startswith("archive/2024/")]
    assert paths == [
        "archive/2024/index.html",
        "archive/2024/page/2/index.html",
        "archive/2024/page/3/index.html",
    ]
    listed = [c.url for p in paths for m in view(planned, p).months for c in m.cards]
    assert listed == [f"/posts/p{n}/" for n in range(12, 0, -1)]


def test_every_post_is_in_the_archive_the_sitemap_and_its_hub() -> None:
    posts = [post(f"p{n}", f"20{10 + n}-01-01", "go") for n in range(12)]
    planned = plan(*posts)
    in_sitemap = {row.url for row in view(planned, "sitemap.xml").pages}
    in_hub = {c.url for g in view(planned, "topics/go/index.html").references for c in g.cards}
    for n in range(12):
        assert f"https://example.org/posts/p{n}/" in in_sitemap
        assert f"/posts/p{n}/" in in_hub


def test_a_sites_own_planner_adds_pages() -> None:
    def planner(archive: Any, site: Any) -> list[PagePlan]:
        return [PagePlan("extra.html", "not-found.html", view(plan(), "404.html"))]

    planned = plan_site(archive().value, SITE, (), (planner,))
    assert "extra.html" in [page.path for page in planned.value.pages]

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from jinja2 import Environment
from lxml import html
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from waypost.config import theme_folder
from waypost.model.digest import Digest
from waypost.model.fields import field_names
from waypost.model.views import (
    ArchiveView,
    Component,
    HomeView,
    HubView,
    LinkView,
    MapView,
    NotFoundView,
    OutlineRow,
    PathsView,
    PathView,
    PostView,
    SiteView,
    StageRow,
    TopicsView,
    View,
)
from waypost.plan import strip
from waypost.render.environment import environment
from waypost.render.page import render_page

Render = Callable[[str, object], str]


def no_bodies(digest: Digest) -> str:
    raise KeyError(digest)


PAGES = [
    "post.html",
    "hub.html",
    "topics.html",
    "map.html",
    "path.html",
    "paths.html",
    "home.html",
    "archive.html",
    "year.html",
    "not-found.html",
]

HTML_FIELDS = {
    ("HubView", "introduction"),
    ("HubView", "failure_modes"),
    ("PathView", "introduction"),
    ("ThemeRow", "text"),
    ("CitedCard", "note"),
    ("StepCard", "note"),
    ("SectionRow", "name"),
    ("StatementRow", "rule"),
    ("StatementRow", "section"),
    ("StatementRow", "text"),
    ("TrailCard", "role"),
    ("Body", "digest"),
    ("Body", "fillings"),
}

CARDS_OF_COMPONENTS = ("topic", "path", "post", "posts", "steps")

DATA = '<script type="application/ld+json">'
PROGRAM = 'script:not([type="application/ld+json"], [src])'

HOSTILE = "\"'><script>alert(1)</script><b onclick=x style=y>&amp;"


def hostile(value: Any) -> Any:
    """Append what must be escaped to every plain text in a view."""
    if isinstance(value, str):
        return value + HOSTILE
    if isinstance(value, tuple):
        return tuple(hostile(item) for item in value)
    if isinstance(value, Component):
        given = tuple((name, hostile(one)) for name, one in value.values)
        cards = {name: hostile(getattr(value, name)) for name in CARDS_OF_COMPONENTS}
        return replace(value, values=given, **cards)
    if field_names(value) and not isinstance(value, type):
        kind = type(value).__name__
        names = [name for name in field_names(value) if (kind, name) not in HTML_FIELDS]
        return replace(value, **{name: hostile(getattr(value, name)) for name in names})
    return value


def text_of(node: Any) -> str:
    return " ".join(node.text().split())


def texts(page: str, selector: str) -> list[str]:
    return [text_of(node) for node in LexborHTMLParser(page).css(selector)]


def links(page: str, selector: str) -> list[str | None]:
    return [node.attributes["href"] for node in LexborHTMLParser(page).css(selector)]


@pytest.mark.parametrize(
    "template", [*PAGES, "redirect.html", "feed.xml", "rss.xml", "sitemap.xml"]
)
def test_no_text_of_a_view_becomes_markup(
    render: Render, samples: dict[str, View], template: str
) -> None:
    text = render(template, hostile(samples[template]))
    assert text.count("alert(1)") >= 2
    assert "<b " not in text
    tree = LexborHTMLParser(text)
    assert len(tree.css("script:not([src])")) == text.count(DATA)
    assert not tree.css(f"{PROGRAM}, b, [onclick], [style]")


@pytest.mark.parametrize("template", [*PAGES, "redirect.html"])
def test_no_page_has_inline_style_or_script(
    render: Render, samples: dict[str, View], template: str
) -> None:
    tree = LexborHTMLParser(render(template, samples[template]))
    assert not tree.css(f"{PROGRAM}, style, [style]")
    names = {name for node in tree.css("*") for name in node.attributes}
    assert not {name for name in names if name.startswith("on")}


@pytest.mark.parametrize("template", PAGES)
def test_a_page_has_its_landmarks_one_title_and_no_id_twice(
    render: Render, samples: dict[str, View], template: str
) -> None:
    page = render(template, samples[template])
    tree = LexborHTMLParser(page)
    assert page.startswith("<!DOCTYPE html>\n")
    assert [len(tree.css(name)) for name in ("main", "h1", "head > title", "body > header")] == [
        1
    ] * 4
    assert tree.css("html")[0].attributes["lang"] == "en-GB"
    ids = Counter(node.attributes["id"] for node in tree.css("[id]"))
    assert [name for name, times in ids.items() if times > 1] == []
    labelled = [node.attributes["aria-labelledby"] for node in tree.css("[aria-labelledby]")]
    assert set(labelled) <= set(ids)
    assert all(node.attributes.get("aria-label") for node in tree.css("nav"))
    skip = tree.css("body > a")[0].attributes["href"] or ""
    assert skip.removeprefix("#") in ids


@pytest.mark.parametrize("template", PAGES)
def test_headings_never_skip_a_level(
    render: Render, samples: dict[str, View], template: str
) -> None:
    tree = LexborHTMLParser(render(template, samples[template]))
    levels = [int((node.tag or "")[1]) for node in tree.css("h1, h2, h3, h4, h5, h6")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("template", [*PAGES, "redirect.html"])
def test_every_tag_that_is_opened_is_closed(
    render: Render, samples: dict[str, View], template: str
) -> None:
    page = render(template, samples[template])
    void = "area|br|circle|hr|img|input|link|meta|path|source"
    # What is left without void elements must be well-formed XML.
    body = re.sub(rf"<(?:{void})\b[^>]*>", "", page.removeprefix("<!DOCTYPE html>"))
    body = re.sub(r" (defer|hidden|data-\w+)(?=[ >])", r' \1=""', body)
    html.etree.fromstring(body)


@pytest.mark.parametrize("template", PAGES)
def test_the_head_tells_of_the_page(
    render: Render, samples: dict[str, View], template: str
) -> None:
    meta = getattr(samples[template], "meta")  # noqa: B009 - not every view has one
    tree = html.fromstring(render(template, samples[template]))

    def content(name: str) -> list[str]:
        return [
            str(found)
            for found in tree.xpath(f"//meta[@name='{name}' or @property='{name}']/@content")
        ]

    assert content("description") == [meta.description]
    assert content("og:title") == [meta.title]
    assert content("og:url") == [meta.url]
    assert content("robots") == ([meta.robots] if meta.robots else [])
    canonical = tree.xpath("//link[@rel='canonical']/@href")
    assert canonical == ([] if meta.robots else [meta.url])
    assert tree.xpath("//link[@rel='stylesheet']/@href") == [
        "/blog/css/site.css",
        "/blog/css/settings.css",
        "/blog/css/search.css",
    ]
    assert "/blog/feed.xml" in tree.xpath("//link[@type='application/atom+xml']/@href")


def test_the_title_names_the_site_once(
    render: Render, post_view: PostView, home_view: HomeView
) -> None:
    assert texts(render("post.html", post_view), "title") == ["Post 1 · Field Notes"]
    assert texts(render("home.html", home_view), "title") == ["Field Notes"]


def test_a_hub_offers_its_own_feed(render: Render, hub_view: HubView) -> None:
    tree = html.fromstring(render("hub.html", hub_view))
    links = tree.xpath("//head/link[@title='Field Notes: Maps']")
    assert {link.get("type"): link.get("href") for link in links} == {
        "application/atom+xml": "https://example.org/blog/topics/maps/feed.xml",
        "application/rss+xml": "https://example.org/blog/topics/maps/rss.xml",
        "application/feed+json": "https://example.org/blog/topics/maps/feed.json",
    }


def test_a_page_whose_feed_is_the_sites_offers_it_once(render: Render, home_view: HomeView) -> None:
    meta = replace(home_view.meta, feed="https://example.org/blog/feed.xml")
    tree = html.fromstring(render("home.html", replace(home_view, meta=meta)))
    assert len(tree.xpath("//head/link[@type='application/atom+xml']")) == 1


@pytest.mark.parametrize(
    ("url", "marked"),
    [
        ("https://example.org/blog/", {"Home": "page"}),
        ("https://example.org/blog/topics/", {"Topics": "page"}),
        ("https://example.org/blog/topics/maps/", {"Topics": "true"}),
        ("https://example.org/blog/posts/a/", {}),
        ("https://example.com/", {"Elsewhere": "page"}),
        ("https://example.com/a/", {"Elsewhere": "true"}),
        ("https://example.org/blog", {}),
    ],
)
def test_the_navigation_marks_where_the_reader_is(
    render: Render, home_view: HomeView, url: str, marked: dict[str, str]
) -> None:
    page = render("home.html", replace(home_view, meta=replace(home_view.meta, url=url)))
    links = LexborHTMLParser(page).css(".site-nav a[aria-current]")
    assert {text_of(link): link.attributes["aria-current"] for link in links} == marked


def test_what_lies_outside_of_the_site_is_no_section_of_it(
    theme: Environment, site: SiteView, home_view: HomeView
) -> None:
    whole = replace(site, nav=(LinkView("The whole host", "/"),))
    page = render_page(theme, "home.html", whole, home_view)
    assert page.value
    assert "The whole host" in page.value.decode()
    assert "aria-current" not in page.value.decode()


# --- posts ------------------------------------------------------------------------


def test_a_post_says_when_by_whom_and_of_what_it_is(render: Render, post_view: PostView) -> None:
    page = render("post.html", post_view)
    assert texts(page, ".post-header li") == [
        "1 March 2024",
        "Updated 2 April 2024",
        "1 minute to read",
        "By Ann and Ben",
        "Part of Maps, Trails, and Knots",
        "Step 3 of 7 in First steps",
        "Step 1 of 90 in The long way",
    ]
    tree = LexborHTMLParser(page)
    days = [node.attributes["datetime"] for node in tree.css(".post-header time")]
    assert days == ["2024-03-01", "2024-04-02"]
    linked = [node.attributes["href"] for node in tree.css(".post-header li:nth-child(5) a")]
    assert linked == ["/blog/topics/maps/", "/blog/topics/trails/"]


def test_a_bare_post_has_no_empty_parts(render: Render, post_view: PostView) -> None:
    bare = replace(
        post_view,
        updated_day="",
        updated="",
        description="",
        authors=(),
        topics=(),
        image="",
        outline=(),
        successor=None,
        paths=(),
        related=(),
        backlinks=(),
        newer=None,
        older=None,
    )
    page = render("post.html", bare)
    assert texts(page, ".post-header li") == ["1 March 2024", "1 minute to read"]
    for selector in (".lede", ".contents", ".notice", "main img", ".path-bar", ".pair"):
        assert texts(page, selector) == []
    assert texts(page, "main h2") == ["First #", "Second"]


def test_every_path_of_a_post_has_a_bar_with_its_neighbours(
    render: Render, post_view: PostView
) -> None:
    page = render("post.html", post_view)
    assert texts(page, ".path-bar-place") == [
        "Step 3 of 7 in First steps",
        "Step 1 of 90 in The long way",
    ]
    assert texts(page, ".path-bar li:not(:empty)") == [
        "Previous step Post 5",
        "Next step Post 6",
        "Next step Post 7",
    ]
    tree = LexborHTMLParser(page)
    marks = [node.attributes.get("class") for node in tree.css(".path-bar-trail li")]
    assert marks == ["walked", "walked", "here", None, None, None, None]


def test_a_path_that_nobody_wrote_takes_a_line(render: Render, post_view: PostView) -> None:
    page = render("post.html", post_view)
    assert texts(page, ".path-bar-left") == [
        "18 minutes left after this step",
        "6 h 40 min left after this step",
    ]
    assert texts(page, ".asides .read") == [
        "Step 1 of 3 in Maps in three posts Next: Post 7, 8 minutes left",
        "Step 3 of 3 in Knots in three posts The last step; before it: Post 5",
    ]
    known = [node.attributes["data-path"] for node in LexborHTMLParser(page).css("[data-path]")]
    assert known == [bar.url for bar in post_view.paths]
    alone = tuple(replace(bar, derived=False) for bar in post_view.paths)
    assert texts(render("post.html", replace(post_view, paths=alone)), ".asides") == []


@pytest.mark.parametrize(
    ("levels", "listed"),
    [((2, 2), 0), ((2, 4, 4), 0), ((2, 3, 2), 3), ((3, 3, 3, 6), 3), ((), 0)],
)
def test_contents_stand_where_at_least_three_headings_are(
    render: Render, post_view: PostView, levels: tuple[int, ...], listed: int
) -> None:
    outline = tuple(OutlineRow(level, f"a{n}", f"Heading {n}") for n, level in enumerate(levels))
    page = render("post.html", replace(post_view, outline=outline))
    assert len(texts(page, ".contents li")) == listed


def test_a_superseded_post_leads_to_its_successor(render: Render, post_view: PostView) -> None:
    page = render("post.html", post_view)
    notice = LexborHTMLParser(page).css(".notice a")
    assert [node.attributes["href"] for node in notice] == ["/blog/posts/post-9/"]


def test_a_link_without_a_url_is_plain_text(render: Render, post_view: PostView) -> None:
    page = render("post.html", replace(post_view, successor=LinkView("Somewhere", "")))
    assert texts(page, ".notice") == ["A newer post replaces this one: Somewhere"]
    assert texts(page, ".notice a") == []


# --- hubs -------------------------------------------------------------------------


def test_a_hub_has_its_parts_in_the_order_of_the_view(render: Render, hub_view: HubView) -> None:
    page = render("hub.html", hub_view)
    headings = [
        "Start Here",
        "Core Themes",
        "Definition",
        "Key claims",
        "Practical checklist",
        "Failure Modes",
        "Suggested reading path",
        "Related posts",
        "Related Hubs",
        "References",
    ]
    assert texts(page, ".kicker") == ["Topic"]
    assert texts(page, "main h2") == headings
    assert texts(page, ".introduction") == ["Begin with the scale."]
    turned = replace(hub_view, sections=hub_view.sections[::-1])
    assert texts(render("hub.html", turned), "main h2") == headings[::-1]


def test_a_hub_shows_no_section_that_the_view_leaves_out(render: Render, hub_view: HubView) -> None:
    page = render("hub.html", replace(hub_view, sections=hub_view.sections[-1:]))
    assert texts(page, "main h2") == ["References"]
    assert texts(page, "nav.rail") == []


def test_a_section_of_an_unknown_name_is_a_finding(
    site: SiteView, hub_view: HubView, assets: dict[str, str]
) -> None:
    made = environment((theme_folder() / "templates",), no_bodies, assets=assets)
    sections = (replace(hub_view.sections[0], name="weather"),)
    page = render_page(made, "hub.html", site, replace(hub_view, sections=sections))
    assert page.value is None
    assert [found.place.path for found in page.diagnostics] == ["templates/hub.html"]


def test_the_parts_of_a_hub_say_what_an_editor_wrote(render: Render, hub_view: HubView) -> None:
    page = render("hub.html", hub_view)
    assert texts(page, ".plate-start-here .entry-text") == ["Read this first.", "What post 2 says."]
    assert texts(page, ".theme h3") == ["Contours", "Legends"]
    assert texts(page, ".theme h4") == ["Useful next reads"]
    assert texts(page, ".hazard em") == ["older"]
    assert texts(page, ".neighbour .facts") == ["7 shared posts", "1 shared post"]
    assert texts(page, ".tally") == ["12 posts"]
    assert texts(page, ".group h3") == ["2024", "2023"]
    assert texts(page, ".plate-references .entry-title") == ["Post 1", "Post 2", "Post 3"]


def test_references_in_one_group_have_no_heading_of_their_own(
    render: Render, hub_view: HubView
) -> None:
    groups = (replace(hub_view.references[0], heading=""),)
    page = render("hub.html", replace(hub_view, references=groups))
    assert texts(page, ".plate-references h3") == []
    assert texts(page, ".plate-references .entry-title") == ["Post 1", "Post 2"]


@pytest.mark.parametrize(("posts", "boxes"), [(9, 1), (8, 0)])
def test_many_references_can_be_filtered(
    render: Render, hub_view: HubView, posts: int, boxes: int
) -> None:
    tree = LexborHTMLParser(render("hub.html", replace(hub_view, posts=posts)))
    assert len(tree.css(".scripted-only input[type=search]")) == boxes
    assert [text_of(tally) for tally in tree.css(".tally")] == [f"{posts} posts"]


def test_the_strip_of_a_hub_says_the_same_in_bars_and_in_a_table(
    render: Render, hub_view: HubView
) -> None:
    page = render("hub.html", hub_view)
    assert texts(page, ".strip g > title") == ["2022: 3 posts", "2023: 0 posts", "2024: 1 post"]
    assert texts(page, ".strip svg > text") == ["2022", "2024"]
    assert texts(page, ".strip caption") == ["Posts a year"]
    assert texts(page, ".strip tbody th") == ["2022", "2023", "2024"]
    assert texts(page, ".strip tbody td") == ["3", "0", "1"]


def test_the_bars_of_a_strip_lie_within_its_drawing(render: Render, hub_view: HubView) -> None:
    (svg,) = LexborHTMLParser(render("hub.html", hub_view)).css(".strip svg")
    width, height = (float(size) for size in (svg.attributes["viewBox"] or "").split()[2:])
    assert width == strip.WIDTH
    assert height > strip.HEIGHT


def test_a_hub_of_one_year_has_no_strip(render: Render, hub_view: HubView) -> None:
    assert texts(render("hub.html", replace(hub_view, strip=())), ".strip") == []


# --- the map ------------------------------------------------------------------------


def test_the_drawing_of_the_map_is_for_the_eye_and_the_list_for_all(
    render: Render, map_view: MapView
) -> None:
    tree = LexborHTMLParser(render("map.html", map_view))
    (figure,) = tree.css("figure")
    assert figure.attributes["aria-hidden"] == "true"
    drawn = tree.css("figure a")
    assert [link.attributes["tabindex"] for link in drawn] == ["-1", "-1"]
    listed = {link.attributes["href"] for link in tree.css(".map-list a")}
    assert {link.attributes["href"] for link in drawn} == listed


def test_a_topic_on_the_map_has_its_name_in_lines_and_its_number(
    render: Render, map_view: MapView
) -> None:
    page = render("map.html", map_view)
    assert texts(page, ".map-topic title") == ["Maps: 12 posts", "Long trails: 1 post"]
    assert texts(page, ".map-name tspan") == ["Maps", "Long", "trails"]
    assert texts(page, ".map-count") == ["12", "1"]
    assert texts(page, ".map-curated title") == ["Maps: 12 posts"]


def test_ties_are_drawn_before_what_stands_on_them(render: Render, map_view: MapView) -> None:
    page = render("map.html", map_view)
    assert page.rindex("<line") < page.index('class="map-topic')


def test_the_list_of_the_map_has_each_topic_with_its_closest(
    render: Render, map_view: MapView
) -> None:
    page = render("map.html", map_view)
    assert texts(page, ".map-list .index-title") == ["Long trails", "Maps"]
    assert texts(page, ".map-neighbours li") == ["Maps 7 shared posts"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, ["counts the posts", "The circle filled in has", "A line joins"]),
        ({"ties": ()}, ["counts the posts", "The circle filled in has"]),
        ({"topics": 1}, ["counts the posts", "A line joins", "Drawn are the 1"]),
    ],
)
def test_the_key_of_the_map_explains_what_is_on_it(
    render: Render, map_view: MapView, change: dict[str, Any], said: list[str]
) -> None:
    if "topics" in change:
        change = {"topics": map_view.topics[:1]}
    (key,) = texts(render("map.html", replace(map_view, **change)), "figcaption")
    known = ["counts the posts", "The circle filled in has", "A line joins", "Drawn are the 1"]
    assert [words for words in known if words in key] == said


@pytest.mark.parametrize("template", ["home.html", "topics.html"])
def test_a_page_links_to_the_map_where_there_is_one(
    render: Render, samples: dict[str, View], template: str
) -> None:
    view: Any = samples[template]
    assert '"/blog/map/"' in render(template, view)
    assert "/map/" not in render(template, replace(view, map=""))
    assert 'href=""' not in render(template, replace(view, map=""))


# --- paths and lists ----------------------------------------------------------------


def test_a_path_numbers_its_steps_through_its_stages(render: Render, path_view: PathView) -> None:
    page = render("path.html", path_view)
    assert texts(page, "main h2") == ["Arrive", "Settle in"]
    assert texts(page, ".blaze") == ["Step 1 of 3", "Step 2 of 3", "Step 3 of 3"]
    assert texts(page, ".legend li") == ["3 steps", "1 h 35 min in all", "Compiled from Trails"]


def test_a_derived_path_has_the_headings_that_its_hub_has(
    render: Render, path_view: PathView, hub_view: HubView
) -> None:
    step = path_view.stages[0].steps[0]
    stages = [StageRow(card.role, 3, (step,)) for card in hub_view.trail]
    page = render("path.html", replace(path_view, stages=tuple(stages)))
    assert texts(page, "main h2") == texts(render("hub.html", hub_view), ".sign-role")
    assert texts(page, "main h2")[0] == "Start here (current state)"


def test_an_editors_stage_keeps_its_name(render: Render, path_view: PathView) -> None:
    stage = replace(path_view.stages[0], heading="current")
    page = render("path.html", replace(path_view, stages=(stage,), hub=None))
    assert texts(page, "main h2") == ["current"]


def test_a_path_without_stages_has_no_stage_headings(render: Render, path_view: PathView) -> None:
    stage = replace(path_view.stages[0], heading="")
    page = render("path.html", replace(path_view, stages=(stage,)))
    assert texts(page, "main h2") == []
    assert len(texts(page, ".step")) == 2


def test_the_archive_links_to_years_with_more_posts_than_shown(
    render: Render, samples: dict[str, View]
) -> None:
    page = render("archive.html", samples["archive.html"])
    assert texts(page, ".plate .more a") == ["All 11 posts of 2024"]
    assert texts(page, ".page-header .more a") == ["By author"]


def test_authors_are_listed_with_what_they_wrote(render: Render, samples: dict[str, View]) -> None:
    page = render("authors.html", samples["authors.html"])
    assert links(page, "main h2 a, main li a") == ["/blog/authors/ann/", "/blog/authors/ben/"]
    assert "Draws maps." in " ".join(texts(page, "main p"))


def test_an_author_has_topics_years_and_an_address(
    render: Render, samples: dict[str, View]
) -> None:
    page = render("author.html", samples["author.html"])
    assert texts(page, ".page-header a[rel=me]") == ["example.com/ann"]
    assert links(page, ".page-header a[rel=me]") == ["https://example.com/ann/"]
    assert texts(page, ".names li") == ["Maps 7 posts", "Knots 1 post"]
    assert links(page, ".names a") == ["/blog/topics/maps/"]
    assert texts(page, ".sheet-index a") == ["2024", "2023", "2016"]
    assert texts(page, ".plate-year h2") == ["2024", "2023", "2016"]


def test_a_year_marks_the_page_it_is(render: Render, samples: dict[str, View]) -> None:
    page = render("year.html", samples["year.html"])
    assert texts(page, ".pages [aria-current]") == ["2"]
    assert texts(page, ".pair li") == ["Earlier 2023", "Later 2025"]


def test_a_site_without_posts_says_so(
    render: Render, home_view: HomeView, samples: dict[str, View]
) -> None:
    empty: dict[str, View] = {
        "home.html": replace(home_view, newest=(), hubs=(), paths=(), posts=0, hub_count=0),
        "archive.html": ArchiveView(home_view.meta, 0, ()),
        "topics.html": TopicsView(home_view.meta, (), ()),
        "paths.html": PathsView(home_view.meta, (), ()),
    }
    for template, view in empty.items():
        page = render(template, view)
        assert len(texts(page, ".empty")) == 1
        assert texts(page, "main :is(ul, ol)") == []
    page = render("not-found.html", NotFoundView(home_view.meta, (), ()))
    assert texts(page, "main h2") == []


def test_a_redirect_leads_on_and_names_the_page(render: Render, samples: dict[str, View]) -> None:
    tree = html.fromstring(render("redirect.html", samples["redirect.html"]))
    refresh = tree.xpath("//meta[@http-equiv='refresh']/@content")
    assert refresh == ["0; url=/blog/posts/post-1/"]
    assert tree.xpath("//link[@rel='canonical']/@href") == [
        "https://example.org/blog/posts/post-1/"
    ]
    assert tree.xpath("//main//a/@href") == ["/blog/posts/post-1/"]


def test_the_stylesheet_fits_its_budget_and_loads_nothing_from_elsewhere() -> None:
    css = (theme_folder() / "static/css/site.css").read_bytes()
    assert len(gzip.compress(css)) <= 20_000
    files = re.findall(rb'url\("([^"]+)"\)', css)
    assert files
    assert all((theme_folder() / "static/css" / name.decode()).is_file() for name in files)
    assert b"@import" not in css

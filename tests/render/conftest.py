"""A sample view for every template of the theme, with every field filled."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment
from msgspec.structs import replace

from waypost.config import theme_folder
from waypost.model.component import body_holes, leaf_hole
from waypost.model.diagnostic import Checked
from waypost.model.digest import Digest, digest_of
from waypost.model.fragment import BESIDE, Filling, href_hole, src_hole, text_hole
from waypost.model.picture import PictureView, SourceView
from waypost.model.site import HOME_SECTIONS, POST_SECTIONS
from waypost.model.views import (
    ArchiveView,
    AuthorCard,
    AuthorsView,
    AuthorTopicRow,
    AuthorView,
    Body,
    CardView,
    CitedCard,
    Component,
    EntryRow,
    EvidenceView,
    FeedView,
    FontRow,
    GroupRow,
    HeadersView,
    HomeView,
    HubCard,
    HubView,
    LinkRow,
    LinkView,
    LlmsView,
    MapEntryRow,
    MapTieRow,
    MapTopicRow,
    MapView,
    Meta,
    NotFoundView,
    OutlineRow,
    PathBar,
    PathCard,
    PathsView,
    PathView,
    PostTextView,
    PostView,
    RedirectView,
    RelatedCard,
    RelatedHubRow,
    RobotsView,
    SearchView,
    SectionRow,
    SitemapIndexView,
    SitemapRow,
    SitemapView,
    SiteView,
    SocialCardView,
    StageRow,
    StatementRow,
    StepCard,
    StyleView,
    ThemeRow,
    TieCard,
    TopicsView,
    TrailCard,
    View,
    YearBar,
    YearRow,
    YearView,
)
from waypost.render.environment import environment
from waypost.render.page import render_page

BASE = "https://example.org/blog"

BODY = (
    f'<p>See <a{href_hole(0)}>{text_hole(0)}</a> and <a href="#second">below</a>.</p>\n'
    '<h2 id="first">First <a class="anchor" href="#first" aria-label="Link to this section">'
    '#</a></h2>\n<h2 id="second">Second</h2>\n'
    f"{leaf_hole(0)}\n{leaf_hole(1)}\n{leaf_hole(2)}\n"
    f"{body_holes(3)[0]}\n<p>Quoted.</p>\n{body_holes(3)[1]}\n"
)


MARKDOWN = f"See [{text_hole(0)}]({src_hole(0)}).\n\n## First & last\n"


def _meta(path: str, title: str, **more: str) -> Meta:
    return Meta(title=title, description=f"About: {title}", url=f"{BASE}{path}", **more)


def _card(number: int) -> CardView:
    return CardView(
        url=f"/blog/posts/post-{number}/",
        title=f"Post {number}",
        day=f"2024-03-{number:02}",
        date=f"{number} March 2024",
        description=f"What post {number} says.",
        minutes=number,
    )


def _far(card: Any) -> Any:
    """Give a card as it stands where it is read far from the site."""
    return replace(card, url=card.url.replace("/blog", BASE))


def _cited(number: int, note: str = "") -> CitedCard:
    card = _card(number)
    return CitedCard(
        card.url, card.title, card.day, card.date, card.description, card.minutes, note
    )


def _step(number: int, note: str = "") -> StepCard:
    card = _card(number)
    return StepCard(
        number, card.url, card.title, card.day, card.date, card.description, card.minutes, note
    )


def _related(number: int, **more: Any) -> RelatedCard:
    card = _card(number)
    reasons: dict[str, Any] = {
        "topics": (),
        "terms": (),
        "cites": (),
        "paths": (),
        "link": "",
        "instead_of": "",
        "earlier": False,
    }
    return RelatedCard(
        url=card.url,
        title=card.title,
        day=card.day,
        date=card.date,
        minutes=card.minutes,
        **(reasons | more),
    )


HUBS = (
    HubCard("/blog/topics/maps/", "Maps", "How to draw them.", 12, "2016-2026", curated=True),
    HubCard("/blog/topics/trails/", "Trails", "How to walk them.", 1, "2024", curated=False),
)
DERIVED = (PathCard("/blog/paths/trails/", "Trails in three posts", "And back.", 3, 12),)
COMPONENTS = (
    Component("hub-card", topic=HUBS[0]),
    Component("path-steps", path=DERIVED[0], steps=(_step(1), _step(2))),
    Component("latest-posts", (("count", 2),), posts=(_card(1), _card(2))),
    Component("quote", (("source", "A & B"), ("url", "/blog/posts/post-2/#x")), post=None),
)
FAR = tuple(
    replace(
        component,
        topic=component.topic and replace(component.topic, url=f"{BASE}/topics/maps/"),
        path=component.path and replace(component.path, url=f"{BASE}/paths/trails/"),
        posts=component.posts and tuple(_far(card) for card in component.posts),
        steps=component.steps and tuple(_far(step) for step in component.steps),
        values=tuple(
            (name, f"{BASE}/x/" if name == "url" else it) for name, it in component.values
        ),
    )
    for component in COMPONENTS
)
PATHS = (PathCard("/blog/paths/first-steps/", "First steps", "Where to begin.", 3, 95),)
STATEMENTS = (
    StatementRow(
        rule="definition.neighbours",
        section="definition",
        text="",
        plain="",
        figures={"topics": ("trails", "knots"), "shared": (7, 3)},
        topics={
            "trails": LinkView("Trails", "/blog/topics/trails/"),
            "knots": LinkView("Knots", ""),
        },
        links={},
        posts=("post-1", "post-2"),
    ),
    StatementRow(
        rule="claims.most-linked",
        section="key-claims",
        text="",
        plain="",
        figures={"linked_posts": ("post-2",), "links": (4,)},
        topics={},
        links={"post-2": LinkView("Post 2", "/blog/posts/post-2/")},
        posts=("post-2",),
    ),
    StatementRow(
        rule="checklist.span",
        section="practical-checklist",
        text="Read the <em>oldest</em> first.",
        plain="Read the oldest first.",
        figures={"count": 12},
        topics={},
        links={},
        posts=("post-1",),
    ),
)
TRAIL = tuple(
    TrailCard(
        slug=f"post-{number}",
        role=role,
        url=f"/blog/posts/post-{number}/",
        title=f"Post {number}",
        day=f"2024-03-{number:02}",
        date=f"{number} March 2024",
        description=f"What post {number} says.",
        minutes=number,
        rank=number,
        of=12,
        connections=number,
        centrality=0.5,
        evergreen=number == 2,
    )
    for number, role in enumerate(("current", "middle", "foundational"), start=1)
)
TIES = (
    TieCard(
        slug="post-3",
        url="/blog/posts/post-3/",
        title="Post 3",
        day="2024-03-03",
        date="3 March 2024",
        minutes=3,
        topics=("Trails", "Knots"),
        connections=2,
        through=("Knots",),
        strength=0.75,
    ),
)
STRIP = (
    YearBar(2022, 3, 0.0, 12.0, 28.0, 36.0),
    YearBar(2023, 0, 35.0, 48.0, 28.0, 0.0),
    YearBar(2024, 1, 70.0, 36.0, 28.0, 12.0),
)
MAP = MapView(
    meta=_meta("/map/", "Map"),
    width=300,
    height=200,
    size=16.0,
    leading=18.0,
    topics=(
        MapTopicRow("/blog/topics/maps/", "Maps", True, 12, 50.0, 40.0, 24.0, ("Maps",), 82.0),
        MapTopicRow(
            "/blog/topics/trails/",
            "Long trails",
            False,
            1,
            200.0,
            90.0,
            13.0,
            ("Long", "trails"),
            120.0,
        ),
    ),
    ties=(MapTieRow(50.0, 40.0, 200.0, 90.0, 3.5),),
    entries=(
        MapEntryRow(
            "/blog/topics/trails/",
            "Long trails",
            1,
            "2024",
            (RelatedHubRow("/blog/topics/maps/", "Maps", 7),),
        ),
        MapEntryRow("/blog/topics/maps/", "Maps", 12, "2016-2026", ()),
    ),
)


@pytest.fixture
def site() -> SiteView:
    """A site below a prefix."""
    return SiteView(
        title="Field Notes",
        description="Notes from the field.",
        language="en-GB",
        root="/blog/",
        origin="https://example.org",
        base_url=BASE,
        nav=(
            LinkView("Home", "/blog/"),
            LinkView("Topics", "/blog/topics/"),
            LinkView("Elsewhere", "https://example.com/"),
        ),
        feed="/blog/feed.xml",
        footer="Made in a field.",
        logo="/blog/logo.svg",
        style="/blog/css/settings.css",
        home_sections=HOME_SECTIONS,
        post_sections=POST_SECTIONS,
        markdown_twins=True,
        search="/blog/search/",
    )


HILL = PictureView(
    src="/blog/assets/images/hill-1440.0123456789.jpg",
    width=1440,
    height=960,
    sizes="100vw",
    sources=(
        SourceView(
            "image/avif",
            "/blog/assets/images/hill-480.0123456789.avif 480w,"
            " /blog/assets/images/hill-1440.0123456789.avif 1440w",
            "",
            1440,
            960,
        ),
    ),
    first=True,
)


@pytest.fixture
def store() -> dict[Digest, str]:
    """The bodies that views refer to."""
    return {digest_of(BODY.encode()): BODY + BESIDE + MARKDOWN}


@pytest.fixture
def post_view() -> PostView:
    """A post on two paths, with everything that a post can have."""
    return PostView(
        meta=_meta(
            "/posts/post-1/",
            "Post 1",
            kind="article",
            image=f"{BASE}/posts/post-1/hill.jpg",
            image_alt="A hill",
        ),
        title="Post 1",
        day="2024-03-01",
        date="1 March 2024",
        updated_day="2024-04-02",
        updated="2 April 2024",
        description="What post 1 says.",
        minutes=1,
        authors=(LinkView("Ann", "https://example.com/ann"), LinkView("Ben", "")),
        topics=(
            LinkView("Maps", "/blog/topics/maps/"),
            LinkView("Trails", "/blog/topics/trails/"),
            LinkView("Knots", ""),
        ),
        image="/blog/posts/post-1/hill.jpg",
        picture=HILL,
        image_alt="A hill",
        outline=(
            OutlineRow(2, "first", "First"),
            OutlineRow(3, "within", "Within"),
            OutlineRow(4, "deep", "Too deep to list"),
            OutlineRow(2, "second", "Second"),
        ),
        body=Body(
            digest_of(BODY.encode()),
            (Filling("/blog/posts/post-2/", "Post <2>"),),
            components=COMPONENTS,
        ),
        successor=LinkView("Post 9", "/blog/posts/post-9/"),
        paths=(
            PathBar(
                "/blog/paths/first-steps/",
                "First steps",
                number=3,
                steps=7,
                previous=LinkView("Post 5", "/blog/posts/post-5/"),
                next=LinkView("Post 6", "/blog/posts/post-6/"),
                left=18,
                derived=False,
            ),
            PathBar(
                "/blog/paths/long/",
                "The long way",
                1,
                90,
                None,
                LinkView("Post 7", "/x/"),
                400,
                False,
            ),
            PathBar(
                "/blog/paths/maps/",
                "Maps in three posts",
                1,
                3,
                None,
                LinkView("Post 7", "/x/"),
                8,
                True,
            ),
            PathBar(
                "/blog/paths/knots/",
                "Knots in three posts",
                3,
                3,
                LinkView("Post 5", "/y/"),
                None,
                0,
                True,
            ),
        ),
        related=(
            _related(3, topics=("Maps",), cites=("Post 5",), link="both", instead_of="Post 4"),
            _related(4, terms=("contour",)),
            _related(5, paths=("First steps",), earlier=True),
        ),
        backlinks=(_card(3), _card(4)),
        newer=LinkView("Post 2", "/blog/posts/post-2/"),
        older=LinkView("Post 8", "/blog/posts/post-8/"),
        drawing="/blog/js/mermaid.min.js",
    )


@pytest.fixture
def hub_view() -> HubView:
    """A curated hub with every section."""
    return HubView(
        meta=_meta(
            "/topics/maps/",
            "Maps",
            feed=f"{BASE}/topics/maps/feed.xml",
            feed_title="Field Notes: Maps",
            rss=f"{BASE}/topics/maps/rss.xml",
            json_feed=f"{BASE}/topics/maps/feed.json",
        ),
        title="Maps",
        description="How to draw them.",
        curated=True,
        posts=12,
        years="2016-2026",
        introduction="<p>Begin with the <em>scale</em>.</p>",
        sections=(
            SectionRow("start-here", "Start Here"),
            SectionRow("core-themes", "Core Themes"),
            SectionRow("definition", "Definition"),
            SectionRow("key-claims", "Key claims"),
            SectionRow("practical-checklist", "Practical checklist"),
            SectionRow("failure-modes", "Failure Modes"),
            SectionRow("suggested-reading-path", "Suggested reading path"),
            SectionRow("related-posts", "Related posts"),
            SectionRow("related-hubs", "Related Hubs"),
            SectionRow("references", "References"),
        ),
        start_here=(_cited(1, "<p>Read this <em>first</em>.</p>"), _cited(2)),
        themes=(
            ThemeRow("theme-1", "Contours", "<p>Lines of one height.</p>", (_cited(3, "why"),)),
            ThemeRow("theme-2", "Legends", "", ()),
        ),
        failure_modes=("A map that is <em>older</em> than the road.", "No scale."),
        statements=STATEMENTS,
        trail=TRAIL,
        trail_url="/blog/paths/maps/",
        ties=TIES,
        related=(
            RelatedHubRow("/blog/topics/trails/", "Trails", 7),
            RelatedHubRow("/blog/topics/knots/", "Knots", 1),
        ),
        references=(GroupRow("2024", (_card(1), _card(2))), GroupRow("2023", (_card(3),))),
        evidence="/blog/topics/maps/evidence.json",
        strip=STRIP,
    )


@pytest.fixture
def path_view() -> PathView:
    """A path in two stages."""
    return PathView(
        meta=_meta("/paths/first-steps/", "First steps"),
        title="First steps",
        description="Where to begin.",
        introduction="<p>Take one a week.</p>",
        count=3,
        minutes=95,
        stages=(
            StageRow("Arrive", 3, (_step(1, "<p>Slowly.</p>"), _step(2))),
            StageRow("Settle in", 3, (_step(3),)),
        ),
        hub=LinkView("Trails", "/blog/topics/trails/"),
    )


@pytest.fixture
def feed_view() -> FeedView:
    """A feed of one entry."""
    return FeedView(
        identity=f"{BASE}/",
        url=f"{BASE}/feed.xml",
        page=f"{BASE}/",
        title="Field Notes",
        subtitle="Notes from the field.",
        updated="2024-04-02T00:00:00+01:00",
        author="Ann",
        entries=(
            EntryRow(
                identity="tag:example.org,2024-03-01:post-1",
                url=f"{BASE}/posts/post-1/",
                title="Post 1 & more",
                published="2024-03-01T00:00:00Z",
                updated="2024-04-02T00:00:00+01:00",
                sent="Fri, 01 Mar 2024 00:00:00 +0000",
                summary="What post 1 says.",
                authors=(LinkView("Ann", f"{BASE}/authors/ann/"), LinkView("Ben", "")),
                topics=("Maps", "R&D"),
                body=Body(
                    digest_of(BODY.encode()),
                    (Filling(f"{BASE}/posts/post-2/", "Post <2>"),),
                    base=f"{BASE}/posts/post-1/",
                    components=FAR,
                ),
            ),
        ),
    )


@pytest.fixture
def home_view() -> HomeView:
    """The home page of a site with posts, hubs and paths."""
    return HomeView(
        meta=_meta("/", "Field Notes", robots="noarchive"),
        newest=(_card(1), _card(2)),
        hubs=HUBS,
        paths=PATHS,
        posts=12,
        hub_count=14,
        years="2016-2026",
        archive="/blog/archive/",
        topics="/blog/topics/",
        map="/blog/map/",
    )


@pytest.fixture
def map_view() -> MapView:
    """A map of two topics that share posts."""
    return MAP


@pytest.fixture
def samples(
    post_view: PostView,
    hub_view: HubView,
    path_view: PathView,
    feed_view: FeedView,
    home_view: HomeView,
    map_view: MapView,
) -> dict[str, View]:
    """A view for every template, by the template's name."""
    return {
        "post.html": post_view,
        "hub.html": hub_view,
        "evidence.json": EvidenceView(
            "maps", "Maps", f"{BASE}/topics/maps/", STATEMENTS, TRAIL, TIES
        ),
        "post.md": PostTextView(
            url=f"{BASE}/posts/post-1/",
            title="Post 1",
            day="2024-03-01",
            updated_day="2024-04-02",
            description="What post 1 says.",
            authors=("Ann", "Ben"),
            topics=(LinkView("Maps", f"{BASE}/topics/maps/"), LinkView("Knots", "")),
            body=Body(
                digest_of(BODY.encode()),
                (Filling(f"{BASE}/posts/post-2/", "Post 2"),),
                components=COMPONENTS,
            ),
        ),
        "hub.md": hub_view,
        "topics.html": TopicsView(
            _meta("/topics/", "Topics"), HUBS, ("Knots", "Tents"), "/blog/map/"
        ),
        "map.html": map_view,
        "path.html": path_view,
        "paths.html": PathsView(_meta("/paths/", "Reading paths"), PATHS, DERIVED),
        "home.html": home_view,
        "archive.html": ArchiveView(
            _meta("/archive/", "Archive"),
            12,
            (
                YearRow("/blog/archive/2024/", 2024, 11, (_card(1), _card(2))),
                YearRow("/blog/archive/2023/", 2023, 1, (_card(3),)),
            ),
            "/blog/authors/",
        ),
        "year.html": YearView(
            meta=_meta("/archive/2024/", "Archive of 2024"),
            year=2024,
            posts=11,
            page=2,
            pages=(LinkView("1", "/blog/archive/2024/"), LinkView("2", "/blog/archive/2024/2/")),
            months=(GroupRow("March", (_card(1),)), GroupRow("January", (_card(2),))),
            newer=LinkView("2025", "/blog/archive/2025/"),
            older=LinkView("2023", "/blog/archive/2023/"),
        ),
        "authors.html": AuthorsView(
            _meta("/authors/", "Authors"),
            (
                AuthorCard("/blog/authors/ann/", "Ann", "Draws maps.", 11, "2016-2024"),
                AuthorCard("/blog/authors/ben/", "Ben", "", 1, "2024"),
            ),
        ),
        "author.html": AuthorView(
            meta=_meta("/authors/ann/", "Ann", kind="profile"),
            name="Ann",
            bio="Draws maps.",
            link="https://example.com/ann/",
            posts=11,
            years="2016-2024",
            topics=(
                AuthorTopicRow("/blog/topics/maps/", "Maps", 7),
                AuthorTopicRow("", "Knots", 1),
            ),
            groups=(
                GroupRow("2024", (_card(1), _card(2))),
                GroupRow("2023", (_card(3),)),
                GroupRow("2016", (_card(4),)),
            ),
        ),
        "search.html": SearchView(
            meta=_meta("/search/", "Search", robots="noindex"),
            archive="/blog/archive/",
            topics="/blog/topics/",
            map="/blog/map/",
        ),
        "not-found.html": NotFoundView(
            _meta("/404.html", "Page not found", robots="noindex"), HUBS, (_card(1),)
        ),
        "redirect.html": RedirectView("/blog/posts/post-1/", f"{BASE}/posts/post-1/", "Post 1"),
        "feed.xml": feed_view,
        "rss.xml": feed_view,
        "feed.json": feed_view,
        "sitemap.xml": SitemapView(
            (SitemapRow(f"{BASE}/", "2024-04-02"), SitemapRow(f"{BASE}/paths/", ""))
        ),
        "sitemap-index.xml": SitemapIndexView(
            (
                SitemapRow(f"{BASE}/sitemap-1.xml", "2024-04-02"),
                SitemapRow(f"{BASE}/sitemap-2.xml", ""),
            )
        ),
        "robots.txt": RobotsView(f"{BASE}/sitemap.xml"),
        "settings.css": StyleView(
            "#8fd3c1",
            "#191d1b",
            "#4c7066",
            "#8fd3c1",
            (FontRow("display", "Charter, serif"), FontRow("text", "'Iowan Old Style', serif")),
        ),
        "headers.txt": HeadersView("assets", ("https://player.example",)),
        "social-card.json": SocialCardView("Maps", "Post 1", "1 March 2024"),
        "llms.txt": LlmsView(
            topics=(LinkRow("Maps [old]", f"{BASE}/topics/maps/", "How to draw them."),),
            paths=(LinkRow("First steps", f"{BASE}/paths/first-steps/", "Where to begin."),),
            newest=(LinkRow("Post 1", f"{BASE}/posts/post-1/", ""),),
            archive=f"{BASE}/archive/",
            sitemap=f"{BASE}/sitemap.xml",
        ),
    }


STATIC = theme_folder() / "static"
ASSETS = {
    path: f"/blog/{path}"
    for path in (file.relative_to(STATIC).as_posix() for file in STATIC.rglob("*.*"))
}
"""The URLs of the theme's files, as if their names held no digest."""


@pytest.fixture
def assets() -> dict[str, str]:
    """The URLs of the theme's files, as if their names held no digest."""
    return ASSETS


@pytest.fixture
def theme(store: dict[Digest, str]) -> Environment:
    """The default theme alone."""
    return environment((theme_folder() / "templates",), store.__getitem__, assets=ASSETS)


Render = Callable[[str, object], str]


@pytest.fixture
def render(theme: Environment, site: SiteView) -> Render:
    """Render a view through a template of the theme."""

    def text(template: str, view: object) -> str:
        page = render_page(theme, template, site, view)
        assert page.diagnostics == ()
        assert page.value is not None
        return page.value.decode()

    return text


RenderOwn = Callable[[dict[str, str], str, object], Checked[bytes | None]]


@pytest.fixture
def render_own(tmp_path: Path, store: dict[Digest, str], site: SiteView) -> RenderOwn:
    """Render with a site's own templates, given by name, before the theme's."""

    def checked(templates: dict[str, str], template: str, view: object) -> Checked[bytes | None]:
        for name, source in templates.items():
            path = tmp_path / "templates" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(source, encoding="utf-8")
        folders = (tmp_path / "templates", theme_folder() / "templates")
        made = environment(folders, store.__getitem__, assets=ASSETS)
        return render_page(made, template, site, view)

    return checked

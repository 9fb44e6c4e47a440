"""Every internal link of a finished site leads somewhere, or is reported."""

from __future__ import annotations

import pytest

from waypost.check.links import check_links, check_markup
from waypost.model.artifact import Anatomy, Artifact
from waypost.model.diagnostic import Diagnostic, Place
from waypost.model.digest import digest_of
from waypost.model.plan import FilePlan, PagePlan, Plan
from waypost.model.post import Asset
from waypost.model.views import RobotsView

BASE = "https://example.org/notes"
DIGEST = digest_of(b"")
LINE = Place("content/posts/a.md", 7, 3)


def found(url: str, *, cited: bool = False) -> list[Diagnostic]:
    """Check a site of the page /posts/a/, which has this URL, /topics/, and a file."""
    cites = ((url, LINE),) if cited else ()
    pages = (
        PagePlan("posts/a/index.html", "post.html", RobotsView(""), LINE, cites),
        PagePlan("topics/index.html", "topics.html", RobotsView("")),
    )
    files = tuple(
        FilePlan(path, Asset("static/" + path, DIGEST, 0))
        for path in ("css/site.css", "xindex.html", "é/index.html", "posts/../b.svg")
    )
    ids = frozenset({"why", "a b", "50%25"})
    artifacts = [
        Artifact("posts/a/index.html", DIGEST, 0, Anatomy(ids, frozenset({url}))),
        Artifact("topics/index.html", DIGEST, 0, Anatomy(frozenset({"main", "50%25"}))),
    ]
    return check_links(Plan(pages, files), artifacts, BASE)


@pytest.mark.parametrize(
    "url",
    [
        "/notes/topics/",
        "/notes/topics/#main",
        "/notes/topics/#top",
        "/notes/css/site.css",
        "/notes/css/site.css?v=2",
        "../../topics/",
        "#why",
        "#%77hy",
        "",
        "https://example.org/notes/posts/a/#why",
        "/notes/t%6Fpics/",
        "/notes/topics/index.html",
        "/notes/posts/../topics/",
        "/notes/x/../topics/#main",
        "#a%20b",
        "#a b",
        "?page=2",
        "/notes/%C3%A9/",
        "/notes/xindex.html",
    ],
)
def test_a_live_link_is_fine(url: str) -> None:
    assert found(url) == []


@pytest.mark.parametrize(
    ("url", "code", "fix"),
    [
        ("/notes/topic/", "unknown-target", "'/topics/'"),
        ("/notes/topics", "unknown-target", "'/topics/'"),
        ("/notes/Topics/", "unknown-target", "'/topics/'"),
        ("/topics/", "unknown-target", "correct the URL"),
        ("/notes/posts/../b.svg", "unknown-target", "correct the URL"),
        ("/notes/posts//a/", "unknown-target", "'/posts/a/'"),
        ("../b/", "unknown-target", "'/posts/a/'"),
        ("../../../../x", "unknown-target", "correct the URL"),
        ("#whi", "unknown-anchor", "'why'"),
        ("/notes/topics/#mein", "unknown-anchor", "'main'"),
        ("https://example.org/notes/topics/#mein", "unknown-anchor", "'main'"),
        ("#50%25", "unknown-anchor", "correct the URL"),
        ("/notes/topics/#50%25", "unknown-anchor", "correct the URL"),
        ("/notes/x", "unknown-target", "correct the URL"),
    ],
)
def test_a_dead_link_is_an_error_with_a_fix(url: str, code: str, fix: str) -> None:
    (one,) = found(url)
    assert one.code == code
    assert fix in one.fix


def test_a_dead_link_that_an_author_wrote_is_reported_at_its_line() -> None:
    assert found("#whi", cited=True)[0].place == LINE


def test_what_a_feed_shows_of_a_text_is_reported_where_it_was_written() -> None:
    url = "/notes/no/"
    pages = (
        PagePlan("posts/a/index.html", "post.html", RobotsView(""), LINE, ((url, LINE),)),
        PagePlan("feed.xml", "feed.xml", RobotsView("")),
    )
    artifacts = [
        Artifact("posts/a/index.html", DIGEST, 0, Anatomy(frozenset(), frozenset({url}))),
        Artifact("feed.xml", DIGEST, 0, Anatomy(frozenset(), frozenset({BASE + "/no/"}))),
    ]
    places = [one.place for one in check_links(Plan(pages, ()), artifacts, BASE)]
    assert {*places} == {LINE}


def test_any_other_belongs_to_its_template() -> None:
    assert found("#whi")[0].place == Place("templates/post.html")


def test_dead_links_are_reported_page_by_page_and_in_order() -> None:
    pages = tuple(PagePlan(f"{name}/index.html", "post.html", RobotsView("")) for name in "ba")
    dead = frozenset({"/notes/z/", "../y/", "#x", "/notes/a/", "/notes/a/#x"})
    artifacts = [Artifact(page.path, DIGEST, 0, Anatomy(urls=dead)) for page in pages]
    assert [one.message for one in check_links(Plan(pages, ()), artifacts, BASE)] == [
        "the page /b/ has no anchor '#x'",
        "no page or file of this site is at /y/",
        "the page /a/ has no anchor '#x'",
        "no page or file of this site is at /z/",
        "the page /a/ has no anchor '#x'",
        "no page or file of this site is at /y/",
        "the page /a/ has no anchor '#x'",
        "no page or file of this site is at /z/",
    ]


def test_anchors_of_a_page_that_could_not_be_rendered_are_not_missed() -> None:
    pages = tuple(PagePlan(f"{name}/index.html", "post.html", RobotsView("")) for name in "ab")
    made = [Artifact("a/index.html", DIGEST, 0, Anatomy(urls=frozenset({"/notes/b/#x"})))]
    assert check_links(Plan(pages, ()), made, BASE) == []


def test_faults_of_markup_are_reported_at_the_source() -> None:
    page = PagePlan("a/index.html", "post.html", RobotsView(""), LINE)
    artifact = Artifact("a/index.html", DIGEST, 0, Anatomy(problems=("it has no title",)))
    (one,) = check_markup(Plan((page,), ()), [artifact])
    assert one.code == "bad-markup"
    assert one.message == "/a/: it has no title"
    assert one.place == LINE

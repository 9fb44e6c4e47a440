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
    files = (FilePlan("css/site.css", Asset("static/css/site.css", DIGEST, 0)),)
    artifacts = [
        Artifact("posts/a/index.html", DIGEST, 0, Anatomy(frozenset({"why"}), frozenset({url}))),
        Artifact("topics/index.html", DIGEST, 0, Anatomy(frozenset({"main"}))),
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
        ("../b/", "unknown-target", "'/posts/a/'"),
        ("../../../../x", "unknown-target", "correct the URL"),
        ("#whi", "unknown-anchor", "'why'"),
        ("/notes/topics/#mein", "unknown-anchor", "'main'"),
    ],
)
def test_a_dead_link_is_an_error_with_a_fix(url: str, code: str, fix: str) -> None:
    (one,) = found(url)
    assert one.code == code
    assert fix in one.fix


def test_a_dead_link_that_an_author_wrote_is_reported_at_its_line() -> None:
    assert found("#whi", cited=True)[0].place == LINE


def test_any_other_belongs_to_its_template() -> None:
    assert found("#whi")[0].place == Place("templates/post.html")


def test_faults_of_markup_are_reported_at_the_source() -> None:
    page = PagePlan("a/index.html", "post.html", RobotsView(""), LINE)
    artifact = Artifact("a/index.html", DIGEST, 0, Anatomy(problems=("it has no title",)))
    (one,) = check_markup(Plan((page,), ()), [artifact])
    assert one.code == "bad-markup"
    assert one.message == "/a/: it has no title"
    assert one.place == LINE

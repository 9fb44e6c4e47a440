"""What is searched: every post once, in the index of its year, and all that leads to posts."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html
from msgspec.structs import replace

from support.values import SITE, archive, at, cite, hub, link, path, post, topic
from waypost.model.digest import digest_of
from waypost.model.fragment import Fragment, LinkKind
from waypost.model.hub import Step, Theme
from waypost.model.plan import Plan
from waypost.model.post import Asset
from waypost.model.search import FIRST, SearchRecord
from waypost.model.site import Site
from waypost.plan.assemble import plan_site, site_view
from waypost.plan.search import ASSETS

OFF = replace(SITE, search=False)


def plan(*values: object, site: Site = SITE, static: tuple[Any, ...] = ()) -> Plan:
    return plan_site(archive(*values, site=site).value, site, static).value


def records(planned: Plan) -> dict[str, SearchRecord]:
    return {record.url: record for index in planned.indexes for record in index.records}


def test_each_year_has_an_index_and_what_leads_to_posts_has_one() -> None:
    planned = plan(
        post("a", topics="go"),
        post("b", "2023-05-01"),
        hub("go"),
        path("p", "a b"),
    )
    assert {index.name: [r.url for r in index.records] for index in planned.indexes} == {
        FIRST: ["/", "/topics/go/", "/paths/p/"],
        "2023": ["/posts/b/"],
        "2024": ["/posts/a/"],
    }
    assert [r.kind for r in planned.indexes[0].records] == ["Home", "Topic", "Reading path"]


def test_a_post_is_found_under_the_labels_of_its_topics() -> None:
    planned = plan(post("a", topics="go"), topic("go", label="Golang"))
    assert records(planned)["/posts/a/"].topics == ("Golang",)


def test_a_path_is_about_what_half_of_it_is_about() -> None:
    posts = (post("a", topics="go tests"), post("b", topics="go"), post("c", topics="ai"))
    found = records(plan(*posts, path("p", "a b c")))
    assert found["/paths/p/"].topics == ("go",)


def test_a_text_takes_the_titles_that_it_names_and_no_others() -> None:
    links = (
        link("b", kind=LinkKind.WIKI),
        link("b.md", kind=LinkKind.SOURCE),
    )
    posts = (post("a", links=links), post("b", title="The other"))
    assert records(plan(*posts))["/posts/a/"].texts == ("The other", "")


def test_all_that_an_editor_wrote_is_searched() -> None:
    noted = replace(cite("a"), note=Fragment("<p>A note.</p>"))
    theme = Theme(at("A <theme>"), Fragment("<p>Its text.</p>"), (noted,))
    written = {
        "introduction": Fragment("<p>How it began.</p>"),
        "start_here": (replace(noted, note=Fragment("<p>Read it first.</p>")),),
        "failure_modes": (Fragment("<p>It rusts.</p>"),),
    }
    way = path("p", "", introduction=Fragment("<p>The way.</p>"))
    steps = (Step(replace(noted, label=at("Under another name"))),)
    found = records(
        plan(
            post("a", topics="go"),
            replace(hub("go", **written), themes=(theme,)),
            replace(way, steps=steps),
        )
    )
    assert texts(found["/topics/go/"]) == [
        "How it began.",
        "Read it first.",
        "A <theme>",
        "Its text.",
        "A note.",
        "It rusts.",
    ]
    assert texts(found["/paths/p/"]) == ["The way.", "Under another name", "A note."]


def texts(record: SearchRecord) -> list[str]:
    return [paragraph.text for paragraph in html.fromstring(record.html).iter("p")]


def test_urls_have_the_prefix_of_the_site() -> None:
    site = replace(SITE, base_url="https://example.org/blog")
    assert set(records(plan(post("a"), site=site))) == {"/blog/", "/blog/posts/a/"}


@pytest.mark.parametrize("themed", [True, False])
def test_a_site_without_search_has_no_trace_of_it(themed: bool) -> None:
    static = tuple((p, Asset(f"static/{p}", digest_of(b""), 0, themed)) for p in ASSETS)
    planned = plan(post("a"), site=OFF, static=static)
    assert planned.indexes == ()
    assert not [page for page in planned.pages if "search" in page.path]
    # A file of the site's own is its author's, whatever it is called.
    assert [file.path for file in planned.files] == ([] if themed else list(ASSETS))
    made = archive(post("a"), site=OFF).value
    assert site_view(made, OFF).search == ""
    assert site_view(made, SITE).search == "/search/"

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from msgspec.structs import replace

from waypost.config import theme_folder
from waypost.model.views import AuthorView, HomeView, HubView, LinkView, PathView, PostView, View
from waypost.render.environment import environment

Render = Callable[[str, object], str]

PAGES = ("author.html", "home.html", "hub.html", "path.html", "post.html")

REQUIRED = {
    "WebSite": {"name", "url"},
    "Blog": {"name", "url"},
    "BlogPosting": {"headline", "url", "datePublished"},
    "CollectionPage": {"name", "url", "mainEntity", "isPartOf"},
    "ItemList": {"itemListElement", "numberOfItems"},
    "ListItem": {"position", "name"},
    "BreadcrumbList": {"itemListElement"},
    "Person": {"name"},
    "ProfilePage": {"name", "url", "mainEntity", "isPartOf"},
    "Organization": {"name", "url"},
}
"""What schema.org's consumers ask of each type."""

WHOLE_POST = {"description", "dateModified", "author", "publisher", "mainEntityOfPage", "image"}
"""What they ask of a post on its own page, as well."""


def graph(page: str) -> list[dict[str, Any]]:
    """Read the only script of a page that is no file of its own."""
    (script,) = html.fromstring(page).xpath("//script[not(@src)]")
    assert script.get("type") == "application/ld+json"
    data = json.loads(script.text)
    assert data["@context"] == "https://schema.org"
    things: list[dict[str, Any]] = data["@graph"]
    return things


def things(value: Any) -> Iterator[Mapping[str, Any]]:
    """Give whatever has a type, at any depth."""
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for inner in value.values():
            yield from things(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from things(inner)


def one(page: str, kind: str) -> dict[str, Any]:
    (found,) = [thing for thing in graph(page) if thing["@type"] == kind]
    return found


def lacking(page: str) -> list[str]:
    """Find what has not all that its type must have."""
    return [
        f"{thing['@type']}: {name}"
        for thing in things(graph(page))
        for name in REQUIRED[thing["@type"]]
        if thing.get(name) in (None, "", [])
    ]


@pytest.mark.parametrize("template", PAGES)
def test_everything_has_what_its_type_must_have(
    render: Render, samples: dict[str, View], template: str
) -> None:
    assert lacking(render(template, samples[template])) == []


def test_what_is_lacking_is_noticed(render: Render, post_view: PostView) -> None:
    assert lacking(render("post.html", replace(post_view, title=""))) == ["BlogPosting: headline"]


@pytest.mark.parametrize("template", PAGES)
def test_every_address_is_absolute_and_of_this_site_or_an_authors(
    render: Render, samples: dict[str, View], template: str
) -> None:
    found = [
        thing[name]
        for thing in things(graph(render(template, samples[template])))
        for name in ("@id", "url", "item", "image", "mainEntityOfPage")
        if name in thing
    ]
    assert len(found) > 4
    for url in found:
        assert url.startswith("https://example.org/blog/") or url == "https://example.com/ann"
        assert "/blog/blog/" not in url
        assert urlsplit(url).netloc


def test_a_post_is_told_of(render: Render, post_view: PostView) -> None:
    page = render("post.html", post_view)
    post = one(page, "BlogPosting")
    assert post.keys() >= WHOLE_POST
    assert post["headline"] == "Post 1"
    assert (post["datePublished"], post["dateModified"]) == ("2024-03-01", "2024-04-02")
    assert post["author"] == [
        {"@type": "Person", "name": "Ann", "url": "https://example.com/ann"},
        {"@type": "Person", "name": "Ben"},
    ]
    assert post["keywords"] == ["Maps", "Trails", "Knots"]
    assert [step["name"] for step in one(page, "BreadcrumbList")["itemListElement"]] == [
        "Field Notes",
        "Maps",
        "Post 1",
    ]


def test_a_post_without_the_rest_is_told_of_all_the_same(
    render: Render, post_view: PostView
) -> None:
    bare = replace(
        post_view,
        meta=replace(post_view.meta, image=""),
        updated_day="",
        authors=(),
        topics=(LinkView("Knots", ""),),
    )
    page = render("post.html", bare)
    post = one(page, "BlogPosting")
    assert post["dateModified"] == post["datePublished"]
    assert post["author"]["name"] == "Field Notes"
    assert "image" not in post
    crumbs = one(page, "BreadcrumbList")["itemListElement"]
    assert [step["position"] for step in crumbs] == [1, 2]


@pytest.mark.parametrize(
    ("link", "same"),
    [
        ("https://example.com/ann/", ["https://example.com/ann/"]),
        ("/blog/about/", ["https://example.org/blog/about/"]),
        ("", None),
    ],
)
def test_an_author_is_a_person_who_is_elsewhere_too(
    render: Render, samples: dict[str, View], link: str, same: list[str] | None
) -> None:
    author = samples["author.html"]
    assert isinstance(author, AuthorView)
    person = one(render("author.html", replace(author, link=link)), "ProfilePage")["mainEntity"]
    assert (person["name"], person["description"]) == ("Ann", "Draws maps.")
    assert person["url"] == "https://example.org/blog/authors/ann/"
    assert person.get("sameAs") == same


def test_a_hub_lists_its_posts_in_order(render: Render, hub_view: HubView) -> None:
    page = render("hub.html", hub_view)
    listed = one(page, "CollectionPage")["mainEntity"]
    assert listed["numberOfItems"] == hub_view.posts
    assert [(item["position"], item["url"]) for item in listed["itemListElement"]] == [
        (number, f"https://example.org/blog/posts/post-{number}/") for number in (1, 2, 3)
    ]
    crumbs = one(page, "BreadcrumbList")["itemListElement"]
    assert [step["item"] for step in crumbs] == [
        "https://example.org/blog/",
        "https://example.org/blog/topics/",
        "https://example.org/blog/topics/maps/",
    ]


def test_a_hub_of_very_many_posts_lists_the_first(render: Render, hub_view: HubView) -> None:
    (group, *_) = hub_view.references
    many = replace(hub_view, posts=90, references=(replace(group, cards=group.cards * 45),))
    listed = one(render("hub.html", many), "CollectionPage")["mainEntity"]
    assert (len(listed["itemListElement"]), listed["numberOfItems"]) == (50, 90)


def test_a_path_lists_all_its_steps(render: Render, path_view: PathView) -> None:
    listed = one(render("path.html", path_view), "CollectionPage")["mainEntity"]
    assert [item["position"] for item in listed["itemListElement"]] == [1, 2, 3]
    assert listed["numberOfItems"] == 3


def test_the_home_page_tells_of_the_blog(render: Render, home_view: HomeView) -> None:
    page = render("home.html", home_view)
    assert one(page, "WebSite")["name"] == "Field Notes"
    assert [post["headline"] for post in one(page, "Blog")["blogPost"]] == ["Post 1", "Post 2"]
    empty = render("home.html", replace(home_view, newest=()))
    assert one(empty, "Blog")["blogPost"] == []


TO_JSON = environment((theme_folder() / "templates",), str).from_string("{{ value | tojson }}")


@given(st.text(st.characters(codec="utf-8")))
@pytest.mark.parametrize("wrap", [lambda text: text, lambda text: [text, 1]])
def test_any_text_survives_and_none_ends_the_script(wrap: Callable[[str], Any], text: str) -> None:
    written = TO_JSON.render(value=wrap(text))
    assert json.loads(written) == wrap(text)
    assert not {"<", ">", "&", "'"} & set(written)


@pytest.mark.parametrize("hostile", ["</script><b>", "<!--<script>", "]]>", '\u2028"\\\n', "&lt;"])
def test_no_title_breaks_out(render: Render, post_view: PostView, hostile: str) -> None:
    page = render("post.html", replace(post_view, title=hostile, description=hostile))
    post = one(page, "BlogPosting")
    assert post["headline"] == post["description"] == hostile

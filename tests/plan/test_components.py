"""Components in plans: what macros are given, and what is wrong with calls."""

from __future__ import annotations

from typing import Any

import pytest

from support.values import SITE, archive, codes, path, post
from waypost.load.markdown import parse_blocks
from waypost.model.component import Body, Kind, Parameter, Signature, Signatures
from waypost.model.diagnostic import Checked, Place
from waypost.model.plan import Plan
from waypost.model.post import Post
from waypost.model.site import ParseSettings
from waypost.model.views import Component, HeadersView
from waypost.plan.assemble import plan_site


def required(name: str) -> Parameter:
    kind = Kind.PROVIDED if name in ("posts", "steps", "embed") else Kind.TEXT
    return Parameter(name, kind, kind is Kind.TEXT)


SIGNATURES: Signatures = {
    "card": Signature((required("topic"),)),
    "list": Signature(
        (
            Parameter("topic", Kind.TEXT, False),
            Parameter("count", Kind.WHOLE, False, 2),
            required("posts"),
        )
    ),
    "steps": Signature((required("path"), required("steps"))),
    "post": Signature((required("post"),)),
    "film": Signature((required("src"), required("embed"))),
    "kinds": Signature(
        (
            Parameter("big", Kind.FLAG, False, False),
            Parameter("level", Kind.WHOLE, False, 1),
            Parameter("ratio", Kind.NUMBER, False, 1.5),
            Parameter("text", Kind.TEXT, False, ""),
        )
    ),
    "box": Signature((), Body.NEEDED),
    "maybe": Signature((), Body.OPTIONAL),
}


def calling(text: str, **more: Any) -> Post:
    place = Place("content/posts/a.md", 5, 1)
    fragment = parse_blocks(text, place, ParseSettings()).value.fragment
    return post("a", "2020-01-01", links=fragment.links, calls=fragment.calls, **more)


def planned(text: str, *others: object) -> Checked[Plan]:
    made = archive(calling(text), *others, site=SITE)
    plan = plan_site(made.value, SITE, (), signatures=SIGNATURES)
    return Checked(plan.value, (*made.diagnostics, *plan.diagnostics))


def components(text: str, *others: object, path: str = "posts/a/index.html") -> Any:
    plan = planned(text, *others)
    assert codes(plan) == []
    (page,) = (page for page in plan.value.pages if page.path == path)
    view: Any = page.view
    body = view.entries[-1].body if path.endswith(".xml") else view.body
    return body.components


POSTS = tuple(post(f"p{n}", f"2024-01-0{n}", topics="go") for n in range(1, 5))


def test_a_topic_is_the_card_of_its_hub() -> None:
    (made,) = components("::card{topic=Go}", *POSTS)
    assert (made.topic.url, made.topic.title, made.topic.posts) == ("/topics/go/", "Go", 4)


def test_a_topic_without_a_hub_has_no_url() -> None:
    (made,) = components("::card{topic=go}", POSTS[0])
    assert (made.topic.url, made.topic.title, made.topic.posts) == ("", "go", 1)


@pytest.mark.parametrize(
    ("arguments", "slugs"),
    [
        ("{topic=go}", ["p4", "p3"]),
        ("{topic=go count=3}", ["p4", "p3", "p2"]),
        ("{topic=go count=0}", []),
        ("{topic=go count=9}", ["p4", "p3", "p2", "p1"]),
        ("{count=9}", ["other", "p4", "p3", "p2", "p1"]),
    ],
)
def test_the_newest_posts_are_as_many_as_are_asked_for(arguments: str, slugs: list[str]) -> None:
    other = post("other", "2025-01-01", topics="maps")
    (made,) = components(f"::list{arguments}", *POSTS, other)
    assert [card.url for card in made.posts] == [f"/posts/{slug}/" for slug in slugs]


def test_a_path_comes_with_its_steps() -> None:
    (made,) = components("::steps{path=way}", *POSTS, path_of("p2 p1"))
    assert made.path.url == "/paths/way/"
    assert [(step.number, step.url) for step in made.steps] == [
        (1, "/posts/p2/"),
        (2, "/posts/p1/"),
    ]


def path_of(posts: str) -> object:
    return path("way", posts)


def test_a_post_is_its_card() -> None:
    (made,) = components("::post{post=p1}", *POSTS)
    assert (made.post.url, made.post.title) == ("/posts/p1/", "P1")


def test_feeds_have_absolute_addresses() -> None:
    (made,) = components("::list{topic=go count=1}", *POSTS, path="feed.xml")
    assert made.posts[0].url == "https://example.org/posts/p4/"
    assert made.topic.url == "https://example.org/topics/go/"


def test_what_calls_a_component_names_its_template() -> None:
    plan = planned("::post{post=p1}\n\n::card{topic=go}\n\n::post{post=p2}", *POSTS)
    calls = {page.path: page.calls for page in plan.value.pages}
    both = ("components/card.html", "components/post.html")
    assert calls["posts/a/index.html"] == calls["feed.xml"] == calls["rss.xml"] == both
    assert calls["posts/p1/index.html"] == calls["topics/go/feed.xml"] == ()


def test_a_post_that_a_component_names_is_linked_to() -> None:
    made = archive(calling("::post{post=p1}"), *POSTS).value
    assert made.backlinks["p1"] == ("a",)


def test_arguments_are_of_the_kind_of_their_parameters() -> None:
    (made,) = components("::kinds{big level=3 ratio=2 text=4}")
    assert made.values == (("big", True), ("level", 3), ("ratio", 2.0), ("text", "4"))
    assert [type(value) for _, value in made.values] == [bool, int, float, str]


def test_a_film_of_another_site_comes_with_its_player() -> None:
    (made,) = components('::film{src="https://vimeo.com/12345678"}')
    assert dict(made.values)["embed"].startswith("https://player.vimeo.com/video/12345678?")


@pytest.mark.parametrize(
    ("text", "code", "column", "fix"),
    [
        ("::crad{topic=go}", "unknown-component", 1, "did you mean 'card'?"),
        ("::x", "unknown-component", 1, "add a template 'templates/components/x.html'"),
        ("::card{topics=go topic=go}", "unknown-parameter", 8, "did you mean 'topic'?"),
        ("::list{posts=a}", "unknown-parameter", 8, "it has 'topic', 'count'"),
        (":::box{a=1}\n:::", "unknown-parameter", 8, "it has none: remove it"),
        ("::card", "missing-parameter", 1, 'write topic="…" in its braces'),
        ("::kinds{level=1.5}", "wrong-type", 15, "write level=3"),
        ("::kinds{ratio=a}", "wrong-type", 15, "write ratio=1.5"),
        ("::kinds{big=3}", "wrong-type", 13, "write 'big' alone, or big=false"),
        ("::card{topic=goo}", "unknown-topic", 14, "did you mean 'go'?"),
        ("::steps{path=wya}", "unknown-target", 14, "did you mean 'way'?"),
        ("::post{post=p11}", "unknown-post", 13, "did you mean 'p1'"),
        ("::film{src=clip.mp4}", "unknown-asset", 12, "correct the target"),
        ("::box", "bad-component", 1, "write :::box{…}, the text below it"),
        (":::kinds\n:::", "bad-component", 1, "write ::kinds{…} on one line"),
    ],
)
def test_a_call_that_is_wrong_is_an_error_where_it_is(
    text: str, code: str, column: int, fix: str
) -> None:
    plan = planned(text, *POSTS, path_of("p1"))
    (found,) = plan.diagnostics
    assert (found.code, found.place) == (code, Place("content/posts/a.md", 5, column))
    assert found.is_error
    assert found.fix.startswith(fix)
    (page,) = (page for page in plan.value.pages if page.path == "posts/a/index.html")
    view: Any = page.view
    if code != "unknown-asset":
        assert view.body.components == (Component(""),)


@pytest.mark.parametrize("text", ["::maybe", ":::maybe\n:::"])
def test_a_body_may_be_left_to_the_author(text: str) -> None:
    assert codes(planned(text)) == []


def test_what_is_not_published_is_left_out_with_a_warning() -> None:
    plan = planned("::post{post=p1}", post("p1", "2024-01-01", draft=True))
    (found,) = plan.diagnostics
    assert (found.code, found.is_error) == ("unpublished-target", False)


def test_the_players_of_films_are_told_to_hosts() -> None:
    text = '::film{src="https://youtu.be/jNQXAC9IVRw"}\n\n::film{src="https://vimeo.com/12345678"}'
    plan = planned(text)
    (view,) = (page.view for page in plan.value.pages if page.path == "_headers")
    assert isinstance(view, HeadersView)
    assert view.frames == ("https://player.vimeo.com", "https://www.youtube-nocookie.com")
    (view,) = (page.view for page in planned("None.").value.pages if page.path == "_headers")
    assert isinstance(view, HeadersView)
    assert view.frames == ()

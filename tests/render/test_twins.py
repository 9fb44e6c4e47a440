"""Markdown twins of posts and hubs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from lxml import html
from msgspec.structs import replace

from waypost.model.views import HubView, View

Render = Callable[[str, object], str]


def test_a_post_stands_in_its_twin_as_it_was_written(
    render: Render, samples: dict[str, View]
) -> None:
    assert (
        render("post.md", samples["post.md"])
        == """# Post 1

> What post 1 says.

- Address: https://example.org/blog/posts/post-1/
- Published: 2024-03-01
- Updated: 2024-04-02
- By: Ann, Ben
- Topics: [Maps](https://example.org/blog/topics/maps/), Knots

See [Post 2](https://example.org/blog/posts/post-2/).

## First & last
"""
    )


def test_a_post_without_the_rest_has_a_twin_too(render: Render, samples: dict[str, View]) -> None:
    view: Any = samples["post.md"]
    bare = replace(view, description="", updated_day="2024-03-01", authors=(), topics=())
    lines = render("post.md", bare).splitlines()
    assert lines[:4] == [
        "# Post 1",
        "",
        "- Address: https://example.org/blog/posts/post-1/",
        "- Published: 2024-03-01",
    ]
    assert not any(line.startswith(("- By", "- Topics", "- Updated", ">")) for line in lines)


def test_a_hub_stands_in_its_twin_section_by_section(render: Render, hub_view: HubView) -> None:
    text = render("hub.md", replace(hub_view, introduction="Begin with the *scale* & more.\n"))
    headings = [line for line in text.splitlines() if line.startswith("#")]
    assert headings[:2] == ["# Maps", "## Start Here"]
    assert [h for h in headings if h.startswith("## ")] == [
        f"## {section.heading}" for section in hub_view.sections
    ]
    assert "Begin with the *scale* & more." in text
    for shown in (
        "- [Post 1](/blog/posts/post-1/) (2024-03-01, 1 min): What",
        "- No scale.",
        "Trails",
    ):
        assert shown in text
    assert "&amp;" not in text


@pytest.mark.parametrize(
    ("template", "page"), [("post.html", "posts/post-1"), ("hub.html", "topics/maps")]
)
def test_a_page_names_its_twin(
    render: Render, samples: dict[str, View], template: str, page: str
) -> None:
    tree = html.fromstring(render(template, samples[template]))
    links = tree.xpath("//head/link[@type='text/markdown']/@href")
    assert links == [f"https://example.org/blog/{page}/index.html.md"]

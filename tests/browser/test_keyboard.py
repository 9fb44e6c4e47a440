"""Pages under the keyboard alone."""

from __future__ import annotations

from typing import Any

import pytest

from support.visits import Begin, Visit

pytestmark = pytest.mark.browser

MOST_STOPS = 200


def stops(visitor: Visit) -> list[dict[str, Any]]:
    """Press Tab from the top to the end of the page; give where the focus went."""
    seen: list[dict[str, Any]] = []
    while len(seen) < MOST_STOPS:
        visitor.page.keyboard.press("Tab")
        stop = visitor.ask("focus")
        if stop is None:
            break
        seen.append(stop)
    return seen


@pytest.mark.parametrize("kind", ["home", "curated hub", "post"])
def test_the_first_tab_offers_to_skip_to_the_content(visit: Begin, kind: str) -> None:
    visitor = visit().go(kind)
    before = visitor.page.locator(".skip").bounding_box()
    assert before is not None
    assert before["y"] + before["height"] <= 0
    visitor.page.keyboard.press("Tab")
    first = visitor.ask("focus")
    assert first["name"] == 'body > a.skip "Skip to the content"'
    assert first["inside"]
    visitor.page.keyboard.press("Enter")
    assert visitor.page.evaluate("document.activeElement.localName") == "main"
    visitor.page.keyboard.press("Tab")
    assert visitor.ask("focus")["main"]


@pytest.mark.parametrize(
    ("kind", "scheme"),
    [
        ("home", "light"),
        ("curated hub", "light"),
        ("path", "dark"),
        ("map", "light"),
        ("post", "light"),
        ("post", "dark"),
        ("author", "dark"),
        ("not found", "dark"),
    ],
)
def test_tab_visits_every_link_and_shows_where_it_is(visit: Begin, kind: str, scheme: str) -> None:
    visitor = visit(color_scheme=scheme).go(kind)
    # What stands in a film is for browsers that can't show it.
    links = visitor.page.locator("a[href]:not([tabindex='-1']):not(video *)").count()
    seen = stops(visitor)
    assert sum(stop["link"] for stop in seen) == links
    assert [stop["name"] for stop in seen if not stop["inside"]] == []
    assert {stop["name"]: stop["ratio"] for stop in seen if stop["ratio"] < 3} == {}


def test_the_focus_is_drawn_in_forced_colours(visit: Begin) -> None:
    visitor = visit(forced_colors="active").go("post")
    assert {stop["name"] for stop in stops(visitor) if stop["ratio"] < 3} == set()

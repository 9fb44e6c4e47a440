"""Films of other sites: nothing is asked of these before a reader asks for it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route

from support.visits import Begin

pytestmark = pytest.mark.browser

PLAYER = "https://www.youtube-nocookie.com/"


def test_a_film_plays_after_a_click_and_asks_nothing_before(visit: Begin) -> None:
    visitor = visit()
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body="<title>Player</title>", content_type="text/html")

    visitor.page.route("https://**", answer)
    visitor.go("post")
    visitor.page.wait_for_load_state("networkidle")
    assert [url for url in asked if not url.startswith(visitor.demo.address)] == []
    link = visitor.page.get_by_role("link", name="Me at the zoo")
    assert link.get_attribute("href") == "https://youtu.be/jNQXAC9IVRw"
    link.click()
    frame = visitor.page.locator(".video iframe")
    assert frame.get_attribute("title") == "Me at the zoo"
    assert (frame.get_attribute("src") or "").startswith(PLAYER + "embed/jNQXAC9IVRw")
    assert link.count() == 0


def test_the_film_of_another_site_is_a_link_without_a_script(visit: Begin) -> None:
    link = (
        visit(java_script_enabled=False).go("post").page.get_by_role("link", name="Me at the zoo")
    )
    assert link.get_attribute("href") == "https://youtu.be/jNQXAC9IVRw"
    assert link.is_visible()


def test_a_film_of_the_site_has_controls_and_a_name(visit: Begin) -> None:
    film = visit().go("post").page.locator("video")
    assert film.get_attribute("controls") is not None
    assert film.get_attribute("aria-label") == "A film of our own"

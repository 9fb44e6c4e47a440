"""Every kind of page on every kind of screen, and on paper."""

from __future__ import annotations

from typing import Literal

import pytest

from support.demo import KINDS, OLD_ADDRESS
from support.visits import Begin, Visit, stay

pytestmark = pytest.mark.browser

WIDTHS = (320, 390, 768, 1280)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.fixture(scope="module", params=KINDS)
def opened(long_visit: Begin, request: pytest.FixtureRequest) -> Visit:
    """A page of each kind, opened once for all the tests that only look at it."""
    visitor = long_visit()
    visitor.page.route(f"**{OLD_ADDRESS}", stay)
    return visitor.go(request.param)


@pytest.fixture(scope="module")
def without_javascript(long_visit: Begin) -> Visit:
    """A page for all kinds, where no script would run."""
    visitor = long_visit(java_script_enabled=False)
    visitor.page.route(f"**{OLD_ADDRESS}", stay)
    return visitor


def test_nothing_sticks_out_at_any_width_in_either_scheme(opened: Visit) -> None:
    out = {}
    for scheme in SCHEMES:
        opened.page.emulate_media(color_scheme=scheme, media="screen", forced_colors="none")
        for width in WIDTHS:
            opened.page.set_viewport_size({"width": width, "height": 800})
            out[scheme, width] = opened.ask("overflow")
    assert {where: names for where, names in out.items() if names} == {}


@pytest.mark.parametrize("kind", ["home", "year", "author"])
def test_the_longest_date_stands_on_one_line(visit: Begin, kind: str) -> None:
    visitor = visit().go(kind)
    date = visitor.page.locator(".entry > .facts time").first
    for width in (768, 1280):
        visitor.page.set_viewport_size({"width": width, "height": 800})
        one = date.evaluate("date => (date.textContent = '1 May', date.offsetHeight)")
        assert (
            date.evaluate("date => (date.textContent = '28 September 2020', date.offsetHeight)")
            == one
        )


def test_text_of_twice_the_size_fits(opened: Visit) -> None:
    opened.page.emulate_media(media="screen", forced_colors="none")
    opened.page.evaluate("document.documentElement.style.fontSize = '200%'")
    out = {}
    for width in (640, 1280):
        opened.page.set_viewport_size({"width": width, "height": 800})
        out[width] = opened.ask("overflow")
    opened.page.evaluate("document.documentElement.style.fontSize = ''")
    assert {where: names for where, names in out.items() if names} == {}


def test_a_page_fits_on_paper_and_in_forced_colours(opened: Visit) -> None:
    out = {}
    opened.page.emulate_media(media="screen", forced_colors="active")
    for width in (320, 1280):
        opened.page.set_viewport_size({"width": width, "height": 800})
        out["forced", width] = opened.ask("overflow")
    opened.page.emulate_media(media="print", forced_colors="none", color_scheme="light")
    opened.page.set_viewport_size({"width": 680, "height": 960})
    out["print", 680] = opened.ask("overflow")
    assert {where: names for where, names in out.items() if names} == {}
    assert opened.page.locator("h1").is_visible()
    furniture = opened.page.locator(".site-header nav, .contents, .path-bar")
    assert furniture.filter(visible=True).count() == 0


def test_a_page_loads_whole_from_its_own_host_without_complaints(opened: Visit) -> None:
    opened.page.wait_for_load_state("networkidle")
    assert opened.faults == []
    assert opened.page.locator("h1").count() == 1
    assert opened.page.title().strip()
    sheets = opened.page.evaluate("[...document.styleSheets].map(s => s.cssRules.length)")
    assert sheets
    assert all(sheets)


def test_a_page_reads_the_same_without_javascript(opened: Visit, without_javascript: Visit) -> None:
    opened.page.emulate_media(media="screen")
    for visitor in (opened, without_javascript):
        visitor.page.set_viewport_size({"width": 1280, "height": 800})
    text = without_javascript.go(opened.kind).page.inner_text("body")
    assert len(text) > 50
    if opened.kind == "search":
        assert "JavaScript" in text
        return
    # What only a script makes work: a label, and a button on each code block.
    added = {"Filter by title or description", "Copy"}
    lines = [line for line in opened.page.inner_text("body").splitlines() if line not in added]
    assert list(filter(None, lines)) == list(filter(None, text.splitlines()))
    assert (
        without_javascript.page.locator("button, input:not([disabled])")
        .filter(visible=True)
        .count()
        == 0
    )


def test_an_address_that_is_not_there_shows_the_page_for_it(visit: Begin) -> None:
    visitor = visit()
    response = visitor.page.goto(visitor.demo.address + "/posts/2024/no/such/page/")
    assert response is not None
    assert response.status == 404
    assert visitor.page.locator("h1").inner_text() == "Page not found"
    paper = visitor.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == "rgb(250, 250, 246)"
    visitor.page.get_by_role("link", name="Back to the start").click()
    assert visitor.path() == "/"


def test_nothing_moves_for_readers_who_want_no_motion(visit: Begin) -> None:
    moving = """() => [...document.querySelectorAll(":not(video *)")].filter((node) => {
        const style = getComputedStyle(node);
        return style.scrollBehavior === "smooth" || style.animationName !== "none"
            || style.transitionDuration.split(",").some((time) => parseFloat(time));
    }).length + document.getAnimations().length"""
    assert visit(reduced_motion="no-preference").go("home").page.evaluate(moving) > 0
    visitor = visit(reduced_motion="reduce")
    for kind in ("home", "curated hub", "post"):
        visitor.go(kind).page.locator("main a").first.hover()
        assert visitor.page.evaluate(moving) == 0

"""Diagrams: drawn by a script that the site has brought, without inline style on the page."""

from __future__ import annotations

import pytest

from support.visits import Begin

pytestmark = pytest.mark.browser

DRAWS = """window.mermaid = {
    initialize() {},
    async render(id, source) {
        const style = `<style>#${id} rect { fill: rgb(1, 2, 3) }</style>`;
        const drawn = `<rect width="9" height="9" style="stroke: rgb(4, 5, 6)"/>`;
        return { svg: `<svg id="${id}" role="img">${style}${drawn}<text>${source}</text></svg>` };
    },
};"""
FAILS = "window.mermaid = { initialize() {}, async render() { throw new Error('no') } };"


def test_without_the_script_a_diagram_is_code(visit: Begin) -> None:
    page = visit().go("post").page
    assert "A[First]" in page.locator(".diagram code").inner_text()
    assert page.locator("script[src*=mermaid], script[src*=diagrams]").count() == 0


def test_a_drawn_diagram_has_its_style_and_its_source(visit: Begin) -> None:
    visitor = visit().go("post")
    page = visitor.page
    page.route(
        "**/fake.js", lambda route: route.fulfill(body=DRAWS, content_type="text/javascript")
    )
    page.add_script_tag(url="/fake.js")
    page.add_script_tag(url="/js/diagrams.js")
    rect = page.locator(".diagram svg rect")
    rect.wait_for(state="attached")
    shown = rect.evaluate("(it) => [getComputedStyle(it).fill, getComputedStyle(it).stroke]")
    assert shown == ["rgb(1, 2, 3)", "rgb(4, 5, 6)"]
    assert page.locator(".diagram summary").inner_text() == "Source of the diagram"
    page.locator(".diagram summary").click()
    assert "A[First]" in page.locator(".diagram code").inner_text()
    assert visitor.faults == []


def test_what_can_not_be_drawn_stays_code(visit: Begin) -> None:
    page = visit().go("post").page
    page.route(
        "**/fake.js", lambda route: route.fulfill(body=FAILS, content_type="text/javascript")
    )
    page.add_script_tag(url="/fake.js")
    with page.expect_console_message(lambda message: "no" in message.text):
        page.add_script_tag(url="/js/diagrams.js")
    assert page.locator(".diagram code").is_visible()

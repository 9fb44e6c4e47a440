"""What a reader does on a page: read, look at pictures, follow links."""

from __future__ import annotations

from typing import Literal

import pytest

from support.demo import OLD_ADDRESS
from support.tools import font
from support.visits import Begin, Visit

pytestmark = pytest.mark.browser

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

SEEN = {
    "home": ("a.entry-title", "p.entry-text", "time", "span.index-facts", "p.lede"),
    "curated hub": ("p > a ", "span.blaze", "li.hazard", "span.facts", "p.tally"),
    "derived hub": ("a.entry-title", "time"),
    "path": ("a.entry-title", "p > ", "span.blaze"),
    "map": ("text",),
    "year": ("h2.plate-title", "span.pair-word"),
    "not found": ("p.kicker", "p > a "),
    "post": ("p > code", "span.k ", "span.s", "span.c1", "span.m", "span.gi", "span.gd", "th"),
}
"""Texts of each kind of page that a test of all texts has to come across."""


def faint(visitor: Visit) -> dict[str, float]:
    """Give the texts that are hard to read, by WCAG's level AA, with their contrast."""
    texts = visitor.ask("contrast")
    return {text["name"]: text["ratio"] for text in texts if text["ratio"] < 4.5}


@pytest.mark.parametrize("kind", list(SEEN))
def test_every_text_stands_out_from_what_is_behind_it(visit: Begin, kind: str) -> None:
    visitor = visit().go(kind)
    names = [text["name"] for text in visitor.ask("contrast")]
    assert [part for part in SEEN[kind] if not any(part in name for name in names)] == []
    for scheme in SCHEMES:
        visitor.page.emulate_media(color_scheme=scheme)
        assert faint(visitor) == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_link_under_the_pointer_stands_out_too(
    visit: Begin, scheme: Literal["light", "dark"]
) -> None:
    visitor = visit(color_scheme=scheme).go("post")
    for link in (".prose p > a", ".legend a", ".site-nav a", ".contents a", ".notice a"):
        visitor.page.locator(link).first.hover()
        assert faint(visitor) == {}


@pytest.mark.parametrize("box", [".prose pre", ".prose .table", ".prose .drawing"])
def test_what_is_too_wide_for_a_phone_scrolls_in_its_own_box(visit: Begin, box: str) -> None:
    visitor = visit(viewport={"width": 320, "height": 640}).go("post")
    wide = visitor.page.locator(box).evaluate_all(
        """boxes => boxes.filter((box) => {
            box.scrollLeft = 40;
            return box.scrollWidth > box.clientWidth && box.scrollLeft === 40;
        }).length"""
    )
    assert wide > 0
    assert visitor.ask("overflow") == []
    assert visitor.page.evaluate("scrollTo(99, 0), scrollX") == 0


@pytest.mark.parametrize(
    ("width", "drawn"), [(320, False), (800, False), (1000, False), (1024, True), (1280, True)]
)
def test_the_map_is_drawn_only_where_its_names_are_large_enough(
    visit: Begin, width: int, drawn: bool
) -> None:
    visitor = visit(viewport={"width": width, "height": 800}).go("map")
    letters = visitor.page.locator(".map svg").evaluate(
        """svg => svg.checkVisibility() && parseFloat(svg.getAttribute("font-size"))
            * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width"""
    )
    assert letters >= 13 if drawn else letters is False
    assert visitor.page.locator(".map-list").is_visible()


def test_every_heading_can_be_linked_to(visit: Begin) -> None:
    visitor = visit(viewport={"width": 1280, "height": 600}).go("post")
    anchors = visitor.page.locator(".prose .anchor").evaluate_all(
        "links => links.map((link) => link.getAttribute('href'))"
    )
    assert len(anchors) == 6
    for anchor in anchors:
        visitor.go("home").go(visitor.demo.kinds["post"] + anchor)
        top = visitor.page.locator(anchor).evaluate("node => node.getBoundingClientRect().top")
        assert 0 <= top < 600


def test_the_contents_lead_to_the_headings(visit: Begin) -> None:
    visitor = visit(viewport={"width": 1280, "height": 600}).go("post")
    for link in visitor.page.locator(".contents a").all():
        link.click()
        heading = visitor.page.locator(visitor.path().partition("#")[2].join(("#", "")))
        assert heading.inner_text().startswith(link.inner_text())
        assert heading.evaluate("node => node.getBoundingClientRect().top < innerHeight")


def test_every_image_is_there(visit: Begin) -> None:
    visitor = visit().go("post")
    images = visitor.page.locator("img").evaluate_all(
        "images => images.map((image) => [image.naturalWidth > 0, image.alt])"
    )
    assert images == [[True, "A hill"], [True, "A hill again"], [True, "A hill once more"]]


def test_an_old_address_leads_to_the_post(visit: Begin) -> None:
    visitor = visit(java_script_enabled=False)
    visitor.page.goto(visitor.demo.address + OLD_ADDRESS)
    visitor.page.wait_for_url("**/posts/specimen/")
    assert visitor.page.locator("h1").inner_text().startswith("A specimen")


@pytest.mark.parametrize("kind", ["home", "post on a path", "curated hub", "path"])
def test_every_internal_link_arrives(visit: Begin, kind: str) -> None:
    visitor = visit().go(kind)
    links = visitor.page.locator("a[href^='/']").evaluate_all(
        "links => [...new Set(links.map((link) => link.href.split('#')[0]))]"
    )
    assert len(links) > 5
    answers = {url: visitor.page.request.get(url).status for url in links}
    assert {url: status for url, status in answers.items() if status != 200} == {}


@pytest.mark.parametrize(("width", "least", "most"), [(1280, 60, 75), (768, 60, 75), (390, 35, 60)])
def test_lines_are_of_a_length_that_reads_well(
    visit: Begin, width: int, least: int, most: int
) -> None:
    font("P052")
    visitor = visit(viewport={"width": width, "height": 800}).go("post on a path")
    # The last line of a paragraph is half a line on the average.
    lengths: list[float] = visitor.page.locator(".post .prose > p").evaluate_all(
        """paragraphs => paragraphs.map((node) => {
            const height = parseFloat(getComputedStyle(node).lineHeight);
            const lines = Math.round(node.getBoundingClientRect().height / height);
            return lines > 2 ? node.innerText.length / (lines - 0.5) : 0;
        }).filter(Boolean).sort((one, other) => one - other)"""
    )
    assert len(lengths) >= 3
    assert least <= lengths[len(lengths) // 2] <= most

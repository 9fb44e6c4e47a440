"""Images as a browser chooses, places and loads them."""

from __future__ import annotations

import re

import pytest

from support.visits import Begin, Visit

pytestmark = pytest.mark.browser

POST = "/posts/latency-budgets-across-six-hops/"
CHART = ".prose figure img"


def shows(visit: Visit, file: str) -> None:
    """Wait until the chart is shown from a file, by its name without the digest."""
    name = re.escape(file).replace(r"\.", r"\.[0-9a-f]{10}\.", 1)
    visit.page.wait_for_function(
        "([css, name]) => new RegExp(name + '$').test(document.querySelector(css).currentSrc)",
        arg=[CHART, "/" + name],
    )
    assert chosen(visit) == file


def chosen(visit: Visit) -> str:
    """Say which file the chart is shown from, its digest left out."""
    chart = visit.page.locator(CHART)
    chart.scroll_into_view_if_needed()
    visit.page.wait_for_function(
        f"() => {{ const i = document.querySelector('{CHART}'); return i.complete && i.currentSrc }}"
    )
    url = str(chart.evaluate("image => image.currentSrc")).rpartition("/")[2]
    return re.sub(r"\.[0-9a-f]{10}\.", ".", url)


@pytest.mark.parametrize(
    ("width", "scale", "palette", "file"),
    [
        (390, 1, "light", "percentiles-of-six-hops-480.webp"),
        (390, 3, "light", "percentiles-of-six-hops-1440.webp"),
        (1280, 1, "light", "percentiles-of-six-hops-1440.webp"),
        (390, 1, "dark", "percentiles-of-six-hops-dark-480.webp"),
        (1280, 2, "dark", "percentiles-of-six-hops-dark-1440.webp"),
    ],
)
def test_a_browser_loads_what_suits_its_screen_and_palette(
    visit: Begin, width: int, scale: int, palette: str, file: str
) -> None:
    page = visit(
        viewport={"width": width, "height": 800}, device_scale_factor=scale, color_scheme=palette
    ).go(POST)
    assert chosen(page) == file
    assert page.faults == []


@pytest.mark.parametrize(("palette", "marks"), [("light", ("", "-dark")), ("dark", ("-dark", ""))])
def test_a_dark_variant_goes_by_the_switch_too(
    visit: Begin, palette: str, marks: tuple[str, str]
) -> None:
    page = visit(viewport={"width": 390, "height": 800}, color_scheme=palette).go(POST)
    before, after = (f"percentiles-of-six-hops{mark}-480.webp" for mark in marks)
    assert chosen(page) == before
    switch = page.page.locator("button[aria-pressed]").first
    switch.click()
    shows(page, after)
    page.page.reload()
    assert chosen(page) == after
    switch.click()
    shows(page, before)


@pytest.mark.parametrize("width", [320, 768, 1280, 2000])
def test_an_image_has_its_place_before_it_is_there(visit: Begin, width: int) -> None:
    page = visit(viewport={"width": width, "height": 800})
    # Nobody answers: it is on its way for as long as the test takes.
    page.page.route(re.compile("hops.*[.](webp|png)$"), lambda _: None)
    page.page.goto(page.demo.address + POST, wait_until="domcontentloaded")
    box = page.page.locator(CHART).bounding_box()
    assert box
    assert abs(box["width"] * 760 / 1440 - box["height"]) < 3
    text = page.page.locator(".post-text").bounding_box()
    assert text
    assert box["width"] <= text["width"] + 1
    # What `sizes` says must not fall short of what is shown, or an image is blurred.
    assert box["width"] <= min(width, 56 * 16)


def test_a_caption_stands_below_its_image(visit: Begin) -> None:
    page = visit(viewport={"width": 390, "height": 800}).go(POST)
    image = page.page.locator(CHART).bounding_box()
    caption = page.page.locator(".prose figcaption").first.bounding_box()
    assert image
    assert caption
    assert image["y"] + image["height"] <= caption["y"] < image["y"] + image["height"] + 40

"""The search in the browser, under the policy that hosts are told to send with each page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from support.visits import Begin, Demo, Visit

pytestmark = pytest.mark.browser


DOCS = Path(__file__).parent.parent.parent / "docs/search.md"
HEADER = "Content-Security-Policy: "
POLICY = next(
    line.removeprefix(HEADER)
    for line in DOCS.read_text(encoding="utf-8").splitlines()
    if line.startswith(HEADER)
)


def strict(visitor: Visit) -> Visit:
    """Send the policy that the docs show with every answer."""

    def answer(route: Route) -> None:
        response = route.fetch()
        headers = {**response.headers, "content-security-policy": POLICY}
        route.fulfill(response=response, headers=headers)

    visitor.page.route("**/*", answer)
    return visitor


def ask(page: Page, query: str) -> None:
    """Type a query into the field that has the focus, and wait for its results."""
    page.keyboard.type(query)
    expect(page.locator(".search-status")).to_contain_text(f"“{query}”")


def titles(page: Page) -> list[str]:
    return page.locator(".search-title").all_inner_texts()


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_a_key_opens_the_box_and_the_keyboard_leads_to_a_result(visit: Begin, key: str) -> None:
    visitor = strict(visit()).go("curated hub")
    page = visitor.page
    page.keyboard.press(key)
    expect(page.locator("dialog").get_by_role("searchbox")).to_be_focused()
    ask(page, "rollback")
    assert "Rollback is a feature you ship" in titles(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    second = titles(page)[1]
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(second)
    assert visitor.faults == []


def test_escape_closes_the_box_and_gives_the_focus_back(visit: Begin) -> None:
    page = visit().go("home").page
    page.locator(".brand").focus()
    page.keyboard.press("/")
    expect(page.locator("dialog.search-box")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog.search-box")).to_be_hidden()
    expect(page.locator(".brand")).to_be_focused()


def test_enter_leads_to_the_page_with_all_results(visit: Begin) -> None:
    visitor = strict(visit()).go("home")
    page = visitor.page
    page.keyboard.press("/")
    ask(page, "agents")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=agents")
    expect(page.locator(".search-result")).to_have_count(15)
    page.locator(".search-more").click()
    expect(page.locator(".search-result")).to_have_count(30)
    assert visitor.faults == []


def test_a_topic_leaves_only_its_results(visit: Begin) -> None:
    page = visit().go("/search/?q=rollback").page
    topic = page.locator(".search-topics button").first
    expect(topic).to_be_visible()
    label, _, count = topic.inner_text().rpartition(" ")
    before = page.locator(".search-status").inner_text()
    topic.click()
    expect(page.locator(".search-status")).to_have_text(f"{count} results for “rollback”")
    assert before != page.locator(".search-status").inner_text()
    expect(topic).to_have_attribute("aria-pressed", "true")
    expect(topic).to_be_focused()
    page.locator(".search-title").last.click()
    expect(page.locator("main")).to_contain_text(label)


@pytest.mark.parametrize("topic", ["Evaluation", "Incident response", "Observability"])
def test_a_hub_comes_before_the_posts_that_match_as_well(visit: Begin, topic: str) -> None:
    page = visit().go(f"/search/?q={topic}").page
    expect(page.locator(".search-result").first).to_contain_text("Topic")
    assert titles(page)[0] == topic
    assert any("Post" in text for text in page.locator(".search-facts").all_inner_texts())


@pytest.mark.parametrize("quotes", ['""', "“”", "„“", "«»"])
def test_words_in_quotes_are_found_as_a_phrase(visit: Begin, quotes: str) -> None:
    page = visit().go("/search/").page
    found = {}
    for query in ("runbook is read", f"{quotes[0]}runbook is read{quotes[1]}"):
        page.get_by_role("searchbox").fill(query)
        status = page.locator(".search-status")
        expect(status).to_contain_text(f"for “{query}”")
        found[query] = int(status.inner_text().split()[0])
    words, phrase = found.values()
    assert 0 < phrase < words


def test_posts_of_all_years_are_found_together(visit: Begin) -> None:
    page = visit().go("/search/?q=deploy").page
    expect(page.locator(".search-result").first).to_be_visible()
    facts = page.locator(".search-facts").all_inner_texts()
    assert len({fact[-4:] for fact in facts if fact.startswith("Post")}) > 3


def test_a_part_of_a_post_is_a_result_too(visit: Begin) -> None:
    page = visit().go("/search/?q=rollback").page
    part = page.locator(".search-parts a").first
    expect(part).to_be_visible()
    assert not part.inner_text().endswith("#")
    part.click()
    page.wait_for_url("**#*")
    assert page.evaluate("document.getElementById(location.hash.slice(1)) !== null")


def test_nothing_found_says_so(visit: Begin) -> None:
    page = visit().go("/search/?q=zzz").page
    expect(page.locator(".search-status")).to_contain_text("Nothing found")


def test_words_of_a_page_are_no_markup_in_results(visit: Begin) -> None:
    page = visit().go("/search/?q=<img src=x onerror=alert(1)>").page
    expect(page.locator(".search-status")).to_contain_text("<img")
    assert page.locator(".search-panel img").count() == 0


def test_a_failure_to_load_is_told(visit: Begin) -> None:
    page = visit().page
    page.route("**/pages.json*", lambda route: route.abort())
    page.goto(visit().demo.address + "/search/?q=agents")
    expect(page.locator(".search-status")).to_contain_text("can't be loaded")


@pytest.fixture
def plain(browser: Browser, demo: Demo) -> Iterator[Visit]:
    context = browser.new_context(java_script_enabled=False)
    yield Visit(context.new_page(), demo)
    context.close()


def test_without_scripts_the_page_says_what_to_do_instead(plain: Visit) -> None:
    page = plain.go("home").page
    page.get_by_role("link", name="Search").click()
    expect(page.locator("main")).to_contain_text("needs JavaScript")
    page.get_by_role("link", name="All topics").click()
    expect(page.locator("h1")).to_have_text("Topics")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_box_fits_and_can_be_read(visit: Begin, scheme: Any, width: int) -> None:
    visitor = visit(color_scheme=scheme, viewport={"width": width, "height": 800}).go("home")
    page = visitor.page
    page.keyboard.press("/")
    ask(page, "rollback")
    wide = "el => el.scrollWidth <= el.clientWidth"
    assert page.locator("dialog.search-box").evaluate(wide)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    colours = page.locator(".search-title").first.evaluate(
        "el => [getComputedStyle(el).color, getComputedStyle(el.closest('dialog')).backgroundColor]"
    )
    ink, sheet = (sum(map(int, c[c.index("(") + 1 : -1].split(",")[:3])) for c in colours)
    assert (ink < sheet) is (scheme == "light")
    assert abs(ink - sheet) > 400

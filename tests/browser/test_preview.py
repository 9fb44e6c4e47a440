"""The preview as a writer sees it: pages that follow the builds, and what is said in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browser.conftest import visiting
from support.sites import SITE_YAML, post, write
from support.staged import Staged, staged
from support.visits import Demo, Visit
from waypost.serve.edition import Served

pytestmark = pytest.mark.browser

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
LONG = "\n\n".join(f"## Part {n}\n\n" + "Many words stand here. " * 60 for n in range(1, 9))
BROKEN = "It leads to [[nowhere-at-all]], `as` 日本 is.\n\nAnd [there](../no-such-file.md)."

Open = Callable[..., Visit]
"""Opens a path, with a browser context's options."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Staged]:
    """A site with posts on a topic, one of them long and one a draft."""
    files = {
        f"content/posts/p{n}.md": post(f"Post {n}", f"2024-0{n}-01", topics="[go]")
        for n in (1, 2, 3)
    }
    files |= {
        "content/site.yaml": SITE_YAML,
        "content/posts/long.md": post("A long one", body=LONG, topics="[go]"),
        "content/posts/draft.md": post("Half a thought", draft="true"),
        "content/topics.yaml": "- slug: go\n  label: Go\n",
        "static/css/own.css": "h1 { color: rgb(1, 2, 3) }\n",
        "templates/partials/own-head.html": "",
        "templates/post.html": """
            {% extends "theme/post.html" %}
            {% block head %}{{ super() }}<link rel="stylesheet" href="{{ site.root }}css/own.css">{% endblock %}
            """,
    }
    with staged(write(tmp_path, files)) as running:
        assert running.current.now.number == 1, running.current.now.reports
        yield running


@pytest.fixture
def open_page(browser: Browser, site: Staged) -> Iterator[Open]:
    """Open pages of the site, each in a tab of its own, and wait for their first event."""
    with visiting(browser, Demo(site.address, {})) as begin:

        def opened(path: str, **options: Any) -> Visit:
            visitor = begin(**options)
            with visitor.page.expect_response("**/__waypost/events?**"):
                visitor.go(path)
            visitor.page.evaluate("window.isThePage = true")
            return visitor

        yield opened


def edit(site: Staged, files: dict[str, str]) -> None:
    """Write files, and build."""
    write(site.root, files)
    site.build()


def has_stayed(page: Page) -> bool:
    """Say whether a page has not been loaded again since it was opened."""
    return bool(page.evaluate("window.isThePage === true"))


def settled(page: Page, build: int) -> None:
    """Wait until a page has heard of a build."""
    page.wait_for_function(
        "build => sessionStorage['waypost:seen']?.endsWith(` ${build}`)", arg=build
    )


def complaints(visitor: Visit) -> list[str]:
    """Give what went wrong on a page; that its stream ended with it did not."""
    return [fault for fault in visitor.faults if not ("failed: " in fault and "/events?" in fault)]


def panel(page: Page) -> Locator:
    """Find the panel of a failed build."""
    return page.get_by_role("dialog")


def test_only_a_page_that_has_changed_is_loaded_again(site: Staged, open_page: Open) -> None:
    changed, other = open_page("/posts/p1/"), open_page("/posts/p2/")
    edit(site, {"content/posts/p1.md": post("Post 1", "2024-01-01", "New words.", topics="[go]")})
    expect(changed.page.locator("main")).to_contain_text("New words.")
    settled(other.page, 2)
    assert not has_stayed(changed.page)
    assert has_stayed(other.page)
    assert complaints(changed) == complaints(other) == []


def test_styles_change_without_a_reload(site: Staged, open_page: Open) -> None:
    visitor = open_page("/posts/p1/")
    title = visitor.page.locator("h1")
    expect(title).to_have_css("color", "rgb(1, 2, 3)")
    for number in (4, 5):
        edit(site, {"static/css/own.css": f"h1 {{ color: rgb({number}, 2, 3) }}\n"})
        expect(title).to_have_css("color", f"rgb({number}, 2, 3)")
    assert has_stayed(visitor.page)
    expect(visitor.page.locator("link[href*='css/own.css']")).to_have_count(1)
    home = open_page("/")
    edit(site, {"static/css/own.css": "h1 { color: rgb(6, 2, 3) }\n"})
    settled(home.page, 4)
    assert has_stayed(home.page)
    assert home.page.locator("link[href*='waypost=']").count() == 0


def test_sheets_with_a_digest_in_their_names_change_without_a_reload(
    site: Staged, open_page: Open
) -> None:
    visitor = open_page("/posts/p1/")
    title = visitor.page.locator("h1")
    for number in (4, 5):
        edit(site, {"static/css/site.css": f"h1 {{ letter-spacing: {number}px }}\n"})
        expect(title).to_have_css("letter-spacing", f"{number}px")
    assert has_stayed(visitor.page)
    expect(visitor.page.locator("link[href*='css/site']")).to_have_count(1)
    # What changes with it is seen too.
    edit(
        site,
        {
            "static/css/site.css": "h1 { letter-spacing: 6px }\n",
            "content/posts/p1.md": post("Another name"),
        },
    )
    expect(visitor.page.locator("h1")).to_have_text("Another name")
    expect(visitor.page.locator("h1")).to_have_css("letter-spacing", "6px")


def test_a_reader_stays_where_he_is(site: Staged, open_page: Open) -> None:
    page = open_page("/posts/long/").page
    page.evaluate("document.getElementById('part-5').scrollIntoView(); scrollBy(0, 40)")
    place = "document.getElementById('part-5').getBoundingClientRect().top"
    before = page.evaluate(place)
    longer = LONG.replace("## Part 2", "A paragraph is added above. " * 80 + "\n\n## Part 2")
    edit(site, {"content/posts/long.md": post("A long one", body=longer, topics="[go]")})
    expect(page.locator("main")).to_contain_text("is added above")
    page.wait_for_function(f"Math.abs({place} - {before}) < 2")
    page.wait_for_function("history.scrollRestoration === 'auto'")
    assert abs(page.evaluate(place) - before) < 2


def test_open_folds_stay_open(site: Staged, open_page: Open) -> None:
    page = open_page("/topics/go/").page
    fold = page.locator("details").first
    was_open = fold.get_attribute("open") is not None
    fold.locator("summary").click()
    edit(site, {"content/topics.yaml": "- slug: go\n  label: Golang\n"})
    expect(page.locator("h1")).to_have_text("Golang")
    # The heading is there a moment before the script that sees to the folds.
    expected = expect(fold)
    (expected.not_to_have_attribute if was_open else expected.to_have_attribute)("open", "")


def test_a_renamed_post_takes_its_tab_along(site: Staged, open_page: Open) -> None:
    page = open_page("/posts/p1/#main-content").page
    (site.root / "content/posts/p1.md").rename(site.root / "content/posts/renamed.md")
    site.build()
    page.wait_for_url("**/posts/renamed/#main-content")


def test_a_page_that_comes_into_being_takes_the_place_of_the_404(
    site: Staged, open_page: Open
) -> None:
    page = open_page("/posts/later/").page
    expect(page.locator("h1")).to_have_text("Page not found")
    edit(site, {"content/posts/later.md": post("It is there")})
    expect(page.locator("h1")).to_have_text("It is there")


def test_all_of_it_works_below_a_prefix(browser: Browser, tmp_path: Path) -> None:
    files = {
        "content/site.yaml": SITE_YAML.replace("example.org", "example.org/blog"),
        "content/posts/p1.md": post("Post 1", draft="true"),
    }
    with staged(write(tmp_path, files)) as site, visiting(browser, Demo(site.address, {})) as begin:
        page = begin().go("/blog/posts/p1/").page
        expect(page.get_by_role("link", name="Draft", exact=True)).to_be_visible()
        edit(site, {"content/posts/p1.md": post("Another title")})
        expect(page.locator("h1")).to_have_text("Another title")
        (site.root / "content/posts/p1.md").rename(site.root / "content/posts/café.md")
        site.build()
        page.wait_for_url("**/blog/posts/caf%C3%A9/")
        expect(page.locator("h1")).to_have_text("Another title")
        page.goto(f"{site.address}/blog/posts/caffe/")
        page.get_by_role("link", name="Another title").first.click()
        page.wait_for_url("**/blog/posts/caf%C3%A9/")


def test_the_404_offers_what_may_have_been_meant(site: Staged, open_page: Open) -> None:
    page = open_page("/posts/lonk/").page
    page.get_by_role("region", name="Did you mean").get_by_role("link", name="A long one").click()
    expect(page.locator("h1")).to_have_text("A long one")


def test_a_failed_build_is_shown_whole_and_goes_with_the_next_good_one(
    site: Staged, open_page: Open
) -> None:
    visitor = open_page("/posts/p2/")
    edit(site, {"content/posts/p1.md": post("Post 1", "2024-01-01", BROKEN, topics="[go]")})
    shown = panel(visitor.page)
    expect(shown).to_have_accessible_name("2 errors")
    expect(shown).to_be_focused()
    expect(shown.locator("li")).to_have_count(2)
    first = shown.locator("li").first
    expect(first.locator(".place")).to_have_text("content/posts/p1.md:8:13")
    expect(first.locator("code").first).to_have_text("unknown-target")
    expect(first.locator("pre")).to_contain_text("It leads to [[nowhere-at-all]], `as` 日本 is.")
    expect(first.locator("mark")).to_have_text("[")
    expect(first.locator(".fix")).to_be_visible()
    assert has_stayed(visitor.page)
    edit(site, {"content/posts/p1.md": post("Post 1", "2024-01-01", topics="[go]")})
    expect(shown).to_have_count(0)
    assert has_stayed(visitor.page)
    assert complaints(visitor) == []


def test_a_page_that_is_opened_while_the_build_fails_tells_so(
    site: Staged, open_page: Open
) -> None:
    edit(site, {"content/posts/p1.md": post("Post 1", body=BROKEN)})
    page = open_page("/posts/p2/").page
    expect(panel(page)).to_be_visible()
    expect(page.locator("h1")).to_have_text("Post 2")


def test_escape_hides_the_panel_and_a_sign_brings_it_back(site: Staged, open_page: Open) -> None:
    page = open_page("/posts/p2/").page
    page.locator("main a").first.focus()
    edit(site, {"content/posts/p1.md": post("Post 1", body=BROKEN)})
    expect(panel(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel(page)).to_have_count(0)
    assert page.evaluate("document.activeElement.matches('main a')")
    site.build()
    page.wait_for_timeout(200)
    expect(panel(page)).to_have_count(0)
    page.reload()
    page.get_by_role("button", name="2 errors").click()
    expect(panel(page)).to_be_focused()
    page.keyboard.press("Escape")
    edit(site, {"content/posts/p3.md": post("Post 3", body=BROKEN)})
    expect(panel(page)).to_have_accessible_name("4 errors")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_panel_fits_and_can_be_read(
    site: Staged, open_page: Open, width: int, scheme: Literal["light", "dark"]
) -> None:
    edit(site, {"content/posts/p1.md": post("Post 1", body=f"{'A long line. ' * 30}[[nowhere]]")})
    size = {"width": width, "height": 640}
    page = open_page("/posts/draft/", color_scheme=scheme, viewport=size).page
    expect(panel(page)).to_be_visible()
    box = panel(page).bounding_box()
    assert box is not None
    assert (box["x"], box["width"], box["y"] + box["height"]) == (0, width, 640)
    assert box["height"] < 540
    assert page.evaluate(f"({IN_SHADOW})({FAINT})") == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    mark = page.locator("waypost-preview mark").evaluate(
        "mark => [mark.getBoundingClientRect().right, mark.closest('pre').getBoundingClientRect().right]"
    )
    assert mark[0] <= mark[1]


IN_SHADOW = """look => [...document.querySelector("waypost-preview").shadowRoot.querySelectorAll(".stack *")]
    .filter((node) => [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim()))
    .map((node) => look(node)).filter(Boolean)"""

FAINT = """node => {
    const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const light = (colour) => {
        const [red, green, blue] = numbers(colour).map((part) => {
            const share = part / 255;
            return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const solid = (colour) => (numbers(colour)[3] ?? 1) === 1;
    let ground = null;
    for (let box = node; box && !ground; box = box.parentElement) {
        for (const part of ["::before", ""]) {
            const style = part ? getComputedStyle(box, part) : getComputedStyle(box);
            const isGround = part ? style.zIndex === "-1" : true;
            if (isGround && !ground && solid(style.backgroundColor)) ground = style.backgroundColor;
        }
    }
    const [low, high] = [light(getComputedStyle(node).color), light(ground)].sort((a, b) => a - b);
    const ratio = (high + 0.05) / (low + 0.05);
    return ratio < 4.5 ? `${node.localName}.${node.className} ${ratio.toFixed(2)}` : "";
}"""


def test_a_draft_says_that_it_is_one_and_paper_does_not(site: Staged, open_page: Open) -> None:
    page = open_page("/posts/draft/").page
    badge = page.get_by_role("link", name="Draft", exact=True)
    expect(badge).to_be_visible()
    page.emulate_media(media="print")
    expect(badge).not_to_be_visible()
    page.emulate_media(media="screen")
    badge.click()
    page.wait_for_url("**/__waypost/#waiting")
    expect(open_page("/posts/p1/").page.locator("waypost-preview")).to_have_count(0)


def test_a_hidden_tab_listens_to_nothing_and_catches_up_when_it_is_seen(
    site: Staged, open_page: Open
) -> None:
    page = open_page("/posts/p1/").page
    hide = """hidden => {
        Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
    }"""
    page.evaluate(hide, True)
    edit(site, {"content/posts/p1.md": post("Post 1", "2024-01-01", "New words.", topics="[go]")})
    page.wait_for_timeout(300)
    assert has_stayed(page)
    page.evaluate(hide, False)
    expect(page.locator("main")).to_contain_text("New words.")


def test_many_tabs_leave_room_for_another(site: Staged, browser: Browser) -> None:
    with visiting(browser, Demo(site.address, {})) as begin:
        first = begin()
        tabs = [first.page, *(first.page.context.new_page() for _ in range(7))]
        hidden = "Object.defineProperty(Document.prototype, 'hidden', { get: () => true })"
        for tab in tabs:
            tab.add_init_script(hidden)
            tab.goto(f"{site.address}/posts/p1/")
        expect(tabs[-1].locator("h1")).to_have_text("Post 1")


@pytest.mark.parametrize("is_changed", [True, False])
def test_a_page_finds_the_preview_again_after_a_restart(
    site: Staged, open_page: Open, is_changed: bool
) -> None:
    page = open_page("/posts/p1/").page
    port = site.stop()
    lost = page.get_by_text("The preview is not running.")
    expect(lost).to_be_visible()
    if is_changed:
        edit(site, {"content/posts/p1.md": post("Post 1", body="After the restart.")})
    site.start(port)
    expect(lost).to_have_count(0)
    if is_changed:
        expect(page.locator("main")).to_contain_text("After the restart.")
    assert has_stayed(page) is not is_changed
    edit(site, {"content/posts/p1.md": post("Post 1", body="Later than that.")})
    expect(page.locator("main")).to_contain_text("Later than that.")


def test_a_page_stays_while_a_new_process_has_none(site: Staged, open_page: Open) -> None:
    page = open_page("/posts/p1/").page
    port, former = site.stop(), site.current.now
    site.current.replace(Served())
    with page.expect_response("**/__waypost/events?**"):
        site.start(port)
    page.wait_for_timeout(200)
    expect(page.locator("h1")).to_have_text("Post 1")
    with page.expect_response("**/posts/p1/"):
        site.current.replace(former)
    page.wait_for_timeout(200)
    assert has_stayed(page)


def test_a_first_build_that_fails_is_shown_and_a_good_one_takes_over(
    browser: Browser, tmp_path: Path
) -> None:
    files = {"content/site.yaml": SITE_YAML, "content/posts/p1.md": post("Post 1", body=BROKEN)}
    with staged(write(tmp_path, files)) as site, visiting(browser, Demo(site.address, {})) as begin:
        page = begin().go("/posts/p1/").page
        expect(panel(page)).to_have_accessible_name("2 errors")
        edit(site, {"content/posts/p1.md": post("Post 1")})
        expect(page.locator("h1")).to_have_text("Post 1")
        expect(panel(page)).to_have_count(0)


def test_the_desk_follows_the_builds(site: Staged, open_page: Open) -> None:
    visitor = open_page("/__waypost/")
    expect(visitor.page.locator("h1")).to_have_text("The writer’s desk")
    edit(site, {"content/posts/p1.md": post("Post 1", body=BROKEN)})
    expect(visitor.page.locator(".kicker")).to_have_text("Build 2 failed")
    expect(panel(visitor.page)).to_have_count(0)
    edit(site, {"content/posts/p1.md": post("Post 1")})
    expect(visitor.page.locator(".kicker")).to_have_text("Preview")
    visitor.page.get_by_role("link", name="Half a thought").click()
    expect(visitor.page.locator("h1")).to_have_text("Half a thought")
    assert complaints(visitor) == []


@pytest.mark.parametrize("is_broken", [False, True])
def test_the_desk_fits_and_can_be_read(site: Staged, open_page: Open, is_broken: bool) -> None:
    if is_broken:
        edit(
            site, {"content/posts/p1.md": post("Post 1", body=f"{'A long line. ' * 30}[[nowhere]]")}
        )
    visitor = open_page("/__waypost/")
    out: dict[object, object] = {}
    for scheme in SCHEMES:
        visitor.page.emulate_media(color_scheme=scheme)
        for width in (320, 390, 768, 1280):
            visitor.page.set_viewport_size({"width": width, "height": 800})
            out[scheme, width] = visitor.ask("overflow")
        texts = visitor.ask("contrast")
        out[scheme] = [text for text in texts if text["ratio"] < 4.5]
    assert {where: names for where, names in out.items() if names} == {}


def test_nothing_moves_for_those_who_want_no_motion(site: Staged, open_page: Open) -> None:
    edit(site, {"content/posts/p1.md": post("Post 1", body=BROKEN)})
    moving = "node => getComputedStyle(node).animationName"
    for wanted, name in (("reduce", "none"), ("no-preference", "rise")):
        page = open_page("/posts/p2/", reduced_motion=wanted).page
        assert panel(page).evaluate(moving) == name


def test_a_published_page_knows_nothing_of_the_preview(site: Staged) -> None:
    served = site.current.now
    pages = [
        served.blob(digest) for path, digest in served.entries.items() if path.endswith(".html")
    ]
    assert pages
    assert [page for page in pages if b"__waypost" in page] == []

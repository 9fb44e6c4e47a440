"""What the theme's scripts add to pages."""

from __future__ import annotations

import gzip
from pathlib import Path
from random import Random
from shutil import copytree
from typing import Any, Literal

import pytest
from playwright.sync_api import expect

from support.visits import Begin, Visit, read_to_the_end
from waypost.config import theme_folder

pytestmark = pytest.mark.browser

PAPER = "getComputedStyle(document.body).backgroundColor"
LIGHT, DARK = "rgb(250, 250, 246)", "rgb(20, 23, 21)"
PATH = "/paths/first-year-as-a-lead/"


BUDGETS = {"js": 15_000, "css": 20_000}
"""How many bytes all files of a kind may have together, packed as hosts send them."""


def beyond(folder: Path) -> dict[str, int]:
    """Say which kinds of files of a theme weigh more than they may, and how much."""
    found = {}
    for kind, most in BUDGETS.items():
        files = list((folder / kind).rglob(f"*.{kind}"))
        assert len(files) >= 2
        weight = sum(len(gzip.compress(file.read_bytes())) for file in files)
        if weight > most:
            found[kind] = weight
    return found


def test_scripts_and_style_sheets_fit_their_budgets() -> None:
    assert beyond(theme_folder() / "static") == {}


@pytest.mark.parametrize("kind", BUDGETS)
def test_one_file_too_many_is_noticed(tmp_path: Path, kind: str) -> None:
    copytree(theme_folder() / "static", tmp_path / "static")
    heavy = Random(0).randbytes(BUDGETS[kind])
    (tmp_path / "static" / kind / f"more.{kind}").write_bytes(heavy)
    assert list(beyond(tmp_path / "static")) == [kind]


# --- palette --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("system", "before", "after"), [("light", LIGHT, DARK), ("dark", DARK, LIGHT)]
)
def test_the_palette_is_switched_and_remembered(
    visit: Begin, system: Literal["light", "dark"], before: str, after: str
) -> None:
    visitor = visit(color_scheme=system).go("home")
    button = visitor.page.get_by_role("button", name="Dark palette")
    assert visitor.page.evaluate(PAPER) == before
    assert button.get_attribute("aria-pressed") == str(before == DARK).lower()
    button.click()
    assert visitor.page.evaluate(PAPER) == after
    assert button.get_attribute("aria-pressed") == str(after == DARK).lower()
    assert visitor.go("post").page.evaluate(PAPER) == after


def test_who_chooses_the_systems_palette_follows_the_system_again(visit: Begin) -> None:
    visitor = visit(color_scheme="light").go("home")
    button = visitor.page.get_by_role("button", name="Dark palette")
    button.click()
    button.click()
    visitor.page.emulate_media(color_scheme="dark")
    assert visitor.page.evaluate(PAPER) == DARK
    expect(button).to_have_attribute("aria-pressed", "true")


def test_the_palette_is_chosen_before_anything_is_painted(visit: Begin) -> None:
    visitor = visit(color_scheme="light").go("home")
    visitor.page.get_by_role("button", name="Dark palette").click()
    # Without the script that the rest is in, the choice holds.
    visitor.page.route("**/site*.js", lambda route: route.fulfill(body=""))
    assert visitor.go("home").page.evaluate(PAPER) == DARK


def test_another_window_takes_the_palette_over(visit: Begin) -> None:
    visitor = visit(color_scheme="light").go("home")
    other = visitor.page.context.new_page()
    other.goto(visitor.demo.address + "/topics/")
    visitor.page.get_by_role("button", name="Dark palette").click()
    other.wait_for_function(f"() => {PAPER} === '{DARK}'")


def test_paper_stays_white_in_the_dark_palette(visit: Begin) -> None:
    visitor = visit(color_scheme="light").go("post")
    visitor.page.get_by_role("button", name="Dark palette").click()
    visitor.page.emulate_media(media="print")
    assert visitor.page.evaluate(PAPER) == "rgb(255, 255, 255)"
    assert visitor.page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


def test_nothing_breaks_where_nothing_may_be_stored(visit: Begin) -> None:
    visitor = visit(color_scheme="light")
    visitor.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } })"
    )
    for kind in ("home", "path", "post on a path"):
        visitor.go(kind).page.get_by_role("button", name="Dark palette").click()
        assert visitor.page.evaluate(PAPER) == DARK
    assert visitor.faults == []


# --- contents that follow ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "rail"), [("post", ".contents"), ("curated hub", ".rail"), ("derived hub", ".rail")]
)
def test_the_contents_mark_what_is_being_read(visit: Begin, kind: str, rail: str) -> None:
    visitor = visit(viewport={"width": 1280, "height": 700}).go(kind)
    current = visitor.page.locator(f"{rail} [aria-current]")
    assert current.count() == 0
    links = visitor.page.locator(f"{rail} a").all()
    last = links[-1].evaluate("link => link.hash")
    for link in links[:2]:
        link.click()
        visitor.page.wait_for_function(
            "([rail, hash]) => document.querySelector(`${rail} [aria-current]`)?.hash === hash",
            arg=[rail, link.evaluate("link => link.hash")],
        )
        assert current.count() == 1
    visitor.go("home").go(kind).page.keyboard.press("End")
    visitor.page.wait_for_function(
        "([rail, hash]) => document.querySelector(`${rail} [aria-current]`)?.hash === hash",
        arg=[rail, last],
    )


@pytest.mark.parametrize("width", [390, 1280])
def test_the_rail_of_a_hub_stays_in_sight_and_covers_no_heading(visit: Begin, width: int) -> None:
    visitor = visit(viewport={"width": width, "height": 800}).go("derived hub")
    rail = visitor.page.locator(".rail")
    for link in rail.locator("a").all()[:-1]:
        # Not by a click, which may land on its neighbour while the rail moves along.
        link.press("Enter")
        expect(link).to_have_attribute("aria-current", "true")
        heading = visitor.page.locator(link.get_attribute("href") or "")
        box, top = rail.bounding_box(), heading.bounding_box()
        assert box is not None
        assert top is not None
        assert 0 <= box["y"] < 5
        assert top["y"] >= box["y"] + box["height"]
        assert link.evaluate("link => link.getBoundingClientRect().right <= innerWidth")


def test_a_link_of_the_rail_is_marked_though_its_heading_is_in_its_place(visit: Begin) -> None:
    # All of the hub is in sight, so that nothing has to move.
    visitor = visit(viewport={"width": 1280, "height": 9000}).go("derived hub")
    for link in visitor.page.locator(".rail a").all()[:2]:
        link.press("Enter")
        expect(link).to_have_attribute("aria-current", "true")


# --- filter -----------------------------------------------------------------------------


def shown(visitor: Visit) -> list[str]:
    return (
        visitor.page.locator(".plate-references .entry-title")
        .filter(visible=True)
        .all_inner_texts()
    )


def test_the_references_of_a_hub_are_filtered_by_their_words(visit: Begin) -> None:
    visitor = visit().go("/topics/reliability/")
    status = visitor.page.locator(".plate-references [role=status]")
    box = visitor.page.get_by_role("searchbox", name="Filter by title or description")
    whole = shown(visitor)
    assert status.inner_text() == f"{len(whole)} posts"
    box.fill("TIMÉOUTS interface")
    assert shown(visitor) == ["Timeouts are part of the interface"]
    assert status.inner_text() == f"1 of {len(whole)} posts"
    assert visitor.page.locator(".group").filter(visible=True).count() == 1
    box.fill("no such words")
    assert shown(visitor) == []
    assert visitor.page.get_by_text("No post here has all of these words.").is_visible()
    box.press("Enter")
    box.fill("")
    assert shown(visitor) == whole
    assert status.inner_text() == f"{len(whole)} posts"
    assert not visitor.page.locator(".plate-references .empty").is_visible()


def test_a_hub_of_a_few_posts_has_no_filter(visit: Begin) -> None:
    visitor = visit().go("/topics/databases/")
    assert visitor.page.get_by_role("searchbox").count() == 0


# --- copying code ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "start"),
    [("python", "# A comment, then"), ("console", "waypost build --strict\n"), ("diff", "- what")],
)
def test_code_is_copied_as_it_would_be_typed(visit: Begin, language: str, start: str) -> None:
    visitor = visit(permissions=["clipboard-read", "clipboard-write"]).go("post")
    box = visitor.page.locator(f".highlight:has(.language-{language})").first
    button = box.get_by_role("button", name="Copy")
    button.click()
    visitor.page.wait_for_function(
        "button => button.textContent === 'Copied'", arg=box.locator("button").element_handle()
    )
    copied: str = visitor.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(start)
    assert "Built 3 posts" not in copied


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("pycon", "def f(x):\n    return 1 / x\nf(0)\nf(1)\n"),
        ("toml", '# How often\nname = "queue"\nretries = 5  # more of them\nwait = 1.5\n'),
        ("rust", "let retries = 5;\n"),
    ],
)
def test_what_only_shows_something_is_not_copied(visit: Begin, language: str, code: str) -> None:
    visitor = visit(permissions=["clipboard-read", "clipboard-write"]).go("post")
    box = visitor.page.locator(f".highlight:has(.language-{language})")
    box.get_by_role("button", name="Copy").click()
    box.get_by_role("button", name="Copied").wait_for()
    assert visitor.page.evaluate("navigator.clipboard.readText()") == code


def test_lines_that_are_selected_have_neither_numbers_nor_signs(visit: Begin) -> None:
    visitor = visit().go("post")
    select = "code => { getSelection().selectAllChildren(code); return `${getSelection()}`; }"
    for language, start in (("js", "/* A comment\nof two lines"), ("toml", "# How often\nname =")):
        code = visitor.page.locator(f"code.language-{language}")
        assert code.evaluate(select).startswith(start)


def test_what_is_out_of_focus_has_its_colours_when_somebody_comes(visit: Begin) -> None:
    visitor = visit().go("post")
    box = visitor.page.locator(".focusing")
    colours = "box => new Set([...box.querySelectorAll('.line:not(.in-focus) *')].map(it => getComputedStyle(it).color)).size"
    assert box.evaluate(colours) == 1
    box.locator("pre").focus()
    assert box.evaluate(colours) > 1


# --- progress -----------------------------------------------------------------------------


def progress(visitor: Visit) -> Any:
    return visitor.page.locator(".path-progress")


def test_a_path_remembers_how_far_its_reader_came(visit: Begin) -> None:
    visitor = visit().go(PATH)
    steps = visitor.page.locator(".step .entry-title").all_inner_texts()
    assert not progress(visitor).is_visible()
    visitor.page.locator(".step .entry-title").first.click()
    read_to_the_end(visitor)
    visitor.page.locator(".path-bar [rel=next]").click()
    assert visitor.page.locator("h1").inner_text().replace("\n", " ") == steps[1]
    visitor.go(PATH)
    assert progress(visitor).is_visible()
    assert "1 of 7 steps read, 26 min left" in progress(visitor).inner_text()
    assert visitor.page.locator("[data-next]").inner_text() == steps[1]
    assert visitor.page.locator(".step.walked").count() == 1
    assert visitor.page.locator(".step-read").filter(visible=True).count() == 1


def test_the_home_page_offers_to_go_on(visit: Begin) -> None:
    visitor = visit().go("home")
    assert not visitor.page.locator(".resume").is_visible()
    visitor.go(PATH)
    second = visitor.page.locator(".step .entry-title").nth(1).inner_text()
    visitor.page.locator(".step .entry-title").first.click()
    read_to_the_end(visitor)
    for where in ("home", "paths"):
        visitor.go(where)
        assert (
            visitor.page.locator(".resume-path").inner_text().endswith("The first year as a lead")
        )
        assert visitor.page.locator(".resume-step").inner_text() == second
        facts = visitor.page.locator(f".tile-path:has([href='{PATH}']) .facts").inner_text()
        assert facts.endswith("1 of 7 read")
    visitor.page.locator(".resume-step a").click()
    assert visitor.page.locator("h1").inner_text().replace("\n", " ") == second


def test_who_reads_a_post_on_a_path_is_not_thought_to_follow_it(visit: Begin) -> None:
    visitor = visit().go("post on a path")
    read_to_the_end(visitor)
    assert not visitor.go("home").page.locator(".resume").is_visible()


def test_a_path_that_is_read_says_so_and_can_be_begun_again(visit: Begin) -> None:
    visitor = visit().go(PATH)
    links = visitor.page.locator(".step .entry-title").evaluate_all(
        "links => links.map((link) => link.getAttribute('href'))"
    )
    for link in links:
        read_to_the_end(visitor.go(link))
    visitor.go(PATH)
    assert "7 of 7 steps read, 0 min left" in progress(visitor).inner_text()
    assert "You have read the whole path." in progress(visitor).inner_text()
    assert not visitor.page.locator("[data-next]").is_visible()
    assert not visitor.go("home").page.locator(".resume").is_visible()
    visitor.go(PATH).page.get_by_role("button", name="Start over").click()
    assert not progress(visitor).is_visible()
    assert visitor.page.evaluate("document.activeElement.localName") == "main"
    assert not visitor.go(PATH).page.locator(".path-progress").is_visible()


@pytest.mark.parametrize("stored", ["nonsense", "{}", '{"read": []}', "null"])
def test_what_else_is_stored_there_does_no_harm(visit: Begin, stored: str) -> None:
    visitor = visit().go("home")
    visitor.page.evaluate("text => localStorage.setItem('waypost:progress:/', text)", stored)
    read_to_the_end(visitor.go("post on a path"))
    visitor.go("path")
    assert visitor.faults == []

"""What axe-core finds on pages, by WCAG 2.2 AA and by its own best practices."""

from __future__ import annotations

from typing import Any, Literal

import pytest

from support.demo import KINDS, OLD_ADDRESS
from support.tools import AXE_TAGS, tool
from support.visits import Begin, Visit, read_to_the_end, stay

pytestmark = pytest.mark.browser

WIDTHS = (320, 768, 1280)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

RUN = """async (tags) => {
    const found = await axe.run(document, {
        runOnly: tags, resultTypes: ["violations"], elementRef: false,
    });
    return found.violations.flatMap((rule) => rule.nodes.map((node) => ({
        rule: rule.id, tags: rule.tags, where: node.target.join(" "),
    })));
}"""


def ask_axe(visitor: Visit) -> list[dict[str, Any]]:
    """Give every place where a page breaks a rule."""
    if not visitor.page.evaluate("Boolean(window.axe)"):
        visitor.page.evaluate(tool("axe-core/axe.min.js").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = visitor.page.evaluate(RUN, AXE_TAGS)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_at_any_width_in_either_scheme(visit: Begin, kind: str) -> None:
    visitor = visit()
    visitor.page.route(f"**{OLD_ADDRESS}", stay)
    visitor.go(kind)
    found = {}
    for scheme in SCHEMES:
        visitor.page.emulate_media(color_scheme=scheme)
        for width in WIDTHS:
            visitor.page.set_viewport_size({"width": width, "height": 800})
            found[scheme, width] = [f"{hit['rule']}: {hit['where']}" for hit in ask_axe(visitor)]
    assert {where: hits for where, hits in found.items() if hits} == {}


def with_progress(visitor: Visit) -> None:
    """Have the reader be on the way, so that all that the scripts show is there."""
    visitor.go("path").page.locator(".step .entry-title").first.click()
    read_to_the_end(visitor)


@pytest.mark.parametrize(
    ("kind", "shown"),
    [("home", ".resume"), ("path", ".path-progress"), ("/topics/reliability/", ".empty")],
)
def test_axe_finds_nothing_in_what_scripts_show(visit: Begin, kind: str, shown: str) -> None:
    visitor = visit()
    with_progress(visitor)
    visitor.go(kind)
    if kind.startswith("/topics/"):
        visitor.page.locator(".filter input").fill("no such words")
    assert visitor.page.locator(shown).filter(visible=True).count() == 1
    for scheme in SCHEMES:
        visitor.page.emulate_media(color_scheme=scheme)
        assert ask_axe(visitor) == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_in_the_results_of_a_search(
    visit: Begin, scheme: Literal["light", "dark"], width: int
) -> None:
    visitor = visit(color_scheme=scheme, viewport={"width": width, "height": 800})
    visitor.go("/search/?q=rollback").page.locator(".search-topics button").first.click()
    visitor.page.locator(".search-parts a").first.wait_for()
    assert ask_axe(visitor) == []
    visitor.go("home").page.keyboard.press("/")
    visitor.page.keyboard.type("rollback")
    visitor.page.locator("dialog .search-result").first.wait_for()
    assert ask_axe(visitor) == []


WHOLE = '<html lang="en"><title>Whole</title><main><h1>Whole</h1>{}</main></html>'

VIOLATIONS = [
    ("wcag2a", "image-alt", '<img src="hill.svg">'),
    ("wcag2a", "label", "<input>"),
    ("wcag2aa", "color-contrast", '<p style="color: #999">faint</p>'),
    ("wcag21aa", "autocomplete-valid", '<label>Name <input autocomplete="nonsense"></label>'),
    (
        "wcag22aa",
        "target-size",
        '<button style="font-size: 4px; padding: 0">a</button>'
        '<button style="font-size: 4px; padding: 0">b</button>',
    ),
    ("best-practice", "heading-order", "<h4>Deep</h4>"),
]


@pytest.mark.parametrize(("tag", "rule", "markup"), VIOLATIONS)
def test_axe_finds_what_is_planted(visit: Begin, tag: str, rule: str, markup: str) -> None:
    visitor = visit()
    visitor.page.set_content(WHOLE.format(markup))
    assert [(hit["rule"], tag in hit["tags"]) for hit in ask_axe(visitor)][:1] == [(rule, True)]


def test_every_set_of_rules_has_a_violation_planted() -> None:
    assert {tag for tag, _, _ in VIOLATIONS} == set(AXE_TAGS)


def test_axe_passes_a_whole_page(visit: Begin) -> None:
    visitor = visit()
    visitor.page.set_content(WHOLE.format("<p>Text</p>"))
    assert ask_axe(visitor) == []

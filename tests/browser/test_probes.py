"""The probes find what they are for."""

from __future__ import annotations

import pytest

from support.visits import Begin, Visit

pytestmark = pytest.mark.browser


@pytest.fixture
def visitor(visit: Begin) -> Visit:
    return visit(viewport={"width": 400, "height": 400})


@pytest.mark.parametrize(
    ("markup", "names"),
    [
        ("<main><p>short</p></main>", []),
        ('<main><p style="width: 900px">wide</p></main>', ['main > p "wide"']),
        ('<div style="overflow-x: auto"><p style="width: 900px">boxed</p></div>', []),
        (
            '<style>body { overflow-x: hidden }</style><p style="width: 900px">hidden</p>',
            ["the page hides what sticks out of it"],
        ),
    ],
)
def test_overflow_names_what_sticks_out(visitor: Visit, markup: str, names: list[str]) -> None:
    visitor.page.set_content(markup)
    assert visitor.ask("overflow") == names


@pytest.mark.parametrize(
    ("markup", "ratio"),
    [
        ('<p style="color: #000">text</p>', 21),
        ('<p style="color: #fff">text</p>', 1),
        ('<p style="color: #777; background: #fff">text</p>', 4.48),
        ('<p style="color: rgb(0 0 0 / 0)">text</p>', 1),
        ('<div style="background: #000"><p style="color: #000">text</p></div>', 1),
        (
            "<style>p { position: relative; z-index: 0; color: #000 } p::before { content: ''; "
            "position: absolute; inset: 0; z-index: -1; background: #000 }</style><p>text</p>",
            1,
        ),
        ('<svg><circle r="50" fill="#000"/><text fill="#000">text</text></svg>', 1),
        ('<svg><circle r="9" cx="99" fill="#000"/><text fill="#000">text</text></svg>', 21),
        ('<svg><text stroke="#000" paint-order="stroke">text</text></svg>', 1),
    ],
)
def test_contrast_is_with_what_lies_behind(visitor: Visit, markup: str, ratio: float) -> None:
    visitor.page.set_content(markup)
    (text,) = visitor.ask("contrast")
    assert text["ratio"] == pytest.approx(ratio, abs=0.01)


def test_contrast_leaves_out_what_nobody_sees(visitor: Visit) -> None:
    visitor.page.set_content('<p hidden>a</p><p style="opacity: 0">b</p><p> </p>')
    assert visitor.ask("contrast") == []


@pytest.mark.parametrize(
    ("style", "drawn"),
    [
        ("outline: 3px solid #000", True),
        ("outline: none", False),
        ("outline: 1px solid #000", False),
        ("outline: 3px solid #eee", False),
    ],
)
def test_focus_tells_whether_it_can_be_seen(visitor: Visit, style: str, drawn: bool) -> None:
    visitor.page.set_content(
        f'<style>a:focus {{ {style} }}</style><main><a href="#x">there</a></main>'
    )
    assert visitor.ask("focus") is None
    visitor.page.keyboard.press("Tab")
    stop = visitor.ask("focus")
    assert stop["main"]
    assert stop["inside"]
    assert (stop["ratio"] >= 3) is drawn


def test_a_visit_hears_of_errors_failures_and_other_hosts(visitor: Visit) -> None:
    visitor.go("home")
    assert visitor.faults == []
    visitor.page.evaluate(
        """async () => {
            console.error("ouch");
            await fetch("/missing.css");
        }"""
    )
    visitor.page.evaluate("document.body.append(document.createElement('style'))")
    visitor.page.evaluate("document.querySelector('style').textContent = 'p { color: red }'")
    visitor.page.goto("about:blank")
    visitor.page.evaluate("fetch('http://elsewhere.invalid/').catch(() => null)")
    kinds = (
        "error: ouch",
        "404: ",
        "went to another host: ",
        "failed: ",
        "error: Applying inline style",
    )
    assert all(any(fault.startswith(kind) for fault in visitor.faults) for kind in kinds)

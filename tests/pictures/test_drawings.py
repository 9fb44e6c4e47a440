from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost.model.picture import Flaw, Picture
from waypost.pictures.drawings import drawing_of

NS = 'xmlns="http://www.w3.org/2000/svg"'
XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="860" height="520"', (860, 520)),
        ('width="860px" height="520.4"', (860, 520)),
        ('width="2in" height="72pt"', (192, 96)),
        ('width="10cm" height="100mm"', (378, 378)),
        ('viewBox="0 0 400 300"', (400, 300)),
        ('viewBox="0,0,400,300"', (400, 300)),
        ('viewBox="-10 -10 400 300" width="200"', (200, 150)),
        ('viewBox="0 0 400 300" height="30"', (40, 30)),
        ('viewBox="0 0 400 300" width="100%" height="100%"', (400, 300)),
        ('viewBox="0 0 400 300" width="auto"', (400, 300)),
        ('viewBox="0 0 0 0"', (300, 150)),
        ('viewBox="none"', (300, 150)),
        ('width="-3" height="0"', (300, 150)),
        ('width="0.1" height="1e9"', (1, 100_000)),
        ("", (300, 150)),
    ],
)
def test_a_drawing_is_as_large_as_it_says(attributes: str, size: tuple[int, int]) -> None:
    assert drawing_of(f"<svg {NS} {attributes}/>".encode()) == Picture(*size)


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<script href="/a.js"/>',
        '<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>',
        '<g onclick="alert(1)"/>',
        '<g onload=""/>',
        '<a href="javascript:alert(1)"><text>a</text></a>',
        '<a href=" java&#10;script:alert(1)"/>',
        '<a href="JavaScript:alert(1)"/>',
        f'<a {XLINK} xlink:href="javascript:alert(1)"/>',
        '<a><animate attributeName="href" values="#a;javascript:alert(1)"/></a>',
        '<a><set attributeName="href" to="javascript:alert(1)"/></a>',
        '<a href="data:text/html,&lt;script&gt;alert(1)&lt;/script&gt;"/>',
        '<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" srcdoc="a"/></foreignObject>',
        '<foreignObject><embed src="a.swf"/></foreignObject>',
        '<meta http-equiv="refresh" content="0;url=javascript:alert(1)"/>',
    ],
)
def test_what_could_run_is_found_where_it_stands(inside: str) -> None:
    found = drawing_of(f"<svg {NS}>\n  <g/>\n{inside}</svg>".encode())
    assert found.flaw is Flaw.ACTIVE, found
    assert found.line == 3
    assert 1 <= found.column <= len(inside)
    assert found.reason


def test_what_an_entity_hides_is_found() -> None:
    text = f'<!DOCTYPE svg [<!ENTITY a "<script>alert(1)</script>">]><svg {NS}>&a;</svg>'
    assert drawing_of(text.encode()).flaw is Flaw.ACTIVE


def test_a_style_sheet_that_adds_elements_is_found() -> None:
    text = f'<?xml-stylesheet type="text/xsl" href="a.xsl"?><svg {NS}/>'
    assert drawing_of(text.encode()).flaw is Flaw.ACTIVE


@pytest.mark.parametrize(
    "inside",
    [
        "<style>text { fill: red }</style>",
        '<a href="https://example.org/"><text>javascript: the good parts</text></a>',
        '<text aria-label="About javascript: what it does">a</text>',
        '<image href="data:image/png;base64,AA=="/>',
        '<use href="#a"/>',
        '<g id="on" class="once" font-family="a"/>',
        "<title>Say on</title>",
        "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>A label</p></foreignObject>",
    ],
)
def test_what_only_draws_is_fine(inside: str) -> None:
    assert drawing_of(f"<svg {NS}>{inside}</svg>".encode()).flaw is None


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ("", "it is empty, or has no element", 1),
        ("<svg", "unclosed token", 1),
        (f"<svg {NS}>\n<g></svg>", "mismatched tag", 2),
        (f"<svg {NS}>&nothing;</svg>", "undefined entity", 1),
        ("<svg/>", 'its first element has no xmlns="http://www.w3.org/2000/svg"', 0),
        ("<html/>", "it is no SVG, but begins with <html>", 0),
        ("<?xml version='1.0' encoding='klingon'?><svg/>", "unknown encoding: klingon", 0),
    ],
)
def test_what_no_browser_draws_is_a_flaw(text: str, reason: str, line: int) -> None:
    found = drawing_of(text.encode())
    assert (found.flaw, found.reason, found.line) == (Flaw.BROKEN, reason, line)


def test_entities_that_grow_without_bound_are_a_flaw() -> None:
    levels = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    text = f'<!DOCTYPE svg [<!ENTITY a0 "{"x" * 99}">{levels}]><svg {NS}><text>&a9;</text></svg>'
    assert drawing_of(text.encode()).flaw is Flaw.BROKEN


@given(st.binary(max_size=300))
def test_any_bytes_give_a_picture(data: bytes) -> None:
    assert drawing_of(data).flaw is Flaw.BROKEN or data


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_drawing_gives_a_picture(attributes: str, inside: str) -> None:
    drawing_of(f"<svg {NS} {attributes}>{inside}</svg>".encode(errors="replace"))

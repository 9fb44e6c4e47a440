"""What is read without a parser is what the parser reads."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from itertools import count
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from waypost.check import anatomy, plain
from waypost.check.anatomy import anatomy_of
from waypost.check.plain import Names, read_plain
from waypost.model.artifact import Anatomy

BASE = "https://example.org"
GOLDEN = Path(__file__).parents[1] / "pipeline" / "golden"

# Names that parsers treat in ways of their own come more often.
FORMATTING = ("a", "a", "a", "b", "code", "em", "i", "s", "strong", "u")
LOOSE = ("body", "caption", "col", "colgroup", "form", "head", "html", "tbody", "td", "th", "tr")
NAMES = (
    *FORMATTING, *LOOSE, "p", "p", "p", "table", "table", "svg", "svg", "li", "dd", "button",
    "article", "audio", "br", "circle", "details", "div", "figure", "g", "h2", "hr", "input",
    "link", "main", "meta", "nav", "object", "path", "pre", "source", "span", "sup", "text", "ul",
)  # fmt: skip
ODD_NAMES = (
    "A", "base", "desc", "font", "foreignObject", "frameset", "iframe", "image", "img", "math",
    "nobr", "noscript", "option", "plaintext", "script", "select", "style", "Svg", "template",
    "textarea", "title", "xmp",
)  # fmt: skip
KEYS = ("href", "href", "href", "src", "poster", "data")
DULL_KEYS = ("class", "title", "d", "aria-label", "rel", "hidden", "alt")
ODD_KEYS = ("HREF", "Id", "id", "action", "srcset", "viewBox", "xlink:href")
VALUES = ("a", "#a", "/x/", "/x/?a=1&amp;b=2", "&#34;", "?page=2", "é", "https://example.org/y")
ODD_VALUES = ("", "//h/", "mailto:x", "a > b", "a < b", "&notit;", "?a&copy=1", "x y", "\n", '"')
TEXTS = (
    "", " ", "text", "&amp;", '"', "x > y", "</p>", "</svg>", "</b>", "</a>",
    '<script src="/s.js" defer data-a="b"></script>',
)  # fmt: skip
ODD_TEXTS = (
    '<script src="/s.js">', '<script id="s" src="/s.js"></script>', "<script></script>",
    '<script src="/s.js"/>', '<script src="/s.js"> </script>',
    "x < y", "<!-- <a href='/c/'> -->", "<![CDATA[<a href='/c/'>]]>", "\r", "\0", "</", "<?x?>",
    "<title></title>", "<title>&#1;</title>", "<title lang='x'>T</title>", "</title>", "<p/>",
)  # fmt: skip


@st.composite
def documents(draw: st.DrawFn, odd: int) -> str:
    """Make a document of tags in any order, of which ``odd`` percent are odd."""

    def choose(usual: tuple[str, ...], strange: tuple[str, ...]) -> str:
        return draw(st.sampled_from(strange if draw(st.integers(1, 100)) <= odd else usual))

    def attributes(name: str) -> str:
        read = draw(st.booleans()) and (name not in LOOSE or draw(st.integers(1, 100)) <= odd)
        made = f' {choose(DULL_KEYS, ODD_KEYS)}="{choose(VALUES, ODD_VALUES)}"'
        if read and name not in FORMATTING:
            made += f' id="i{next(numbers)}"'
        elif read:
            made += f' {choose(KEYS, ODD_KEYS)}="{choose(VALUES, ODD_VALUES)}"'
        return made

    def element(depth: int) -> str:
        if depth > 4:
            return choose(TEXTS, ODD_TEXTS)
        name = choose(NAMES, ODD_NAMES)
        between = choose(TEXTS, ODD_TEXTS)
        inside = between.join(element(depth + 1) for _ in range(draw(st.integers(0, 3))))
        end = draw(st.sampled_from([f"</{name}>"] * 4 + ["", f"</{draw(st.sampled_from(NAMES))}>"]))
        return f"<{name}{attributes(name)}>{inside}{end}"

    numbers = count()
    start = draw(st.sampled_from(["<!DOCTYPE html>", "<!doctype html>", ""]))
    title = choose(("<title>T</title>", "<svg><title>T</title></svg>"), ODD_TEXTS)
    return start + title + "".join(element(0) for _ in range(draw(st.integers(1, 3))))


def parsed(html: bytes) -> Anatomy:
    """Read a document by the parser alone."""
    with patch.object(anatomy, "read_plain", return_value=None):
        return anatomy_of(html, "index.html", BASE)


def assert_as_parsed(html: str) -> None:
    assert anatomy_of(html.encode(), "index.html", BASE) == parsed(html.encode())


@settings(max_examples=100)
@given(documents(0))
def test_known_tags_in_any_order_read_as_by_the_parser(html: str) -> None:
    event("plain" if read_plain(html) else "not plain")
    assert_as_parsed(html)


@settings(max_examples=100)
@given(documents(2))
def test_anything_reads_as_by_the_parser(html: str) -> None:
    event("plain" if read_plain(html) else "not plain")
    assert_as_parsed(html)


@pytest.mark.parametrize("page", sorted(GOLDEN.rglob("*.html")), ids=str)
def test_pages_of_the_theme_are_plain(page: Path) -> None:
    html = page.read_bytes()
    assert read_plain(html.decode()) is not None
    assert anatomy_of(html, "index.html", BASE) == parsed(html)


PLAIN = [
    '<a class="x" href="/a/?x=1&amp;y=%C3%A9" title="T">a</a>',
    '<link rel="icon" href="/f.svg"/>',
    '<h2 id="a">A <a href="#a">#</a></h2>',
    '<sup><a href="#fn1" id="fnref1" aria-label="Footnote 1">1</a></sup>',
    '<img src="/a.png" alt="">',
    '<svg viewBox="0 0 1 1"><title>T</title><path d="M0 0"/></svg>',
    '<p class="a"\n   id="b">',
    '<script src="/a.js" defer data-copy="Copy"></script>',
    '<progress max="7" value="0" aria-label="Steps"></progress>',
    '<script type="application/ld+json">{"url": "/x/", "id": "\\u003ca"}</script>',
]


@pytest.mark.parametrize("html", PLAIN)
def test_plain_is_what_pages_are_made_of(html: str) -> None:
    assert read_plain(html) is not None
    assert_as_parsed(f"<!DOCTYPE html><title>T</title>{html}")


NOT_PLAIN = [
    "<script>\"<a href='/x/'>\"</script>",
    '<script src="/a.js">go()</script>',
    '<script src="/a.js"><a href="/x/"></a></script>',
    '<script src="/a.js"/><a href="/x/"></a>',
    "<script type=\"application/ld+json\"><a href='/x/'></script>",
    "<script type=\"module\">'/x/'</script>",
    '<style id="a"></style>',
    '<textarea><a href="/x/"></textarea>',
    '<!-- <a href="/x/"> -->',
    '<template><a href="/x/"></a></template>',
    '<b id="a"><p></b>text</p>',
    '<td id="a">',
    '<form action="/x/"><form action="/y/">',
    '<p id="a"></p><p id="a"></p>',
    '<p id="&#34;"></p><p id="&quot;"></p>',
    '<a href="/a/" href="/b/">a</a>',
    '<img src="/a.png">',
    '<img srcset="/a.png 1x, /b.png 2x" alt="">',
    '<a href="?a=1&copy=2">a</a>',
    '<a href="/&eacute;/">a</a>',
    "<a href=/x/>a</a>",
    "<a href='/x/'>a</a>",
    '<A HREF="/x/">a</A>',
    '<a title="x > y" href="/x/">a</a>',
    '<svg><a xlink:href="/x/">a</a></svg>',
    '<p id="a\rb">',
    '<p id="a\0b">',
    '</p id="a">',
    "x < y",
    "<title> </title>",
    '<title lang="x"></title>',
]


@pytest.mark.parametrize("html", NOT_PLAIN)
def test_the_rest_is_left_to_the_parser(html: str) -> None:
    assert read_plain(html) is None
    assert_as_parsed(f"<!DOCTYPE html><title>T</title>{html}")


def test_a_document_without_a_title_is_left_to_the_parser() -> None:
    assert anatomy_of(b"<p>", "index.html", BASE).problems == ("it has no title",)


def test_what_is_not_utf_8_is_left_to_the_parser() -> None:
    found = anatomy_of(b'<title>T</title><a href="/x/">caf\xe9</a>', "index.html", BASE)
    assert found.urls == {"/x/"}


PAGES = [page.read_text(encoding="utf-8") for page in sorted(GOLDEN.rglob("*.html"))]

READ = """
import json, sys
from waypost.check.plain import read_plain
found = map(read_plain, json.load(sys.stdin))
json.dump([f and [sorted(f.ids), sorted(f.urls), f.titled] for f in found], sys.stdout)
"""


def test_every_python_of_the_machine_reads_the_same() -> None:
    told = [_told(read_plain(html)) for html in _all()]
    for python in _pythons():
        assert _read_by(python) == told, python


def test_what_python_s_re_fails_at_is_not_asked_of_it() -> None:
    with patch.object(sys, "version_info", (3, 11, 4)):
        spec = spec_from_file_location("plain_of_old", plain.__file__)
        assert spec
        assert spec.loader
        sys.modules[spec.name] = old = module_from_spec(spec)
        spec.loader.exec_module(old)
    assert ")*+" not in old._TAG.pattern + old._ATTRIBUTE.pattern
    assert ")?+" not in old._TAG.pattern + old._ATTRIBUTE.pattern
    assert [_told(old.read_plain(h)) for h in _all()] == [_told(read_plain(h)) for h in _all()]


def _all() -> list[str]:
    return [*PAGES, *PLAIN, *NOT_PLAIN]


def _told(names: Names | None) -> object:
    return names and [sorted(names.ids), sorted(names.urls), names.titled]


def _pythons() -> set[str]:
    """Find this Python and others: Debian's is often older than the first on the path."""
    asked = "import sys; print(sys.executable if sys.version_info >= (3, 11) else '')"
    names = [f"python3{minor}" for minor in ("", ".11", ".12", ".13", ".14")]
    found = {shutil.which(name, path=path) for name in names for path in (None, "/usr/bin")}
    # A shim may lead to no Python.
    runs = [
        subprocess.run([python, "-c", asked], capture_output=True, text=True, check=False)
        for python in found
        if python
    ]
    return {sys.executable, *(run.stdout.strip() for run in runs)} - {""}


def _read_by(python: str) -> object:
    source = Path(plain.__file__).parents[2]
    run = subprocess.run(
        [python, "-c", READ],
        input=json.dumps(_all()),
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(source), "PYTHONIOENCODING": "utf-8"},
    )
    return json.loads(run.stdout)

"""What templates name of static/: minified, and under names that change with what they hold."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lightningcss import process_stylesheet

from waypost.config import theme_folder
from waypost.model.diagnostic import Checked
from waypost.model.digest import digest_of
from waypost.render.assets import Dressed, dress

STATIC = theme_folder() / "static"


def dressed(files: dict[str, str | bytes], *names: str) -> Checked[tuple[Dressed, ...]]:
    data = {name: text.encode() if isinstance(text, str) else text for name, text in files.items()}
    held = {digest_of(one): one for one in data.values()}
    digests = {name: digest_of(one) for name, one in data.items()}
    return dress(names or tuple(files), digests, held.__getitem__, "/blog/")


def texts(files: dict[str, str | bytes], *names: str) -> dict[str, str]:
    """Dress files; give their texts by name, with each digest in them as a #."""
    found = dressed(files, *names)
    assert found.diagnostics == ()
    return {one.name: re.sub(r"\.[0-9a-f]{10}\.", ".#.", one.data.decode()) for one in found.value}


def test_a_name_holds_the_digest_of_what_is_published() -> None:
    (one,) = dressed({"css/a.css": "main {\n  color: #ff0000;\n}\n"}).value
    assert one.data == b"main{color:red}"
    assert one.path == f"assets/css/a.{digest_of(one.data)[:10]}.css"


def test_what_means_the_same_keeps_its_name() -> None:
    one, other = (
        dressed({"a.css": text}).value[0].path
        for text in ("a { b: c }", "/* Why. */\na {\n  b: c;\n}\n")
    )
    assert one == other


@pytest.mark.parametrize("name", ["a.svg", "fonts/a.woff2", "LICENSE", "a.b/c"])
def test_other_files_are_published_as_they_are(name: str) -> None:
    data = b"\0 anything "
    (one,) = dressed({name: data}).value
    assert one.data == data
    assert one.path.startswith("assets/")
    assert digest_of(data)[:10] in one.path


def test_what_nobody_names_is_left_where_it_is() -> None:
    files: dict[str, str | bytes] = {"a.css": "a{b:url(c.png)}", "c.png": b"", "d.css": ""}
    assert list(texts(files, "a.css", "missing.css")) == ["a.css", "c.png"]


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("url(../img/a.png)", "url(../img/a.#.png)"),
        ('url( "../img/a.png" )', "url(../img/a.#.png)"),
        ("url('../img/a%20b.png')", "url(../img/a%20b.#.png)"),
        ("url(/blog/img/a.png)", "url(../img/a.#.png)"),
        ("url(own.png?v=1)", "url(./own.#.png?v=1)"),
        ("url(../img/s.svg#part)", "url(../img/s.#.svg#part)"),
        ("url(../posts/b/c.png)", "url(/blog/posts/b/c.png)"),
        ("url(/elsewhere.png)", "url(/elsewhere.png)"),
        ("url(#gradient)", "url(#gradient)"),
        ("url(data:image/png;base64,AAAA)", "url(data:image/png;base64,AAAA)"),
        ("url(https://example.com/a.png)", "url(https://example.com/a.png)"),
        ("url(//example.com/a.png)", "url(//example.com/a.png)"),
    ],
)
def test_a_style_sheet_names_what_it_shows(written: str, published: str) -> None:
    images = ("img/a.png", "img/a b.png", "css/own.png", "img/s.svg")
    files: dict[str, str | bytes] = dict.fromkeys(images, b"x")
    found = texts({**files, "css/a.css": f"a {{ background: {written} }}"}, "css/a.css")
    assert found["css/a.css"].replace('"', "") == f"a{{background:{published}}}"


def test_style_sheets_and_scripts_name_what_they_import() -> None:
    found = texts(
        {
            "a.css": "@import 'b/c.css' layer(x); @import url(b/c.css); @import url(https://e.org/);",
            "b/c.css": "d { e: f }",
            "j/a.js": "import x from './b.js'\nimport('../j/c.js').then(x)\nexport * from \"./b.js\"",
            "j/b.js": "const text = `  kept  `  // and this not",
            "j/c.js": "import z from 'elsewhere'; import './missing.js'",
        },
        "a.css",
        "j/a.js",
    )
    assert found["a.css"].count("b/c.#.css") == 2
    assert "https://e.org/" in found["a.css"]
    assert found["j/a.js"].count('"./b.#.js"') == 2
    assert '"./c.#.js"' in found["j/a.js"] or '"../j/c.#.js"' in found["j/a.js"]
    assert found["j/b.js"] == "const text=`  kept  `"
    assert "'elsewhere'" in found["j/c.js"]
    assert '"/blog/j/missing.js"' in found["j/c.js"]


def test_what_names_itself_in_a_circle_has_an_end() -> None:
    found = texts({"a.css": "@import 'b.css';", "b.css": "@import 'a.css';"}, "a.css")
    assert found == {"a.css": '@import "./b.#.css";', "b.css": '@import "/blog/a.css";'}


@pytest.mark.parametrize(
    ("text", "line"), [('a {\n}\n@import "/b.css";', 3), ("@media (width >= {}", 1), ("a {}\n}", 2)]
)
def test_a_style_sheet_that_cannot_be_read_is_published_and_told_of(text: str, line: int) -> None:
    found = dressed({"css/a.css": text})
    assert [one.data.decode() for one in found.value] == [text]
    (finding,) = found.diagnostics
    assert (finding.code, finding.place.path) == ("bad-style-sheet", "static/css/a.css")
    assert finding.place.line == line
    assert not finding.is_error


def test_code_that_is_no_text_is_published_as_it_is() -> None:
    assert [one.data for one in dressed({"a.css": b"\xff", "b.js": b"\xff"}).value] == [b"\xff"] * 2


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_no_text_stops_it(text: str) -> None:
    assert len(dressed({"a.css": text, "b.js": text}).value) == 2


def test_the_themes_style_sheets_are_small_and_whole() -> None:
    for file in STATIC.rglob("*.css"):
        (one, *_) = dressed({f"css/{file.name}": file.read_bytes()}).value
        assert len(one.data) < 0.8 * file.stat().st_size
        # Nothing is left to be minified, so nothing was cut short.
        assert process_stylesheet(one.data.decode()).count("{") == one.data.decode().count("{")

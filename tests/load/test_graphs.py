"""Graphs in Markdown: drawn where Graphviz is installed, code elsewhere."""

from __future__ import annotations

import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.graphviz import needs_graphviz
from support.parsing import html_of, parsed, told

GOOD = '```dot alt="Two"\ndigraph { a -> b }\n```'


@needs_graphviz
def test_a_graph_is_an_image_with_a_name() -> None:
    checked = parsed(GOOD, markdown=True)
    html = checked.value.fragment.html
    assert checked.diagnostics == ()
    assert html.startswith(
        '<div class="graph" tabindex="0"><svg role="img" aria-label="Two" width="'
    )
    assert html.endswith("</g></svg></div>\n")
    assert html.count("<ellipse ") == 2
    assert "style=" not in html
    assert " id=" not in html
    assert checked.value.fragment.markdown == GOOD
    assert checked.value.prose == ""
    assert html == html_of(GOOD)


@needs_graphviz
def test_its_title_stands_below_it() -> None:
    html = html_of(GOOD.replace("alt", 'title="A & <b>" alt'))
    assert html.startswith('<figure>\n<div class="graph"')
    assert html.endswith("</div>\n<figcaption>A &amp; &lt;b&gt;</figcaption>\n</figure>\n")


@needs_graphviz
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('```dot title="T"\ngraph { a }\n```', "T"),
        ('```dot\ngraph { a [label="x \\" <y>"]; b }\n```', "x &quot; &lt;y&gt;, b"),
        ('```dot\ngraph { a [label=""] }\n```', "Graph"),
        ("```dot\ngraph { " + "; ".join(f"a{n:03}" for n in range(99)) + " }\n```", None),
    ],
)
def test_without_an_alternative_there_is_a_warning_and_some_name(
    text: str, name: str | None
) -> None:
    assert told(text) == ["a.md:5:4 warning missing-alt"]
    found = html_of(text).partition(' aria-label="')[2].partition('" width=')[0]
    assert found == name if name is not None else len(found) == 201


@needs_graphviz
def test_it_may_stand_in_a_list_and_have_attributes() -> None:
    assert '<svg role="img"' in html_of(f"- a\n\n  {GOOD.replace(chr(10), chr(10) + '  ')}")
    assert '<div class="wide graph" tabindex="0" id="x">' in html_of(f"{{.wide #x}}\n{GOOD}")


@needs_graphviz
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```dot\ndigraph {\n  a - b\n}\n```", "a.md:7:5 error bad-graph"),
        ("x\n\n> ```dot\n> digraph {\n>   a - b\n> }\n> ```", "a.md:9:7 error bad-graph"),
        ('```dot\ndigraph {\n  "a\n}\n```', "a.md:7 error bad-graph"),
        ("```dot\ndigraph {\n#line 99\n  a - b\n}\n```", "a.md:9 error bad-graph"),
        ("```dot\nnothing\n```", "a.md:6:1 error bad-graph"),
        ("```dot\n```", "a.md:5 error bad-graph"),
        ('```dot\ngraph {\n a [image="/etc/hosts"] }\n```', "a.md:7:5 error bad-graph"),
        ("```dot\ngraph { a [label=<<b>x</i>>] }\n```", "a.md:5 error bad-graph"),
        ("```dot\n" + "graph { a }" * 5000 + "\n```", "a.md:5 error bad-graph"),
        ("```dot alt=A\ngraph { a [shape=nix] }\n```", "a.md:5:4 warning odd-graph"),
        ('```dot alt=A\ngraph { a [URL="https://x/"] }\n```', "a.md:5:4 warning odd-graph"),
        ("```dot alt=A linenums\ngraph { a }\n```", "a.md:5:14 warning unknown-option"),
    ],
)
def test_what_is_wrong_is_found_where_it_stands(text: str, expected: str) -> None:
    assert told(text) == [expected]
    is_drawn = "<svg" in html_of(text)
    assert is_drawn is ("warning" in expected)


def test_without_graphviz_they_are_code_and_one_warning_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    text = f"x\n\n{GOOD}\n\n{GOOD}"
    assert told(text) == ["a.md:7:4 warning no-graphviz"]
    assert html_of(text).count('<code class="language-dot">') == 2


@pytest.mark.parametrize("text", ["`dot`", "```graphviz\ndigraph { a -> b }\n```", "A dot."])
def test_what_is_no_graph_is_not_drawn(text: str) -> None:
    assert told(text) == []
    assert "<svg" not in html_of(text)


def test_a_text_without_graphs_needs_nothing_that_draws() -> None:
    script = (
        "import sys; from waypost.load.markdown import parse_blocks\n"
        "from waypost.model.diagnostic import Place; from waypost.model.site import ParseSettings\n"
        "parse_blocks('```python\\na\\n```', Place('a', 1, 1), ParseSettings())\n"
        "print(sorted(name for name in sys.modules if name.startswith('waypost.load.graph')))"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "['waypost.load.graphs']"


class Tags(HTMLParser):
    """Collects the elements and attributes of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {tag, *(name for name, _ in attrs)}


ALLOWED = {
    *("div", "class", "tabindex", "pre", "code", "span", "svg", "role", "aria-label", "width"),
    *("height", "viewbox", "g", "transform", "text", "x", "y", "path", "d", "polygon", "points"),
    *("polyline", "ellipse", "cx", "cy", "rx", "ry", "fill", "stroke", "fill-opacity"),
    *("stroke-opacity", "stroke-width", "stroke-dasharray", "text-anchor", "font-family"),
    *("font-size", "font-weight", "font-style", "text-decoration", "baseline-shift"),
}
PIECES = st.sampled_from(
    [
        *'"<>=[]{};&\\',
        *("a", "b", " -> ", "label", "URL", "shape", "style", "record", "onclick"),
        *("javascript:alert(1)", "<script>", "</svg>", "&lt;", "]]>", "-->", "fontname", "class"),
    ]
)


@needs_graphviz
@settings(max_examples=25)
@given(st.lists(PIECES, max_size=12).map("".join), st.booleans())
def test_no_text_breaks_out_as_markup(text: str, in_quotes: bool) -> None:
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    node = f'a [label="{quoted}" fontname="{quoted}" URL="{quoted}" class="{quoted}"]'
    block = f"```dot\ndigraph {{\n{node if in_quotes else text}\n}}\n```"
    assert Tags(html_of(block)).found <= ALLOWED

from __future__ import annotations

import re

import pytest

from waypost.load.markdown import parse_blocks
from waypost.model.diagnostic import Place
from waypost.model.site import ParseSettings

IMG = '<img src="s" alt="a">'


def html_of(markdown: str) -> tuple[str, list[str]]:
    """Give the HTML of some Markdown with its holes left out, and the codes of what is wrong."""
    parsed = parse_blocks(markdown, Place("a.md", 1, 1), ParseSettings())
    html = re.sub("\x02[apoh]\\d+\x03", "", parsed.value.fragment.html)
    html = re.sub("\x02s\\d+\x03", "s", html)
    return html, [found.code for found in parsed.diagnostics]


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        (
            '![a](b.png "A caption")',
            f"<figure>{IMG}\n<figcaption>A caption</figcaption>\n</figure>\n",
        ),
        (
            "Before.\n\n![a](b.png 'A <b> & c')\n\nAfter.",
            f"<p>Before.</p>\n<figure>{IMG}\n<figcaption>A &lt;b&gt; &amp; c</figcaption>\n"
            "</figure>\n<p>After.</p>\n",
        ),
        (
            '[![a](b.png "A caption")](c.md)',
            f"<figure><a>{IMG}</a>\n<figcaption>A caption</figcaption>\n</figure>\n",
        ),
        (
            '![a](b.svg "A caption")',
            f'<figure><span class="drawing" tabindex="0">{IMG}</span>\n'
            "<figcaption>A caption</figcaption>\n</figure>\n",
        ),
        (
            '> ![a](b.png "A caption")',
            f"<blockquote>\n<figure>{IMG}\n<figcaption>A caption</figcaption>\n</figure>\n"
            "</blockquote>\n",
        ),
        (
            '- a\n\n  ![a](b.png "A caption")',
            f"<ul>\n<li>\n<p>a</p>\n<figure>{IMG}\n<figcaption>A caption</figcaption>\n"
            "</figure>\n</li>\n</ul>\n",
        ),
        (
            '![a][b]\n\n[b]: c.png "A caption"',
            f"<figure>{IMG}\n<figcaption>A caption</figcaption>\n</figure>\n",
        ),
    ],
)
def test_an_image_alone_with_a_title_is_a_figure(markdown: str, html: str) -> None:
    assert html_of(markdown) == (html, [])


@pytest.mark.parametrize(
    "markdown",
    [
        "![a](b.png)",
        '![a](b.png "")',
        'See ![a](b.png "A title")',
        '![a](b.png "A title") there',
        '![a](b.png "A title")\n![a](b.png "Another")',
        '- ![a](b.png "A title")',
        '## ![a](b.png "A title")',
        '| a |\n|---|\n| ![a](b.png "A title") |',
        '![a](javascript:b "A title")',
        '`![a](b.png "A title")`',
    ],
)
def test_any_other_image_is_none(markdown: str) -> None:
    html, _ = html_of(markdown)
    assert "<fig" not in html
    assert "A title" not in html or 'title="A title"' in html or "<code>" in html


@pytest.mark.parametrize("nothing", ['""', "“”", "„“", "''", ' "" '])
def test_an_image_that_only_decorates_says_so(nothing: str) -> None:
    assert html_of(f"![{nothing}](b.png)") == ('<p><img src="s" alt=""></p>\n', [])


@pytest.mark.parametrize("text", ["", " ", "![](c.png)"])
def test_one_that_says_nothing_is_missing_its_text(text: str) -> None:
    _, codes = html_of(f"![{text}](b.png)")
    assert "missing-alt" in codes


def test_quotation_marks_with_something_between_them_are_a_text() -> None:
    html, _ = html_of('![""a""](b.png)')
    assert 'alt="&quot;&quot;a&quot;&quot;"' in html

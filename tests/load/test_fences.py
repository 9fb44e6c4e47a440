"""Code blocks with options, files that they include, and tables of data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

import pytest

from waypost.load.fences import LONGEST
from waypost.load.includes import LARGEST
from waypost.load.markdown import parse_blocks
from waypost.model.diagnostic import Diagnostic, Place
from waypost.model.site import ParseSettings

SOURCE = "content/posts/a/index.md"

FILES = {
    "app.py": b"import os\n\n# region setup\n  x = 1\n# endregion\n# region open\n",
    "twice.py": b"# region a\n# endregion\n# region a\n# endregion\n",
    "latin.py": b"caf\xe9\n",
    "long.py": b"x = 1\n" * (LONGEST // 6 + 1),
    "large.py": b"#" * (LARGEST + 1),
    "d.csv": b'name,year,"cost | all"\nA <b>,2020,"1,500.50 \xe2\x82\xac"\nB,,-3\n',
    "ragged.csv": b"a,b\n1\n",
    "many.csv": b"a\n" + b"1\n" * 10_001,
    "../shared/s.py": b"shared\n",
}


def parsed(
    text: str, files: Mapping[str, bytes] = FILES, markdown: bool = False
) -> tuple[str, tuple[Diagnostic, ...], str]:
    beside = {f"content/posts/a/{name}": data for name, data in files.items()}
    beside["content/posts/shared/s.py"] = FILES["../shared/s.py"]
    made = parse_blocks(text, Place(SOURCE, 5, 1), ParseSettings(markdown=markdown), (), beside)
    return made.value.fragment.html, made.diagnostics, made.value.fragment.markdown


def told(text: str) -> list[str]:
    """Give the findings of a text that starts on line 5 of its file."""
    found = parsed(text)[1]
    assert all(each.fix for each in found)
    return [
        f"{each.place.path.removeprefix('content/posts/a/')}:{each.place.line}:"
        f"{each.place.column} {each.severity} {each.code}: {each.message}"
        for each in found
    ]


def shown(text: str) -> str:
    html, diagnostics, _ = parsed(text)
    assert diagnostics == ()
    return unescape(re.sub("<[^>]*>", "", html))


def test_options_reach_the_page() -> None:
    html, diagnostics, _ = parsed('```py {1} title="a & b.py" linenums=9 focus="2" wrap\nx\ny\n```')
    assert diagnostics == ()
    assert html == (
        '<figure class="listing"><figcaption>a &amp; b.py</figcaption>\n'
        '<div class="highlight by-line numbered focusing wrapped"><pre>'
        '<code class="language-py"><mark class="line" data-line=" 9">x\n</mark>'
        '<span class="line in-focus" data-line="10">y\n</span></code></pre></div>\n</figure>\n'
    )


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        (
            '```py titel="x"\n```',
            ["index.md:5:7 warning unknown-option: a fence has no option 'titel'"],
        ),
        (
            "a\n\n> ```py wrap {3} \n> x\n> ```",
            ["index.md:7:15 error bad-lines: there is no line 3: the block has 1 line"],
        ),
        (
            "- ```py {1,2-1}\n  x\n  y\n  ```",
            ["index.md:5:12 error bad-lines: the range 2-1 ends before it starts"],
        ),
        ('```py focus="x"\nx\n```', ["index.md:5:14 error bad-lines: 'x' is neither a line nor"]),
        ("```py title\nx\n```", ["index.md:5:7 error bad-option: the option 'title' needs a"]),
        ("```py diff=1\nx\n```", ["index.md:5:7 error bad-option: the option 'diff' takes no"]),
        ("```py wrap wrap\nx\n```", ["index.md:5:12 error bad-option: the option 'wrap' stands"]),
        ("```py linenums=x\nx\n```", ["index.md:5:16 error bad-option: 'x' isn't the number"]),
        ("```py region=a\n```", ["index.md:5:4 error missing-file: a 'region' is taken from"]),
        ("```table\na,b\n```", ["index.md:5:4 error missing-file: a 'table' is taken from"]),
        (
            "```pyhton wrap\nx\n```",
            ["index.md:5:4 warning unknown-language: no highlighting is known for the language"],
        ),
    ],
)
def test_what_is_wrong_with_an_option_is_told_at_its_place(text: str, findings: list[str]) -> None:
    found = told(text)
    assert len(found) == len(findings)
    assert all(each.startswith(start) for each, start in zip(found, findings, strict=True)), found


def test_an_option_that_is_misspelt_has_a_nearest_one() -> None:
    assert parsed("```py linenum\n```")[1][0].fix == "did you mean 'linenums'?"
    assert "title" in parsed("```py qqqqqq\n```")[1][0].fix


# --- files of code ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('```py file="app.py"\n```', "import os\n\n  x = 1\n# region open\n"),
        ('```py file="app.py" region="setup"\n```', "x = 1\n"),
        ("```py file=../shared/s.py\n```", "shared\n"),
        ("- ```file=app.py region=setup\n  ```", "\n\nx = 1\n\n\n"),
    ],
)
def test_a_block_shows_a_file_or_a_region_of_it(text: str, code: str) -> None:
    assert shown(text) == code + "\n"


def test_options_count_the_lines_that_are_shown() -> None:
    html, found, _ = parsed("```py file=app.py region=setup {1} linenums\n```")
    assert found == ()
    assert '<mark class="line" data-line="1">' in html


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "```py file=no.py\n```",
            "index.md:5:12 error missing-include: there is no file 'content/posts/a/no.py'",
        ),
        ("```py file=../../x\n```", "index.md:5:12 error bad-include: '../../x' is not below"),
        ("```py file=/x\n```", "index.md:5:12 error bad-include: '/x' is no relative path"),
        ("```py file=b.md\n```", "index.md:5:12 error bad-include: 'b.md' is a text of its own"),
        (
            '```py file="app.py" region="stup"\n```',
            "index.md:5:29 error missing-region: 'app.py' has no region 'stup'",
        ),
        (
            '```py file="app.py" region="open"\n```',
            "index.md:5:29 error missing-region: the region 'open' of 'app.py' is never closed",
        ),
        (
            '```py file="twice.py" region="a"\n```',
            "index.md:5:31 error missing-region: 'twice.py' has more than one region 'a'",
        ),
        ("```py file=latin.py\n```", "latin.py:1:4 error not-utf-8: the byte 0xe9 at offset 3"),
        ("```py file=long.py\n```", "index.md:5:12 error include-too-large: that is more than"),
        (
            "```py file=large.py\n```",
            "index.md:5:12 error include-too-large: 'content/posts/a/large.py' has more than",
        ),
        ("```py file=app.py\nx\n```", "index.md:5:4 error bad-option: the code comes from a file"),
        (
            "```py file=app.py region=setup {2}\n```",
            "index.md:5:33 error bad-lines: there is no line 2: the block has 1 line",
        ),
    ],
)
def test_what_is_wrong_with_an_include_is_told(text: str, found: str) -> None:
    (each,) = told(text)
    assert each.startswith(found)


def test_a_region_that_is_misspelt_has_a_nearest_one() -> None:
    (found,) = parsed('```py file="app.py" region="stup"\n```')[1]
    assert found.fix == "did you mean 'setup'?"


def test_a_text_may_include_more_than_it_has_itself() -> None:
    long = {"a.py": b"x = [1, 2, 3]\n" * 7_000}
    html, found, _ = parsed("```py file=a.py\n```\n" * 5, long)
    assert found == ()
    assert len(html) > 1_000_000


# --- tables of data -------------------------------------------------------------------------


def test_a_table_is_made_of_a_file_of_data() -> None:
    html, found, _ = parsed('```table file="d.csv" caption="Costs & more"\n```')
    assert found == ()
    assert html == (
        '<div class="table" tabindex="0"><table>\n<caption>Costs &amp; more</caption>\n'
        '<thead>\n<tr>\n<th>name</th>\n<th class="align-right">year</th>\n'
        '<th class="align-right">cost | all</th>\n</tr>\n</thead>\n<tbody>\n'
        '<tr>\n<td>A &lt;b&gt;</td>\n<td class="align-right">2020</td>\n'
        '<td class="align-right">1,500.50 €</td>\n</tr>\n'
        '<tr>\n<td>B</td>\n<td class="align-right"></td>\n<td class="align-right">-3</td>\n</tr>\n'
        "</tbody>\n</table></div>\n"
    )


def test_columns_are_chosen_ordered_and_aligned() -> None:
    html, found, _ = parsed('```table file="d.csv" columns="year, name" align="left, center"\n```')
    assert found == ()
    assert re.findall("<th.*?</th>", html) == [
        "<th>year</th>",
        '<th class="align-center">name</th>',
    ]


def test_data_without_rows_is_a_table_without_a_body() -> None:
    html, found, _ = parsed("```table file=d.csv\n```", {"d.csv": b"a,b\n"})
    assert found == ()
    assert "<tbody>" not in html


@pytest.mark.parametrize(
    ("cell", "is_number"),
    [
        *((cell, 1) for cell in ("1", "-1.5e6", "1 000", "€ 3.10", "-$3", "12 %", "~3", "–", "")),
        *((cell, 0) for cell in ("3 kg", "2020-01-02", "1.2.3b", "v1", "n/a")),
    ],
)
def test_a_column_of_numbers_is_aligned_to_the_right(cell: str, is_number: int) -> None:
    html, _, _ = parsed("```table file=d.csv\n```", {"d.csv": f'a,b\nx,2\nx,"{cell}"\n'.encode()})
    assert html.count("align-right") == 3 * is_number


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("```table file=ragged.csv\n```", "ragged.csv:2:0 error ragged-rows: this row has 1 cell"),
        ("```table file=app.py\n```", "app.py:0:0 error bad-data: 'content/posts/a/app.py' is no"),
        (
            '```table file="d.csv" columns="name, yeer"\n```',
            "index.md:5:38 error unknown-column: the data has no column 'yeer'",
        ),
        (
            '```table file="d.csv" columns=","\n```',
            "index.md:5:32 error bad-option: 'columns' names no column",
        ),
        (
            '```table file="d.csv" align="left, centre, right"\n```',
            "index.md:5:36 error bad-option: 'centre' is no alignment",
        ),
        (
            '```table file="d.csv" align="left"\n```',
            "index.md:5:30 error bad-option: the number of alignments is 1, but that of columns",
        ),
        (
            "```table file=many.csv\n```",
            "index.md:5:15 error include-too-large: 'content/posts/a/many.csv' makes a table",
        ),
        ("```table file=d.csv wrap\n```", "index.md:5:21 warning unknown-option: a fence has no"),
    ],
)
def test_what_is_wrong_with_a_table_is_told(text: str, found: str) -> None:
    (each,) = told(text)
    assert each.startswith(found)


# --- the Markdown twin -----------------------------------------------------------------------


def test_a_twin_has_what_is_included() -> None:
    text = (
        "Before.\n\n```py file=app.py region=setup wrap\n```\n\n"
        '```table file="d.csv" caption="Costs"\n```\n\n[b](b.md)\n\n```py {1}\nx\n```\n'
    )
    assert parsed(text, markdown=True)[2] == (
        "Before.\n\n```py\nx = 1\n```\n\nCosts\n\n| name | year | cost \\| all |\n"
        "| --- | --: | --: |\n| A <b> | 2020 | 1,500.50 € |\n| B |  | -3 |\n\n"
        "[b](\x02s0\x03)\n\n```py {1}\nx\n```\n"
    )

"""Tables made of a file of data beside a post."""

from __future__ import annotations

import re

import pytest

from support.fenced import parsed, told


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

"""Code blocks with options, and files that they include."""

from __future__ import annotations

import pytest

from support.fenced import SOURCE, parsed, shown, told
from waypost.load.fences import MOST_INCLUDED


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


def test_a_text_that_includes_files_without_end_is_told_of() -> None:
    long = {"a.py": b"x = 1 # a line of it\n" * 4_700}
    count = MOST_INCLUDED // len(long["a.py"])
    html, found, _ = parsed("```text file=a.py\n```\n" * (count + 2), long)
    assert html.count("<pre") == count
    assert [each.code for each in found] == ["include-too-large"] * 2
    assert f"{found[0].place}" == f"{SOURCE}:{5 + 2 * count}:14"


@pytest.mark.parametrize("language", ["mermaid", "math"])
def test_what_is_no_code_has_no_options(language: str) -> None:
    assert told(f'```{language} title="A title"\na\n```') == [
        f"index.md:5:{5 + len(language)} warning unknown-option: a fence has no option 'title'"
    ]


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

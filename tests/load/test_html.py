"""The HTML of what Markdown has beyond CommonMark: tables, tasks, footnotes."""

from __future__ import annotations

import re

import pytest

from waypost.load.markdown import parse_blocks
from waypost.model.diagnostic import Diagnostic, Place
from waypost.model.site import ParseSettings


def parsed(text: str) -> tuple[str, tuple[str, ...], tuple[Diagnostic, ...]]:
    checked = parse_blocks(text, Place("a.md", 1, 1), ParseSettings())
    return checked.value.fragment.html, checked.value.fragment.anchors, checked.diagnostics


def test_cells_are_aligned_by_classes_in_a_box_that_scrolls() -> None:
    html, _, _ = parsed("| a | b | c | d |\n|:-|-:|:-:|---|\n| 1 | 2 | 3 | 4 |")
    assert html == (
        '<div class="table" tabindex="0"><table>\n<thead>\n<tr>\n'
        '<th class="align-left">a</th>\n<th class="align-right">b</th>\n'
        '<th class="align-center">c</th>\n<th>d</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n'
        '<td class="align-left">1</td>\n<td class="align-right">2</td>\n'
        '<td class="align-center">3</td>\n<td>4</td>\n</tr>\n</tbody>\n</table></div>\n'
    )


def test_a_task_says_in_words_whether_it_is_done() -> None:
    html, _, _ = parsed("- [ ] a\n- [x] b\n- c")
    assert html.count("<input ") == 2
    assert 'aria-label="To do"' in html.partition("</li>")[0]
    assert 'aria-label="Done"' in html.partition("</li>")[2]
    assert html.count("disabled") == 2
    assert html.count("checked") == 1


@pytest.mark.parametrize(
    ("markdown", "boxed"),
    [
        ("![A hill](hill.svg)", True),
        ("![A hill](https://example.org/Hill.SVG?v=1#top)", True),
        ("![A hill](hill.png)", False),
        ("![A hill](svg)", False),
        ("Beside text ![A hill](hill.svg)", False),
        ("[![A hill](hill.svg)](/topics/)", False),
        ("![A hill]()", False),
    ],
)
def test_a_drawing_that_stands_alone_is_in_a_box_that_scrolls(markdown: str, boxed: bool) -> None:
    html, _, _ = parsed(markdown)
    html = re.sub("\x02[apo]0\x03", "", html)
    assert html.startswith('<p><span class="drawing" tabindex="0"><img ') == boxed
    assert html.endswith("></span></p>\n") == boxed


FOOTNOTES = "a[^x] b[^y] c[^x]\n\n[^x]: one\n[^y]: two\n"


def test_footnotes_stand_below_the_text_with_ways_there_and_back() -> None:
    html, anchors, diagnostics = parsed(FOOTNOTES)
    assert anchors == ("fnref1", "fnref2", "fnref1-1", "fn1", "fn2")
    for anchor in anchors:
        assert html.count(f'id="{anchor}"') == 1
        assert f'href="#{anchor}"' in html
    assert html.index("c<sup") < html.index("<section") < html.index("one") < html.index("two")
    assert diagnostics == ()


def test_headings_make_way_for_the_ids_of_footnotes() -> None:
    _, anchors, _ = parsed("# Fn1\n\n# Fnref1\n\na[^x]\n\n[^x]: b")
    assert sorted(anchors) == ["fn1", "fn1-1", "fnref1", "fnref1-1"]


def test_a_note_that_nothing_refers_to_is_a_warning_at_its_line() -> None:
    html, _, diagnostics = parsed("a[^x]\n\n[^x]: one\n\n[^y]: two")
    assert "two" not in html
    assert [(found.code, str(found.place)) for found in diagnostics] == [
        ("unused-footnote", "a.md:5:1")
    ]


def test_a_mark_in_a_note_that_is_not_on_the_page_has_no_way_back() -> None:
    html, _, _ = parsed("a[^x]\n\n[^x]: one\n[^y]: two[^x]")
    assert html.count("footnote-backref") == 1


@pytest.mark.parametrize("text", ["a[^x]", "`[^x]`", "[^x"])
def test_what_is_no_footnote_stays_text(text: str) -> None:
    html, anchors, diagnostics = parsed(text)
    assert "[^" in html
    assert anchors == ()
    assert diagnostics == ()

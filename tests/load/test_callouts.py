"""Callouts: their kinds, titles and folds, and what stays a quote."""

from __future__ import annotations

import pytest

from support.parsing import html_of, parsed, told
from waypost.load.callouts import KINDS
from waypost.load.grammar import parser_for
from waypost.model.site import ParseSettings


def test_a_callout_is_a_note_with_its_kind_for_a_title() -> None:
    assert html_of("> [!NOTE]\n> *a*\n> b") == (
        '<div class="callout callout-note" role="note">\n<p class="callout-title">Note</p>\n'
        "<p><em>a</em>\nb</p>\n</div>\n"
    )
    assert parsed("> [!NOTE]\n> a").value.prose == "a\n"


def test_a_title_of_ones_own_has_the_kind_before_it_for_those_who_do_not_see_its_sign() -> None:
    assert html_of("> [!tip] Use *less*\n> a").splitlines()[1] == (
        '<p class="callout-title"><span class="visually-hidden">Tip: </span>Use <em>less</em></p>'
    )
    assert parsed("> [!tip] Use *less*\n> a").value.prose == "Use less\na\n"


@pytest.mark.parametrize(("sign", "tag"), [("-", "<details "), ("+", "<details ")])
def test_a_sign_makes_it_a_fold(sign: str, tag: str) -> None:
    html = html_of(f"> [!NOTE]{sign} Why\n>\n> a")
    assert html.startswith(tag)
    assert (' open=""' in html) == (sign == "+")
    assert "Why</summary>\n<p>a</p>\n</details>\n" in html
    assert "role=" not in html


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("written", [str.lower, str.upper])
def test_every_name_has_a_kind(name: str, written: type[str]) -> None:
    text = f"> [!{written(name)}]\n> a"
    assert f'class="callout callout-{KINDS[name]}"' in html_of(text)
    assert f">{name.capitalize()}</p>" in html_of(text)
    assert told(text) == []


def test_an_unknown_name_is_a_warning_at_its_line_and_its_callout_a_note() -> None:
    text = "a\n\n> [!Waring] b\n> c"
    (found,) = parsed(text).diagnostics
    assert told(text) == ["a.md:7:5 warning unknown-callout"]
    assert found.fix == "did you mean 'warning'?"
    assert 'class="callout callout-note"' in html_of(text)
    assert "Waring: </span>b" in html_of(text)
    assert "use one of note, info" in parsed("> [!xyzzy]\n> a").diagnostics[0].fix


@pytest.mark.parametrize(
    "text",
    ["[!NOTE] a", "> a\n> [!NOTE]", "> [!NOTE", "> [! NOTE]", "> \\[!NOTE]", "> [!1]", ">", ">\n> - [!NOTE] a"],
)  # fmt: skip
def test_what_is_no_callout_stays_what_it_is(text: str) -> None:
    assert "callout" not in html_of(text)


def test_callouts_and_quotes_lie_in_each_other() -> None:
    html = html_of("> [!NOTE]\n> > [!BUG]- b\n> > c\n>\n> > d\n\n> e")
    assert html.count("<details") == html.count("</details>") == 1
    assert html.count("<div ") == html.count("</div>") == 1
    assert html.count("<blockquote>") == html.count("</blockquote>") == 2


@pytest.mark.parametrize("text", ["> [!NOTE]\n> - a", "> [!NOTE]\n> # a", "> [!NOTE] t\n>\n> a"])
def test_a_mark_alone_in_its_paragraph_leaves_none(text: str) -> None:
    assert "<p></p>" not in html_of(text)
    assert ">a" in html_of(text)


def test_findings_in_a_callout_name_their_line() -> None:
    text = "> [!NOTE] [t](#x)\n> a\n> [b](#y)"
    assert told(text) == ["a.md:5:11 error unknown-anchor", "a.md:7:3 error unknown-anchor"]


def test_a_text_without_one_has_a_parser_without_them() -> None:
    def rules(text: str) -> list[str]:
        return parser_for(text, ParseSettings(), ()).core.ruler.get_active_rules()

    assert "callouts" not in rules("> a\n\n[![b](c.png)](d.md)")
    assert "callouts" in rules(">[!NOTE]")

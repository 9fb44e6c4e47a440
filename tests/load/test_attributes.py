"""Attributes of blocks, from a list of those that may be set."""

from __future__ import annotations

import pytest

from support.parsing import html_of, parsed, told

FILM = "https://youtu.be/jNQXAC9IVRw"


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("a", '<p id="x" class="y z">a</p>'),
        ("- a", '<ul id="x" class="y z">'),
        ("1. a\n\n   b", '<ol id="x" class="y z">'),
        ("> a", '<blockquote id="x" class="y z">'),
        ("> [!NOTE]\n> a", '<div class="callout callout-note y z" role="note" id="x">'),
        ("| a |\n|---|", '<table id="x" class="y z">'),
        ("| a |\n|---|\n\\", '<table id="x" class="y z">'),
        ("```py\na\n```", '<div class="y z highlight" id="x">'),
        ("    a", '<div class="y z highlight" id="x">'),
        ("a\n: b", '<dl id="x" class="y z">'),
        ("---", '<hr id="x" class="y z">'),
        ("## a", '<h2 id="x" class="y z">a'),
        ("a\n---", '<h2 id="x" class="y z">a'),
        ("*a* `b` {c}", '<p id="x" class="y z">'),
        ("$$\na\n$$", '<div class="y z formula" tabindex="0" id="x"><math'),
        ("```math\na\n```", '<div class="y z formula" tabindex="0" id="x"><math'),
        (
            "```mermaid\na\n```",
            '<div class="y z diagram" data-source="Source of the diagram" id="x">',
        ),
        (FILM, '<div id="x" class="y z">\x02c0\x03</div>'),
        (f"[a]({FILM})", '<div id="x" class="y z">\x02c0\x03</div>'),
    ],
)
def test_a_line_gives_attributes_to_the_block_below_it(text: str, tag: str) -> None:
    html = html_of(f"{{#x .y .z}}\n{text}")
    assert tag in html
    assert "{#x" not in html
    assert parsed(f"{{#x .y .z}}\n{text}").value.fragment.anchors == ("x",)
    assert told(f"{{#x .y .z}}\n{text}") == []


def test_lines_and_languages_add_up() -> None:
    assert (
        html_of("{.a lang=de}\n\n{.b dir=rtl}\nc") == '<p lang="de" class="a b" dir="rtl">c</p>\n'
    )


@pytest.mark.parametrize(
    ("text", "anchors"),
    [
        ("# A b {#c}", ("c",)),
        ("# A b {#c .d}", ("c",)),
        ("A b {#c}\n===", ("c",)),
        ("# A\n\n# B {#a}", ("a-1", "a")),
        ("# A b {.d}", ("a-b",)),
        ("# A `{#b}`", ("a-b",)),
        ("# A {b}", ("a-b",)),
        ("# A \\{#b}", ("a-b",)),
        ("# A {#b} c", ("a-b-c",)),
        ("> # A {#b}", ("b",)),
    ],
)
def test_a_heading_takes_an_id_at_its_end(text: str, anchors: tuple[str, ...]) -> None:
    fragment = parsed(text).value.fragment
    assert sorted(fragment.anchors) == sorted(anchors)
    assert told(text) == []
    for anchor in anchors:
        assert f'id="{anchor}"' in fragment.html
        assert f'href="#{anchor}"' in fragment.html


def test_an_id_is_no_part_of_a_headings_text_and_can_be_linked_to() -> None:
    found = parsed("# A b {#c}\n\n[d](#c) [[#c]]")
    assert [heading.text for heading in found.value.fragment.outline] == ["A b"]
    assert found.value.prose.split() == ["A", "b", "d", "c"]
    assert found.diagnostics == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# A {#b}\n\n# B {#b}", ["a.md:7:5 error duplicate-id"]),
        ("{#b}\na\n\n# B {#b}", ["a.md:8:5 error duplicate-id"]),
        ("{#main}\na", ["a.md:5:1 error bad-attribute"]),
        ("# a {#fn1}", ["a.md:5:5 error bad-attribute"]),
        ("{#-b}\na", ["a.md:5:1 error bad-attribute"]),
        ("{.1}\na", ["a.md:5:1 error bad-attribute"]),
        ("{lang=_}\na", ["a.md:5:1 error bad-attribute"]),
        ("{dir=up}\na", ["a.md:5:1 error bad-attribute"]),
        ("{onclick=a}\na", ["a.md:5:1 warning unknown-attribute"]),
        ('{style="color: red"}\na', ["a.md:5:1 warning unknown-attribute"]),
        ("{#a}", ["a.md:5:1 warning loose-attributes"]),
        ("- {.a}\n\nb", ["a.md:5:3 warning loose-attributes"]),
    ],
)
def test_what_may_not_be_set_is_left_out_and_told(text: str, found: list[str]) -> None:
    assert told(text) == found
    html = html_of(text)
    assert "onclick" not in html
    assert "style" not in html
    assert html.count('id="b"') == ("duplicate-id" in found[0])


@pytest.mark.parametrize(
    "text", ["a\n{.b}", "{a}", "{{ a }}", "{% a %}", "{}", "{.a} b", "`{.a}`", "    {.a}"]
)
def test_other_braces_are_text(text: str) -> None:
    assert "{" in html_of(f"{text}\n\nc")
    assert told(f"{text}\n\nc") == []

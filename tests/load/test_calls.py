"""Directives in Markdown: what they call, where each part stands, and what is wrong."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waypost.load.markdown import Parsed, parse_blocks, parse_inline
from waypost.model.component import Call, fill_calls
from waypost.model.diagnostic import Checked, Place
from waypost.model.fragment import LinkKind
from waypost.model.site import ParseSettings

PLACE = Place("a.md", 10, 1)


def blocks(text: str) -> Checked[Parsed]:
    return parse_blocks(text, PLACE, ParseSettings(markdown=True))


def call(text: str) -> Call:
    (found,) = blocks(text).value.fragment.calls
    return found


def shown(text: str) -> str:
    """Give the HTML with a mark in place of each component."""
    fragment = blocks(text).value.fragment

    def mark(index: int, body: str | None) -> str:
        name = fragment.calls[index].name
        return f"<{name}>" if body is None else f"<{name}>{body}</{name}>"

    return fill_calls(fragment.html, mark).replace("\n", "")


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        ("::a", {}),
        ("::a{}", {}),
        ("::a{ }", {}),
        ("::a{one=1}", {"one": "1"}),
        ('::a{one="1 2" two=\'"3"\'}', {"one": "1 2", "two": '"3"'}),
        (r'::a{one="\"\\"}', {"one": '"\\'}),
        ("::a{wide  max-width=2 }", {"wide": "true", "max_width": "2"}),
        ('::a{one=""}', {"one": ""}),
        ('::a{one="}"}', {"one": "}"}),
        ("::a {one=1}  ", {"one": "1"}),
    ],
)
def test_arguments_are_read_as_written(text: str, arguments: dict[str, str]) -> None:
    checked = blocks(text)
    assert checked.diagnostics == ()
    (found,) = checked.value.fragment.calls
    assert {one.name: one.text for one in found.arguments} == arguments


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("::a", "<a>"),
        ("before\n::a\nbehind", "<p>before</p><a><p>behind</p>"),
        (":::a\nin\n:::", "<a><p>in</p></a>"),
        ("::: a\nin\n:::", "<a><p>in</p></a>"),
        ("::::a\n:::b\nin\n:::\n::::", "<a><b><p>in</p></b></a>"),
        (":::a\n:::b\nin\n:::\n:::", "<a><b><p>in</p></b></a>"),
        (":::a\n:::", "<a></a>"),
        (
            ":::a\n- one\n- two\n:::\nbehind",
            "<a><ul><li>one</li><li>two</li></ul></a><p>behind</p>",
        ),
        ("> ::a", "<blockquote><a></blockquote>"),
        ("> :::a\n> in\n> :::\n", "<blockquote><a><p>in</p></a></blockquote>"),
        ("- :::a\n  in\n  :::\n", "<ul><li><a><p>in</p></a></li></ul>"),
    ],
)
def test_a_directive_is_a_block_among_others(text: str, html: str) -> None:
    checked = blocks(text)
    assert checked.diagnostics == ()
    assert shown(text) == html


@pytest.mark.parametrize(
    "text",
    [
        "::std::vec is a type",
        "a ::b",
        "::",
        ":::",
        "::1",
        ":: a",
        "::a text",
        ":::a text\n\n:::",
        "    ::a",
        "```\n::a\n:::b\n```",
        r"\::a",
        "`::a`",
        "::a[label]",
    ],
)
def test_what_only_looks_like_a_directive_is_text(text: str) -> None:
    checked = blocks(text)
    assert checked.value.fragment.calls == ()
    assert checked.diagnostics == ()
    assert "\x02" not in checked.value.fragment.html


def test_a_line_of_markdown_holds_no_directives() -> None:
    assert parse_inline("::a", PLACE, ParseSettings()).value.fragment.html == "::a"


def test_a_fence_within_a_body_hides_what_would_close_it() -> None:
    assert shown(":::a\n```\n:::\n```\nin\n:::\nbehind").endswith("<p>in</p></a><p>behind</p>")


def test_names_and_texts_know_where_they_stand() -> None:
    found = call('text\n\n> ::a{one="1" two=x.md}')
    assert found.place == Place("a.md", 12, 3)
    one, two = found.arguments
    assert (one.place, one.text_place) == (Place("a.md", 12, 7), Place("a.md", 12, 12))
    assert (two.place, two.text_place) == (Place("a.md", 12, 15), Place("a.md", 12, 19))


def test_arguments_that_name_something_are_links_behind_those_of_the_text() -> None:
    text = '[[x]]\n\n::a{topic=go src="b.mp4" url="../c.md#d" post=e}\n\n[[y]]'
    fragment = blocks(text).value.fragment
    kinds = [(link.kind, link.target) for link in fragment.links]
    assert kinds == [
        (LinkKind.WIKI, "x"),
        (LinkKind.WIKI, "y"),
        (LinkKind.TOPIC, "go"),
        (LinkKind.ASSET, "b.mp4"),
        (LinkKind.SOURCE, "../c.md"),
        (LinkKind.POST, "e"),
    ]
    assert [one.link for one in fragment.calls[0].arguments] == [2, 3, 4, 5]
    assert fragment.links[4].place == Place("a.md", 12, 31)


def test_an_address_elsewhere_is_kept_as_it_is() -> None:
    (argument,) = call('::a{src="https://example.org/a b"}').arguments
    assert (argument.text, argument.link) == ("https://example.org/a%20b", -1)


@pytest.mark.parametrize("name", ["src", "image", "poster", "captions", "url"])
@pytest.mark.parametrize(
    ("value", "at", "message"),
    [
        ("", "", "leads nowhere"),
        ('=""', "", "leads nowhere"),
        ('="javascript:a"', '="', "an address that starts with 'javascript:' is not published"),
    ],
)
def test_an_address_that_can_not_be_published_is_an_error(
    name: str, value: str, at: str, message: str
) -> None:
    checked = blocks(f"::a{{{name}{value}}}")
    (found,) = checked.diagnostics
    column = len(f"::a{{{name}{at}") + 1 if at else 5
    assert (found.code, found.place) == ("bad-component", Place("a.md", 10, column))
    assert found.is_error
    assert message in found.message
    assert checked.value.fragment.calls[0].arguments[0].text == ""


def test_a_name_alone_means_yes_but_not_where_it_has_to_name_something() -> None:
    fragment = blocks("::a{wide topic post path}").value.fragment
    assert [one.text for one in fragment.calls[0].arguments] == ["true", "", "", ""]
    assert [link.target for link in fragment.links] == ["", "", ""]


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("::a{one=1", 10),
        ("::a{one=}", 5),
        ("::a{=1}", 5),
        ('::a{one="1}', 5),
        ("::a{one=1 .two}", 11),
        ("::a{one=1 one=2}", 11),
        ("::a{one=1}two", 10),
        (":::a\ntext", 1),
    ],
)
def test_a_malformed_directive_is_an_error_where_it_is(text: str, column: int) -> None:
    (found,) = blocks(text).diagnostics
    assert (found.code, found.place) == ("bad-component", Place("a.md", 10, column))
    assert found.is_error
    assert found.fix


def test_a_text_that_is_not_closed_goes_to_the_end() -> None:
    assert shown("> :::a\n> in\n\nout") == "<blockquote><a><p>in</p></a></blockquote><p>out</p>"


def test_the_markdown_of_a_text_has_holes_in_the_lines_of_directives() -> None:
    text = "> :::a{one=1}\n> in [[x]]\n> :::\n\n::b"
    markdown = blocks(text).value.fragment.markdown
    assert markdown == "> \x02b0\x03\n> in [\x02t0\x03](\x02s0\x03)\n> \x02e0\x03\n\n\x02c1\x03"


PIECES = st.sampled_from(
    [
        *("::", ":::", "::::", "a", "{", "}", "x=1", "y='", '"', " ", "\n", "\n\n", "> ", "- "),
        *("  ", "```\n", "# ", "text", "[[z]]", "topic=go", "src=a.b", "\x02c0\x03", "\\"),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_text_has_a_call_for_each_hole_and_a_hole_for_each_call(text: str) -> None:
    checked = blocks(text)
    if any(found.code == "output-too-large" for found in checked.diagnostics):
        return
    fragment = checked.value.fragment
    for filled in (fragment.html, fragment.markdown):
        # Each call gives a letter, and keeps those of its body.
        seen = fill_calls(filled, lambda index, body: (body or "") + chr(0xE000 + index))
        marks = [ord(char) - 0xE000 for char in seen if "\ue000" <= char < "\uf000"]
        assert sorted(marks) == list(range(len(fragment.calls)))
    for one in fragment.calls:
        for argument in one.arguments:
            assert argument.link < len(fragment.links)

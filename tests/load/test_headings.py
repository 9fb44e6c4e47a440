"""Headings: levels, ids, permalinks and the outline."""

from __future__ import annotations

import json
import subprocess
from unicodedata import category, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.tools import TOOLS, program, tool
from waypost.load.headings import RESERVED_IDS, slug_of
from waypost.load.markdown import parse_blocks
from waypost.model.diagnostic import Place
from waypost.model.fragment import Fragment, Heading
from waypost.model.site import ParseSettings


def fragment(text: str) -> Fragment:
    return parse_blocks(text, Place("a.md", 1, 1), ParseSettings()).value.fragment


@pytest.mark.parametrize(
    ("heading", "slug"),
    [
        ("A heading", "a-heading"),
        ("What's new in 3.0?", "whats-new-in-30"),
        ("snake_case & kebab-case", "snake_case--kebab-case"),
        ("C++ / Rust", "c--rust"),
        ("Über die Ähnlichkeit", "über-die-ähnlichkeit"),
        ("u\u0308ber", "über"),
        ("हिन्दी में", "हिन्दी-में"),
        ("日本語", "日本語"),
        ("🚀 Launch", "-launch"),
        ("  spaces  ", "spaces"),
        ("!?", "section"),
        ("", "section"),
    ],
)
def test_an_id_is_made_as_github_makes_it(heading: str, slug: str) -> None:
    assert slug_of(heading) == slug


# github-slugger knows the letters of Unicode 13, and is no help with newer ones; nor
# does it know that a sign and a bar through it are one sign.
LETTERS = {*range(0x21, 0x370), *range(0x2000, 0x2C2F), *range(0xFF00, 0xFFE0), 0x1F150} - {0x2ADC}
REPEATED = ["Setup", "Setup", "Setup 1", "Setup-1", "Set up!", "Set  up", "½ ② Ⓐ‿b", "a\u0308"]


def test_ids_are_those_of_github_slugger() -> None:
    tool("github-slugger/index.js")
    signs = [f"x{chr(code)}x" for code in sorted(LETTERS) if category(chr(code)) != "Cn"]
    done = subprocess.run(
        [program("node"), str(TOOLS / "slugs.mjs")],
        input=json.dumps([REPEATED, *([sign] for sign in signs)]),
        capture_output=True,
        text=True,
        check=True,
    )
    repeated, *others = json.loads(done.stdout)
    text = "\n\n".join(f"# {heading}" for heading in REPEATED)
    assert fragment(text).anchors == tuple(normalize("NFC", anchor) for anchor in repeated)
    theirs = [normalize("NFC", anchor) for (anchor,) in others]
    assert [*map(slug_of, signs)] == theirs


@given(st.text())
def test_an_id_of_an_id_is_the_id_itself(heading: str) -> None:
    # A capital with a mark, such as İ, has no small form in one character.
    once = slug_of(slug_of(heading))
    assert slug_of(once) == once
    assert once
    assert " " not in once


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("# a\n\n## b\n\n# c", [2, 3, 2]),
        ("## a\n\n### b", [2, 3]),
        ("### a\n\n# b", [4, 2]),
        ("#### a\n\n##### b", [2, 3]),
        ("# a\n\n###### b\n\n##### c", [2, 6, 6]),
        ("a\n=\n\nb\n-", [2, 3]),
        ("> # quoted\n\n## a\n\n### b", [2, 2, 3]),
        ("> # quoted\n>\n> ## b", [2, 3]),
    ],
)
def test_the_highest_heading_is_an_h2_and_the_others_keep_their_distance(
    text: str, levels: list[int]
) -> None:
    html = fragment(text).html
    found = [int(part[0]) for part in html.split("<h")[1:]]
    assert found == levels
    assert [int(part[0]) for part in html.split("</h")[1:]] == levels


def test_ids_are_unique_and_leave_the_pages_own_alone() -> None:
    text = "\n\n".join(["# Setup"] * 3 + ["# Setup 1", "# Contents", "# Search", "# Search"])
    assert fragment(text).anchors == (
        "setup",
        "setup-1",
        "setup-2",
        "setup-1-1",
        "contents-1",
        "search-1",
        "search-2",
    )


@pytest.mark.parametrize("reserved", sorted(RESERVED_IDS))
def test_no_heading_takes_an_id_of_the_pages_furniture(reserved: str) -> None:
    assert fragment(f"# {reserved}").anchors == (f"{reserved}-1",)


def test_a_heading_can_be_linked_to() -> None:
    assert fragment("## Ä *b*").html == (
        '<h2 id="ä-b">Ä <em>b</em> <a class="anchor" href="#%C3%A4-b"'
        ' aria-label="Link to this section">#</a></h2>\n'
    )


def test_the_outline_has_the_plain_text_of_the_texts_own_headings() -> None:
    text = "# A `b` [c](d.md) [[e]] ![f](g.png)\n\n## H\n\n> # quoted\n\n- ## in a list\n\n##\n\nI\nj\n="
    assert fragment(text).outline == (
        Heading(2, "a-b-c-e-f", "A b c e f"),
        Heading(3, "h", "H"),
        Heading(2, "i-j", "I j"),
    )


def test_an_id_that_the_sites_own_syntax_gives_is_kept() -> None:
    def explicit(md: object) -> None:
        def add(state: object) -> None:
            for token in state.tokens:  # type: ignore[attr-defined]
                if token.type == "heading_open":
                    token.attrs["id"] = "mine"

        md.core.ruler.push("explicit", add)  # type: ignore[attr-defined]

    parsed = parse_blocks("# A\n\n# B", Place("a.md"), ParseSettings(), (explicit,))
    assert parsed.value.fragment.anchors == ("mine", "mine-1")

"""The examples of CommonMark's and GitHub's specifications, through the whole of our parser."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.specs import SpecExample, plain, spec_examples
from support.tools import TOOLS
from waypost.load.markdown import parse_blocks
from waypost.model.diagnostic import Place
from waypost.model.fragment import Filling, fill
from waypost.model.site import ParseSettings

TOP = Path(__file__).resolve().parent.parent.parent
COMMONMARK = TOOLS / "node_modules" / "commonmark-spec" / "spec.txt"
GFM = TOP.parent / "shared" / "data" / "gfm-spec-0.29.txt"

SETTINGS = ParseSettings(unsafe_html=True)


def html_of(text: str) -> str:
    """Give the HTML of some Markdown, each link leading where it says."""
    fragment = parse_blocks(text, Place("a.md", 1, 1), SETTINGS).value.fragment
    urls = (link.target + (f"#{link.anchor}" if link.anchor else "") for link in fragment.links)
    return fill(fragment.html, tuple(Filling(url, url) for url in urls))


def examples_of(file: Path, count: int) -> list[SpecExample]:
    if not file.is_file():
        pytest.skip(f"{file.name} is not there")
    found = [*spec_examples(file)]
    assert len(found) == count
    return found


def differing(examples: list[SpecExample]) -> list[int]:
    return [each.number for each in examples if plain(html_of(each.source)) != plain(each.html)]


EMPTY = "a link without an address is an error, and its text stays"
WIKI = "[[name]] is a link to the post of that name"
BARE = "as on GitHub, addresses are links without brackets"

OF_COMMONMARK = {
    200: EMPTY, 485: EMPTY, 486: EMPTY, 487: EMPTY, 567: EMPTY,
    548: WIKI, 590: WIKI,
    608: BARE, 611: BARE, 612: BARE,
}  # fmt: skip

OF_GFM = {
    169: EMPTY,
    495: EMPTY,
    496: EMPTY,
    575: EMPTY,
    556: WIKI,
    598: WIKI,
    616: "its own section on bare links says otherwise",
    619: "its own section on bare links says otherwise",
    620: "its own section on bare links says otherwise",
    628: "browsers open no ftp: addresses any more, so a bare one is text",
    645: "CommonMark allows two hyphens in a comment since 0.31",
    653: "a site that allows HTML allows all of it; one that does not shows all of it as text",
}


def test_all_examples_of_commonmark_hold_but_for_ten_by_design() -> None:
    assert differing(examples_of(COMMONMARK, 652)) == sorted(OF_COMMONMARK)


def test_all_examples_of_github_hold_but_for_twelve_by_design() -> None:
    assert differing(examples_of(GFM, 673)) == sorted(OF_GFM)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("<p>a</p>", "<p>b</p>"),
        ("<p>a b</p>", "<p>ab</p>"),
        ("<p>a</p>", "<ul>a</ul>"),
        ('<p><a href="b">a</a></p>', '<p><a href="c">a</a></p>'),
        ("<pre>a  b</pre>", "<pre>a b</pre>"),
        ('<td class="align-left">a</td>', "<td>a</td>"),
        ('<p id="a">b</p>', "<p>b</p>"),
        ("<b>a</b> c", "<b>a </b>c"),
    ],
)
def test_what_matters_is_not_taken_off_before_comparing(ours: str, theirs: str) -> None:
    assert plain(ours) != plain(theirs)

"""The options of a fence, as far as each is one, and may stand there."""

from __future__ import annotations

import pytest

from waypost.load.fence_options import Takes, read_options
from waypost.model.diagnostic import Located, Place

KNOWN = {"title": Takes.VALUE, "wrap": Takes.NOTHING, "linenums": Takes.EITHER}


def at(offset: int) -> Place:
    return Place("a.md", 7, 4 + offset)


def test_options_are_read_by_name_with_their_places() -> None:
    read = read_options('py wrap title="a b" linenums', KNOWN, at)
    options = read.value
    assert read.diagnostics == ()
    assert {"wrap", "title", "linenums"} == set(options.written)
    assert options.located("title") == Located("a b", at(15))
    assert options.place("title", 2) == at(17)
    assert options.text("wrap") == options.text("nothing") == ""


@pytest.mark.parametrize(
    ("info", "found"),
    [
        ("py title", "a.md:7:7 error bad-option: the option 'title' needs a value"),
        ("py wrap=yes", "a.md:7:7 error bad-option: the option 'wrap' takes no value"),
        ("py wrap wrap", "a.md:7:12 error bad-option: the option 'wrap' stands here twice"),
        ("py tilte=a", "a.md:7:7 warning unknown-option: a fence has no option 'tilte'"),
    ],
)
def test_what_is_wrong_is_told_and_left_out(info: str, found: str) -> None:
    read = read_options(info, KNOWN, at)
    (wrong,) = read.diagnostics
    assert f"{wrong.place} {wrong.severity} {wrong.code}: {wrong.message}" == found
    assert wrong.fix
    assert set(read.value.written) == ({"wrap"} if "twice" in found else set())


def test_an_option_that_resembles_none_is_told_all() -> None:
    (wrong,) = read_options("py zzz", KNOWN, at).diagnostics
    assert wrong.fix == "known are title, wrap, linenums"

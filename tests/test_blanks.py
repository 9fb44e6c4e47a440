"""Views with blanks where the texts of posts stand."""

from __future__ import annotations

from typing import Any, get_args, get_type_hints

import pytest
from msgspec.structs import replace

from waypost.blanks import TEXTS, blanked, filled_in, numbered_blank
from waypost.model import views
from waypost.model.digest import digest_of
from waypost.model.fields import field_names
from waypost.model.fragment import Filling
from waypost.model.views import Body, EntryRow, FeedView, LinkView, PostTextView, RobotsView

ONE, TWO = digest_of(b"one"), digest_of(b"two")
SOURCES = {ONE: "content/posts/one.md", TWO: "content/posts/two.md"}


def entry(text: str, title: str = "A title") -> EntryRow:
    body = Body(digest_of(text.encode()), (Filling("/a/", "A"),), "https://example.org/a/")
    return EntryRow(
        "id",
        "url",
        title,
        "day",
        "day",
        "day",
        "said",
        (LinkView("Ada", "/authors/ada/"),),
        ("Go",),
        body,
    )


def feed(*entries: EntryRow) -> FeedView:
    return FeedView("id", "url", "page", "Feed", "", "day", "Ada", entries)


TWIN = PostTextView("url", "A title", "day", "", "said", ("Ada",), (), Body(ONE, ()))


@pytest.mark.parametrize("view", [TWIN, feed(entry("one")), feed(entry("two"), entry("one"))])
def test_what_is_put_into_blanks_is_found_there_again(view: Any) -> None:
    seen = blanked(view, SOURCES)
    assert seen.clear
    assert not any(text.encode() in seen.data for text in seen.texts)
    kind = type(view).__name__
    same = {source: text for text, source in SOURCES.items()}
    assert filled_in(seen.data, kind, seen.sources, same) == view
    other = {source: digest_of(text.encode()) for source, text in same.items()}
    made = filled_in(seen.data, kind, seen.sources, other)
    assert made != view
    assert blanked(made, {text: source for source, text in other.items()}).data == seen.data


def test_a_view_without_texts_has_no_blanks() -> None:
    seen = blanked(RobotsView(ONE), SOURCES)
    assert ONE.encode() in seen.data
    assert (seen.texts, seen.sources, seen.clear) == ((), (), True)


@pytest.mark.parametrize(
    "view",
    [
        pytest.param(feed(entry("one", title=ONE)), id="a title that is a text's digest"),
        pytest.param(feed(entry("one", title=numbered_blank(0))), id="a title that is a blank"),
        pytest.param(feed(entry("unknown")), id="a text of no post"),
    ],
)
def test_what_is_not_clearly_a_text_is_no_blank(view: FeedView) -> None:
    seen = blanked(view, SOURCES)
    assert not seen.clear
    assert seen.texts == (view.entries[0].body.digest,)


def test_bytes_of_anything_else_are_no_view() -> None:
    data = blanked(TWIN, SOURCES).data
    texts = {source: text for text, source in SOURCES.items()}
    for broken, kind in ((data[:-1], "PostTextView"), (data, "FeedView"), (data, "RobotsView")):
        assert filled_in(broken, kind, (SOURCES[ONE],), texts) is None


def test_all_views_that_show_texts_are_known() -> None:
    kinds = {kind for name in views.__all__ if field_names(kind := getattr(views, name))}
    showing = {kind for kind in kinds if kind is not Body and reaches(kind, Body)}
    assert showing - {EntryRow} == set(TEXTS)


def reaches(kind: Any, wanted: Any) -> bool:
    """Say whether a value of some type can hold one of another."""
    if kind is wanted:
        return True
    if field_names(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        return any(reaches(hints[name], wanted) for name in field_names(kind))
    return any(reaches(inner, wanted) for inner in get_args(kind))


def test_a_view_that_differs_elsewhere_has_other_bytes() -> None:
    assert blanked(replace(TWIN, title="Another"), SOURCES).data != blanked(TWIN, SOURCES).data

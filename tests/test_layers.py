"""What a frame has otherwise than another, and the frame again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from support.values import SITE, archive, post
from waypost.layers import MOST, Layer, layer_of, with_layer
from waypost.load.gist import with_gist
from waypost.model.artifact import Anatomy
from waypost.model.digest import digest_of
from waypost.model.frame import Frame, Known, Made, Showing
from waypost.model.search import SearchIndex
from waypost.model.site import ParseSettings
from waypost.plan.assemble import site_view
from waypost.store.encoding import decode, encode

VIEW = site_view(archive(with_gist(post("a"))).value, SITE)
ONE, OTHER = digest_of(b"one"), digest_of(b"other")

names = st.sampled_from("abcdef")
digests = st.sampled_from([ONE, OTHER])
known = st.builds(Known, digests, digests, digests)
showing = st.builds(
    Showing, st.just("post.html"), st.just(()), st.just("PostView"), digests, st.just(("a",))
)
anatomies = st.builds(Anatomy, ids=st.frozensets(names, max_size=2))
made = st.builds(Made, digests, digests, st.integers(1, 2), anatomies, digests)
indexes = st.lists(
    st.builds(SearchIndex, names, st.sampled_from(["en", "de"]), st.just(())),
    unique_by=lambda index: index.name,
).map(tuple)
frames = st.builds(
    Frame,
    st.just(ParseSettings()),
    st.sampled_from([VIEW, replace(VIEW, nav=())]),
    st.just({}),
    st.dictionaries(names, known),
    st.dictionaries(names, showing),
    st.dictionaries(names, made),
    indexes,
    st.lists(names, unique=True).map(tuple),
)


@given(frames, frames)
def test_a_frame_is_what_it_was_after_it_has_been_kept_as_a_layer(
    frame: Frame, whole: Frame
) -> None:
    layer = layer_of(frame, whole)
    assert layer is not None
    assert with_layer(whole, decode(encode(layer), Layer)) == frame


def frame_of(pages: int, digest: str = "") -> Frame:
    page = Made(ONE, digest_of(digest.encode()), 1, Anatomy())
    return Frame(ParseSettings(), VIEW, {}, {}, {}, {str(n): page for n in range(pages)})


def test_a_layer_holds_nothing_that_is_the_same() -> None:
    whole = frame_of(5)
    again = replace(whole, pages={name: Made(*page) for name, page in whole.pages.items()})
    layer = layer_of(replace(again, outputs=("a",)), replace(whole, outputs=("a",)))
    assert layer
    assert (layer.frame.pages, layer.frame.outputs, layer.gone) == ({}, (), ((), (), ()))


@pytest.mark.parametrize(("number", "much"), [(MOST, False), (MOST + 1, True)])
def test_where_much_differs_there_is_no_layer(number: int, much: bool) -> None:
    others = layer_of(frame_of(number, "other"), frame_of(number))
    gone, new = layer_of(frame_of(0), frame_of(number)), layer_of(frame_of(number), frame_of(0))
    assert [layer is None for layer in (others, gone, new)] == [much] * 3


def test_a_layer_on_another_frame_is_none() -> None:
    layer = layer_of(frame_of(0), frame_of(1))
    assert layer
    with pytest.raises(KeyError):
        with_layer(frame_of(0), layer)

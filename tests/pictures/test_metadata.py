from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageOps

from support.images import CAMERA, ORIENTATION, encoded, notes, opened, photograph, srgb
from waypost.pictures.metadata import without_notes

KINDS = ("jpeg", "png", "webp")


def noted(kind: str, orientation: int = 1, **options: object) -> bytes:
    """Write an image as a camera would."""
    more = {"comment": CAMERA} if kind == "jpeg" else {}
    return encoded(photograph(60, 40), kind.upper(), exif=notes(orientation), **more, **options)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_left_of_what_a_camera_noted(kind: str) -> None:
    data = noted(kind)
    assert CAMERA.encode() in data
    plain = without_notes(data, kind, 1)
    assert CAMERA.encode() not in plain
    assert not opened(plain).getexif()


@pytest.mark.parametrize("kind", KINDS)
def test_no_pixel_is_touched(kind: str) -> None:
    data = noted(kind)
    before, after = opened(data), opened(without_notes(data, kind, 1))
    assert ImageChops.difference(before.convert("RGB"), after.convert("RGB")).getbbox() is None


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("orientation", range(2, 9))
def test_which_way_is_up_is_kept_and_nothing_else(kind: str, orientation: int) -> None:
    data = noted(kind, orientation)
    plain = without_notes(data, kind, orientation)
    assert dict(opened(plain).getexif()) == {ORIENTATION: orientation}
    upright = [ImageOps.exif_transpose(opened(one)).convert("RGB") for one in (data, plain)]
    assert ImageChops.difference(*upright).getbbox() is None


@pytest.mark.parametrize("kind", KINDS)
def test_the_colour_profile_is_kept(kind: str) -> None:
    profile = srgb()
    plain = without_notes(noted(kind, icc_profile=profile), kind, 1)
    assert opened(plain).info["icc_profile"] == profile


def test_what_a_phone_hangs_behind_a_picture_goes() -> None:
    data = noted("jpeg")
    assert without_notes(data + data, "jpeg", 1) == without_notes(data, "jpeg", 1)


def test_a_progressive_picture_stays_whole() -> None:
    data = noted("jpeg", progressive=True)
    plain = without_notes(data, "jpeg", 1)
    assert len(plain) < len(data)
    assert opened(plain).tobytes() == opened(data).tobytes()


def test_an_animation_keeps_its_frames() -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    data = encoded(frames[0], "PNG", save_all=True, append_images=frames[1:], exif=notes())
    plain = opened(without_notes(data, "png", 1))
    assert getattr(plain, "n_frames", 1) == 2


@pytest.mark.parametrize("kind", [*KINDS, "gif"])
@given(
    data=st.binary(max_size=200), start=st.sampled_from([b"", b"\xff\xd8", b"\x89PNG\r\n\x1a\n"])
)
def test_any_bytes_give_bytes(kind: str, data: bytes, start: bytes) -> None:
    assert isinstance(without_notes(start + data, kind, 6), bytes)


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_is_cut_off_is_left_as_it_is(kind: str) -> None:
    data = noted(kind)
    cut = data[: len(data) - 30]
    assert without_notes(cut, kind, 1) == cut

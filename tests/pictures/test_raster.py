from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PIL import Image, ImageStat, features

from support.images import CAMERA, animation, encoded, notes, opened, photograph, plan_of, srgb
from waypost.model.digest import Digest, digest_of
from waypost.model.picture import Flaw, Picture
from waypost.model.site import ImageSettings
from waypost.pictures import raster
from waypost.pictures.raster import picture_of

SETTINGS = ImageSettings(widths=(200, 400, 600))
BOTH = pytest.mark.skipif(not features.check("avif"), reason="this Pillow has no AVIF")


class Kept(dict[Digest, bytes]):
    """Where copies are put."""

    def put(self, data: bytes) -> Digest:
        digest = digest_of(data)
        self[digest] = data
        return digest


def made(data: bytes, wanted: ImageSettings = SETTINGS) -> tuple[Picture, Kept]:
    kept = Kept()
    return picture_of(data, wanted, kept.put), kept


def sizes(picture: Picture) -> dict[str, list[tuple[int, int]]]:
    """Give the sizes of the copies by format."""
    found: dict[str, list[tuple[int, int]]] = {}
    for one in picture.variants:
        found.setdefault(one.kind, []).append((one.width, one.height))
    return found


@BOTH
def test_a_photograph_is_copied_in_all_widths_and_formats() -> None:
    picture, kept = made(encoded(photograph(1200, 800)))
    widths = [(200, 133), (400, 267), (600, 400)]
    assert (picture.width, picture.height, picture.flaw) == (1200, 800, None)
    assert sizes(picture) == {"avif": widths, "webp": widths}
    for one in picture.files:
        image = opened(kept[one.digest])
        assert (image.format, image.size) == (one.kind.upper(), (one.width, one.height))
        assert one.size == len(kept[one.digest])


def test_a_copy_stands_in_for_a_file_that_is_larger_than_any_page_needs() -> None:
    picture, _ = made(encoded(photograph(1200, 800)))
    assert picture.fallback
    assert (picture.fallback.kind, picture.fallback.width) == ("jpeg", 600)
    assert made(encoded(photograph(600, 400)))[0].fallback is None


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (1200, [200, 400, 600]),
        (600, [200, 400, 600]),
        (610, [200, 400, 600]),
        (590, [200, 400, 590]),
        (420, [200, 420]),
        (250, [200, 250]),
        (210, [210]),
        (90, [90]),
    ],
)
def test_no_copy_is_larger_than_the_image_nor_nearly_as_large_as_another(
    width: int, expected: list[int]
) -> None:
    picture, _ = made(encoded(photograph(width, width)), replace(SETTINGS, formats=("webp",)))
    assert [size[0] for size in sizes(picture)["webp"]] == expected


@BOTH
def test_what_packs_no_better_is_not_offered() -> None:
    picture, kept = made(encoded(plan_of(), "PNG"))
    assert {one.kind for one in picture.variants} == {"webp"}
    assert set(kept) == {one.digest for one in picture.files}
    tiny, _ = made(encoded(Image.new("1", (8, 8)), "PNG"))
    assert tiny.variants == ()


def test_a_drawing_is_packed_without_loss() -> None:
    picture, kept = made(encoded(plan_of(500, 300), "PNG"), replace(SETTINGS, formats=("webp",)))
    (largest,) = [one for one in picture.variants if one.width == 500]
    assert opened(kept[largest.digest]).convert("RGB").tobytes() == plan_of(500, 300).tobytes()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_an_image_is_shown_upright_and_copies_say_nothing_of_their_camera(
    kind: str, orientation: int
) -> None:
    image = Image.new("RGB", (600, 300), "red")
    image.paste("blue", (0, 0, 300, 300))
    turned = {1: None, 2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}[orientation]
    stored = image if turned is None else image.transpose(Image.Transpose(turned))
    data = encoded(stored, kind, exif=notes(orientation))
    picture, kept = made(data, replace(SETTINGS, widths=(200,)))
    assert (picture.width, picture.height) == (600, 300)
    for one in {*picture.variants, *filter(None, [picture.fallback])}:
        copy = opened(kept[one.digest]).convert("RGB")
        assert copy.size == (200, 100)
        red, _, blue = copy.getpixel((20, 50))  # type: ignore[misc]
        assert blue > 200 > 60 > red
    assert CAMERA.encode() in data
    assert not any(CAMERA.encode() in copy for copy in kept.values())


def test_a_file_without_notes_is_published_as_it_is() -> None:
    assert made(encoded(photograph(90, 60)))[0].plain is None
    noted = made(encoded(photograph(90, 60), exif=notes()))[0].plain
    assert noted is not None


def test_colours_of_another_profile_become_those_of_srgb() -> None:
    # By this profile red is what others take for blue.
    profile = srgb()
    exchanged = (
        profile.replace(b"rXYZ", b"????").replace(b"bXYZ", b"rXYZ").replace(b"????", b"bXYZ")
    )
    data = encoded(Image.new("RGB", (300, 300), "red"), "PNG", icc_profile=exchanged)
    picture, kept = made(data, replace(SETTINGS, formats=("webp",)))
    red, green, blue = ImageStat.Stat(opened(kept[picture.variants[-1].digest]).convert("RGB")).mean
    assert blue > 200 > 60 > max(red, green)


@pytest.mark.parametrize("profile", [b"", b"no profile", srgb()[:200]])
def test_a_damaged_profile_is_left_out_of_account(profile: bytes) -> None:
    data = encoded(photograph(300, 200), icc_profile=profile)
    assert made(data)[0].flaw is None


def test_colours_for_printing_become_those_of_screens() -> None:
    data = encoded(Image.new("CMYK", (300, 300), (0, 255, 255, 0)), "JPEG")
    picture, kept = made(data, replace(SETTINGS, formats=("webp",)))
    red, green, blue = ImageStat.Stat(opened(kept[picture.variants[-1].digest]).convert("RGB")).mean
    assert red > 200 > 60 > max(green, blue)


@pytest.mark.parametrize(
    "image",
    [
        Image.new("1", (300, 200), 1),
        Image.new("L", (300, 200), 90),
        Image.new("LA", (300, 200), (90, 100)),
        Image.new("P", (300, 200), 3),
        Image.new("RGBA", (300, 200), (9, 90, 200, 90)),
        Image.new("I;16", (300, 200), 40_000),
    ],
    ids=lambda image: image.mode,
)
def test_every_mode_of_pixels_can_be_copied(image: Image.Image) -> None:
    picture, _ = made(encoded(image, "PNG"), replace(SETTINGS, widths=(100,)))
    assert (picture.flaw, picture.width) == (None, 300)


def test_sixteen_bits_a_pixel_keep_their_brightness() -> None:
    noisy = Image.effect_noise((300, 300), 40).convert("I").point(lambda value: value * 256)
    data = encoded(noisy.convert("I;16"), "PNG")
    picture, kept = made(data, replace(SETTINGS, formats=("webp",)))
    (mean, *_) = ImageStat.Stat(opened(kept[picture.variants[-1].digest]).convert("L")).mean
    assert 110 < mean < 146


def test_what_can_be_seen_through_stays_so() -> None:
    image = photograph(500, 300)
    image.putalpha(Image.linear_gradient("L").resize((500, 300)))
    picture, kept = made(encoded(image, "PNG"))
    for one in picture.variants:
        low, high = opened(kept[one.digest]).getchannel("A").getextrema()
        assert (low, high) != (255, 255)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_an_animation_is_left_as_it_is(kind: str) -> None:
    picture, kept = made(animation(kind))
    assert picture == Picture(60, 40, moves=True)
    assert not kept


def test_images_that_are_to_be_left_alone_are_measured() -> None:
    picture, kept = made(
        encoded(photograph(90, 60), exif=notes(6)), ImageSettings(as_they_are=True)
    )
    assert picture == Picture(60, 90)
    assert not kept


def test_of_an_image_that_is_only_linked_to_no_copies_are_made() -> None:
    picture, _ = made(encoded(photograph(900, 600), exif=notes()), replace(SETTINGS, formats=()))
    assert (picture.variants, picture.fallback) == ((), None)
    assert picture.plain


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no image",
        b"%PDF-1.7",
        encoded(photograph(300, 200))[:2000],
        encoded(photograph(300, 200), "PNG")[:2000],
        encoded(photograph(300, 200), "WEBP")[:500],
        encoded(photograph(300, 200))[:100],
        encoded(photograph(30, 20), "TIFF"),
    ],
    ids=["empty", "text", "pdf", "jpeg", "png", "webp", "header", "tiff"],
)
def test_what_is_broken_or_no_image_is_a_flaw(data: bytes) -> None:
    picture, kept = made(data)
    assert picture.flaw is Flaw.BROKEN
    assert picture.reason
    assert not kept


def test_a_file_that_would_fill_all_memory_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = encoded(Image.new("1", (12_000, 12_000)), "PNG")
    assert len(bomb) < 100_000
    picture, _ = made(bomb)
    assert (picture.flaw, picture.reason) == (Flaw.HUGE, "it has 12000 × 12000 pixels")
    measured, _ = made(bomb, ImageSettings(as_they_are=True))
    assert (measured.width, measured.flaw) == (12_000, None)


def test_a_format_that_can_not_be_written_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raster, "can_write", lambda kind: kind != "avif")
    picture, _ = made(encoded(photograph(500, 300)))
    assert picture.lacking == ("avif",)
    assert {one.kind for one in picture.variants} == {"webp"}


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_equal_files_give_equal_copies(kind: str) -> None:
    data = encoded(photograph(500, 300), kind)
    assert made(data) == made(data)


def test_quality_makes_copies_larger() -> None:
    def size(**more: Any) -> int:
        picture, _ = made(encoded(photograph(500, 300)), replace(SETTINGS, **more))
        return sum(one.size for one in picture.variants)

    assert size(quality=20) < size(quality=90)


@settings(max_examples=60)
@given(st.data())
def test_any_damage_gives_a_picture(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(["JPEG", "PNG", "WEBP", "GIF"]))
    whole = bytearray(encoded(photograph(40, 30), kind))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    picture, _ = made(bytes(whole))
    assert picture.flaw or picture.width

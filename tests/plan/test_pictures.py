from __future__ import annotations

import pytest

from waypost.model import urls
from waypost.model.digest import digest_of
from waypost.model.fragment import Filling
from waypost.model.picture import Exhibit, Picture, PictureView, Variant
from waypost.model.post import Asset
from waypost.plan.pictures import exhibits, first_at_once, picture_view, plan_copies, without_notes

DIGEST = digest_of(b"")
COPY = Variant("webp", 60, 40, DIGEST, 9)
PLAIN = Variant("jpeg", 90, 60, digest_of(b"plain"), 8)
PHOTO = Exhibit("content/posts/a photo.jpg", Picture(90, 60, PLAIN, (COPY,)))
DARK = Exhibit("content/posts/a photo.dark.jpg", Picture(90, 60, variants=(COPY,), fallback=COPY))


def view(exhibit: Exhibit, plain: bool = False) -> PictureView | None:
    return picture_view(exhibit, "/a.jpg", "/dark.jpg", "9vw", str, plain)


def test_what_is_not_known_is_not_shown_in_a_way_of_its_own() -> None:
    assert view(Exhibit("a.jpg", Picture())) is None


def test_dark_copies_come_first_and_the_dark_file_last_of_them() -> None:
    both = Exhibit(PHOTO.source, PHOTO.picture, DARK)
    made = view(both)
    assert made
    assert [(source.kind, bool(source.media)) for source in made.sources] == [
        ("image/webp", True),
        ("", True),
        ("image/webp", False),
    ]
    name = f"/assets/images/a-photo-dark-60.{DIGEST[:10]}.webp"
    assert [source.srcset for source in made.sources[:2]] == [f"{name} 60w", name]


def test_a_feed_has_nothing_to_choose() -> None:
    assert view(PHOTO, plain=True) == PictureView("/a.jpg", 90, 60, first=True)


def test_copies_are_published_once_and_by_names_that_say_what_they_hold() -> None:
    gallery = {"a": Exhibit(PHOTO.source, PHOTO.picture, DARK), "/a": PHOTO, "d": DARK}
    planned = {plan.path: plan.asset.source for plan in plan_copies(gallery)}
    end = f"60.{DIGEST[:10]}.webp"
    assert planned == {
        f"assets/images/a-photo-{end}": PHOTO.source,
        f"assets/images/a-photo-dark-{end}": DARK.source,
    }


def test_a_file_is_published_without_what_its_camera_noted_but_not_one_of_the_theme() -> None:
    known = exhibits({"a": PHOTO})
    asset = Asset(PHOTO.source, DIGEST, 99)
    assert without_notes(asset, known) == Asset(PHOTO.source, PLAIN.digest, 8)
    themed = Asset(PHOTO.source, DIGEST, 99, themed=True)
    assert without_notes(themed, known) == themed


def test_one_picture_of_a_text_is_loaded_at_once() -> None:
    shown = Filling("/b", "", PictureView("/b", 1, 1))
    fillings = (Filling("/a"), shown, shown)
    firsts = [made.picture and made.picture.first for made in first_at_once(fillings)]
    assert firsts == [None, True, False]
    assert first_at_once(fillings[:1]) == fillings[:1]


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("a.jpg", "a"),
        ("Ein Bild (1).JPG", "Ein-Bild-1"),
        ("größe.png", "größe"),
        ("!.png", "image"),
    ],
)
def test_the_name_of_a_copy_is_fit_for_a_url(name: str, stem: str) -> None:
    assert (
        urls.picture(name, "jpeg", 9, "0123456789ab") == f"/assets/images/{stem}-9.0123456789.jpg"
    )

from __future__ import annotations

import pytest

from waypost.model.fragment import Filling, fill, image_holes, src_hole
from waypost.model.picture import PictureView, SourceView, attributes, opening

BEFORE, FURTHER, BEHIND = image_holes(0)
IMAGE = f'{BEFORE}<img src="{src_hole(0)}" alt=""{FURTHER}>{BEHIND}'


def filled(picture: PictureView | None) -> str:
    return fill(IMAGE, (Filling("/a.jpg", "", picture),))


def test_a_picture_fills_all_holes_of_its_image() -> None:
    webp = SourceView("image/webp", "/a-9.webp 9w", "", 9, 6)
    dark = SourceView("", "/a.dark.jpg", "(prefers-color-scheme: dark)", 9, 6)
    assert filled(PictureView("/b.jpg", 9, 6, "9vw", (dark, webp), first=True)) == (
        '<picture><source media="(prefers-color-scheme: dark)" srcset="/a.dark.jpg" width="9"'
        ' height="6"><source type="image/webp" srcset="/a-9.webp 9w" sizes="9vw" width="9"'
        ' height="6"><img src="/b.jpg" alt="" width="9" height="6"></picture>'
    )


@pytest.mark.parametrize(
    ("picture", "html"),
    [
        (None, '<img src="/a.jpg" alt="" loading="lazy" decoding="async">'),
        (
            PictureView("/b.jpg", 9, 6),
            '<img src="/b.jpg" alt="" width="9" height="6" loading="lazy" decoding="async">',
        ),
        (PictureView("/b.jpg", 0, 0, first=True), '<img src="/b.jpg" alt="">'),
    ],
)
def test_without_a_choice_there_is_an_image_alone(picture: PictureView | None, html: str) -> None:
    assert filled(picture) == html


@pytest.mark.parametrize("evil", ['" onload="x', "<script>"])
def test_nothing_breaks_out_of_a_picture(evil: str) -> None:
    picture = PictureView(evil, 9, 6, evil, (SourceView("a", evil + " 9w", evil, 9, 6),))
    assert evil not in filled(picture)
    assert evil not in opening(picture) + attributes(picture)

from __future__ import annotations

import pytest

from waypost.load.site import load_site
from waypost.model.site import ImageSettings

TOP = "title: A\nbase_url: https://example.org\n"


def loaded(text: str) -> tuple[ImageSettings, list[str]]:
    made = load_site("site.yaml", (TOP + text).encode())
    found = [f"{one.place.line}:{one.place.column} {one.code}" for one in made.diagnostics]
    return made.value.images, found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ImageSettings()),
        ("images:\n", ImageSettings()),
        ("images: true\n", ImageSettings()),
        ("images: false\n", ImageSettings(as_they_are=True)),
        ("images: no\n", ImageSettings(as_they_are=True)),
        ("images: {widths: [960, 320, 960]}\n", ImageSettings(widths=(320, 960))),
        ("images: {widths: 600}\n", ImageSettings(widths=(600,))),
        ("images: {formats: [webp]}\n", ImageSettings(formats=("webp",))),
        ("images: {formats: [WebP, avif]}\n", ImageSettings()),
        ("images: {formats: []}\n", ImageSettings(formats=())),
        ("images: {quality: 60}\n", ImageSettings(quality=60)),
        ("images: {sizes: 100vw}\n", ImageSettings(sizes="100vw")),
    ],
)
def test_settings_are_read(text: str, expected: ImageSettings) -> None:
    assert loaded(text) == (expected, [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("images: 3\n", ["3:9 wrong-type"]),
        ("images: [avif]\n", ["3:9 wrong-type"]),
        ("images: {widths: [wide]}\n", ["3:19 wrong-type"]),
        ("images: {widths: [8]}\n", ["3:19 wrong-type"]),
        ("images: {widths: [99999]}\n", ["3:19 wrong-type"]),
        ("images: {widths: [20,30,40,50,60,70,80,90,99]}\n", ["3:10 too-many-widths"]),
        ("images: {formats: [gif]}\n", ["3:20 bad-choice"]),
        ("images: {quality: 0}\n", ["3:19 wrong-type"]),
        ("images: {quality: 101}\n", ["3:19 wrong-type"]),
        ('images: {sizes: "\\"><script>"}\n', ["3:17 bad-sizes"]),
        ("images: {width: 3}\n", ["3:10 unknown-key"]),
    ],
)
def test_what_is_wrong_with_settings_is_told_at_its_place(text: str, found: list[str]) -> None:
    assert loaded(text)[1] == found

"""Films: which addresses play within a page, and where."""

from __future__ import annotations

import pytest

from waypost.model.films import embedded, is_film, origin_of

YOUTUBE = "https://www.youtube-nocookie.com/embed/jNQXAC9IVRw?autoplay=1"
UUID = "9c9de5e8-0a1e-484a-b099-e80766180a6d"


@pytest.mark.parametrize(
    ("address", "player"),
    [
        ("https://www.youtube.com/watch?v=jNQXAC9IVRw", YOUTUBE),
        ("https://youtube.com/watch?feature=share&v=jNQXAC9IVRw&t=5", YOUTUBE),
        ("https://m.youtube.com/watch?v=jNQXAC9IVRw#t=5", YOUTUBE),
        ("http://youtu.be/jNQXAC9IVRw?t=5", YOUTUBE),
        ("https://www.youtube.com/shorts/jNQXAC9IVRw", YOUTUBE),
        ("https://www.youtube-nocookie.com/embed/jNQXAC9IVRw", YOUTUBE),
        ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1"),
        (
            "https://player.vimeo.com/video/76979871?h=1",
            "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1",
        ),
        (
            "https://tube.example.org/w/9WgXcQ9WgXcQ9WgXcQ9WgX",
            "https://tube.example.org/videos/embed/9WgXcQ9WgXcQ9WgXcQ9WgX?autoplay=1",
        ),
        (
            f"https://tube.example.org/videos/watch/{UUID}",
            f"https://tube.example.org/videos/embed/{UUID}?autoplay=1",
        ),
        ("https://www.youtube.com/@channel", ""),
        ("https://www.youtube.com/watch?v=", ""),
        ("https://youtube.com.example.org/watch?v=jNQXAC9IVRw", ""),
        ("https://example.org/?u=https://youtu.be/jNQXAC9IVRw", ""),
        ("https://vimeo.com/about", ""),
        ("https://en.example.org/w/index.php", ""),
        ("javascript:alert('youtu.be/jNQXAC9IVRw')", ""),
        ("", ""),
    ],
)
def test_an_address_has_a_player_or_none(address: str, player: str) -> None:
    assert embedded(address) == player


@pytest.mark.parametrize(
    ("target", "expected"),
    [("a.mp4", True), ("/b/a.WEBM?x", True), ("a.mp4.md", False), ("mp4", False)],
)
def test_a_file_is_a_film_by_its_suffix(target: str, expected: bool) -> None:
    assert is_film(target) is expected


def test_an_origin_is_scheme_and_host() -> None:
    assert origin_of(YOUTUBE) == "https://www.youtube-nocookie.com"

"""A paragraph that is a link to a film, and nothing else, shows the film."""

from __future__ import annotations

import pytest

from waypost.load.markdown import Parsed, parse_blocks, parse_inline
from waypost.load.paths import load_path
from waypost.model.diagnostic import Checked, Place
from waypost.model.site import ParseSettings

PLACE = Place("a.md", 10, 1)
FILM = "https://youtu.be/jNQXAC9IVRw"


def blocks(text: str) -> Checked[Parsed]:
    return parse_blocks(text, PLACE, ParseSettings(markdown=True))


def arguments(text: str) -> list[dict[str, str]]:
    calls = blocks(text).value.fragment.calls
    assert all(call.name == "video" for call in calls)
    return [{one.name: one.text for one in call.arguments} for call in calls]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (FILM, [""]),
        (f"<{FILM}>", [""]),
        (f"[A *film*]({FILM})", ["A film"]),
        (f"[{FILM}]({FILM})", [""]),
        (f"[A film][f]\n\n[f]: {FILM}", ["A film"]),
        (f"before\n\n{FILM}\n\nbehind\n\n[two]({FILM})", ["", "two"]),
        (f"> [a]({FILM})", ["a"]),
        (f"- one\n\n  [a]({FILM})\n\n- two", ["a"]),
    ],
)
def test_a_link_alone_in_its_paragraph_is_a_film(text: str, titles: list[str]) -> None:
    wanted = [{"src": FILM} | ({"title": title} if title else {}) for title in titles]
    assert arguments(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        f"See {FILM}",
        f"[a]({FILM})!",
        f"[a]({FILM}) [b]({FILM})",
        f"- [a]({FILM})",
        f"# [a]({FILM})",
        f"| [a]({FILM}) |\n|---|",
        f"![a]({FILM})",
        f"    {FILM}",
        f"```\n{FILM}\n```",
        "https://www.youtube.com/@channel",
        "[a](https://example.org/w/index.php)",
        "[a](mp4.md)",
    ],
)
def test_any_other_link_stays_a_link(text: str) -> None:
    assert arguments(text) == []


def test_a_file_of_the_site_is_resolved_like_any_link() -> None:
    fragment = blocks("[[x]]\n\n[A clip](clip.mp4)\n\n::a{post=y}").value.fragment
    film, other = fragment.calls
    assert fragment.links[film.arguments[0].link].target == "clip.mp4"
    assert fragment.links[other.arguments[0].link].target == "y"
    assert film.place == Place("a.md", 12, 1)


def test_the_paragraph_around_a_film_is_gone() -> None:
    html = blocks(f"> [a]({FILM})").value.fragment.html
    assert html == "<blockquote>\x02c0\x03\n</blockquote>\n"


def test_the_markdown_keeps_the_link() -> None:
    assert blocks(f"[a]({FILM})").value.fragment.markdown == f"[a]({FILM})"


def test_a_line_and_the_text_of_a_path_keep_their_links() -> None:
    line = parse_inline(f"<{FILM}>", PLACE, ParseSettings()).value.fragment
    assert line.calls == ()
    text = f"---\ntitle: A path\nsteps: [a]\n---\n\n[a]({FILM})\n"
    made = load_path("content/paths/a.md", text.encode(), ParseSettings())
    assert made.diagnostics == ()
    assert made.value is not None
    assert "<a href=" in made.value.introduction.html


def test_a_component_in_the_text_of_a_path_is_an_error() -> None:
    text = "---\ntitle: A path\nsteps: [a]\n---\n\n::hub-card{topic=a}\n"
    made = load_path("content/paths/a.md", text.encode(), ParseSettings())
    (found,) = made.diagnostics
    assert (found.code, found.place) == ("bad-component", Place("content/paths/a.md", 6, 1))

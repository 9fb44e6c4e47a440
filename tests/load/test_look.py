"""What site.yaml says of a site's look."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.findings import told
from waypost.load.site import load_site
from waypost.model.diagnostic import Checked
from waypost.model.site import HOME_SECTIONS, POST_SECTIONS, Look, Site

REQUIRED = "title: Field Notes\nbase_url: https://example.org\n"


def load(text: str) -> Checked[Site]:
    return load_site("content/site.yaml", (REQUIRED + text).encode())


def look(text: str) -> Look:
    """Load a site that has nothing wrong with it."""
    loaded = load(text)
    assert told(loaded) == []
    return loaded.value.look


def test_a_site_that_says_nothing_looks_as_the_theme_does() -> None:
    assert look("") == Look("", (), None, HOME_SECTIONS, POST_SECTIONS)


def test_a_look_with_every_key() -> None:
    loaded = look("""\
accent: "#8FD3C1"
fonts:
  code: Fira Code, monospace
  display: "'Avenir Next', sans-serif"
  text: Charter
  interface: system-ui
logo: /images/logo.svg
sections:
  home: [newest, topics]
  post: related
""")
    assert loaded.accent == "#8fd3c1"
    assert loaded.fonts == (
        ("display", "'Avenir Next', sans-serif"),
        ("text", "Charter"),
        ("interface", "system-ui"),
        ("code", "Fira Code, monospace"),
    )
    assert loaded.logo is not None
    assert (loaded.logo.value, loaded.logo.place.line) == ("/images/logo.svg", 9)
    assert (loaded.home, loaded.post) == (("newest", "topics"), ("related",))


@pytest.mark.parametrize(("written", "read"), [("#abc", "#aabbcc"), ("#ABCDEF", "#abcdef")])
def test_a_colour_is_read_in_either_length(written: str, read: str) -> None:
    assert look(f"accent: '{written}'\n").accent == read


def test_sections_may_all_be_left_out() -> None:
    assert look("sections: {home: [], post: []}\n").home == ()


@pytest.mark.parametrize(
    ("text", "code", "line", "fix"),
    [
        ("accent: #8fd3c1\n", "comment-in-value", 3, "in quotes"),
        ("accent: teal\n", "bad-colour", 3, '"#8fd3c1"'),
        ("accent: '#8fd3c1ff'\n", "bad-colour", 3, '"#8fd3c1"'),
        ("accent: '#fff;}'\n", "bad-colour", 3, '"#8fd3c1"'),
        ("fonts:\n  text: 'serif; color: red'\n", "bad-font", 4, "commas"),
        ("fonts:\n  text: 'url(//x)'\n", "bad-font", 4, "commas"),
        ('fonts:\n  text: "\'Charter"\n', "bad-font", 4, "commas"),
        ("fonts:\n  headings: Charter\n", "unknown-key", 4, "display"),
        ("fonts: Charter\n", "wrong-type", 3, "lines of their own"),
        ("logo: logo.svg\n", "bad-url", 3, "static/"),
        ("logo: https://example.org/logo.svg\n", "bad-url", 3, "static/"),
        ("sections:\n  home: [topic]\n", "unknown-section", 4, "topics"),
        ("sections:\n  post: [sidebar]\n", "unknown-section", 4, "contents, related"),
        ("sections:\n  hub: [references]\n", "unknown-key", 4, "home"),
    ],
)
def test_what_cannot_be_used_is_found_at_its_place(
    text: str, code: str, line: int, fix: str
) -> None:
    (found,) = load(text).diagnostics
    assert (found.code, found.place.line) == (code, line)
    assert fix in found.fix


@given(st.text(max_size=30))
def test_no_font_ends_a_declaration(text: str) -> None:
    quoted = text.replace("'", "''")
    for _, families in load(f"fonts: {{text: '{quoted}'}}\n").value.look.fonts:
        assert not set(families) & set(";{}()\\/<>\n")
        assert families.count('"') % 2 == families.count("'") % 2 == 0

"""The registered authors."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.findings import told
from waypost.load.authors import load_authors
from waypost.model.diagnostic import Checked, Located, Place
from waypost.model.site import AuthorDefinition

SOURCE = "content/authors.yaml"

AUTHORS = """\
ada:
  name: Ada King
  url: https://ada.example/
  bio: Writes of engines.
  aliases: [A. King]
bob: Bob B.
"""


def load(text: str) -> Checked[tuple[AuthorDefinition, ...]]:
    return load_authors(SOURCE, text.encode())


def test_authors_are_a_mapping_of_slugs_in_the_order_of_the_file() -> None:
    loaded = load(AUTHORS)
    assert told(loaded) == []
    ada, bob = loaded.value
    assert (ada.slug, ada.name) == ("ada", "Ada King")
    assert ada.url == Located("https://ada.example/", Place(SOURCE, 3, 8))
    assert ada.bio == "Writes of engines."
    assert [alias.value for alias in ada.aliases] == ["A. King"]
    assert bob == AuthorDefinition("bob", "Bob B.", Place(SOURCE, 6, 1))


@pytest.mark.parametrize("text", ["", "# nobody\n", "~\n"])
def test_a_file_may_be_empty(text: str) -> None:
    assert load(text) == Checked(())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("- ada\n", ["1:1 wrong-type"]),
        ("ada: [Ada]\n", ["1:6 wrong-type"]),
        ("ada:\n", ["1:1 missing-name"]),
        ("ada: {bio: Writes.}\n", ["1:1 missing-name"]),
        ("ada: {nmae: Ada}\n", ["1:1 missing-name", "1:7 unknown-key"]),
        ("ada: {name: Ada, url: 'javascript:x'}\n", ["1:23 bad-url"]),
        ("Ada King: Ada\n", ["1:1 bad-slug"]),
        ("ada: Ada\nbob: {name: Bob, aliases: [ADA]}\n", ["2:28 duplicate-author"]),
        ("ada: Ada King\nking: ada king\n", ["2:1 duplicate-author"]),
        ("ada: {\n", ["1:0 yaml-syntax"]),
    ],
)
def test_what_is_wrong_is_told_at_its_place(text: str, found: list[str]) -> None:
    assert told(load(text)) == found


@given(st.text())
def test_any_text_gives_a_value(text: str) -> None:
    loaded = load(text)
    assert all(author.slug and author.name for author in loaded.value)

"""Who signs posts, under which name, and who has a page."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from msgspec.structs import replace

from support.findings import only
from support.values import SITE, archive, at, author, codes, post
from waypost.model.memory import Memory
from waypost.model.site import Author

ADA = author("ada", "Ada King", ["A. King"], url="https://ada.example/", bio="Writes.")
BOB = author("bob", "Bob")
SIGNED = replace(SITE, authors=(Author("The editors", "/about/"),))


def by(slug: str, *names: str, **more: Any) -> Any:
    return post(slug, authors=tuple(at(name) for name in names), **more)


def signed(*values: object) -> list[tuple[str, str]]:
    made = archive(*values, site=SIGNED).value
    return [(author.name, author.url) for author in made.cards["p"].authors]


@pytest.mark.parametrize("name", ["Ada King", "ada", "a. king", "ADA  KING", "ada-king"])
def test_every_spelling_of_a_registered_author_means_them(name: str) -> None:
    assert signed(by("p", name), ADA) == [("Ada King", "https://ada.example/")]


def test_a_post_that_names_nobody_is_signed_by_the_site() -> None:
    assert signed(by("p"), ADA) == [("The editors", "/about/")]
    assert signed(by("p", "Cy", "The editors")) == [("Cy", ""), ("The editors", "/about/")]


def test_one_author_signs_once() -> None:
    assert signed(by("p", "Ada King", "ada"), ADA) == [("Ada King", "https://ada.example/")]
    assert signed(by("p", "J. Doe", "j doe", "!", "?")) == [("j doe", ""), ("!", ""), ("?", "")]


def pages(*values: object) -> dict[str, tuple[str, ...]]:
    made = archive(*values, site=SIGNED).value.authors
    return {author.slug: author.posts for author in made}


def test_one_author_has_no_page_unless_registered() -> None:
    assert pages(by("p"), by("q", "the editors")) == {}
    assert pages(by("p", "ada"), ADA, BOB) == {"ada": ("p",)}


def test_two_authors_have_pages_in_order_of_name() -> None:
    assert pages(by("p", "Zoe"), by("q", "amy", "Zoe"), by("r", "!")) == {
        "amy": ("q",),
        "zoe": ("p", "q"),
    }
    assert list(pages(by("p", "Zoe"), by("q", "amy"))) == ["amy", "zoe"]


def test_registered_authors_come_first_and_in_their_order() -> None:
    posts = (by("p", "ada"), by("q", "Bob"), by("r"), by("s", "Aaron"))
    assert list(pages(*posts, BOB, ADA)) == ["bob", "ada", "aaron", "the-editors"]


def test_what_is_registered_of_an_author_is_on_their_page() -> None:
    (made,) = archive(by("p", "ada"), ADA, site=SIGNED).value.authors
    assert (made.name, made.url, made.bio) == ("Ada King", "https://ada.example/", "Writes.")


def test_an_unknown_author_is_a_warning_with_the_nearest_name() -> None:
    found = only(archive(by("p", "Ada Kink"), ADA, BOB, site=SIGNED))
    assert (found.code, found.is_error) == ("unknown-author", False)
    assert found.fix == "did you mean 'Ada King'?"
    far = only(archive(by("p", "Xerxes"), ADA, site=SIGNED))
    assert far.fix == "register 'Xerxes' in content/authors.yaml"


def test_nobody_is_unknown_where_nobody_is_registered_nor_who_signs_for_the_site() -> None:
    assert codes(archive(by("p", "Ada Kink"), site=SIGNED)) == []
    assert codes(archive(by("p", "the editors"), ADA, site=SIGNED)) == []


def test_authors_do_not_depend_on_the_order_of_files() -> None:
    posts = [by("p", "Zoe"), by("q", "zoe", "Amy"), by("r", "AMY")]
    made = {archive(*order, site=SIGNED).value.authors for order in permutations(posts)}
    assert len(made) == 1


def test_authors_of_a_lasting_memory_are_those_of_a_new_one() -> None:
    memory = Memory(lasting=True)
    for values in (
        (by("p", "Zoe"), by("q", "Amy")),
        (by("p", "Zoe", "Amy"), by("q", "Amy")),
        (by("p", "Zoe"), by("q", "Amy"), author("amy", "Amy A.", bio="Here.")),
        (by("p", "Zoe"), by("q", "Amy"), author("amy", "Amy A.", bio="There.")),
        (by("p", "Zoe"), by("q", "Amy"), author("zoe", "Zoe"), author("amy", "Amy")),
        (by("p", "Zoe"), by("q", "Amy"), author("amy", "Amy"), author("zoe", "Zoe")),
        (by("p", "Zoe"),),
    ):
        kept = archive(*values, site=SIGNED, memory=memory).value
        assert kept.authors == archive(*values, site=SIGNED).value.authors
        assert kept.cards == archive(*values, site=SIGNED).value.cards

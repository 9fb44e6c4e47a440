"""Which pages have a social card, and name it."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from support.values import SITE, archive, hub, link, path, post
from waypost.model.fragment import LinkKind
from waypost.model.plan import Plan
from waypost.model.urls import has_social_card
from waypost.plan.assemble import plan_site

OWN = link("https://example.com/a.png", LinkKind.EXTERNAL, is_image=True)


def planned(cards: bool) -> Plan:
    site = replace(SITE, social_cards=cards)
    values = (post("a", topics="go"), post("own", image=OWN), hub("go"), path("way", "a own"))
    return plan_site(archive(*values, site=site).value, site, ()).value


def images(plan: Plan) -> dict[str, str]:
    views: dict[str, Any] = {page.path: page.view for page in plan.pages}
    return {page: view.meta.image for page, view in views.items() if hasattr(view, "meta")}


def test_every_card_is_of_a_page_that_names_it() -> None:
    plan = planned(True)
    cards = {page.path for page in plan.pages if page.path.endswith(".png")}
    assert cards == {
        f"{page}social-card.png" for page in ("", "posts/a/", "topics/go/", "paths/way/")
    }
    named = {page: image for page, image in images(plan).items() if image}
    assert named.pop("posts/own/index.html") == "https://example.com/a.png"
    assert {f"https://example.org/{card}" for card in cards} == set(named.values())
    for page, image in named.items():
        assert image == f"https://example.org/{page.removesuffix('index.html')}social-card.png"


def test_a_site_that_does_not_ask_has_none() -> None:
    plan = planned(False)
    assert not [page.path for page in plan.pages if page.path.endswith(".png")]
    assert set(images(plan).values()) == {"", "https://example.com/a.png"}


@pytest.mark.parametrize(
    ("page", "has"),
    [
        ("/", True), ("/posts/a/", True), ("/topics/go/", True), ("/paths/way/", True),
        ("/topics/", False), ("/paths/", False), ("/archive/", False), ("/archive/2024/", False),
        ("/404.html", False), ("/map/", False),
    ],
)  # fmt: skip
def test_lists_have_no_card(page: str, has: bool) -> None:
    assert has_social_card(page) is has

"""A few posts that are tied to each other in every way, and edits of any one of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from support.values import at, link, post
from waypost.model.digest import digest_of
from waypost.model.post import Post, When

POSTS: Mapping[str, Post] = {
    made.slug.value: made
    for made in (
        post("oldest", "2020-01-01", "go", links=(link("linked"), link("alone"))),
        post("linked", "2021-01-01", "go", links=(link("newest", anchor="end"),), anchors=("end",)),
        post("alone", "2022-01-01"),
        post("former", "2022-06-01", "go tea", superseded_by=at("later")),
        post("later", "2023-01-01", "tea", links=(link("go"), link("way")), image_alt="Tea"),
        post("newest", "2024-01-01", "tea", links=(link("linked"),), anchors=("end",)),
    )
}

EDITS: Mapping[str, Mapping[str, Any]] = {
    "a title": {"title": at("Otherwise")},
    "a description": {"description": "Of something else."},
    "a day": {"date": at(When(date(2021, 7, 7)))},
    "an update": {"updated": at(When(date(2025, 7, 7)))},
    "a text": {"body": digest_of(b"another text")},
    "minutes": {"words": 10_000},
    "topics": {"topics": (at("GO"), at("tests"))},
    "links": {"links": (link("alone"),)},
    "a successor": {"superseded_by": at("oldest")},
    "a draft": {"draft": True},
    "what an image shows": {"image_alt": "Something else"},
    "another address": {"slug": at("moved")},
}

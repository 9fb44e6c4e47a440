"""Slugs can stand in a URL as they are."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost.load.slugs import slug_problem, slugify


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("already-clean", "already-clean"),
        ("My First Post", "my-first-post"),
        ("snake_case stays", "snake_case-stays"),
        ("v1.2 released!", "v1.2-released"),
        ("Was it worth it?", "was-it-worth-it"),
        ("  a -- b  ", "a-b"),
        ("50% off / now", "50-off-now"),
        ("Über uns", "über-uns"),
        ("cafe\u0301", "café"),
        ("日本語の記事", "日本語の記事"),
        ("हिन्दी लेख", "हिन्दी-लेख"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("İstanbul", "i\u0307stanbul"),
        ("...", ""),
        ("!!!", ""),
    ],
)
def test_a_name_becomes_a_slug_of_its_own_script(name: str, slug: str) -> None:
    assert slugify(name) == slug


@pytest.mark.parametrize(
    "slug", ["a", "My-Post", "v1.2", "über", "a_b", "日本語", "2024", "a..", "می\u200cخواهم"]
)
def test_a_clean_segment_is_a_slug(slug: str) -> None:
    assert slug_problem(slug) == ""


@pytest.mark.parametrize(
    ("slug", "problem"),
    [
        ("", "names no page"),
        (".", "names no page"),
        ("..", "names no page"),
        ("a/b", "'/'"),
        ("a?b", "'?'"),
        ("a#b", "'#'"),
        ("a%20b", "'%'"),
        ("a\\b", "'\\'"),
        ("a b", "space"),
        ("a\u00a0b", "space"),
        ("a\tb", "space"),
        ("a\u200bb", "invisible"),
        ("a\u202eb", "invisible"),
        ("ü" * 101, "200 bytes"),
    ],
)
def test_anything_else_is_not(slug: str, problem: str) -> None:
    assert problem in slug_problem(slug)


@given(st.text(max_size=60))
def test_what_is_left_of_a_name_is_a_slug_that_stays_itself(name: str) -> None:
    slug = slugify(name)
    assert not slug or not slug_problem(slug)
    assert slugify(slug) == slug
    assert unicodedata.is_normalized("NFC", slug)

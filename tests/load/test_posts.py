"""Posts, as their authors and migrants write them."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from support.findings import only, told
from waypost.load.posts import LoadedPost, load_post
from waypost.model.diagnostic import Checked, Place, Severity
from waypost.model.digest import digest_of
from waypost.model.fragment import LinkKind
from waypost.model.post import Post, When
from waypost.model.site import ParseSettings

SETTINGS = ParseSettings()
SOURCE = "content/posts/a.md"
REQUIRED = "title: A\ndate: 2024-03-12\n"


def load(front: str, source: str = SOURCE, body: str = "Body.\n") -> Checked[LoadedPost | None]:
    return load_post(source, f"---\n{front}---\n{body}".encode(), SETTINGS)


def post(front: str, source: str = SOURCE) -> Post:
    """Load a post that has nothing wrong with it."""
    loaded = load(REQUIRED + front, source)
    assert told(loaded) == []
    assert loaded.value is not None
    return loaded.value.post


def findings(front: str, source: str = SOURCE) -> list[str]:
    return told(load(REQUIRED + front, source))


def values(located: Any) -> list[Any]:
    return [item.value for item in located]


def test_a_post_with_every_key() -> None:
    front = """\
updated: 2024-04-01
description: In one sentence
topics: [platform, on-call]
draft: no
expires: 9999-12-31
slug: Kept-As-Written
aliases: [/old/a/, old-a]
authors: [Ann, Bob]
image: cover.jpg
image_alt: A cover
superseded_by: b
evergreen: true
toc: false
id: "17"
"""
    loaded = post(front)
    assert loaded.source == SOURCE
    assert loaded.title.value == "A"
    assert loaded.title.place == Place(SOURCE, 2, 8)
    assert loaded.date.value == When(date(2024, 3, 12))
    assert loaded.updated is not None
    assert loaded.updated.value == When(date(2024, 4, 1))
    assert loaded.expires is not None
    assert loaded.expires.value == When(date(9999, 12, 31))
    assert loaded.description == "In one sentence"
    assert values(loaded.topics) == ["platform", "on-call"]
    assert loaded.slug.value == "Kept-As-Written"
    assert values(loaded.aliases) == ["/old/a/", "old-a"]
    assert values(loaded.authors) == ["Ann", "Bob"]
    assert loaded.image is not None
    assert (loaded.image.kind, loaded.image.target) == (LinkKind.ASSET, "cover.jpg")
    assert loaded.image_alt == "A cover"
    assert loaded.superseded_by is not None
    assert loaded.superseded_by.value == "b"
    assert (loaded.draft, loaded.evergreen, loaded.toc) == (False, True, False)
    assert loaded.identity == "17"


def test_a_post_with_only_what_it_must_have() -> None:
    loaded = post("")
    assert (loaded.draft, loaded.evergreen, loaded.toc) == (False, False, True)
    optional = (loaded.updated, loaded.expires, loaded.image, loaded.superseded_by)
    assert optional == (None,) * 4
    assert loaded.topics == loaded.aliases == loaded.authors == ()
    assert loaded.description == loaded.image_alt == loaded.identity == ""


def test_the_body_is_rendered_counted_and_kept_by_its_digest() -> None:
    data = b"---\ntitle: Caching\ndate: 2024-03-12\n---\n## Why\n\nSee [b](b.md) here.\n\n```\nnot counted\n```\n"
    loaded = load_post(SOURCE, data, SETTINGS).value
    assert loaded is not None
    assert loaded.post.body == digest_of(loaded.html.encode())
    assert loaded.post.digest == digest_of(data)
    assert [(link.kind, link.target) for link in loaded.post.links] == [(LinkKind.SOURCE, "b.md")]
    assert loaded.post.links[0].place.line == 7
    assert [heading.text for heading in loaded.post.outline] == ["Why"]
    assert loaded.post.words == 4
    assert loaded.post.introduction == ""
    assert "cach" in dict(loaded.post.terms)


def test_an_introduction_is_a_line_of_plain_text() -> None:
    data = b"---\ntitle: A\ndate: 2024-03-12\n---\nWhy *we*\ncache.\n\n- a\n\n<!-- more -->\n\nb"
    loaded = load_post(SOURCE, data, SETTINGS).value
    assert loaded is not None
    assert loaded.post.introduction == "Why we cache. a"


@pytest.mark.parametrize(
    ("source", "slug"),
    [
        ("content/posts/plain.md", "plain"),
        ("content/posts/2020/deep.md", "deep"),
        ("content/posts/2020-02-03-dated.md", "dated"),
        ("content/posts/folder/index.md", "folder"),
        ("content/posts/2020-02-03-folder/index.md", "folder"),
        ("content/posts/folder/beside.md", "beside"),
        ("content/posts/My First Post.MD", "my-first-post"),
        ("content/posts/Über.markdown", "über"),
        ("content/posts/cafe\u0301.md", "café"),
        ("content/posts/2020-02-03.md", "2020-02-03"),
    ],
)
def test_a_slug_comes_from_the_name(source: str, slug: str) -> None:
    assert post("", source).slug.value == slug


@pytest.mark.parametrize(
    ("source", "day"),
    [
        ("content/posts/2020-02-03-a.md", date(2020, 2, 3)),
        ("content/posts/2020-02-03-a/index.md", date(2020, 2, 3)),
    ],
)
def test_a_date_comes_from_the_name(source: str, day: date) -> None:
    loaded = load("title: A\n", source).value
    assert loaded is not None
    assert loaded.post.date.value == When(day)


def test_the_date_in_front_matter_counts_before_the_one_in_the_name() -> None:
    assert post("", "content/posts/2020-02-03-a.md").date.value == When(date(2024, 3, 12))


@pytest.mark.parametrize(
    ("front", "attribute", "value"),
    [
        ("tags: [x]\n", "topics", ["x"]),
        ("categories: x\n", "topics", ["x"]),
        ("topics: x, code review\n", "topics", ["x", "code review"]),
        ("topics: [no, on, 2024]\n", "topics", ["no", "on", "2024"]),
        ("categories: [y, x]\ntopics: [x]\ntags: z\n", "topics", ["x", "z", "y"]),
        ("redirect_from: /a/\n", "aliases", ["/a/"]),
        ("aliases: /a/\nredirect_from: [/b/, /a/]\n", "aliases", ["/a/", "/b/"]),
        ("authors: Doe, Jane\n", "authors", ["Doe, Jane"]),
    ],
)
def test_lists_as_migrants_write_them(front: str, attribute: str, value: list[str]) -> None:
    assert values(getattr(post(front), attribute)) == value


@pytest.mark.parametrize("key", ["updated", "lastmod", "modified"])
def test_names_of_updated(key: str) -> None:
    updated = post(f"{key}: 2024-03-13 10:00\n").updated
    assert updated is not None
    assert updated.value == When(date(2024, 3, 13), time(10))


@pytest.mark.parametrize("key", ["description", "summary", "excerpt"])
def test_names_of_description(key: str) -> None:
    assert post(f"{key}: >\n  Two\n  lines\n").description == "Two lines"


@pytest.mark.parametrize(
    ("front", "draft", "expected"),
    [
        ("draft: true\n", True, []),
        ("published: false\n", True, []),
        ("published: true\n", False, []),
        ("published:\n", False, []),
        ("draft: true\npublished: no\n", True, []),
        ("draft: true\npublished: true\n", True, ["5:1 two-names"]),
        ("draft: false\npublished: false\n", True, ["5:1 two-names"]),
        ("draft: perhaps\n", True, ["4:8 wrong-type"]),
    ],
)
def test_in_doubt_a_post_is_a_draft(front: str, draft: bool, expected: list[str]) -> None:
    loaded = load(REQUIRED + front)
    assert loaded.value is not None
    assert loaded.value.post.draft is draft
    assert findings(front) == expected


def test_published_with_a_date_is_the_date() -> None:
    loaded = load("title: A\npublished: 2024-03-12\n")
    assert told(loaded) == []
    assert loaded.value is not None
    assert loaded.value.post.date.value == When(date(2024, 3, 12))
    assert not loaded.value.post.draft


@pytest.mark.parametrize(
    ("written", "kind", "target"),
    [
        ("cover.jpg", LinkKind.ASSET, "cover.jpg"),
        ("../img/my%20cover.jpg", LinkKind.ASSET, "../img/my cover.jpg"),
        ("/img/cover.jpg", LinkKind.URL, "/img/cover.jpg"),
        ("https://example.org/c.jpg", LinkKind.EXTERNAL, "https://example.org/c.jpg"),
    ],
)
def test_an_image_is_a_link(written: str, kind: LinkKind, target: str) -> None:
    image = post(f"image: {written}\nimage_alt: x\n").image
    assert image is not None
    assert (image.kind, image.target, image.is_image) == (kind, target, True)
    assert image.place == Place(SOURCE, 4, 8)


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("image: a.jpg\n", ["4:8 missing-alt"]),
        ("image: a.jpg\nimage_alt: ''\n", []),
        ("image: 'javascript:alert(1)'\n", ["4:8 bad-url"]),
        ("image: //cdn.example.org/a.jpg\n", ["4:8 bad-url"]),
        ("image: {path: a.jpg}\n", ["4:8 wrong-type"]),
        ("updated: 2024-03-01\n", ["4:10 updated-before-date"]),
        ("updated: 2024-03-12\n", []),
        ("expires: 2024-03-01\n", ["4:10 expires-before-date"]),
        ("updated: 2024-04-01\nlastmod: 2024-05-01\n", ["5:1 two-names"]),
        ("updated: 2024-04-01\nlastmod: '2024-04-01'\n", []),
        ("expires: 2024-02-30\n", ["4:10 bad-date"]),
        ("slug: a/b\n", ["4:7 bad-slug"]),
        ("slug: ..\n", ["4:7 bad-slug"]),
        ("slug: a b\n", ["4:7 bad-slug"]),
        ("topics: [[a]]\n", ["4:10 wrong-type"]),
        ("topics: [a, ~]\n", ["4:13 empty-entry"]),
        ("titel: x\n", ["4:1 unknown-key"]),
        ("title: B\n", ["4:1 duplicate-key"]),
        ("content: x\nhandler: y\nmetadata: z\n", [f"{n}:1 unknown-key" for n in (4, 5, 6)]),
        ("3: x\n", ["4:1 unknown-key"]),
        ("? [x]\n: y\n", ["4:3 bad-key"]),
        ("description: !!python/object:x y\n", ["4:14 yaml-tag"]),
        ("extra: &a [x]\nmore: *a\n", [
            "4:1 unknown-key", "4:8 yaml-anchor", "5:1 unknown-key", "5:7 yaml-alias",
        ]),
    ],
)  # fmt: skip
def test_findings_stand_where_the_fault_is(front: str, expected: list[str]) -> None:
    assert findings(front) == expected


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("", ["1:1 missing-date", "1:1 missing-title"]),
        ("title: A\n", ["1:1 missing-date"]),
        ("title: A\ndate:\n", ["3:1 missing-date"]),
        ("title: A\ndate: soon\n", ["3:7 bad-date"]),
        ("date: 2024-03-12\ntitle: ''\n", ["3:1 missing-title"]),
        ("title: [A]\ndate: 2024-02-30\nslug: '#'\n", [
            "2:8 wrong-type", "3:7 bad-date", "4:7 bad-slug",
        ]),
        ("- list\n", ["2:1 front-matter-not-mapping"]),
        ("words\n", ["2:1 front-matter-not-mapping"]),
        ("title: A: B\n", ["2:9 yaml-syntax"]),
        ("[" * 80_000 + "\n", ["2:33 yaml-depth"]),
    ],
)  # fmt: skip
def test_without_title_date_or_slug_there_is_no_post_but_all_its_faults(
    front: str, expected: list[str]
) -> None:
    loaded = load(front)
    assert loaded.value is None
    assert sorted(told(loaded)) == expected


def test_a_name_without_letters_asks_for_a_slug() -> None:
    loaded = load(REQUIRED, "content/posts/!!!.md")
    assert loaded.value is None
    assert only(loaded).code == "bad-slug"
    assert post("slug: x\n", "content/posts/!!!.md").slug.value == "x"


def test_a_name_with_a_day_that_no_calendar_has_is_an_error() -> None:
    loaded = load("title: A\n", "content/posts/2024-02-30-a.md")
    assert loaded.value is None
    assert only(loaded).code == "bad-date"


def test_faults_of_the_body_are_told_even_where_the_front_matter_is_broken() -> None:
    loaded = load("a: b: c\n", body="[empty]()\n")
    assert [finding.code for finding in loaded.diagnostics] == ["yaml-syntax", "empty-link"]


def test_an_unknown_key_is_a_warning_with_the_nearest_key() -> None:
    finding = only(load(REQUIRED + "desciption: x\n"))
    assert finding.severity is Severity.WARNING
    assert finding.fix == "did you mean 'description'?"


@pytest.mark.parametrize("body", ["", "\n", "  \n\n"])
def test_an_empty_body_is_a_warning(body: str) -> None:
    loaded = load(REQUIRED, body=body)
    assert loaded.value is not None
    assert [(d.code, d.severity) for d in loaded.diagnostics] == [("empty-body", Severity.WARNING)]


def test_an_accent_has_one_encoding_in_slugs() -> None:
    loaded = post("slug: cafe\u0301\nsuperseded_by: cafe\u0301\n")
    assert loaded.slug.value == "café"
    assert loaded.superseded_by is not None
    assert loaded.superseded_by.value == "café"


PREFIXES = (
    b"",
    b"---\n",
    b"---\ntitle: A\ndate: 2024-03-12\n",
    b"---\ntitle: A\n---\n",
    b"\xef\xbb\xbf---\r\n",
)


@given(st.sampled_from(PREFIXES), st.binary(max_size=200))
def test_any_bytes_are_a_post_or_an_error(prefix: bytes, data: bytes) -> None:
    loaded = load_post(SOURCE, prefix + data, SETTINGS)
    assert loaded.value is not None or any(d.is_error for d in loaded.diagnostics)
    assert all(d.place.path == SOURCE for d in loaded.diagnostics)


PIECES = st.sampled_from(
    ["---\n", "title: ", "date: 2024-03-12\n", "- ", "[", "]", "{", "}", "'", '"', "a", "\n", ": ",
     "#", "|\n  ", "*", "&", "!", "\u2028", "[[", "]]", "`", "topics: ", "slug: ", "draft: ", "~"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_mixture_of_front_matter_is_a_post_or_an_error(text: str) -> None:
    loaded = load_post(SOURCE, b"---\n" + text.encode(), SETTINGS)
    assert loaded.value is not None or any(d.is_error for d in loaded.diagnostics)


words = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20).filter(
    lambda text: text.strip()
)
names = st.lists(words.filter(lambda text: "," not in text), max_size=4, unique=True)
slugs = st.from_regex(r"[a-z][a-z0-9-]{0,20}", fullmatch=True)


@given(
    st.fixed_dictionaries(
        {"title": words, "date": st.dates(min_value=date(1000, 1, 1), max_value=date(2500, 1, 1))},
        optional={
            "description": words,
            "topics": names,
            "draft": st.booleans(),
            "slug": slugs,
            "aliases": st.lists(slugs, max_size=3, unique=True),
            "authors": names,
            "evergreen": st.booleans(),
            "toc": st.booleans(),
            "id": words,
            "superseded_by": slugs,
            "image_alt": words,
            "expires": st.dates(min_value=date(2500, 1, 1), max_value=date(9998, 12, 31)),
        },
    ),
    st.booleans(),
    st.sampled_from(["\n", "\r\n"]),
)
def test_every_value_of_valid_front_matter_survives(
    front: dict[str, Any], flow: bool, newline: str
) -> None:
    text = yaml.safe_dump(front, default_flow_style=flow, allow_unicode=True, width=10_000)
    data = f"---\n{text}---\nBody.\n".replace("\n", newline).encode()
    loaded = load_post(SOURCE, data, SETTINGS)
    assert loaded.diagnostics == ()
    assert loaded.value is not None
    survived = loaded.value.post
    assert survived.title.value == front["title"]
    assert survived.date.value == When(front["date"])
    assert survived.description == front.get("description", "")
    assert values(survived.topics) == front.get("topics", [])
    assert survived.draft is front.get("draft", False)
    assert survived.slug.value == front.get("slug", "a")
    assert values(survived.aliases) == front.get("aliases", [])
    assert values(survived.authors) == front.get("authors", [])
    assert survived.evergreen is front.get("evergreen", False)
    assert survived.toc is front.get("toc", True)
    assert survived.identity == front.get("id", "")
    assert survived.image_alt == front.get("image_alt", "")
    assert (survived.superseded_by.value if survived.superseded_by else "") == front.get(
        "superseded_by", ""
    )
    assert (survived.expires.value.day if survived.expires else None) == front.get("expires")

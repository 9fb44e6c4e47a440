"""What site.yaml says of the site."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.findings import only, told
from waypost.load.site import UNKNOWN, load_site
from waypost.model.diagnostic import Checked
from waypost.model.site import Author, HubSettings, Site

SOURCE = "content/site.yaml"
REQUIRED = "title: Field Notes\nbase_url: https://example.org\n"


def load(text: str) -> Checked[Site]:
    return load_site(SOURCE, text.encode())


def site(text: str) -> Site:
    """Load a site that has nothing wrong with it."""
    loaded = load(REQUIRED + text)
    assert told(loaded) == []
    return loaded.value


def base_url(url: str) -> Checked[Site]:
    return load(f"title: A\nbase_url: '{url}'\n")


@pytest.mark.parametrize("key", ["unsafe_html", "smart_quotes"])
def test_what_changes_texts_is_off_unless_the_site_says_otherwise(key: str) -> None:
    assert getattr(site(""), key) is False
    assert getattr(site(f"{key}: true\n"), key) is True


def test_a_site_with_every_key() -> None:
    loaded = site("""\
description: Notes from the field
language: pt-BR
timezone: Europe/Berlin
authors:
  - Ann
  - {name: Bob, url: https://example.org/bob}
nav:
  - {label: Topics, url: /topics/}
  - {label: Elsewhere, url: "https://example.com"}
posts_per_page: 20
footer: Made with care
hubs:
  minimum_posts: 5
""")
    assert loaded.title == "Field Notes"
    assert loaded.base_url == "https://example.org"
    assert loaded.description == "Notes from the field"
    assert loaded.language == "pt-BR"
    assert loaded.timezone == ZoneInfo("Europe/Berlin")
    assert loaded.authors == (Author("Ann"), Author("Bob", "https://example.org/bob"))
    assert loaded.nav is not None
    assert [(item.label, item.url.value) for item in loaded.nav] == [
        ("Topics", "/topics/"),
        ("Elsewhere", "https://example.com"),
    ]
    assert loaded.nav[0].url.place.line == 10
    assert loaded.posts_per_page == 20
    assert loaded.footer == "Made with care"
    assert loaded.hubs == HubSettings(minimum_posts=5)


def test_a_site_with_only_what_it_must_have() -> None:
    assert site("") == Site(title="Field Notes", base_url="https://example.org")


def test_nav_may_be_a_mapping_and_may_be_empty() -> None:
    nav = site("nav: {Topics: /topics/, Home: /}\n").nav
    assert nav is not None
    assert [(item.label, item.url.value) for item in nav] == [("Topics", "/topics/"), ("Home", "/")]
    assert site("nav: []\n").nav == ()
    assert site("nav:\n").nav is None


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("https://example.org", "https://example.org"),
        ("https://example.org/", "https://example.org"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("https://example.org/blog/", "https://example.org/blog"),
        ("https://example.org/a/b", "https://example.org/a/b"),
    ],
)
def test_a_base_url_ends_without_a_slash(written: str, read: str) -> None:
    loaded = base_url(written)
    assert told(loaded) == []
    assert loaded.value.base_url == read


@pytest.mark.parametrize(
    "url",
    [
        "example.org", "/blog", "ftp://example.org", "https://", "https:///blog", "http://[::1",
        "https://example.org:port", "https://example.org:99999", "https://example.org/?a=b",
        "https://example.org/#a", "https://example.org?", "https://ann:secret@example.org",
        "https://exa mple.org", "https://example.org/a//b", "https://example.org/../a",
        "javascript:alert(1)", "https://example.org/\"x",
    ],
)  # fmt: skip
def test_anything_else_is_no_base_url(url: str) -> None:
    loaded = base_url(url)
    assert told(loaded) == ["2:11 bad-base-url"]
    assert loaded.value.base_url == UNKNOWN.base_url


def test_an_unknown_time_zone_is_told_with_the_nearest() -> None:
    loaded = load(REQUIRED + "timezone: Europe/Berln\n")
    assert told(loaded) == ["3:11 unknown-timezone"]
    assert "'Europe/Berlin'" in only(loaded).fix
    assert loaded.value.timezone == ZoneInfo("UTC")


@pytest.mark.parametrize("zone", ["../etc/passwd", "/etc/passwd", "Europe", "'a\\b'", "x" * 300])
def test_no_time_zone_reaches_into_the_disk(zone: str) -> None:
    assert told(load(f"{REQUIRED}timezone: {zone}\n")) == ["3:11 unknown-timezone"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("titel: x\n", ["3:1 unknown-key"]),
        ("lang: en\n", ["3:1 unknown-key"]),
        ("title: B\n", ["3:1 duplicate-key"]),
        ("language: English please\n", ["3:11 bad-language"]),
        ("posts_per_page: 0\n", ["3:17 wrong-type"]),
        ("posts_per_page: many\n", ["3:17 wrong-type"]),
        ("hubs: 3\n", ["3:7 wrong-type"]),
        ("hubs: {minimum_post: 3}\n", ["3:8 unknown-key"]),
        ("authors: [{nmae: A}]\n", ["3:11 missing-name", "3:12 unknown-key"]),
        ("authors: [{name: A, url: 'javascript:x'}]\n", ["3:26 bad-url"]),
        ("authors: [[A]]\n", ["3:11 wrong-type"]),
        ("nav: [Home]\n", ["3:7 wrong-type"]),
        ("nav: {Home: }\n", ["3:7 missing-url"]),
        ("nav: {Home: topics}\n", ["3:13 bad-url"]),
        ("nav: [{url: /}]\n", ["3:7 missing-label"]),
        ("nav: [{label: A}]\n", ["3:15 missing-url"]),
        ("nav: [{label: A, url: /, icon: x}]\n", ["3:26 unknown-key"]),
        ("description: [x]\n", ["3:14 wrong-type"]),
    ],
)
def test_findings_stand_where_the_fault_is(text: str, expected: list[str]) -> None:
    loaded = load(REQUIRED + text)
    assert told(loaded) == expected
    assert all(finding.is_error and finding.fix for finding in loaded.diagnostics)
    assert loaded.value.base_url == "https://example.org"


def test_an_unknown_key_asks_for_the_nearest() -> None:
    assert only(load(REQUIRED + "post_per_page: 3\n")).fix == "did you mean 'posts_per_page'?"


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (None, ["no-site-file"]),
        (b"", ["missing-title", "missing-base-url"]),
        (b"# soon\n", ["missing-title", "missing-base-url"]),
        (b"- a\n", ["wrong-type"]),
        (b"text\n", ["wrong-type"]),
        (b"a: [\n", ["yaml-syntax"]),
        (b"title: \xff\n", ["not-utf-8"]),
        (b"title: A\x02\n", ["control-character"]),
    ],
)
def test_without_a_readable_file_there_is_a_stand_in(data: bytes | None, codes: list[str]) -> None:
    loaded = load_site(SOURCE, data)
    assert [finding.code for finding in loaded.diagnostics] == codes
    assert loaded.value == UNKNOWN


def test_a_missing_file_says_how_to_begin() -> None:
    assert "waypost init" in only(load_site(SOURCE, None)).fix


@given(st.binary(max_size=200))
def test_any_bytes_give_a_usable_site(data: bytes) -> None:
    loaded = load_site(SOURCE, data)
    assert loaded.value.host
    assert all(finding.place.path == SOURCE for finding in loaded.diagnostics)


@given(st.text(max_size=60).map(lambda text: text.replace("'", "")))
def test_any_base_url_gives_a_usable_site(url: str) -> None:
    assert base_url(url).value.base_url.startswith(("http://", "https://"))

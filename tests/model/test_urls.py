"""What a URL looks like, and which file serves it."""

from __future__ import annotations

from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost.model import urls


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("/", "index.html"),
        ("/posts/a/", "posts/a/index.html"),
        ("/feed.xml", "feed.xml"),
        ("/archive/2024/page/2/", "archive/2024/page/2/index.html"),
    ],
)
def test_a_url_has_a_file_and_a_file_a_url(url: str, path: str) -> None:
    assert urls.file_of(url) == path
    assert "/" + urls.url_of(path) == url


def test_only_a_whole_name_is_an_index() -> None:
    assert urls.url_of("posts/my-index.html") == "posts/my-index.html"


def test_the_first_page_of_a_year_has_no_number() -> None:
    assert urls.year(2024) == "/archive/2024/"
    assert urls.year(2024, 2) == "/archive/2024/page/2/"


@pytest.mark.parametrize(
    ("url", "encoded"),
    [
        ("/posts/über-uns/", "/posts/%C3%BCber-uns/"),
        ("/a b.svg", "/a%20b.svg"),
        ('/a"b', "/a%22b"),
        ("/c++/", "/c++/"),
    ],
)
def test_a_url_in_a_document_is_percent_encoded(url: str, encoded: str) -> None:
    assert urls.encoded(url) == encoded


@given(st.text(st.characters(exclude_categories=["Cs"])) | st.text("/aZ09-._~!:@$&'()*+,;=%?#[]"))
def test_encoding_a_url_is_quoting_it(url: str) -> None:
    encoded = urls.encoded(url)
    assert encoded == quote(url, safe="/:@!$&'()*+,;=~-._")
    assert encoded.isascii()
    assert unquote(encoded) == url

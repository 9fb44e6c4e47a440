"""Which output a path names."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.sockets import served_of
from waypost.model import urls
from waypost.serve.addresses import BadAddress, Found, Missing, Redirect, decoded, resolve
from waypost.serve.edition import Served

OUTPUTS = (
    "index.html", "404.html", "feed.xml", "posts/a/index.html", "posts/a/hill.svg",
    "posts/café/index.html", "posts/50%/index.html", "posts/a b/index.html", "old/page.html",
    ".well-known/security.txt", "posts/q?#/index.html", "Upper/Case.txt", "same", "posts/+/index.html",
)  # fmt: skip
MOVED = {
    "/posts/was/": "/posts/a/",
    "/posts/früher/": "/posts/café/",
    "/posts/away/": "/posts/nowhere/",
    "/posts/a/": "/old/page.html",
    "/old/name.html": "/old/page.html",
}


def site(prefix: str = "") -> Served:
    """Serve all outputs, each with its path for bytes."""
    return served_of({path: path.encode() for path in OUTPUTS}, prefix=prefix, moved=MOVED)


FOUND = [
    ("/", "index.html"),
    ("/index.html", "index.html"),
    ("/404.html", "404.html"),
    ("/feed.xml", "feed.xml"),
    ("/same", "same"),
    ("/posts/a/", "posts/a/index.html"),
    ("/posts/a/index.html", "posts/a/index.html"),
    ("/p%6Fsts/%61/", "posts/a/index.html"),
    ("/posts/a/hill.svg", "posts/a/hill.svg"),
    ("/posts/caf%C3%A9/", "posts/café/index.html"),
    ("/posts/caf%c3%a9/", "posts/café/index.html"),
    ("/posts/50%25/", "posts/50%/index.html"),
    ("/posts/a%20b/", "posts/a b/index.html"),
    ("/posts/q%3F%23/", "posts/q?#/index.html"),
    ("/posts/+/", "posts/+/index.html"),
    ("/posts/%2B/", "posts/+/index.html"),
    ("/.well-known/security.txt", ".well-known/security.txt"),
    ("/Upper/Case.txt", "Upper/Case.txt"),
]


@pytest.mark.parametrize(("url", "path"), FOUND)
@pytest.mark.parametrize("prefix", ["", "/blog", "/bl%C3%B6g", "/a/b"])
def test_a_url_names_the_output_that_a_static_host_would_give(
    url: str, path: str, prefix: str
) -> None:
    assert resolve(f"{prefix}{url}".encode(), site(prefix)) == Found(path)


REDIRECTS = [
    ("/posts/a", "/posts/a/"),
    ("/posts/caf%C3%A9", "/posts/caf%C3%A9/"),
    ("/posts/50%25", "/posts/50%25/"),
    ("/posts/was/", "/posts/a/"),
    ("/posts/was", "/posts/a/"),
    ("/posts/was/index.html", "/posts/a/"),
    ("/posts/fr%C3%BCher/", "/posts/caf%C3%A9/"),
    ("/old/name.html", "/old/page.html"),
]


@pytest.mark.parametrize(("url", "target"), REDIRECTS)
@pytest.mark.parametrize("prefix", ["", "/blog", "/bl%C3%B6g"])
def test_what_is_elsewhere_is_led_to_a_known_url(url: str, target: str, prefix: str) -> None:
    served = site(prefix)

    assert resolve(f"{prefix}{url}".encode(), served) == Redirect(prefix + target)
    assert isinstance(resolve((prefix + target).encode(), served), Found)


MISSING = [
    "/posts", "/posts/", "/posts/b/", "/posts/A/", "/POSTS/a/", "/upper/case.txt", "/INDEX.HTML",
    "/posts/a/index.htm", "/posts/a/hill.svg/", "/same/", "/index.html/", "/posts//a/", "//posts/a/", "//", "/./",
    "/../", "/posts/../index.html", "/posts/./a/", "/posts/a/..", "/posts/%2e%2e/index.html", "/posts%2Fa/",
    "/posts%2fa%2findex.html", "/%2F", "/cafe%CC%81/", "/posts/cafe%CC%81/", "/posts/away/", "/posts/a%20/",
    "/%EF%BC%8E%EF%BC%8E/", "/.waypost-manifest", "/.git/config", "/posts/a;/", "/posts/a:x", "/C:/", "/~root/",
    "/%252e%252e/", "/posts/a+b/", "/%E2%80%AE/", "/posts/caf%C3%A9%E2%80%8B/",
]  # fmt: skip


@pytest.mark.parametrize("url", MISSING)
@pytest.mark.parametrize("prefix", ["", "/blog"])
def test_what_is_not_in_the_manifest_does_not_exist(url: str, prefix: str) -> None:
    found = resolve(f"{prefix}{url}".encode(), site(prefix))

    assert isinstance(found, Missing)


BAD = [
    b"", b"*", b"index.html", b"http://localhost/", b"localhost:80", b"?a", b"/a b", b"/a?b", b"/a#b", b"/\\", b"/a\\b",
    b"/%5c", b"/%5C..%5C", b"/%00", b"/index.html%00", b"/%0a", b"/%0D%0A", b"/%1f", b"/%7F", b"/\x00", b"/\t", b"/\x7f",
    b"/%", b"/%4", b"/%zz", b"/%u002e", b"/%%", b"/50%/", b"/%-1", b"/% 41", b"/\xc3\xa9", b"/%ff", b"/%C3", b"/%c0%ae",
    b"/%c0%af", b"/%e0%80%ae", b"/%f0%80%80%ae", b"/%ed%a0%80", b"/%f4%90%80%80", b"/%80", b"/%fe%ff",
]  # fmt: skip


@pytest.mark.parametrize("raw", BAD)
def test_a_path_that_has_no_one_reading_is_refused(raw: bytes) -> None:
    with pytest.raises(BadAddress):
        decoded(raw)
    with pytest.raises(BadAddress):
        resolve(raw, site())


@pytest.mark.parametrize(
    ("url", "target"),
    [("/", "/blog/"), ("/blog", "/blog/"), ("/index.html", None), ("/posts/a/", None), ("/blogs", None), ("/BLOG/", None)],
)  # fmt: skip
def test_above_the_prefix_the_root_alone_leads_into_it(url: str, target: str | None) -> None:
    found = resolve(url.encode(), site("/blog"))

    assert found == (Redirect(target) if target else Missing(url))


def test_what_is_missing_is_named_below_the_prefix() -> None:
    assert resolve(b"/blog/posts/n%C3%A9/", site("/blog")) == Missing("/posts/né/")
    assert resolve(b"/blog/a%2Fb", site("/blog")) == Missing("/a/b")


def test_an_output_stands_before_where_its_url_once_led() -> None:
    assert resolve(b"/posts/a/", site()) == Found("posts/a/index.html")


def test_nothing_is_found_before_there_is_a_build() -> None:
    assert resolve(b"/", Served()) == Missing("/")
    assert resolve(b"/blog", Served(prefix="/blog")) == Missing("/blog")


segments = st.text(
    st.characters(exclude_categories=["C"], exclude_characters="/\\"), min_size=1, max_size=8
).filter(lambda text: text not in {".", ".."})
paths = st.lists(segments, min_size=1, max_size=4).map("/".join)


@given(st.sets(paths, max_size=8), st.sampled_from(["", "/blog"]))
def test_every_output_is_found_by_its_own_url(outputs: set[str], prefix: str) -> None:
    outputs |= {f"{path}/index.html" for path in list(outputs)[::2]}
    served = served_of(dict.fromkeys(outputs, b""), prefix=prefix)
    for path in outputs:
        for url in {f"/{path}", f"/{urls.url_of(path)}"}:
            assert resolve(quote(prefix + url).encode(), served) == Found(path)
            assert resolve(urls.encoded(prefix + url).encode(), served) == Found(path)


raws = st.one_of(
    st.binary(max_size=40).map(lambda tail: b"/" + tail),
    st.lists(
        st.sampled_from([b"/", b"..", b".", b"%2e", b"%2F", b"%5c", b"posts", b"a", b"was", b"index.html", b"%00", b"blog"]),
        max_size=8,
    ).map(b"".join).map(lambda tail: b"/" + tail),
)  # fmt: skip


@given(raws, st.sampled_from(["", "/blog"]))
def test_no_bytes_lead_anywhere_but_to_an_output(raw: bytes, prefix: str) -> None:
    served = site(prefix)
    try:
        found = resolve(raw, served)
    except BadAddress:
        return
    if isinstance(found, Redirect):
        found = resolve(found.url.encode(), served)
        assert isinstance(found, Found)
    if isinstance(found, Found):
        assert found.path in served.entries

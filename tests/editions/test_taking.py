"""The edition of an archive says what a reader sees of it, and what an editor wrote."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from support.values import SITE, archive, at, hub, link, path, post, topic
from waypost.cli.changes import plain
from waypost.editions.compare import changes
from waypost.editions.edition import Address, Edition, Kind, PostEntry
from waypost.editions.encoding import encode, former
from waypost.editions.sentences import sentence
from waypost.editions.taking import edition_of
from waypost.model.artifact import Manifest
from waypost.model.digest import digest_of
from waypost.model.fragment import Fragment, LinkKind
from waypost.model.hub import Citation
from waypost.model.plan import Kept
from waypost.model.post import Asset, When
from waypost.model.site import Site
from waypost.plan.assemble import plan_site

CSS = Asset("static/site.css", digest_of(b"css"), 3)


def edition(*values: object, site: Site = SITE, manifest: Manifest | None = None) -> Edition:
    made = archive(*values, site=site).value
    plan = plan_site(made, site, (("site.css", CSS),)).value
    return edition_of(made, site, plan, manifest)


def told(old: tuple[object, ...], new: tuple[object, ...]) -> list[str]:
    return [plain(sentence(change)) for change in changes(edition(*old), edition(*new))]


ALL = (
    post("a", topics="go", aliases=(at("/old/"),)),
    post("b", topics="go"),
    post("c", topics="go"),
    post("gone", draft=True),
    hub("go", start_here=(Citation(at("a")),), themes={"T": "b"}),
    path("way", "a b"),
    topic("go", "Golang"),
)


def test_every_url_has_its_kind_and_title() -> None:
    known = {address.url: address for address in edition(*ALL).addresses}
    kinds = {url: address.kind for url, address in known.items()}
    assert (
        kinds.items()
        >= {
            "/": Kind.OTHER,
            "/posts/a/": Kind.POST,
            "/topics/go/": Kind.HUB,
            "/topics/go/feed.xml": Kind.FEED,
            "/feed.xml": Kind.FEED,
            "/rss.xml": Kind.FEED,
            "/topics/go/feed.json": Kind.FEED,
            "/paths/way/": Kind.PATH,
            "/old/": Kind.REDIRECT,
            "/site.css": Kind.ASSET,
            "/404.html": Kind.OTHER,
        }.items()
    )
    assert known["/posts/a/"].title == "A"
    assert known["/old/"].target == "/posts/a/"
    assert list(known) == sorted(known)


def test_a_redirect_leads_to_a_url_below_the_root() -> None:
    site = replace(SITE, base_url="https://example.org/blog")
    one = post("ü", aliases=(at("/old/"),))
    targets = [a.target for a in edition(one, site=site).addresses if a.url == "/old/"]
    assert targets == ["/posts/ü/"]


def test_the_bytes_of_files_are_always_known_and_those_of_pages_with_a_manifest() -> None:
    one = edition(*ALL)
    assert [a.digest for a in one.addresses if a.digest] == [CSS.digest]
    assert not one.rendered
    entries = {"site.css": CSS.digest}
    entries |= {
        (a.url + "index.html" if a.url.endswith("/") else a.url)[1:]: digest_of(a.url.encode())
        for a in one.addresses
        if a.kind is not Kind.ASSET
    }
    assert edition(*ALL, manifest=Manifest(entries)).rendered


def test_posts_hubs_and_paths_are_listed_with_what_an_editor_knows_them_by() -> None:
    one = edition(*ALL)
    first = next(entry for entry in one.posts if entry.slug == "a")
    assert (first.identity, first.title, first.day, first.topics) == (
        "old",
        "A",
        "2024-01-01",
        ("go",),
    )
    (only,) = one.hubs
    assert (only.slug, only.curated, set(only.members)) == ("go", True, {"a", "b", "c"})
    assert only.sections == ("Start Here", "Core Themes", "References")
    assert [(reads.theme, reads.posts[0].post) for reads in only.reads] == [("", "a"), ("T", "b")]
    (way,) = one.paths
    assert [step.post for step in way.steps] == ["a", "b"]
    assert one.topics == {"go": "Golang"}
    assert one.left_out == {"content/posts/gone.md": "draft"}


def test_a_derived_path_has_the_title_of_its_page() -> None:
    posts = [post(f"p{n}", f"20{n}-01-01", "go") for n in range(10, 20)]
    (derived,) = edition(*posts).paths
    assert (derived.hub, derived.title) == ("go", "Go in three posts")


def test_what_does_not_stand_on_a_hub_is_not_in_its_lists() -> None:
    (only,) = edition(*ALL[:4], hub("go", themes={"T": "b"}, sections=["references"])).hubs
    assert only.reads == ()


A = post("a")
NEWS: list[tuple[dict[str, Any], list[str]]] = [
    ({"body": digest_of(b"other")}, ['The text of "A" changed']),
    ({"links": (link("b"),)}, ['The text of "A" changed']),
    ({"description": "Other."}, ['The description of "A" changed']),
    ({"updated": at(When(date(2025, 1, 1)))}, ['The date of update of "A" changed']),
    ({"authors": (at("Ada"),)}, ['The authors of "A" changed']),
    ({"evergreen": True}, []),
    ({"source": "content/posts/renamed.md"}, []),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "expected"), NEWS)
def test_what_an_author_changed_in_a_post_is_told(
    fields: dict[str, Any], expected: list[str]
) -> None:
    assert told((A, post("b")), (replace(A, **fields), post("b"))) == expected


def test_a_moved_post_is_no_news_of_the_posts_and_hubs_that_link_to_it() -> None:
    links = (link("../posts/b.md", LinkKind.SOURCE),)
    note = Fragment("<p><a\x02h0\x03>x</a></p>", links)
    linking = post("a", topics="go", links=links)
    old = post("b", topics="go", identity="b")
    new = replace(old, slug=at("z"), source="content/posts/b.md")
    page = hub("go", start_here=(Citation(at("b"), note=note),))
    moved = hub("go", start_here=(Citation(at("z"), note=note),))
    assert told((linking, old, page), (linking, new, moved)) == [
        '/posts/b/: the post "B", which is at /posts/z/; '
        "aliases: [b] in its front matter would lead there"
    ]


def test_the_same_archive_has_the_same_edition_in_any_order_of_its_files() -> None:
    assert edition(*ALL) == edition(*reversed(ALL))


def test_what_is_kept_is_taken_from_the_former_edition_as_it_is_written() -> None:
    before = archive(*ALL, site=SITE).value
    plan = plan_site(before, SITE, ()).value
    known = former(encode(edition_of(before, SITE, plan)))
    now = archive(post("a", topics="go", description="New."), *ALL[1:], site=SITE).value
    changed = plan_site(now, SITE, ()).value
    pages = [
        replace(page, view=Kept("b")) if page.path == "posts/b/index.html" else page
        for page in changed.pages
    ]
    taken = edition_of(now, SITE, replace(changed, pages=tuple(pages)), None, known)
    assert [type(entry) is PostEntry for entry in taken.posts].count(False) == 1
    assert [type(address) is Address for address in taken.addresses].count(False) == 1
    assert encode(taken) == encode(edition_of(now, SITE, changed))

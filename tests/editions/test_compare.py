"""Each kind of change, told in a sentence; nothing told where nothing changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from msgspec.structs import replace

from support.editions import asset, cited, edition, editions, hub, path, post, redirect
from waypost.cli.changes import plain
from waypost.editions.change import Change, What
from waypost.editions.compare import changes
from waypost.editions.edition import (
    Address,
    Edition,
    HubEntry,
    Kind,
    PathEntry,
    PostEntry,
    Reads,
)
from waypost.editions.sentences import sentence
from waypost.model import urls

Things = tuple[PostEntry | HubEntry | PathEntry, ...]

A, B, C, D = (post(slug) for slug in "abcd")


def told(old: Edition, new: Edition) -> list[str]:
    """Say in sentences what changed."""
    return [plain(sentence(change)) for change in changes(old, new)]


POSTS: list[tuple[Things, Things, list[str]]] = [
    ((A,), (A, B), ['"B" is new: /posts/b/, dated 2024-01-01']),
    ((A, B), (A,), ['/posts/b/: the post "B"']),
    ((A,), (post("a", title="Z"),), ['"A" is called "Z" now']),
    ((A,), (post("a", day="2024-02-01"),), [
        'The date of "A" changed from 2024-01-01 to 2024-02-01'
    ]),
    ((A, B), (post("a", superseded_by="b"), B), ['"A" is superseded by "B"']),
    ((post("a", superseded_by="b"), B), (A, B), ['"A" is no longer superseded']),
    ((post("a", superseded_by="b"), B), (post("a", superseded_by="c"), post("c", identity="b")), [
        '/posts/b/: the post "B", which is at /posts/c/; '
        "aliases: [b] in its front matter would lead there",
        '"B" is called "C" now',
        'The text of "C" changed',
    ]),
    ((A,), (post("a", wording={"text": "other"}),), ['The text of "A" changed']),
    (
        (A,),
        (post("a", wording={"text": "other", "description": "x", "image": "y.png"}),),
        ['The text, description and image of "A" changed'],
    ),
    ((post("a", "x y"),), (post("a", "y z"),), ['"A" gained the topic "z" and lost the topic "x"']),
    ((A,), (post("a", "x y"),), ['"A" gained the topics "x" and "y"']),
    # What a hub gains is told there, and not with the post too.
    ((A, hub("x")), (post("a", "x"), hub("x", "a")), ['The hub "X" gained 1 post: "A"']),
    # A hub of other topics than its name says nothing of this one.
    ((A, hub("x")), (post("a", "x"), hub("x")), ['"A" gained the topic "x"']),
    # The post that is gone was an address, and that is told first.
    ((A, path("way", "a b"), B), (B, path("way", "b")), [
        '/posts/a/: the post "A"',
        '"Way" lost "A", which was step 1',
    ]),
    # Nobody's page changes because its post stands elsewhere in the list.
    ((A, B), (B, A), []),
    # A post that is known by its id keeps it, whatever takes its old name.
    (
        (A,),
        (post("b", identity="a", title="A"), post("a", identity="new", title="New", wording={})),
        [
            '"New" is new: /posts/a/, dated 2024-01-01',
            'The post "A" moved from /posts/a/ to /posts/b/; at its former URL stands "New"',
            'The text of "A" changed',
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), POSTS)
def test_what_changed_in_posts_is_told(old: Things, new: Things, expected: list[str]) -> None:
    assert told(edition(*old), edition(*new)) == expected


def curated(**more: object) -> HubEntry:
    return hub("x", "a b c", **more)


HUBS: list[tuple[HubEntry, HubEntry, list[str]]] = [
    (hub("x", "a"), hub("x", "a b c"), ['The hub "X" gained 2 posts: "B" and "C"']),
    (hub("x", "a b"), hub("x", "b"), ['The hub "X" lost 1 post: "A"']),
    (hub("x", "a b"), hub("x", "b c d"), [
        'The hub "X" gained 2 posts ("C" and "D") and lost 1 post ("A")'
    ]),
    (hub("x", "a b"), hub("x", "b a"), []),
    (curated(), curated(title="Z"), ['The hub "X" is called "Z" now']),
    (curated(curated=False), curated(sections=("Start Here",)), [
        'The hub "X" became curated: an editor wrote it'
    ]),
    (curated(), curated(curated=False), [
        'The hub "X" is no longer curated: the archive makes it'
    ]),
    (curated(reads={"": "a b"}), curated(reads={"": "a c"}), [
        'Start Here of the hub "X" gained "C" and lost "B"'
    ]),
    (curated(reads={"": "a b"}), curated(reads={"": "b a"}), [
        'Start Here of the hub "X" is in another order'
    ]),
    (curated(reads={"T": "a"}), curated(reads={"T": "a b"}), [
        'The theme "T" of the hub "X" gained "B"'
    ]),
    (curated(reads={"T": "a", "U": "b"}), curated(reads={"T": "a", "V": "c"}), [
        'The hub "X" gained the theme "V" and lost the theme "U"'
    ]),
    (curated(reads={"T": "a", "U": "b"}), curated(reads={"U": "b", "T": "a"}), [
        'The themes of the hub "X" are in another order'
    ]),
    (curated(reads={"T": "a b"}), curated(reads={"U": "a b"}), [
        'The theme "T" of the hub "X" is called "U" now'
    ]),
    (curated(), curated(sections=("Key claims", "References")), [
        'The hub "X" gained the sections "Key claims" and "References"'
    ]),
    (curated(sections=("A", "B")), curated(sections=("B", "A")), [
        'The sections of the hub "X" are in another order'
    ]),
    # The section that comes with the first theme says it all.
    (curated(), curated(reads={"T": "a"}, sections=("Core Themes",)), [
        'The hub "X" gained the section "Core Themes"'
    ]),
    (curated(wording={"introduction": "1"}), curated(wording={"introduction": "2"}), [
        'The introduction of the hub "X" changed'
    ]),
    (curated(reads={"T": "a=1"}), curated(reads={"T": "a=2"}), [
        'The notes of the hub "X" changed'
    ]),
    # A note that came with its post is no other note.
    (curated(reads={"T": "a=1"}), curated(reads={"T": "a=1 b=2"}), [
        'The theme "T" of the hub "X" gained "B"'
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), HUBS)
def test_what_changed_in_a_hub_is_told(old: HubEntry, new: HubEntry, expected: list[str]) -> None:
    assert told(edition(A, B, C, D, old), edition(A, B, C, D, new)) == expected


def test_the_text_of_a_theme_is_told_apart_from_that_of_the_hub() -> None:
    old, new = (
        replace(hub("x", "a"), reads=(Reads("T", cited("a"), words),)) for words in ("1", "2")
    )
    assert told(edition(A, old), edition(A, new)) == [
        'The text of the theme "T" of the hub "X" changed'
    ]


def test_a_hub_is_new_with_its_path_and_feed() -> None:
    new = edition(A, B, hub("x", "a b", curated=False), path("x", "a b", hub="x", title="X in 2"))
    assert told(edition(A, B), new) == [
        'The hub "X" is new: /topics/x/, with 2 posts and the reading path "X in 2"'
    ]


def test_a_hub_that_is_gone_breaks_its_urls() -> None:
    assert told(edition(A, hub("x", "a")), edition(A)) == [
        '/topics/x/: the hub "X"',
        '/topics/x/feed.xml: the feed "X"',
    ]


def test_a_hub_with_another_slug_is_known_by_its_members() -> None:
    assert told(edition(A, hub("x", "a")), edition(A, hub("z", "a"))) == [
        '/topics/x/: the hub "X", which is at /topics/z/',
        '/topics/x/feed.xml: the feed "X", which is at /topics/z/feed.xml',
        'The hub "X" is called "Z" now',
    ]


def test_a_topic_without_a_hub_may_get_another_name() -> None:
    one, other = edition(A, topics={"x": "Eks"}), edition(A, topics={"x": "Iks"})
    assert told(one, other) == ['The topic "Eks" is called "Iks" now']


PATHS: list[tuple[str, str, list[str]]] = [
    ("a b", "a c", ['Step 2 of "Way" changed from "B" to "C"']),
    ("a b", "a b c", ['"Way" gained "C" as step 3']),
    ("a b c", "a c", ['"Way" lost "B", which was step 2']),
    ("a b c", "c a b", ['In "Way", "C" moved from step 3 to step 1']),
    ("a b c d", "d c b a", ['The steps of "Way" are in another order']),
    ("a b", "c d", [
        'Step 1 of "Way" changed from "A" to "C"', 'Step 2 of "Way" changed from "B" to "D"'
    ]),
    ("a=1 b", "a=2 b", ['The notes of "Way" changed']),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), PATHS)
def test_what_changed_in_a_path_is_told(old: str, new: str, expected: list[str]) -> None:
    one, other = edition(A, B, C, D, path("way", old)), edition(A, B, C, D, path("way", new))
    assert told(one, other) == expected


WAYS: list[tuple[Things, Things, list[str]]] = [
    ((), (path("way", "a b"),), ['The reading path "Way" is new: /paths/way/, with 2 steps']),
    ((path("way", "a"),), (), ['/paths/way/: the reading path "Way"']),
    ((path("way", "a"),), (path("way", "a", title="Z"),), [
        'The reading path "Way" is called "Z" now'
    ]),
    ((path("way", "a", hub="x"),), (path("way", "b"),), [
        'The reading path "Way" became curated: an editor wrote it'
    ]),
    ((path("way", "a"),), (path("way", "b", hub="x"),), [
        'The reading path "Way" is no longer curated: the archive makes it'
    ]),
    ((path("way", "a"),), (path("way", "a", wording={"description": "1"}),), [
        'The description of "Way" changed'
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), WAYS)
def test_what_becomes_of_a_path_is_told(old: Things, new: Things, expected: list[str]) -> None:
    assert told(edition(A, B, *old), edition(A, B, *new)) == expected


MOVED = post("z", identity="a", title="A", wording=A.wording)

URLS: list[tuple[Edition, Edition, list[str]]] = [
    (edition(A), edition(MOVED), [
        '/posts/a/: the post "A", which is at /posts/z/; '
        "aliases: [a] in its front matter would lead there"
    ]),
    (edition(A), edition(MOVED, more=[redirect("/posts/a/", "/posts/z/")]), [
        'The post "A" moved from /posts/a/ to /posts/z/; its former URL leads there'
    ]),
    # Without an id or alias, a renamed file is known by its text.
    (edition(A), edition(post("z", title="Z", wording=A.wording)), [
        '/posts/a/: the post "A", which is at /posts/z/; '
        "aliases: [a] in its front matter would lead there",
        '"A" is called "Z" now',
    ]),
    (edition(A), edition(post("z", title="A")), [
        '/posts/a/: the post "A", which is at /posts/z/; '
        "aliases: [a] in its front matter would lead there",
        'The text of "A" changed',
    ]),
    (edition(A, B), edition(B, more=[redirect("/posts/a/", "/posts/b/")]), [
        'The post "A" is gone; its URL leads to "B"'
    ]),
    (edition(A), edition(A, more=[redirect("/old/", "/posts/a/")]), ['/old/ leads to "A"']),
    (edition(A, more=[redirect("/old/", "/posts/a/")]), edition(A), [
        "/old/: the redirect to \"A\""
    ]),
    (
        edition(A, B, more=[redirect("/old/", "/posts/a/")]),
        edition(A, B, more=[redirect("/old/", "/posts/b/")]),
        ['/old/ leads to "B", and no longer to /posts/a/'],
    ),
    (edition(A), edition(A, more=[asset("/x.png")]), ["/x.png is new"]),
    # What lies below a page came with it.
    (edition(), edition(A, more=[asset("/posts/a/x.png")]), [
        '"A" is new: /posts/a/, dated 2024-01-01'
    ]),
    (edition(more=[asset("/x.png")]), edition(), ["/x.png: the file"]),
    (edition(more=[asset("/x.png", "1")]), edition(more=[asset("/x.png", "2")]), [
        "/x.png is another file"
    ]),
    (
        edition(more=[Address("/x/", Kind.OTHER, "X")]),
        edition(A, more=[redirect("/x/", "/posts/a/")]),
        ['"A" is new: /posts/a/, dated 2024-01-01', '/x/ leads to "A"'],
    ),
    (edition(A), edition(left_out={A.source: "draft"}), [
        '/posts/a/: the post "A", which is a draft now'
    ]),
    (edition(A), edition(left_out={A.source: "expired"}), [
        '/posts/a/: the post "A", which has expired'
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), URLS)
def test_what_changed_in_urls_is_told(old: Edition, new: Edition, expected: list[str]) -> None:
    assert told(old, new) == expected


SETTINGS = [
    ("title", "Logs", 'The title of the site changed from "Field Notes" to "Logs"'),
    ("address", "https://b.org", "The site moved from https://example.org to https://b.org, and every URL with it"),
    ("footer", "Bye.", "The footer of the site changed"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value", "expected"), SETTINGS)
def test_what_changed_in_settings_is_told(name: str, value: str, expected: str) -> None:
    assert told(edition(A), edition(A, settings={name: value})) == [expected]


def test_broken_urls_come_first_and_pages_before_feeds() -> None:
    found = changes(edition(A, hub("x", "a"), path("way", "a")), edition(B))
    assert [change.subject.url for change in found[:4]] == [
        "/posts/a/", "/topics/x/", "/paths/way/", "/topics/x/feed.xml",
    ]  # fmt: skip
    assert [change.what for change in found[4:]] == [What.POST_ADDED]


def test_pages_that_look_different_because_of_another_change_are_one_change() -> None:
    old = edition(A, B, digests={})
    new = edition(post("a", title="Z"), B, digests={"/posts/a/": "1", "/posts/b/": "2", "/": "3"})
    *others, pages = changes(old, new)
    assert [change.what for change in others] == [What.POST_RETITLED]
    assert [thing.url for thing in pages.gained] == ["/", "/posts/b/"]


def test_pages_are_compared_only_where_both_were_rendered() -> None:
    assert changes(edition(A), edition(A, digests={"/": "1"})) == ()


# --- properties ---------------------------------------------------------------------------


@given(editions())
def test_nothing_changes_from_an_edition_to_itself(one: Edition) -> None:
    assert changes(one, one) == ()


def spoken_of(found: tuple[Change, ...]) -> Iterator[str]:
    for change in found:
        yield change.subject.url
        yield change.before
        yield from (thing.url for thing in change.gained)
        if change.what in (What.POST_ADDED, What.HUB_ADDED):
            yield f"{change.subject.url}feed.xml"
        if change.what is What.URL_GONE and change.other:
            yield change.other.url
            yield f"{change.other.url}feed.xml"


@given(editions(), editions())
def test_every_url_that_came_or_went_is_told(old: Edition, new: Edition) -> None:
    before, after = ({a.url: a.kind for a in one.addresses} for one in (old, new))
    found = changes(old, new)
    gone = {change.subject.url for change in found if change.what is What.URL_GONE}
    assert gone == before.keys() - after.keys()
    assert after.keys() - before.keys() <= set(spoken_of(found))
    turned = {url for url in before.keys() & after.keys() if before[url] != after[url]}
    assert turned <= set(spoken_of(found))


EDITS: dict[str, Callable[[Edition], Edition]] = {
    "title": lambda one: with_post(one, title="Other"),
    "day": lambda one: with_post(one, day="2026-01-01"),
    "topics": lambda one: with_post(one, topics=("other",)),
    "successor": lambda one: with_post(one, superseded_by="other"),
    "text": lambda one: with_post(one, wording={"text": "other"}),
    "slug": lambda one: with_post(one, slug="other"),
    "hub's title": lambda one: with_hub(one, title="Other"),
    "editor": lambda one: with_hub(one, curated=not one.hubs[0].curated),
    "members": lambda one: with_hub(one, members=("other",)),
    "sections": lambda one: with_hub(one, sections=("Other",)),
    "themes": lambda one: with_hub(one, reads=(Reads("", cited("other")),), sections=("S", "Z")),
    "introduction": lambda one: with_hub(one, wording={"introduction": "other"}),
    "steps": lambda one: with_path(one, steps=cited("other")),
    "path's title": lambda one: with_path(one, title="Other"),
    "path's text": lambda one: with_path(one, wording={"d": "other"}),
    "setting": lambda one: replace(one, settings={**one.settings, "footer": "other"}),
    "url": lambda one: replace(one, addresses=one.addresses[1:]),
    "file": lambda one: replace(one, addresses=(*one.addresses, asset("/z.png", "other"))),
}


def with_post(one: Edition, **fields: Any) -> Edition:
    first, *others = one.posts
    new = replace(first, **fields)
    moved = (
        replace(address, url=urls.post(new.slug))
        if address.url == urls.post(first.slug)
        else address
        for address in one.addresses
    )
    return replace(one, posts=(new, *others), addresses=tuple(moved))


def with_hub(one: Edition, **fields: Any) -> Edition:
    return replace(one, hubs=(replace(one.hubs[0], **fields), *one.hubs[1:]))


def with_path(one: Edition, **fields: Any) -> Edition:
    return replace(one, paths=(replace(one.paths[0], **fields), *one.paths[1:]))


@given(editions(least=1))
def test_no_edit_is_missed(one: Edition) -> None:
    for name, edit in EDITS.items():
        assert changes(one, edit(one)), name
        assert changes(edit(one), one), name

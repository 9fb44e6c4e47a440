"""Editions for tests, each with as little written out as the test is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from hypothesis import strategies as st

from waypost.editions.edition import (
    FORMAT,
    Address,
    Citation,
    Edition,
    HubEntry,
    Kind,
    PathEntry,
    PostEntry,
    Reads,
)
from waypost.model import urls

SETTINGS = {"title": "Field Notes", "address": "https://example.org", "language": "en"}


def post(slug: str, topics: str = "", **more: Any) -> PostEntry:
    """Make a post; ``topics`` are words, ``wording`` is its text unless it is given."""
    values: dict[str, Any] = {
        "identity": slug,
        "source": f"content/posts/{slug}.md",
        "title": slug.capitalize(),
        "day": "2024-01-01",
        "topics": tuple(topics.split()),
        "wording": {"text": f"text of {slug}"},
    }
    return PostEntry(slug, **(values | more))


def cited(posts: str) -> tuple[Citation, ...]:
    """Name posts, as words; ``a=note`` is one with something said of it."""
    return tuple(Citation(*word.split("=")) for word in posts.split())


def hub(slug: str, members: str = "", **more: Any) -> HubEntry:
    """Make a hub, curated unless told otherwise; ``reads`` leads from themes to posts."""
    reads = tuple(Reads(theme, cited(posts)) for theme, posts in more.pop("reads", {}).items())
    values: dict[str, Any] = {"title": slug.capitalize(), "curated": True, "reads": reads}
    return HubEntry(slug, members=tuple(members.split()), **(values | more))


def path(slug: str, steps: str, **more: Any) -> PathEntry:
    """Make a reading path."""
    return PathEntry(slug, more.pop("title", slug.capitalize()), cited(steps), **more)


def edition(
    *things: PostEntry | HubEntry | PathEntry,
    more: Iterable[Address] = (),
    digests: Mapping[str, str] | None = None,
    **fields: Any,
) -> Edition:
    """Make an edition with the URLs that its things have, and ``more``.

    With ``digests`` by URL every other page has the digest of its URL.
    """
    addresses = [*_addresses(things), Address("/", Kind.OTHER, "Field Notes"), *more]
    if digests is not None:
        known = digests
        addresses = [
            Address(a.url, a.kind, a.title, known.get(a.url, a.url), a.target) for a in addresses
        ]
    return Edition(
        format=FORMAT,
        settings=SETTINGS | fields.pop("settings", {}),
        addresses=tuple(sorted(addresses, key=lambda address: address.url)),
        posts=tuple(thing for thing in things if isinstance(thing, PostEntry)),
        hubs=tuple(thing for thing in things if isinstance(thing, HubEntry)),
        paths=tuple(thing for thing in things if isinstance(thing, PathEntry)),
        **fields,
    )


def redirect(url: str, target: str) -> Address:
    """Make a redirect."""
    return Address(url, Kind.REDIRECT, target=target)


def asset(url: str, digest: str = "1") -> Address:
    """Make a file that is published as it is."""
    return Address(url, Kind.ASSET, digest=digest)


SLUGS = st.sampled_from("abcdef")
WORDS = st.sampled_from(["", "1", "2"])


@st.composite
def editions(draw: st.DrawFn, least: int = 0) -> Edition:
    """Make a small edition; two of them have much in common. ``least`` is of each kind."""
    slugs = sorted(draw(st.sets(SLUGS, min_size=least, max_size=5)))
    identities = draw(st.permutations([*slugs, "p", "q"]))
    posts = [
        post(
            slug,
            draw(st.sampled_from(["", "x", "y", "x y"])),
            identity=identity,
            title=draw(st.sampled_from(["A", "B", slug])),
            day=draw(st.sampled_from(["2024-01-01", "2025-01-01"])),
            superseded_by=draw(st.sampled_from(["", *slugs])),
            wording={"text": draw(st.sampled_from("12345")), "description": draw(WORDS)},
        )
        for slug, identity in zip(slugs, identities, strict=False)
    ]
    some = st.lists(st.sampled_from(slugs), unique=True, max_size=4) if slugs else st.just([])
    hubs = [
        hub(
            slug,
            " ".join(draw(some)),
            title=draw(st.sampled_from(["H", slug])),
            curated=draw(st.booleans()),
            sections=tuple(draw(st.permutations(["S", "T"]))[: draw(st.integers(0, 2))]),
            reads={theme: " ".join(draw(some)) for theme in draw(st.sets(st.sampled_from("TU")))},
            wording={"introduction": draw(WORDS)},
        )
        for slug in sorted(draw(st.sets(st.sampled_from("xy"), min_size=least)))
    ]
    paths = [
        path(slug, " ".join(f"{step}={draw(WORDS)}" for step in draw(some)), wording={"d": "1"})
        for slug in sorted(draw(st.sets(st.sampled_from("vw"), min_size=least)))
    ]
    # Former names of posts lead to others, as long as no post has them.
    free = sorted(set("abcdef") - set(slugs))
    olds = draw(st.sets(st.sampled_from(free))) if free and slugs else set()
    more = [redirect(f"/posts/{old}/", f"/posts/{draw(st.sampled_from(slugs))}/") for old in olds]
    more += [asset(f"/{name}.png", draw(WORDS)) for name in draw(st.sets(st.sampled_from("mn")))]
    digests = {"/": draw(WORDS) or "0"} if draw(st.booleans()) else None
    return edition(
        *posts, *hubs, *paths, more=more, digests=digests,
        topics={"x": draw(st.sampled_from(["X", "Iks"]))}, settings={"footer": draw(WORDS)},
    )  # fmt: skip


def _addresses(things: Iterable[PostEntry | HubEntry | PathEntry]) -> Iterator[Address]:
    for thing in things:
        if isinstance(thing, PostEntry):
            yield Address(urls.post(thing.slug), Kind.POST, thing.title)
        elif isinstance(thing, PathEntry):
            yield Address(urls.path(thing.slug), Kind.PATH, thing.title)
        else:
            yield Address(urls.hub(thing.slug), Kind.HUB, thing.title)
            yield Address(urls.hub_feed(thing.slug), Kind.FEED, thing.title)

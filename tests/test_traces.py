"""Why a page was rendered: what of its key differs from the time before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from msgspec.structs import replace

from waypost.model.digest import Digest, digest_of
from waypost.store.actions import Action
from waypost.store.cache import Cache, open_cache
from waypost.store.encoding import encode, key_of
from waypost.traces import (
    ASSETS,
    ENGINE,
    LOST,
    NEW,
    REASONS,
    SITE,
    TEMPLATE,
    Parts,
    Trace,
    Tracer,
    in_words,
    last_build,
    reasons_of,
    traces,
)


def digest(text: str) -> Digest:
    return digest_of(text.encode())


PARTS = Parts(digest("engine"), digest("template"), digest("site"), digest("view"), "post.html")
VIEW = {"title": 1, "body": 2}


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    with open_cache(tmp_path) as opened:
        yield opened


def rendered(cache: Cache, path: str, parts: Parts = PARTS, **view: int) -> None:
    """Go through a build that renders one page."""
    tracer = Tracer(cache)
    tracer.rendered(path, parts, encode(VIEW | view))
    tracer.save()


def reasons(cache: Cache, path: str) -> tuple[str, ...]:
    return traces(cache, (path,))[path].reasons


@pytest.mark.parametrize(
    ("parts", "view", "expected"),
    [
        (replace(PARTS, engine=digest("other")), VIEW, (ENGINE,)),
        (replace(PARTS, template=digest("other")), VIEW, (TEMPLATE,)),
        (replace(PARTS, template=None), VIEW, (TEMPLATE,)),
        (replace(PARTS, name="other.html"), VIEW, (TEMPLATE,)),
        (replace(PARTS, site=digest("other")), VIEW, (SITE,)),
        (replace(PARTS, view=digest("other")), VIEW | {"title": 9}, ("view.title",)),
        (PARTS, {"title": 8, "body": 9}, ("view.title", "view.body")),
        (PARTS, {"title": 1, "body": 2, "image": 3}, ("view.image",)),
        (replace(PARTS, engine=digest("other"), site=digest("x")), VIEW, (ENGINE, SITE)),
        (PARTS, VIEW, (LOST,)),
    ],
)
def test_a_page_was_rendered_for_what_differs(
    cache: Cache, parts: Parts, view: Mapping[str, int], expected: tuple[str, ...]
) -> None:
    assert reasons_of(Trace(PARTS, VIEW, (), 1), parts, view) == expected
    rendered(cache, "a.html")
    rendered(cache, "a.html", parts, **view)
    assert reasons(cache, "a.html") == expected


def test_a_page_that_was_not_there_is_new(cache: Cache) -> None:
    rendered(cache, "a.html")
    rendered(cache, "b.html")
    assert reasons(cache, "a.html") == reasons(cache, "b.html") == (NEW,)


def test_each_page_has_the_trace_of_its_own_last_rendering(cache: Cache) -> None:
    rendered(cache, "a.html", title=5)
    rendered(cache, "b.html")
    assert traces(cache, ("a.html", "b.html", "c.html")) == {
        "a.html": Trace(PARTS, VIEW | {"title": 5}, (NEW,), 1),
        "b.html": Trace(PARTS, VIEW, (NEW,), 2),
    }


def test_only_builds_that_render_are_counted(cache: Cache) -> None:
    assert last_build(cache) == 0
    rendered(cache, "a.html")
    Tracer(cache).save()
    assert last_build(cache) == 1
    rendered(cache, "a.html", title=5)
    assert last_build(cache) == 2


@pytest.mark.parametrize("value", [b"", b"no json", b"{}", b'{"parts": 1}', b"[]"])
def test_a_damaged_trace_is_none(cache: Cache, value: bytes) -> None:
    rendered(cache, "a.html")
    cache.actions.keep([Action("trace", key_of("trace", path), value) for path in ("a.html", None)])
    assert traces(cache, ("a.html",)) == {}
    assert last_build(cache) == 0
    rendered(cache, "a.html")
    assert reasons(cache, "a.html") == (NEW,)


def test_every_reason_has_its_words() -> None:
    assert set(REASONS) == {NEW, ENGINE, TEMPLATE, ASSETS, SITE, LOST}


def test_a_build_counts_the_pages_that_each_reason_was_one_for(cache: Cache) -> None:
    rendered(cache, "a.html")
    rendered(cache, "b.html")
    tracer = Tracer(cache)
    tracer.rendered("a.html", PARTS, encode(VIEW | {"title": 3, "body": 4}))
    tracer.rendered("b.html", PARTS, encode(VIEW | {"title": 3}))
    tracer.rendered("c.html", PARTS, encode(VIEW))
    assert tracer.save() == {"view.title": 2, "view.body": 1, NEW: 1}
    assert Tracer(cache).save() == {}


@pytest.mark.parametrize(
    ("reason", "said"),
    [(NEW, REASONS[NEW]), ("view.start_here", "its start here changed")],
)
def test_a_reason_can_be_said_in_words(reason: str, said: str) -> None:
    assert in_words(reason) == said

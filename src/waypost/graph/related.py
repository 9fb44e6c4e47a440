"""Related posts: what each post leads to, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Any

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from waypost.graph.candidates import (
    Candidates,
    candidates,
    candidates_again,
    keys_of,
    rows_of,
    scores_of,
)
from waypost.graph.centrality import DIGITS
from waypost.graph.corpus import Corpus, Records
from waypost.graph.likeness import FULL, Likeness, likeness
from waypost.graph.likeness_changes import changed_rows
from waypost.graph.lineage import last_successor
from waypost.graph.reach import place_unreached
from waypost.graph.reasons import (
    Pairs,
    directions,
    earlier_versions,
    objects,
    shared,
    shared_terms,
)
from waypost.graph.vectors import Vectors
from waypost.model.archive import Card, ReadingPath
from waypost.model.beside import Beside, here
from waypost.model.evidence import RelatedPost
from waypost.model.memory import NONE, Memory

MOST = 8
"""Related posts of a post."""

MANY = 0.1
"""The share of posts that may have changed: of more, all are compared anew, which then
takes no longer."""


class _Before(Struct, frozen=True, eq=False):
    """How the related posts of an archive were found, to find them again.

    ``keys`` are of what is shown, and ``instead`` is as in :func:`standing`. ``naming`` is
    what reasons are named by beside the rows of the posts.
    """

    slugs: tuple[str, ...]
    alike: Likeness
    best: Candidates
    keys: Any
    instead: Mapping[tuple[int, int], int]
    naming: tuple[object, ...]
    related: Mapping[str, tuple[RelatedPost, ...]]


class Related(Struct, frozen=True):
    """The related posts of every post, by slug, and how many posts stand in any list."""

    posts: Mapping[str, tuple[RelatedPost, ...]]
    reached: int


class Comparison(Struct, frozen=True, eq=False):
    """All posts compared with each other: ``best`` waits for what comes of that.

    ``changed`` (an array of bools, by row) says which have changed since ``before``.
    """

    slugs: tuple[str, ...]
    alike: Likeness
    best: Callable[[], Candidates]
    before: _Before | None = None
    changed: Any = None


def compare(
    records: Records,
    vectors: Vectors,
    paths: Mapping[str, ReadingPath],
    memory: Memory = NONE,
    beside: Beside = here,
) -> Comparison:
    """Have all posts compared with each other; ``vectors`` are of the records' posts.

    With a ``memory`` only posts that have changed are compared with all others.
    """
    slugs = tuple(vectors.rows)
    alike = likeness(records, vectors, paths)
    before: _Before | None = memory.last("related")
    if before is None or before.slugs != slugs:
        return Comparison(slugs, alike, beside(candidates, alike))
    changed = changed_rows(before.alike, alike)
    if changed.mean() > MANY:
        best = beside(candidates, alike)
    else:
        best = here(candidates_again, alike, before.best, np.flatnonzero(changed))
    return Comparison(slugs, alike, best, before, changed)


def related_posts(
    corpus: Corpus, vectors: Vectors, compared: Comparison, memory: Memory = NONE
) -> Related:
    """Find up to 8 related posts of every post, best first, by slug.

    ``compared`` are the posts of the corpus. They are scored as :mod:`likeness` says;
    equals stand in order of slug. What a post supersedes is replaced by what stands
    for it in the end. Where nothing else is related, superseded posts stay; and of
    two posts or more each stands in some list: see :func:`place_unreached`.
    """
    slugs, alike, before = compared.slugs, compared.alike, compared.before
    best = compared.best()
    superseded = np.flatnonzero(~corpus.columns.standing[corpus.by_slug]).tolist()
    successors = {row: vectors.rows[corpus.cards[slugs[row]].superseded_by] for row in superseded}
    final = _final_rows(corpus.cards, vectors.rows, successors)
    keys, instead = standing(best.keys, final, MOST)
    keys = _all_reached(keys, alike, corpus, successors)
    naming = (corpus.posts, corpus.texts.words, tuple(successors.items()))
    now = _Before(slugs, alike, best, keys, instead, naming, {})
    made = _with_reasons(_stale(before, now, compared.changed), now, corpus)
    if before:
        made = {slug: made[slug] if slug in made else before.related[slug] for slug in slugs}
    memory.note("related", replace(now, related=made))
    return Related(made, int(np.count_nonzero(_counts(keys))))


def _stale(before: _Before | None, now: _Before, changed: Any) -> Any:
    """Give the rows whose lists, or the reasons in them, may differ from before."""
    if before is None or before.naming != now.naming:
        return np.arange(len(now.keys))
    stale = changed | (before.keys != now.keys).any(axis=1)
    stale |= ((now.keys >= 0) & changed[rows_of(now.keys)]).any(axis=1)
    stale[[row for (row, _), _ in before.instead.items() ^ now.instead.items()]] = True
    return np.flatnonzero(stale)


def standing(keys: Any, final: Any, most: int) -> tuple[Any, dict[tuple[int, int], int]]:
    """Put what stands for superseded posts in the end in their places; keep the best.

    ``keys`` are those of :func:`candidates`, ``final`` leads from rows to the rows
    that stand for them. Where a post then leads to nothing but itself, its
    candidates stay as they are. Gives the best keys of each post, and for the pairs
    (row, candidate) that came in another's place the row of that.
    """
    rows = rows_of(keys)
    moved = (keys >= 0) & (final[rows] != rows)
    best = keys[:, :most].copy()
    own = np.flatnonzero(moved.any(axis=1))
    if not len(own):
        return best, {}
    stand, moved, rows = _moved(keys[own], moved[own], rows[own], own[:, np.newaxis], final)
    best[own] = stand[:, :most]
    post, place = np.nonzero((moved & (stand >= 0))[:, :most])
    pairs = zip(own[post].tolist(), rows_of(stand)[post, place].tolist(), strict=True)
    return best, dict(zip(pairs, rows[post, place].tolist(), strict=True))


def _moved(keys: Any, moved: Any, rows: Any, own: Any, final: Any) -> tuple[Any, Any, Any]:
    """Move keys to what stands for them, and sort them: the keys, which of them have
    moved, and the rows that they had."""
    targets = final[rows]
    stand = np.where((keys >= 0) & (targets != own), keys_of(scores_of(keys), targets), -1)
    stays = (stand >= 0).any(axis=1, keepdims=True)
    stand, moved = np.where(stays, stand, keys), moved & stays
    # Of two that lead to one post, the better one stays, and of equals the post itself.
    order = np.lexsort((moved, -stand, rows_of(stand)), axis=1)
    stand, rows, moved = (np.take_along_axis(part, order, 1) for part in (stand, rows, moved))
    again = np.zeros_like(moved)
    again[:, 1:] = rows_of(stand)[:, 1:] == rows_of(stand)[:, :-1]
    stand[again] = -1
    order = np.argsort(-stand, axis=1, kind="stable")
    stand, rows, moved = (np.take_along_axis(part, order, 1) for part in (stand, rows, moved))
    return stand, moved, rows


def _final_rows(
    cards: Mapping[str, Card], rows: Mapping[str, int], superseded: Iterable[int]
) -> Any:
    final, slugs = np.arange(len(rows)), tuple(rows)
    for row in superseded:
        final[row] = rows[last_successor(cards[slugs[row]], cards)]
    return final


class _Lists(dict[int, list[int]]):
    """The rows in the lists of posts, made of keys where they are asked for: few are."""

    def __init__(self, keys: Any) -> None:
        super().__init__()
        self._keys = keys

    def __missing__(self, row: int) -> list[int]:
        own = self._keys[row]
        self[row] = rows_of(own[own >= 0]).tolist()
        return self[row]


def _all_reached(keys: Any, alike: Likeness, corpus: Corpus, successors: Mapping[int, int]) -> Any:
    """Put every post into some list: see :func:`place_unreached`."""
    lists = _Lists(keys)
    added = place_unreached(lists, _counts(keys), corpus.by_slug.tolist(), successors, MOST)
    hosts, posts = np.array(added, dtype=np.int64).reshape(-1, 2).T
    new: dict[tuple[int, int], int] = dict(
        zip(added, keys_of(alike.scores(hosts, posts), posts).tolist(), strict=True)
    )
    keys = keys.copy()
    for host in {host for host, _ in added}:
        held = keys[host][keys[host] >= 0]
        old: dict[int, int] = dict(zip(rows_of(held).tolist(), held.tolist(), strict=True))
        own = [new[host, row] if (host, row) in new else old[row] for row in lists[host]]
        keys[host, : len(own)] = sorted(own, reverse=True)
    return keys


def _counts(keys: Any) -> Any:
    """Count the lists that each post is in."""
    return np.bincount(rows_of(keys[keys >= 0]), minlength=len(keys))


def _with_reasons(rows: Any, now: _Before, corpus: Corpus) -> dict[str, tuple[RelatedPost, ...]]:
    """Give the related posts of some rows, with what each pair has in common."""
    alike, slugs, names = now.alike, now.slugs, objects(now.slugs, len(now.slugs))
    listed = now.keys[rows] >= 0
    keys, lengths = now.keys[rows][listed], listed.sum(axis=1)
    pairs = Pairs(rows.repeat(lengths), rows_of(keys), slugs)
    fields = zip(
        names[pairs.right].tolist(),
        np.round(np.minimum(scores_of(keys) / FULL, 1), DIGITS).tolist(),
        *_in_common(pairs, alike, corpus),
        directions(pairs, alike, corpus),
        _stands_for(pairs, now.instead),
        earlier_versions(pairs, corpus),
        strict=True,
    )
    # A named tuple is a tuple: made as one, without a call in Python for each of a million.
    entries = map(partial(tuple.__new__, RelatedPost), fields)
    groups = zip(names[rows].tolist(), lengths.tolist(), strict=True)
    return {slug: tuple(islice(entries, length)) for slug, length in groups}


def _in_common(
    pairs: Pairs, alike: Likeness, corpus: Corpus
) -> Iterator[Sequence[tuple[str, ...]]]:
    """Name the topics, terms, cited posts and paths that both posts of each pair have."""
    each, places = pairs.either_way()
    for named in (
        shared(each, alike.topics, len(alike.topics.names)),
        shared_terms(each, alike, corpus),
        shared(each, alike.cited),
        shared(each, alike.paths, len(alike.paths.names)),
    ):
        yield named[places].tolist()


def _stands_for(pairs: Pairs, instead: Mapping[tuple[int, int], int]) -> list[str]:
    """Give the slug of what each entry stands for, "" where that is itself."""
    found = [""] * len(pairs.left)
    moved = np.zeros(len(pairs.slugs), dtype=bool)
    moved[[row for row, _ in instead]] = True
    places = np.flatnonzero(moved[pairs.left])
    listed = zip(pairs.left[places].tolist(), pairs.right[places].tolist(), strict=True)
    for place, pair in zip(places.tolist(), listed, strict=True):
        if pair in instead:
            found[place] = pairs.slugs[instead[pair]]
    return found

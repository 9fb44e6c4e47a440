"""Related posts: what each post leads to, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice
from typing import Any

import numpy as np

from waypost.graph.candidates import (
    Candidates,
    candidates,
    candidates_again,
    keys_of,
    rows_of,
    scores_of,
)
from waypost.graph.centrality import DIGITS
from waypost.graph.corpus import Corpus
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
from waypost.model.evidence import RelatedPost
from waypost.model.memory import NONE, Memory

MOST = 8
"""Related posts of a post."""

MANY = 0.1
"""The share of posts that may have changed: of more, all are compared anew, which then
takes no longer."""


@dataclass(frozen=True, slots=True, eq=False)
class _Before:
    """How the related posts of an archive were found, to find them again.

    ``keys`` and ``instead`` are as in :func:`standing`; ``lists`` hold rows by row, and
    ``hosts`` are the rows of those that were added to. ``naming`` is what reasons are
    named by beside the rows of the posts.
    """

    slugs: tuple[str, ...]
    alike: Likeness
    best: Candidates
    keys: Any
    lists: list[list[int]]
    hosts: frozenset[int]
    instead: Mapping[tuple[int, int], int]
    naming: tuple[object, ...]
    related: Mapping[str, tuple[RelatedPost, ...]]


def related_posts(
    corpus: Corpus,
    vectors: Vectors,
    paths: Mapping[str, ReadingPath],
    memory: Memory = NONE,
) -> dict[str, tuple[RelatedPost, ...]]:
    """Find up to 8 related posts of every post, best first, by slug.

    ``vectors`` are of the corpus' posts. Posts are scored as :mod:`likeness` says;
    equals stand in order of slug. What a post supersedes is replaced by what stands
    for it in the end. Where nothing else is related, superseded posts stay; and of
    two posts or more each stands in some list: see :func:`place_unreached`.

    With a ``memory`` only posts that have changed are compared with all others.
    """
    slugs = tuple(vectors.rows)
    alike = likeness(corpus, vectors, paths)
    before: _Before | None = memory.last("related")
    if before is not None and before.slugs != slugs:
        before = None
    changed = changed_rows(before.alike, alike) if before else None
    best = _best(alike, before, changed)
    successors = {
        row: vectors.rows[card.superseded_by]
        for slug, row in vectors.rows.items()
        if (card := corpus.cards[slug]).superseded_by
    }
    final = _final_rows(corpus.cards, vectors.rows, successors)
    keys, instead = standing(best.keys, final, MOST)
    lists = _lists(keys)
    ranks = corpus.by_slug.tolist()
    added = place_unreached(lists, ranks, successors, MOST)
    scores = _scores(keys, lists, added, alike)
    hosts = frozenset(host for host, _ in added)
    naming = (corpus.posts, corpus.texts.words, tuple(successors.items()))
    now = _Before(slugs, alike, best, keys, lists, hosts, instead, naming, {})
    stale = _stale(before, now, changed)
    made = _with_reasons(stale, now, scores, corpus)
    kept = before.related if before else {}
    found = {slug: made[slug] if slug in made else kept[slug] for slug in slugs}
    memory.note("related", replace(now, related=found))
    return found


def _best(alike: Likeness, before: _Before | None, changed: Any) -> Candidates:
    if before is None or changed.mean() > MANY:
        return candidates(alike)
    return candidates_again(alike, before.best, np.flatnonzero(changed))


def _stale(before: _Before | None, now: _Before, changed: Any) -> list[int]:
    """Give the rows whose lists, or the reasons in them, may differ from before."""
    if before is None or before.naming != now.naming:
        return list(range(len(now.lists)))
    stale = changed | (before.keys != now.keys).any(axis=1)
    stale |= ((now.keys >= 0) & changed[rows_of(now.keys)]).any(axis=1)
    moved = {row for (row, _), _ in before.instead.items() ^ now.instead.items()}
    stale[list(moved | before.hosts | now.hosts)] = True
    rows: list[int] = np.flatnonzero(stale).tolist()
    return rows


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


def _lists(keys: Any) -> list[list[int]]:
    lengths = (keys >= 0).sum(axis=1).tolist()
    return [own[:length] for own, length in zip(rows_of(keys).tolist(), lengths, strict=True)]


def _scores(
    keys: Any, lists: list[list[int]], added: Sequence[tuple[int, int]], alike: Likeness
) -> list[list[int]]:
    """Give the scores of what is listed, and sort the lists that were added to."""
    scores = [own[: len(rows)] for own, rows in zip(scores_of(keys).tolist(), lists, strict=True)]
    pairs = np.array(added, dtype=np.int64).reshape(-1, 2)
    new: dict[tuple[int, int], int] = dict(
        zip(added, alike.scores(pairs[:, 0], pairs[:, 1]).tolist(), strict=True)
    )
    for host in {host for host, _ in added}:
        old: dict[int, int] = dict(
            zip(rows_of(keys[host]).tolist(), scores_of(keys[host]).tolist(), strict=True)
        )
        of = {row: new.get((host, row), old.get(row, 0)) for row in lists[host]}
        lists[host].sort(key=lambda row: (-of[row], row))
        scores[host] = [of[row] for row in lists[host]]
    return scores


def _with_reasons(
    rows: Sequence[int], now: _Before, of_all: Sequence[list[int]], corpus: Corpus
) -> dict[str, tuple[RelatedPost, ...]]:
    """Give the related posts of some rows, with what each pair has in common.

    ``of_all`` has the scores of all lists.
    """
    alike, slugs = now.alike, now.slugs
    lists = [now.lists[row] for row in rows]
    lengths = np.array([len(own) for own in lists], dtype=np.int64)
    left = np.array(rows, dtype=np.int64).repeat(lengths)
    right = np.fromiter(chain.from_iterable(lists), dtype=np.int64, count=len(left))
    pairs = Pairs(left, right, slugs)
    scores = chain.from_iterable([of_all[row] for row in rows])
    shares = np.fromiter(scores, dtype=np.int64, count=len(left)) / FULL
    fields = zip(
        [slugs[row] for row in right.tolist()],
        np.round(np.minimum(shares, 1), DIGITS).tolist(),
        *_in_common(pairs, alike, corpus),
        directions(pairs, alike, corpus),
        _stands_for(rows, lists, now.instead, slugs),
        earlier_versions(pairs, corpus.cards),
        strict=True,
    )
    # A named tuple is a tuple: made as one, without a call in Python for each of a million.
    entries = map(partial(tuple.__new__, RelatedPost), fields)
    groups = zip(rows, lengths.tolist(), strict=True)
    return {slugs[row]: tuple(islice(entries, length)) for row, length in groups}


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
        yield objects(named, len(named))[places].tolist()


def _stands_for(
    rows: Sequence[int],
    lists: Sequence[list[int]],
    instead: Mapping[tuple[int, int], int],
    slugs: tuple[str, ...],
) -> list[str]:
    """Give the slug of what each entry stands for, "" where that is itself."""
    moved, found = {row for row, _ in instead}, list[str]()
    for row, own in zip(rows, lists, strict=True):
        if row in moved:
            places = [instead.get((row, other)) for other in own]
            found += ["" if place is None else slugs[place] for place in places]
        else:
            found += [""] * len(own)
    return found

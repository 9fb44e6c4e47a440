"""Related posts: what each post leads to, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

import numpy as np

from waypost.graph.candidates import candidates, keys_of, rows_of, scores_of
from waypost.graph.centrality import DIGITS
from waypost.graph.corpus import Corpus
from waypost.graph.likeness import FULL, Likeness, likeness
from waypost.graph.lineage import is_earlier, last_successor
from waypost.graph.reach import place_unreached
from waypost.graph.reasons import cited_posts, common_paths, directions, shared_terms, shared_topics
from waypost.graph.vectors import Vectors
from waypost.model.archive import Card, ReadingPath
from waypost.model.evidence import RelatedPost

MOST = 8
"""Related posts of a post."""


def related_posts(
    corpus: Corpus, vectors: Vectors, paths: Mapping[str, ReadingPath]
) -> dict[str, tuple[RelatedPost, ...]]:
    """Find up to 8 related posts of every post, best first, by slug.

    ``vectors`` are of the corpus' posts. Posts are scored as :mod:`likeness` says;
    equals stand in order of slug. What a post supersedes is replaced by what stands
    for it in the end. Where nothing else is related, superseded posts stay; and of
    two posts or more each stands in some list: see :func:`place_unreached`.
    """
    alike = likeness(corpus, vectors, paths)
    final = _final_rows(corpus.cards, vectors.rows)
    keys, instead = standing(candidates(alike), final, MOST)
    lists = _lists(keys)
    successors = {
        row: vectors.rows[card.superseded_by]
        for slug, row in vectors.rows.items()
        if (card := corpus.cards[slug]).superseded_by
    }
    ranks = [corpus.ranks[slug] for slug in vectors.rows]
    added = place_unreached(lists, ranks, successors, MOST)
    scores = _scores(keys, lists, added, alike)
    return _with_reasons(lists, scores, instead, alike, corpus, vectors, paths)


def standing(keys: Any, final: Any, most: int) -> tuple[Any, dict[tuple[int, int], int]]:
    """Put what stands for superseded posts in the end in their places; keep the best.

    ``keys`` are those of :func:`candidates`, ``final`` leads from rows to the rows
    that stand for them. Where a post then leads to nothing but itself, its
    candidates stay as they are. Gives the best keys of each post, and for the pairs
    (row, candidate) that came in another's place the row of that.
    """
    rows = rows_of(keys)
    targets = final[rows]
    own = np.arange(len(keys))[:, np.newaxis]
    moved = (keys >= 0) & (targets != rows)
    if not moved.any():
        return keys[:, :most], {}
    stand = np.where((keys >= 0) & (targets != own), keys_of(scores_of(keys), targets), -1)
    stays = (stand >= 0).any(axis=1, keepdims=True)
    stand, moved = np.where(stays, stand, keys), moved & stays
    # Of two that lead to one post, the better one stays, and of equals the post itself.
    order = np.lexsort((moved, -stand, rows_of(stand)), axis=1)
    stand, rows, moved = (np.take_along_axis(part, order, 1) for part in (stand, rows, moved))
    again = np.zeros_like(moved)
    again[:, 1:] = rows_of(stand)[:, 1:] == rows_of(stand)[:, :-1]
    stand[again] = -1
    order = np.argsort(-stand, axis=1, kind="stable")[:, :most]
    stand, rows, moved = (np.take_along_axis(part, order, 1) for part in (stand, rows, moved))
    post, place = np.nonzero(moved & (stand >= 0))
    pairs = zip(post.tolist(), rows_of(stand)[post, place].tolist(), strict=True)
    return stand, dict(zip(pairs, rows[post, place].tolist(), strict=True))


def _final_rows(cards: Mapping[str, Card], rows: Mapping[str, int]) -> Any:
    final = (rows[last_successor(cards[slug], cards)] for slug in rows)
    return np.fromiter(final, dtype=np.int64, count=len(rows))


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
    lists: list[list[int]],
    scores: list[list[int]],
    instead: Mapping[tuple[int, int], int],
    alike: Likeness,
    corpus: Corpus,
    vectors: Vectors,
    paths: Mapping[str, ReadingPath],
) -> dict[str, tuple[RelatedPost, ...]]:
    slugs = tuple(vectors.rows)
    left = np.repeat(np.arange(len(lists)), [len(own) for own in lists])
    right = np.fromiter(chain.from_iterable(lists), dtype=np.int64, count=len(left))
    rows = list(zip(left.tolist(), right.tolist(), strict=True))
    pairs = [(slugs[one], slugs[other]) for one, other in rows]
    shares = np.fromiter(chain.from_iterable(scores), dtype=np.int64, count=len(left)) / FULL
    entries = map(
        RelatedPost,
        [other for _, other in pairs],
        np.round(np.minimum(shares, 1), DIGITS).tolist(),
        shared_topics(pairs, corpus),
        shared_terms(left, right, alike, vectors, corpus),
        cited_posts(pairs, corpus),
        common_paths(pairs, paths),
        directions(pairs, corpus),
        (slugs[instead[pair]] if pair in instead else "" for pair in rows),
        _earlier(pairs, corpus.cards),
    )
    return {slug: tuple(islice(entries, len(own))) for slug, own in zip(slugs, lists, strict=True)}


def _earlier(pairs: Iterable[tuple[str, str]], cards: Mapping[str, Card]) -> Iterator[bool]:
    for one, other in pairs:
        card = cards[other]
        yield bool(card.superseded_by) and is_earlier(card, one, cards)

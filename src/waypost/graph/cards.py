"""Cards: what lists may know of a post."""

from __future__ import annotations

import re
from collections.abc import Mapping

from waypost.graph.authors import Roster
from waypost.graph.topics import Registry, topics_of
from waypost.graph.visibility import Term
from waypost.model.archive import Card
from waypost.model.post import Post
from waypost.model.site import Site

_DATED = re.compile(r"^\d{4}-\d{2}-\d{2}-(?=.)")
_POST_ALIAS = re.compile(r"^/?(?:posts/)?([^/]+)/?$")


def card_of(
    post: Post,
    term: Term,
    site: Site,
    registered: Registry,
    authors: Roster,
    successors: Mapping[str, str],
) -> Card:
    """Make a post's card; ``term`` is the post's own, and ``successors`` leads from a slug
    to its published successor."""
    updated = post.updated.value.at(site.timezone) if post.updated else None
    slug, published = post.slug.value, term.published
    return Card(
        slug=slug,
        title=post.title.value,
        published=published,
        updated=updated if updated and updated > published else None,
        description=post.description or post.introduction,
        topics=topics_of(post, registered),
        authors=authors.signing(post),
        minutes=post.minutes,
        permanent=permanent_name(post),
        superseded_by=successors.get(slug, ""),
        evergreen=post.evergreen,
    )


def permanent_name(post: Post) -> str:
    """Name a post for feeds, so that the name outlives a change of its slug.

    It is the ``id`` that the post pins; else its oldest former slug, which stands
    first among its aliases; else the name of its file.
    """
    if post.identity:
        return post.identity
    for alias in post.aliases:
        if former := _POST_ALIAS.match(alias.value):
            return former[1]
    return source_name(post.source)


def source_name(source: str) -> str:
    """Give the name that a source's slug is taken from, without its date."""
    folder, _, name = source.rpartition("/")
    stem = name.rpartition(".")[0]
    if stem == "index" and folder:
        stem = folder.rpartition("/")[2]
    # Few names start with a digit, and each is looked at here.
    return _DATED.sub("", stem) if stem[:1].isdigit() else stem

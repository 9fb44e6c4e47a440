"""What of the sources a build shows, and what it leaves out."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from operator import attrgetter

from msgspec import Struct

from waypost.graph.cards import source_name
from waypost.graph.visibility import Term, omission, term_of
from waypost.model import urls
from waypost.model.archive import Omission, Reason
from waypost.model.diagnostic import Checked, Diagnostic, error
from waypost.model.hub import HubDefinition, PathDefinition
from waypost.model.memory import NONE, Memory
from waypost.model.post import Asset, Post
from waypost.model.site import Selection, Site
from waypost.model.sources import Sources

_SOURCE = attrgetter("source")


class Shown(Struct, frozen=True):
    """What a selection shows, and what it leaves out.

    ``posts`` are by slug, newest first; ``terms`` are theirs, by slug too.
    ``hidden`` are slugs of posts that are not published; ``hidden_sources`` leads
    from their sources to them. ``broken`` are paths and slugs of sources with
    errors, which are reported where they stand.
    """

    posts: Mapping[str, Post]
    terms: Mapping[str, Term]
    hubs: tuple[HubDefinition, ...]
    paths: tuple[PathDefinition, ...]
    omitted: tuple[Omission, ...]
    set_aside: tuple[Omission, ...]
    hidden: frozenset[str]
    hidden_sources: Mapping[str, str]
    broken: frozenset[str]


def select(
    sources: Sources, site: Site, selection: Selection, memory: Memory = NONE
) -> Checked[Shown]:
    """Apply the one visibility rule; posts of equal dates come in order of slug.

    ``memory`` is of the time before, if there was one.
    """
    shown: dict[str, Post] = {}
    shown_terms: dict[str, Term] = {}
    omitted, found, hidden = [], [], {}
    files = list(map(_SOURCE, sources.posts))
    made = memory.rows("terms of posts", term_of, files, (sources.posts,), (site.timezone,))
    terms = dict(zip(files, made, strict=True))
    now = selection.as_of.timestamp()
    for post in sorted(sources.posts, key=_SOURCE):
        slug, term = post.slug.value, terms[post.source]
        # Nearly all posts are shown, and nobody asks why.
        is_due = not post.draft and term.start <= now < term.end
        if not is_due and (left_out := omission(post, selection, term)):
            omitted.append(left_out)
            hidden[post.source] = slug
        elif slug in shown:
            omitted.append(Omission(post.source, post.title.value, Reason.INVALID))
            found.append(_same_slug(post, shown[slug]))
        else:
            shown[slug] = post
            shown_terms[slug] = term
    omitted += [
        Omission(source, "", Reason.INVALID)
        for source in sources.broken
        if source.startswith("content/posts/")
    ]
    newest_first = memory.recall("newest first", _newest_first, shown_terms)
    names = frozenset(sources.broken) | {source_name(source) for source in sources.broken}
    return Checked(
        Shown(
            posts={slug: shown[slug] for slug in newest_first},
            terms=shown_terms,
            hubs=tuple(hub for hub in sources.hubs if selection.drafts or not hub.draft),
            paths=tuple(path for path in sources.paths if selection.drafts or not path.draft),
            omitted=tuple(sorted(omitted, key=lambda o: o.source)),
            set_aside=_set_aside(sources, selection),
            hidden=frozenset([slug for slug in hidden.values() if slug not in shown]),
            hidden_sources=hidden,
            broken=names,
        ),
        tuple(found),
    )


def _newest_first(terms: Mapping[str, Term]) -> list[str]:
    # Stable, so that equals stay in order of slug.
    return sorted(sorted(terms), key=lambda slug: terms[slug].start, reverse=True)


def _set_aside(sources: Sources, selection: Selection) -> tuple[Omission, ...]:
    if selection.drafts:
        return ()
    titles = {hub.source: hub.title.value if hub.title else "" for hub in sources.hubs if hub.draft}
    titles |= {path.source: path.title.value for path in sources.paths if path.draft}
    return tuple(Omission(source, titles[source], Reason.DRAFT) for source in sorted(titles))


def shown_assets(assets: Mapping[str, Asset], shown: Shown) -> dict[str, Asset]:
    """Give the assets to publish: all but those in the folders of hidden posts."""
    hidden = _folders(shown.hidden_sources)
    return {source: asset for source, asset in assets.items() if not _inside(source, hidden)}


def _folders(sources: Iterable[str]) -> frozenset[str]:
    return frozenset(
        posixpath.dirname(source)
        for source in sources
        if posixpath.basename(source).startswith("index.")
    )


def _inside(source: str, folders: frozenset[str]) -> bool:
    folder = posixpath.dirname(source)
    while folder:
        if folder in folders:
            return True
        folder = posixpath.dirname(folder)
    return False


def _same_slug(post: Post, first: Post) -> Diagnostic:
    return error(
        "url-collision",
        f"'{post.source}' and '{first.source}' would both be {urls.post(post.slug.value)}",
        post.slug.place,
        "give one of the two another 'slug'",
    )

"""What to change in a curated hub's file, each with its reasons."""

from __future__ import annotations

from itertools import chain, islice

from msgspec import Struct

from waypost.graph.audit.flaw import citations_of
from waypost.graph.citations import resembles
from waypost.graph.suggest.placing import theme_for
from waypost.graph.suggest.renewal import Renewal, renewals
from waypost.graph.suggest.strength import strong_members
from waypost.model.archive import Archive
from waypost.model.hub import HubDefinition

MOST = 6
"""Suggestions at a time: an editor has to read the posts."""


class Suggestion(Struct, frozen=True):
    """A post to cite, and why: in place of the post ``instead_of``, or besides ("").

    ``label`` is what labels of the post that goes are to say in future, or "" where
    they may stay. ``theme`` is the index of the theme in the hub's file, None for the
    start of the hub. ``obstacle`` says why no patch can do it, or is "".
    """

    post: str
    reasons: tuple[str, ...]
    instead_of: str = ""
    label: str = ""
    theme: int | None = None
    obstacle: str = ""


def suggestions(archive: Archive, definition: HubDefinition) -> tuple[Suggestion, ...]:
    """Suggest what to cite on a curated hub: renewals first, then the strongest members.

    A hub that cites nothing gets no suggestions: its lists are made by the archive.
    """
    hub = archive.hubs[definition.slug]
    citations = list(citations_of(definition))
    cited = list(dict.fromkeys(c.post.value for c in citations if c.post.value in archive.cards))
    if not cited:
        return ()
    renewed = list(renewals(archive, hub, cited))
    known = {*cited, *(renewal.new for renewal in renewed)}
    posts = {post.slug.value: post for post in archive.posts}
    additions = (
        Suggestion(post, strength.reasons, theme=theme_for(post, hub, archive, posts))
        for post, strength in strong_members(archive, hub, known).items()
    )
    changes = (_renewal(archive, definition, renewal) for renewal in renewed)
    return tuple(islice(chain(changes, additions), MOST))


def _renewal(archive: Archive, definition: HubDefinition, renewal: Renewal) -> Suggestion:
    title = archive.cards[renewal.new].title
    labels = [
        citation.label.value
        for citation in citations_of(definition)
        if citation.post.value == renewal.old and citation.label
    ]
    drifts = any(not resembles(label, title) for label in labels)
    return Suggestion(
        renewal.new,
        (renewal.reason,),
        instead_of=renewal.old,
        label=title if drifts else "",
        obstacle=renewal.obstacle,
    )

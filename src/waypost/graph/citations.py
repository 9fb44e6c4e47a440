"""The posts that editors name in hubs and paths."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from msgspec import Struct

from waypost.graph.resolve import Resolver
from waypost.model.archive import Card, Cited
from waypost.model.diagnostic import Located, error, warning
from waypost.model.hub import Citation
from waypost.near import did_you_mean
from waypost.words import tokens

RESEMBLANCE = 0.6
"""The share of a label's words that the post's title must hold."""


class Desk(Struct, frozen=True):
    """Checks citations against the published posts (``cards``) and the hidden ones.

    ``hidden`` are slugs of posts that are not published; ``broken`` are those
    whose own errors are reported elsewhere.
    """

    cards: Mapping[str, Card]
    hidden: Collection[str]
    broken: Collection[str]
    resolver: Resolver

    def cite(
        self, citation: Citation, source: str, members: Collection[str] | None = None
    ) -> Cited | None:
        """Give a citation as it stands on the page, or None where it can't.

        ``members`` are the hub's posts; None where any post may be cited.
        """
        slug = citation.post.value
        if not self._published(citation.post):
            return None
        if members is not None and slug not in members:
            self._warn(
                "not-a-member",
                f"the post '{slug}' is cited, but has none of the hub's topics",
                citation.post,
                "add one of the hub's topics to the post, or a topic of the post to the hub",
            )
        label = citation.label
        title = self.cards[slug].title
        if label and not resembles(label.value, title):
            self._warn(
                "label-drift",
                f"the label '{label.value}' no longer resembles the title '{title}'",
                label,
                "update the label, or remove it to show the title",
            )
        note = self.resolver.prose(citation.note, source)
        return Cited(slug, label.value if label else "", note)

    def cite_all(
        self, citations: tuple[Citation, ...], source: str, members: Collection[str] | None = None
    ) -> tuple[Cited, ...]:
        """Give the citations that can stand on the page, in order, each post once."""
        seen: dict[str, Cited] = {}
        for citation in citations:
            slug = citation.post.value
            if slug in seen:
                self._warn(
                    "cited-twice",
                    f"the post '{slug}' is already in this list",
                    citation.post,
                    "remove one of the two",
                )
                continue
            if cited := self.cite(citation, source, members):
                seen[slug] = cited
        return tuple(seen.values())

    def _published(self, post: Located[str]) -> bool:
        slug = post.value
        if slug in self.cards:
            return True
        if slug in self.hidden:
            self._warn(
                "unpublished-post",
                f"the post '{slug}' is not published, so it is left out here",
                post,
                "publish the post, or remove it from this list",
            )
        elif slug not in self.broken:
            fix = did_you_mean(slug, self.cards, 3) or "name a post by its slug"
            self.resolver.diagnostics.append(
                error("unknown-post", f"no post has the slug '{slug}'", post.place, fix)
            )
        return False

    def _warn(self, code: str, message: str, at: Located[str], fix: str) -> None:
        self.resolver.diagnostics.append(warning(code, message, at.place, fix))


def resembles(label: str, title: str) -> bool:
    """Say whether a reader would know a post by a label for its title."""
    words = set(tokens(label))
    if not words:
        return True
    return len(words & set(tokens(title))) / len(words) >= RESEMBLANCE

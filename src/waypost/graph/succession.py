"""Which post stands in for which: chains of superseded posts."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from waypost.model.diagnostic import Checked, Diagnostic, error, warning
from waypost.model.post import Post
from waypost.near import did_you_mean


def successors(
    posts: Mapping[str, Post], hidden: Collection[str], broken: Collection[str]
) -> Checked[dict[str, str]]:
    """Lead from every superseded post to its direct successor, by slug.

    ``posts`` are the published ones, by slug. A circle is an error, and leads nowhere.
    """
    direct: dict[str, str] = {}
    found: list[Diagnostic] = []
    for slug, post in posts.items():
        named = post.superseded_by
        if named is None:
            continue
        if named.value in posts:
            direct[slug] = named.value
        elif named.value in hidden:
            found.append(
                warning(
                    "unpublished-target",
                    f"the successor '{named.value}' is not published, so it is not named",
                    named.place,
                    "publish the successor, or remove 'superseded_by'",
                )
            )
        elif named.value not in broken:
            fix = did_you_mean(named.value, posts, 3) or "name a post by its slug"
            found.append(
                error("unknown-post", f"no post has the slug '{named.value}'", named.place, fix)
            )
    for slug in _circular(direct):
        place = posts[slug].superseded_by
        if place is not None:
            found.append(
                error(
                    "circular-succession",
                    f"following 'superseded_by' from '{slug}' leads back to it",
                    place.place,
                    "remove 'superseded_by' from the newest post of the circle",
                )
            )
    circular = _circular(direct)
    return Checked({a: b for a, b in direct.items() if a not in circular}, tuple(found))


def _circular(direct: dict[str, str]) -> frozenset[str]:
    circular = set()
    for start in direct:
        seen, slug = {start}, direct[start]
        while slug in direct and slug not in seen:
            seen.add(slug)
            slug = direct[slug]
        if slug == start:
            circular.add(start)
    return frozenset(circular)

"""Small archives with something planted in them, and what their hubs then show."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from msgspec.structs import replace

from support.values import SITE, archive, at, link, path, post
from waypost.model.evidence import Finding, HubEvidence
from waypost.model.hub import PathDefinition
from waypost.model.post import Post, Terms
from waypost.model.site import HubSettings

SMALLEST = replace(SITE, hubs=HubSettings(minimum_posts=1))
"""A site on which a topic of one post has a hub."""

TOPICS = ("bread", "ovens", "salt", "trade")
_DAYS = [f"{year}-{month}-15" for year in (2016, 2018, 2019, 2021, 2022) for month in ("02", "10")]
_WORDS = ("crust", "crumb", "rye", "steam", "proofing", "starter", "bakers", "breads")
_STEMS = ("crust", "crumb", "rye", "steam", "starter", "bake")


def evidence(slug: str, *values: object) -> HubEvidence:
    """Give all that is computed about one hub of an archive."""
    return archive(*values, site=SMALLEST).value.evidence[slug]


def finding(rule: str, *values: object, of: str = "bread") -> Finding | None:
    """Give what one rule finds about a hub; None where it does not fire."""
    found = [one for one in evidence(of, *values).findings if one.rule == rule]
    assert len(found) < 2
    return found[0] if found else None


def fillers(count: int, topics: str = "elsewhere", day: str = "2019-05-05") -> list[Post]:
    """Make posts on something else, so that a hub is not the whole archive."""
    return [post(f"filler-{n}", day, topics, title=f"Nothing {'xyz'[n % 3]}") for n in range(count)]


def links(*targets: str) -> tuple[Any, ...]:
    """Make links to posts, by slug."""
    return tuple(link(target) for target in targets)


@st.composite
def archives(draw: st.DrawFn, least: int = 1, most: int = 14) -> list[Post | PathDefinition]:
    """Draw posts with dates, topics, links, terms and successors, and reading paths.

    Dates are few, so that some are equal; links and successors may form circles.
    """
    slugs = [f"p{n}" for n in range(draw(st.integers(least, most)))]
    some = st.sampled_from(slugs)
    posts: list[Post | PathDefinition] = []
    for slug in slugs:
        successor = draw(st.none() | st.none() | some)
        counts = draw(st.dictionaries(st.sampled_from(_STEMS), st.integers(1, 9), max_size=4))
        posts.append(
            post(
                slug,
                draw(st.sampled_from(_DAYS)),
                " ".join(draw(st.lists(st.sampled_from(TOPICS), unique=True, max_size=3))),
                title=" ".join(draw(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=4))),
                links=links(*draw(st.lists(some, max_size=4))),
                superseded_by=at(successor) if successor else None,
                evergreen=draw(st.booleans()),
                terms=Terms.of(iter(counts.items())),
            )
        )
    for n in range(draw(st.integers(0, 2))):
        steps = draw(st.lists(some, unique=True, min_size=1, max_size=4))
        posts.append(path(f"way-{n}", " ".join(steps)))
    return posts


@st.composite
def histories(draw: st.DrawFn) -> list[list[Any]]:
    """Draw an archive, and what becomes of it by changing, adding and removing sources."""
    now = draw(archives(least=6, most=16))
    history = [now]
    for _ in range(draw(st.integers(1, 4))):
        others = {_name(one): one for one in draw(archives(least=6, most=16))}
        changed = draw(st.lists(st.sampled_from(sorted(others)), unique=True, max_size=3))
        known = {_name(one): one for one in now}
        for name in changed:
            known[name] = _mixed(draw, known[name], others[name]) if name in known else others[name]
        gone = draw(st.lists(st.sampled_from(sorted(known)), unique=True, max_size=1))
        now = [one for name, one in known.items() if name not in gone or len(known) < 4]
        history.append(now)
    return history


def _name(value: Any) -> str:
    return str(value.source)


def _mixed(draw: st.DrawFn, old: Any, new: Any) -> Any:
    """Change some fields of a post, and leave the others."""
    if not isinstance(old, Post) or not isinstance(new, Post):
        return new
    fields = ("date", "topics", "title", "links", "superseded_by", "evergreen", "terms", "words")
    chosen = draw(st.lists(st.sampled_from(fields), unique=True, max_size=2))
    return replace(old, **{name: getattr(new, name) for name in chosen})

"""Model values for tests, each with as little written out as the test is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from waypost.graph.assemble import assemble
from waypost.graph.corpus import Corpus, posts_cited, read_records, with_texts
from waypost.graph.texts import texts_of
from waypost.model.archive import Archive, Card, Topic
from waypost.model.beside import here
from waypost.model.diagnostic import Checked, Located, Place
from waypost.model.digest import digest_of
from waypost.model.fragment import Fragment, Link, LinkKind
from waypost.model.hub import Citation, HubDefinition, PathDefinition, Step, Theme, TopicDefinition
from waypost.model.memory import NONE
from waypost.model.post import Post, When
from waypost.model.site import AuthorDefinition, Selection, Site
from waypost.model.sources import Sources

SITE = Site(title="Field Notes", base_url="https://example.org")
TODAY = datetime(2026, 6, 1, 12, tzinfo=UTC)


def at(
    value: Any, path: str = "content/posts/a.md", line: int = 1, column: int = 1
) -> Located[Any]:
    """Say that a value stands somewhere."""
    return Located(value, Place(path, line, column))


def post(slug: str, day: str = "2024-01-01", topics: str = "", **more: Any) -> Post:
    """Make a post; ``topics`` are words."""
    source = more.pop("source", f"content/posts/{slug}.md")
    values: dict[str, Any] = {
        "source": source,
        "digest": digest_of(slug.encode()),
        "slug": at(slug, source),
        "title": at(more.pop("title", slug.replace("-", " ").capitalize()), source, 2),
        "date": at(When(date.fromisoformat(day)), source, 3),
        "description": f"About {slug}.",
        "topics": tuple(at(topic, source, 4) for topic in topics.split()),
        "body": digest_of(f"body of {slug}".encode()),
    }
    return Post(**(values | more))


def link(target: str, kind: LinkKind = LinkKind.WIKI, **more: Any) -> Link:
    """Make a link, by default one by slug."""
    place = more.pop("place", Place("content/posts/a.md", 10, 3))
    return Link(kind, target, more.pop("anchor", ""), place, **more)


def cite(slug: str, label: str | None = None, line: int = 5) -> Citation:
    """Make a citation of a post in a hub."""
    path = "content/hubs/h.md"
    return Citation(at(slug, path, line), at(label, path, line) if label else None)


def hub(slug: str, **more: Any) -> HubDefinition:
    """Make a hub's file; ``topics`` are words, ``themes`` lead from titles to slugs."""
    path = f"content/hubs/{slug}.md"
    if "topics" in more:
        more["topics"] = tuple(at(topic, path, 3) for topic in more["topics"].split())
    if "themes" in more:
        more["themes"] = tuple(
            Theme(at(title, path, 8), Fragment(), tuple(cite(s) for s in reads.split()))
            for title, reads in more["themes"].items()
        )
    for key in ("related", "sections"):
        if key in more:
            more[key] = tuple(at(name, path, 6) for name in more[key])
    return HubDefinition(path, digest_of(slug.encode()), slug, Place(path), **more)


def path(slug: str, posts: str, **more: Any) -> PathDefinition:
    """Make a reading path of posts, named as words."""
    source = f"content/paths/{slug}.md"
    steps = tuple(Step(cite(name)) for name in posts.split())
    title = at(slug.replace("-", " ").capitalize(), source)
    return PathDefinition(
        source,
        digest_of(slug.encode()),
        slug,
        Place(source),
        title,
        f"About {slug}.",
        steps,
        **more,
    )


def topic(slug: str, label: str = "", aliases: Iterable[str] = (), **more: Any) -> TopicDefinition:
    """Register a topic."""
    place = Place("content/topics.yaml", 1, 1)
    return TopicDefinition(
        slug, label or slug, place, tuple(at(a, "content/topics.yaml") for a in aliases), **more
    )


def author(slug: str, name: str, aliases: Iterable[str] = (), **more: Any) -> AuthorDefinition:
    """Register an author."""
    source = "content/authors.yaml"
    names = tuple(at(alias, source) for alias in aliases)
    if "url" in more:
        more["url"] = at(more["url"], source, 2, 8)
    return AuthorDefinition(slug, name, Place(source, 1, 1), aliases=names, **more)


def archive(*values: object, site: Site = SITE, **more: Any) -> Checked[Archive]:
    """Assemble an archive of posts, hubs, paths, topics and authors."""
    sources = Sources(
        posts=tuple(v for v in values if isinstance(v, Post)),
        hubs=tuple(v for v in values if isinstance(v, HubDefinition)),
        paths=tuple(v for v in values if isinstance(v, PathDefinition)),
        topics=tuple(v for v in values if isinstance(v, TopicDefinition)),
        authors=tuple(v for v in values if isinstance(v, AuthorDefinition)),
        assets=more.pop("assets", {}),
        broken=more.pop("broken", ()),
    )
    memory, beside = more.pop("memory", NONE), more.pop("beside", here)
    return assemble(sources, site, more.pop("selection", Selection(TODAY)), memory, beside)


def corpus_in_english(
    cards: Mapping[str, Card],
    topics: Mapping[str, Topic],
    cited: Mapping[str, tuple[str, ...]],
) -> Corpus:
    """Read cards, newest first, for their statistics."""
    return with_texts(read_records(cards, topics, cited), texts_of(cards, topics, "en")())


def corpus_of(made: Archive) -> Corpus:
    """Read an archive in English for its statistics."""
    cited = {slug: posts_cited(references) for slug, references in made.references.items()}
    return corpus_in_english(made.cards, made.topics, cited)


def codes(checked: Checked[Any]) -> list[str]:
    """List the codes of what was found."""
    return sorted(found.code for found in checked.diagnostics)

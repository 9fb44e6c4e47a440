"""``waypost new``."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

import click

from waypost import surveys
from waypost.cli.group import Named
from waypost.cli.options import (
    asked_for,
    calendar_date,
    existing_site,
    moment,
    program,
    site_option,
)
from waypost.cli.places import short
from waypost.cli.skeletons import hub_text, path_text, post_text
from waypost.cli.writing import write_new
from waypost.config import Layout
from waypost.graph.topics import topic_slug
from waypost.load.naming import post_name
from waypost.load.site import load_site
from waypost.load.slugs import slug_problem, slugify
from waypost.model.archive import Archive
from waypost.model.faults import UsageFault
from waypost.near import did_you_mean


class _Kinds(Named):
    noun = "kind of file"


@click.group(cls=_Kinds, subcommand_metavar="post|hub|path TITLE")
@site_option
def new() -> None:
    """Start a post, a hub or a reading path.

    Writes a file with commented front matter, and prints where. It is a draft: it
    is not published until you delete the line `draft: true`. Nothing is ever
    overwritten.
    """


_title = click.argument("title", nargs=-1, required=True)
_draft = click.option("--draft/--no-draft", default=True, help="Whether it starts as a draft.")


@new.command()
@_title
@site_option
@click.option(
    "--topic", "topics", metavar="TOPIC", multiple=True, help="A topic of it; repeatable."
)
@click.option("--date", "day", metavar="DATE", callback=calendar_date, help="Instead of today.")
@_draft
@click.pass_context
def post(
    ctx: click.Context,
    title: tuple[str, ...],
    topics: tuple[str, ...],
    day: date | None,
    draft: bool,
) -> int:
    """Start a post: content/posts/DATE-TITLE.md."""
    name = _one_line(title)
    slug = _slug(name)
    layout = existing_site(ctx)
    _refuse_twin(layout, slug)
    when = day or _today(layout)
    target = layout.content / "posts" / f"{when}-{slug}.md"
    return _written(ctx, target, post_text(name, when, topics, draft=draft), draft=draft)


@new.command()
@_title
@site_option
@click.option("--topic", metavar="TOPIC", help="Its topic, where the title is another.")
@_draft
@click.pass_context
def hub(ctx: click.Context, title: tuple[str, ...], topic: str | None, draft: bool) -> int:
    """Start a curated hub: content/hubs/TOPIC.md."""
    name = _one_line(title)
    slug = _usable(topic_slug(topic or name), topic or name)
    archive = _archive(ctx)
    members = archive.topics[slug].posts if archive and slug in archive.topics else ()
    cards = [archive.cards[member] for member in members] if archive else []
    if archive and not cards:
        near_miss = did_you_mean(slug, archive.topics)
        print(f"No published post has the topic '{slug}' yet. {near_miss}".strip(), file=sys.stderr)
    layout = existing_site(ctx)
    target = layout.content / "hubs" / f"{slug}.md"
    return _written(ctx, target, hub_text(name, cards, draft=draft), draft=draft)


@new.command()
@_title
@site_option
@_draft
@click.pass_context
def path(ctx: click.Context, title: tuple[str, ...], draft: bool) -> int:
    """Start a reading path: content/paths/TITLE.md."""
    name = _one_line(title)
    archive = _archive(ctx)
    cards = [archive.cards[post.slug.value] for post in archive.posts] if archive else []
    layout = existing_site(ctx)
    target = layout.content / "paths" / f"{_slug(name)}.md"
    return _written(ctx, target, path_text(name, cards, draft=draft), draft=draft)


def _archive(ctx: click.Context) -> Archive | None:
    # What is there already only makes the new file's comments better: a site with
    # errors, or a broken configuration, is no reason not to write it.
    return surveys.survey(asked_for(ctx)).archive


def _one_line(words: tuple[str, ...]) -> str:
    title = " ".join(" ".join(words).split())
    if not title.isprintable() or not title:
        raise UsageFault("the title has to be one line of text", "quote it, and leave controls out")
    return title


def _slug(title: str) -> str:
    return _usable(slugify(title.replace("'", "").replace("’", "")), title)


def _usable(slug: str, name: str) -> str:
    """Give back a slug that a file can be named by; refuse any other."""
    problem = slug_problem(slug)
    if problem:
        raise UsageFault(f"'{name}' makes no name for a file: '{slug}' {problem}", "choose another")
    return slug


def _refuse_twin(layout: Layout, slug: str) -> None:
    """Refuse a slug that another post's file name gives: the two would share a URL."""
    for found in sorted((layout.content / "posts").rglob("*.md")):
        source = found.relative_to(layout.root).as_posix()
        if slugify(post_name(source).stem) == slug:
            raise UsageFault(f"{short(found)} has the slug '{slug}' already", "give another title")


def _today(layout: Layout) -> date:
    """Give the site's calendar date, so that a new post is not one of tomorrow."""
    file = layout.content / "site.yaml"
    site = load_site("content/site.yaml", file.read_bytes() if file.is_file() else None)
    return moment(os.environ).astimezone(site.value.timezone).date()


def _written(ctx: click.Context, target: Path, text: str, *, draft: bool) -> int:
    write_new(target, text, "edit it, or give another title")
    print(short(target))
    if draft:
        print(
            f"It is a draft: `{program(ctx)} build --drafts` shows it; delete its line "
            "'draft: true' to publish it.",
            file=sys.stderr,
        )
    return 0

"""The first verb as a whole: every file of the site, loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import partial
from typing import TypeVar

from waypost.config import Extensions, Options
from waypost.load.lenses import in_force, load_lenses, shipped_lenses
from waypost.load.reading import read
from waypost.load.site import load_site
from waypost.load.topics import load_topics
from waypost.load.walk import Inventory, survey
from waypost.model.diagnostic import Checked
from waypost.model.hub import TopicDefinition
from waypost.model.lens import Lenses, LensRule
from waypost.model.post import Asset
from waypost.model.site import ParseSettings, Selection, Site
from waypost.model.sources import Sources
from waypost.outcome import Progress, silent
from waypost.store.blobs import Blobs
from waypost.tasks import (
    LoadTask,
    load_asset,
    load_hub_source,
    load_path_source,
    load_post_source,
)
from waypost.workers import Workers

Job = TypeVar("Job")
Value = TypeVar("Value")

SITE = "content/site.yaml"


@dataclass(frozen=True, slots=True)
class Intake:
    """Everything that was read: ``static`` by output path, ``found`` counts the posts.

    ``site_failed`` says that site.yaml has errors; ``site`` then has stand-ins.
    """

    site: Site
    sources: Sources
    static: tuple[tuple[str, Asset], ...]
    found: int
    site_failed: bool


def take_in(
    options: Options, extensions: Extensions, pool: Workers, blobs: Blobs, progress: Progress
) -> Checked[Intake]:
    """Find and load every file of a site."""
    root = options.root
    inventory = survey(options.layout)
    files = inventory.value
    site = _site(options, files)
    topics = _topics(options, files)
    lenses = _lenses(options, files)
    task = LoadTask(root, blobs, ParseSettings(site.value.language), extensions.syntax)

    posts = _load(pool, partial(load_post_source, task), files.posts, progress)
    hubs = _load(pool, partial(load_hub_source, task), files.hubs)
    paths = _load(pool, partial(load_path_source, task), files.paths)
    beside = [(source, root / source, False) for source in files.assets]
    assets = _load(pool, partial(load_asset, task), beside)
    static = [(file.source, file.file, file.themed) for file in files.static]
    copies = _load(pool, partial(load_asset, task), static)

    sources = Sources(
        posts=_present(posts),
        hubs=_present(hubs),
        paths=_present(paths),
        topics=topics.value,
        lenses=lenses.value,
        assets={asset.source: asset for asset in _present(assets)},
        broken=(
            *_broken(files.posts, posts),
            *_broken(files.hubs, hubs),
            *_broken(files.paths, paths),
        ),
    )
    by_output = tuple(
        (file.path, copy.value)
        for file, copy in zip(files.static, copies, strict=True)
        if copy.value
    )
    failed = any(found.is_error for found in site.diagnostics)
    everything: tuple[Checked[object], ...] = (
        inventory, site, topics, lenses, *posts, *hubs, *paths, *assets, *copies,
    )  # fmt: skip
    return Checked(
        Intake(site.value, sources, by_output, len(files.posts), failed),
        tuple(found for checked in everything for found in checked.diagnostics),
    )


def selection_of(options: Options, site: Site) -> Selection:
    """Say which posts a build shows; ``as_of`` a date means up to the end of that day."""
    moment = options.now.astimezone(site.timezone)
    if options.as_of is not None:
        end = datetime.combine(options.as_of + timedelta(days=1), time.min, site.timezone)
        moment = end - timedelta(microseconds=1)
    return Selection(moment, options.drafts, options.future, options.expired)


def _site(options: Options, files: Inventory) -> Checked[Site]:
    if files.site is None:
        loaded = load_site(SITE, None)
    else:
        data = read(options.root / files.site, files.site)
        loaded = load_site(files.site, data.value)
        loaded = Checked(loaded.value, data.diagnostics or loaded.diagnostics)
    if options.base_url is None:
        return loaded
    return Checked(replace(loaded.value, base_url=options.base_url), loaded.diagnostics)


def _topics(options: Options, files: Inventory) -> Checked[tuple[TopicDefinition, ...]]:
    if files.topics is None:
        return Checked(())
    data = read(options.root / files.topics, files.topics)
    if data.value is None:
        return Checked((), data.diagnostics)
    return load_topics(files.topics, data.value)


def _lenses(options: Options, files: Inventory) -> Checked[tuple[LensRule, ...]]:
    shipped = shipped_lenses().value
    if files.lenses is None:
        return Checked(in_force(shipped, Lenses()))
    data = read(options.root / files.lenses, files.lenses)
    if data.value is None:
        return Checked(in_force(shipped, Lenses()), data.diagnostics)
    own = load_lenses(files.lenses, data.value, shipped)
    return Checked(in_force(shipped, own.value), own.diagnostics)


def _load(
    pool: Workers,
    load: Callable[[Job], Checked[Value | None]],
    jobs: Sequence[Job],
    progress: Progress = silent,
) -> list[Checked[Value | None]]:
    results = []
    for done, result in enumerate(pool.map(load, jobs), start=1):
        results.append(result)
        progress("load", done, len(jobs))
    return results


def _present(results: Iterable[Checked[Value | None]]) -> tuple[Value, ...]:
    return tuple(result.value for result in results if result.value is not None)


def _broken(sources: Iterable[str], results: Iterable[Checked[Value | None]]) -> tuple[str, ...]:
    pairs = zip(sources, results, strict=True)
    return tuple(source for source, result in pairs if result.value is None)

"""The first verb as a whole: every file of the site, loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from waypost.config import Extensions, Options
from waypost.inputs import Inputs
from waypost.jobs import LoadTask
from waypost.load.authors import load_authors
from waypost.load.lenses import in_force, load_lenses, shipped_lenses
from waypost.load.reading import read
from waypost.load.site import load_site
from waypost.load.topics import load_topics
from waypost.load.walk import Inventory
from waypost.model.diagnostic import Checked
from waypost.model.lens import Lenses, LensRule
from waypost.model.memory import NONE, Memory
from waypost.model.post import Asset
from waypost.model.site import ParseSettings, Site
from waypost.model.sources import Sources
from waypost.outcome import Progress
from waypost.parsing import HUB, PATH, POST, Parser, keep_assets
from waypost.store.cache import Cache
from waypost.workers import Workers

Value = TypeVar("Value")

SITE = "content/site.yaml"


class Intake(Struct, frozen=True):
    """Everything that was read: ``static`` by output path, ``found`` counts the posts.

    ``reused`` counts the sources that were parsed before. ``site_failed`` says that
    site.yaml has errors; ``site`` then has stand-ins. ``stable`` says that no Markdown
    file was seen to change between being digested and being read.
    """

    site: Site
    sources: Sources
    static: tuple[tuple[str, Asset], ...]
    found: int
    reused: int
    site_failed: bool
    stable: bool


def take_in(
    options: Options,
    extensions: Extensions,
    inputs: Inputs,
    cache: Cache,
    pool: Workers,
    progress: Progress,
    memory: Memory = NONE,
) -> Checked[Intake]:
    """Load every file of a site, as far as it was not loaded before.

    ``memory`` is of the build before in this process, if there was one.
    """
    files = inputs.inventory
    site = _site(options, files, memory)
    registered = partial(_registered, options, memory)
    topics = registered(files.topics, load_topics)
    authors = registered(files.authors, load_authors)
    lenses = _lenses(options, files, memory)
    task = LoadTask(options.root, cache.blobs, settings_of(site.value), extensions.syntax)
    parser = Parser(inputs, task, cache, pool, memory)

    posts = parser.parse(POST, files.posts, progress)
    hubs = parser.parse(HUB, files.hubs)
    paths = parser.parse(PATH, files.paths)
    assets = [parser.copy(s, options.root / s, themed=False) for s in files.assets]
    copies = [parser.copy(file.source, file.file, file.themed) for file in files.static]
    keep_assets(cache, _present((*assets, *copies)))

    sources = Sources(
        posts=_present(posts.results),
        hubs=_present(hubs.results),
        paths=_present(paths.results),
        topics=topics.value,
        authors=authors.value,
        lenses=lenses.value,
        assets={asset.source: asset for asset in _present(assets)},
        broken=(
            *_broken(files.posts, posts.results),
            *_broken(files.hubs, hubs.results),
            *_broken(files.paths, paths.results),
        ),
        includes={
            source: tuple(name for name, _ in held)
            for parsed in (posts, hubs, paths)
            for source, held in parsed.beside.items()
        },
    )
    by_output = tuple(
        (file.path, copy.value)
        for file, copy in zip(files.static, copies, strict=True)
        if copy.value
    )
    everything: tuple[Checked[Any], ...] = (
        site, topics, authors, lenses,
        *posts.results, *hubs.results, *paths.results, *assets, *copies,
    )  # fmt: skip
    intake = Intake(
        site=site.value,
        sources=sources,
        static=by_output,
        found=len(files.posts),
        reused=posts.reused + hubs.reused + paths.reused,
        site_failed=any(found.is_error for found in site.diagnostics),
        stable=posts.stable and hubs.stable and paths.stable,
    )
    found = (found for checked in everything for found in checked.diagnostics)
    return Checked(intake, (*inputs.findings, *found))


def settings_of(site: Site) -> ParseSettings:
    """Give what parsing the sources of a site depends on."""
    return ParseSettings(site.language, site.markdown_twins, site.unsafe_html, site.smart_quotes)


def _site(options: Options, files: Inventory, memory: Memory) -> Checked[Site]:
    if files.site is None:
        loaded = load_site(SITE, None)
    else:
        data = read(options.root / files.site, files.site)
        loaded = memory.recall("site.yaml", load_site, files.site, data.value)
        loaded = Checked(loaded.value, data.diagnostics or loaded.diagnostics)
    if options.base_url is None:
        return loaded
    return Checked(replace(loaded.value, base_url=options.base_url), loaded.diagnostics)


def _registered(
    options: Options,
    memory: Memory,
    source: str | None,
    load: Callable[[str, bytes], Checked[tuple[Value, ...]]],
) -> Checked[tuple[Value, ...]]:
    if source is None:
        return Checked(())
    data = read(options.root / source, source)
    if data.value is None:
        return Checked((), data.diagnostics)
    return memory.recall(source, load, source, data.value)


def _lenses(options: Options, files: Inventory, memory: Memory) -> Checked[tuple[LensRule, ...]]:
    shipped = shipped_lenses().value
    if files.lenses is None:
        return Checked(in_force(shipped, Lenses()))
    data = read(options.root / files.lenses, files.lenses)
    if data.value is None:
        return Checked(in_force(shipped, Lenses()), data.diagnostics)
    own = memory.recall("lenses.yaml", load_lenses, files.lenses, data.value, shipped)
    return Checked(in_force(shipped, own.value), own.diagnostics)


def _present(results: Iterable[Checked[Value | None]]) -> tuple[Value, ...]:
    return tuple(result.value for result in results if result.value is not None)


def _broken(sources: Iterable[str], results: Iterable[Checked[Value | None]]) -> tuple[str, ...]:
    pairs = zip(sources, results, strict=True)
    return tuple(source for source, result in pairs if result.value is None)

"""A build as a whole: remembered where nothing has changed, made where something has.

The stages are imported only when there is something to make, which is why
``pipeline`` is named by a string here: importing them takes longer than a build
that finds everything as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from waypost.config import Extensions, Options
from waypost.editions.keeping import save_edition
from waypost.garbage import left_to_collector
from waypost.inputs import Inputs, still_hold, take_stock
from waypost.outcome import Outcome, Progress, Stopwatch, silent
from waypost.publish import Published, Publisher, publisher
from waypost.remembered import frame_basis, frame_key, is_pure, recall
from waypost.store.blobs import LostBlob
from waypost.store.cache import Cache, has_cache, through_cache
from waypost.workers import Workers, start_server, workers


class Request(Struct, frozen=True):
    """What a build or a check was asked for."""

    options: Options
    extensions: Extensions
    progress: Progress


def build(
    options: Options, extensions: Extensions = Extensions(), progress: Progress = silent
) -> Outcome:
    """Build a site and publish it, unless something stands against it.

    Raises:
        Fault: where the target can't be used, or the machine stands in the way.
    """
    layout = options.layout
    protected = (layout.content, *layout.templates, *layout.static)
    target = options.destination or layout.public
    # One spare is enough, and it is for the destination that is published to most.
    spare = None if options.destination else layout.work / "spare"
    with publisher(target, protected, str(layout.root), spare) as house:
        return _through(Request(options, extensions, progress), house)


def check(
    options: Options, extensions: Extensions = Extensions(), progress: Progress = silent
) -> Outcome:
    """Do all that a build does, but for publishing."""
    return _through(Request(options, extensions, progress), None)


def made_with(request: Request, cache: Cache) -> Outcome:
    """Make all that a build publishes, with a given cache, and publish nothing."""
    return _once(request, cache, None)


def _through(request: Request, house: Publisher | None) -> Outcome:
    if not has_cache(request.options.layout.work):
        # There is work for certain, and the server takes a while to be ready.
        start_server(request.options.jobs)
    return through_cache(request.options.layout.work, lambda cache: _once(request, cache, house))


def _once(request: Request, cache: Cache, house: Publisher | None) -> Outcome:
    watch = Stopwatch()
    with watch.stage("look") as items:
        inputs = take_stock(request.options, request.extensions)
        items.all = len(inputs.sources)
    made = recall(request.options, request.extensions, inputs, cache)
    if made is not None:
        return _put_out(request, made, cache, watch, house)
    put_out = _made_after(request, inputs, cache, watch, house)
    if put_out is not None:
        return put_out
    # There is much to do, and the server is ready when this process is.
    ready = start_server(request.options.jobs)
    with workers(request.options.jobs, ready) as pool:
        return _made(request, inputs, cache, watch, house, pool)


def _put_out(
    request: Request,
    made: Outcome,
    cache: Cache,
    watch: Stopwatch,
    house: Publisher | None,
    pool: Workers | None = None,
    note: Callable[[], Outcome] | None = None,
) -> Outcome:
    """Publish what was made, if that is asked for; ``note`` notes it meanwhile, and tells of it."""
    published: Published | None = None
    notes: tuple[str, ...] = ()
    if house and made.manifest is not None and not made.exit_code(request.options.strict):
        with (
            watch.stage("publish", len(made.manifest.entries)),
            house.publishing(made.manifest, cache.blobs, pool) as published,
        ):
            made = note() if note else made
        notes = _noted_edition(request.options, made)
    elif note:
        made = note()
    return replace(
        made,
        published=published,
        timings=watch.timings,
        seconds=watch.seconds,
        notes=(*cache.notes, *notes),
    )


def _noted_edition(options: Options, made: Outcome) -> tuple[str, ...]:
    """Note what was published last, for ``diff``; a build elsewhere is a try-out."""
    if options.destination is not None or made.edition is None:
        return ()
    try:
        save_edition(options.layout.work, made.edition)
    except OSError as trouble:
        reason = (trouble.strerror or "unknown reason").lower()
        return (f"`diff` won't know of this build: it can't be noted ({reason})",)
    return ()


def _made_after(
    request: Request, inputs: Inputs, cache: Cache, watch: Stopwatch, house: Publisher | None
) -> Outcome | None:
    """Make a site of which only texts, or only posts, have changed; None if it is no such."""
    options, extensions = request.options, request.extensions
    key = frame_key(frame_basis(options, inputs), cache) if is_pure(extensions) else None
    if key is None:
        return None
    with workers(options.jobs) as pool:
        frames: Any = import_module("waypost.frames")
        # Little is new, mostly: one worker makes that, and imports what it takes meanwhile.
        pool.begin("waypost.tasks")
        framed = frames.find_frame(key, options, cache)
        if framed is None:
            return None
        refilling: Any = import_module("waypost.refilling")
        if pool.has_begun:
            # The worker takes longer to be ready; so there is time for what a graph would take.
            import_module("waypost.matrices")
        refill = refilling.Refill(
            options, extensions, request.progress, inputs, cache, pool, Stopwatch(), framed
        )
        made = _refilled(refill, request, watch)
        if made is None:
            # It helps with the graph, which is made when all posts are there.
            pool.learn("waypost.graph.related")
            return _made(request, inputs, cache, watch, house, pool, framed)
    return _put_out(request, made, cache, watch, house)


def _made(
    request: Request,
    inputs: Inputs,
    cache: Cache,
    watch: Stopwatch,
    house: Publisher | None,
    pool: Workers,
    framed: Any = None,
) -> Outcome:
    stages: Any = import_module("waypost.pipeline")
    options, extensions = request.options, request.extensions
    run = stages.Run(options, extensions, request.progress, inputs, cache, pool, watch)
    made = stages.make(replace(run, frame=framed and framed.frame))
    note = partial(_noted, request, made, inputs, cache, framed)
    left_to_collector(run, made, framed)
    return _put_out(request, made.outcome, cache, watch, house, pool, note)


def _noted(request: Request, made: Any, inputs: Inputs, cache: Cache, before: Any) -> Outcome:
    """Note what a build has made, for the builds after it."""
    finished = made.noted(_edition_of(before, cache) if before else b"")
    outcome: Outcome = finished.outcome
    if finished.frame and is_pure(request.extensions) and _stands(finished.stable, request, inputs):
        frames: Any = import_module("waypost.frames")
        frames.keep_build(request.options, inputs, outcome, finished.frame, cache, before)
    return outcome


def _edition_of(framed: Any, cache: Cache) -> bytes:
    """Give the edition of the build that a frame is of; nothing where it is lost."""
    try:
        return cache.blobs.get(framed.build.edition)
    except LostBlob:
        return b""


def _refilled(refill: Any, request: Request, watch: Stopwatch) -> Outcome | None:
    done = refill.run()
    if done is None:
        return None
    watch.add(refill.watch.timings)
    if _stands(done.stable, request, refill.inputs):
        done.keep(request.options, refill.inputs, refill.cache)
    made: Outcome = done.outcome
    return made


def _stands(stable: bool, request: Request, inputs: Inputs) -> bool:
    # A file that was seen to change on the way is not what the result is of.
    return stable and still_hold(inputs, request.options, request.extensions)

"""What workers do: load one source, keep one asset, make one page.

Apart from the pipeline, so that a worker imports no more than it needs.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from msgspec.structs import replace

from waypost.check.anatomy import anatomy_of
from waypost.jobs import (
    DressJob,
    Loaded,
    LoadJob,
    LoadTask,
    Made,
    Output,
    PageJob,
    PictureJob,
    PictureTask,
    RenderTask,
)
from waypost.load.gist import with_gist
from waypost.load.hubs import load_hub
from waypost.load.includes import Beside, named_in
from waypost.load.paths import load_path
from waypost.load.posts import load_post
from waypost.load.reading import read
from waypost.model.diagnostic import Checked
from waypost.model.digest import Digest, digest_of
from waypost.model.hub import HubDefinition, PathDefinition
from waypost.model.picture import Picture
from waypost.model.post import Asset, Post
from waypost.model.views import SocialCardView
from waypost.pictures.drawings import drawing_of
from waypost.render.environment import LostBody
from waypost.render.files import TemplateFile
from waypost.render.renderer import compile_ahead, renderer
from waypost.render.rendering import Rendering
from waypost.render.shape import Shape
from waypost.render.shaping import shape_of_file
from waypost.store.blobs import LostBlob
from waypost.store.encoding import as_seen, checksums, encode


def load_post_source(task: LoadTask, job: LoadJob) -> Loaded:
    """Load a post, and keep its HTML; what is encoded is a ``Checked[Post | None]``."""
    return _load(task, job, _load_post)


def load_hub_source(task: LoadTask, job: LoadJob) -> Loaded:
    """Load a hub's file; what is encoded is a ``Checked[HubDefinition | None]``."""
    return _load(task, job, _load_hub)


def load_path_source(task: LoadTask, job: LoadJob) -> Loaded:
    """Load a reading path's file; what is encoded is a ``Checked[PathDefinition | None]``."""
    return _load(task, job, _load_path)


def _load(
    task: LoadTask, job: LoadJob, load: Callable[[LoadTask, str, bytes, Beside], Checked[Any]]
) -> Loaded:
    data = read(task.root / job.source, job.source)
    if data.value is None:
        return Loaded(None, encode(data))
    digest = digest_of(data.value)
    names = named_in(job.source, data.value)
    if names and job.beside is None:
        return Loaded(digest, b"", asks=names)
    # One that is not known to be there is not looked for: what may be read is decided
    # where all files are listed.
    there = {name: held for name, held in job.beside or () if held}
    beside = {name: read(task.root / name, name).value if name in there else None for name in names}
    loaded = encode(load(task, job.source, data.value, beside))
    held = ((name, None if it is None else digest_of(it)) for name, it in beside.items())
    return Loaded(digest, loaded, tuple(held))


def _load_post(task: LoadTask, source: str, data: bytes, beside: Beside) -> Checked[Post | None]:
    loaded = load_post(source, data, task.settings, task.syntax, beside)
    if loaded.value is None:
        return Checked(None, loaded.diagnostics)
    task.blobs.put(loaded.value.html.encode())
    return Checked(with_gist(loaded.value.post, loaded.diagnostics), loaded.diagnostics)


def _load_hub(
    task: LoadTask, source: str, data: bytes, beside: Beside
) -> Checked[HubDefinition | None]:
    return load_hub(source, data, task.settings, task.syntax, beside)


def _load_path(
    task: LoadTask, source: str, data: bytes, beside: Beside
) -> Checked[PathDefinition | None]:
    return load_path(source, data, task.settings, task.syntax, beside)


def make_page(task: RenderTask, job: PageJob) -> Made:
    """Render a page, keep its bytes, and say what it holds.

    Raises:
        LostBlob: where the text of a post is gone.
    """
    render = renderer(task.rendering)
    try:
        rendered = render(job.template, task.site, job.view)
    except LostBody as lost:
        raise LostBlob(*lost.args) from None
    if isinstance(job.view, SocialCardView) and rendered.value is not None:
        # It takes a while to import what draws, and most sites have no cards.
        rendered = import_module("waypost.render.card").draw_card(rendered.value, job.template)
    if rendered.value is None:
        return Made(None, b"", b"", rendered.diagnostics)
    data = rendered.value
    output = Output(task.rendering.blobs.put(data), len(data))
    anatomy = anatomy_of(data, job.path, task.site.base_url)
    view = checksums(job.seen or as_seen(job.view))
    return Made(output, encode(anatomy), encode(view), rendered.diagnostics)


def dress_files(job: DressJob) -> Checked[tuple[tuple[str, Asset], ...]]:
    """Dress some files, and keep their bytes; gives each with its output path.

    Raises:
        LostBlob: where the bytes of a file are gone.
    """
    # It takes a while to import what minifies, and most builds find all dressed.
    assets: Any = import_module("waypost.render.assets")
    by_path = dict(job.files)
    held = {path: asset.digest for path, asset in job.files}
    label = {path: "" if asset.themed else asset.source for path, asset in job.files}
    dressed = assets.dress(job.names, held, job.blobs.get, job.root, label.__getitem__)
    made = (
        (one.path, replace(by_path[one.name], digest=job.blobs.put(one.data), size=len(one.data)))
        for one in dressed.value
    )
    return Checked(tuple(made), dressed.diagnostics)


def take_picture(task: PictureTask, job: PictureJob) -> Picture:
    """Find out what an image is, and keep the copies that are made of it.

    Raises:
        LostBlob: where the bytes of the file are gone.
    """
    digest, drawn, settings = job
    data = task.blobs.get(digest)
    if drawn:
        return drawing_of(data)
    # It takes a while to import what unpacks, and most sites have few images.
    raster: Any = import_module("waypost.pictures.raster")
    picture: Picture = raster.picture_of(data, settings, task.blobs.put)
    return picture


def prepare_rendering(rendering: Rendering, names: tuple[str, ...]) -> None:
    """Compile the templates, which takes a worker longer than many a page does."""
    compile_ahead(rendering, names)


def take_shape(listed: tuple[TemplateFile, Digest | None]) -> Shape:
    """Read a template that should have some digest, and take its shape."""
    return shape_of_file(*listed)

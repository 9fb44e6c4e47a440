"""What workers do: load one source, keep one asset, make one page.

Apart from the pipeline, so that a worker imports no more than it needs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from waypost.check.anatomy import anatomy_of
from waypost.load.hubs import load_hub
from waypost.load.paths import load_path
from waypost.load.posts import load_post
from waypost.load.reading import read, read_asset
from waypost.model.artifact import Artifact
from waypost.model.diagnostic import Checked
from waypost.model.digest import Digest
from waypost.model.faults import EnvironmentFault
from waypost.model.hub import HubDefinition, PathDefinition
from waypost.model.plan import PagePlan
from waypost.model.post import Asset, Post
from waypost.model.site import ParseSettings
from waypost.model.views import SiteView
from waypost.render.environment import LostBody
from waypost.render.renderer import renderer
from waypost.store.blobs import Blobs

Plugins = tuple[Callable[..., Any], ...]


@dataclass(frozen=True, slots=True)
class LoadTask:
    """What loading a source depends on, beside the source."""

    root: Path
    blobs: Blobs
    settings: ParseSettings
    syntax: Plugins = ()


@dataclass(frozen=True, slots=True)
class RenderTask:
    """What making a page depends on, beside its plan. ``templates`` digests all of them."""

    folders: tuple[Path, ...]
    templates: Digest
    blobs: Blobs
    site: SiteView
    filters: Plugins = ()


def load_post_source(task: LoadTask, source: str) -> Checked[Post | None]:
    """Load a post, and keep its HTML."""
    data = read(task.root / source, source)
    if data.value is None:
        return Checked(None, data.diagnostics)
    loaded = load_post(source, data.value, task.settings, task.syntax)
    if loaded.value is None:
        return Checked(None, loaded.diagnostics)
    task.blobs.put(loaded.value.html.encode())
    return Checked(loaded.value.post, loaded.diagnostics)


def load_hub_source(task: LoadTask, source: str) -> Checked[HubDefinition | None]:
    """Load a hub's file."""
    data = read(task.root / source, source)
    if data.value is None:
        return Checked(None, data.diagnostics)
    return load_hub(source, data.value, task.settings, task.syntax)


def load_path_source(task: LoadTask, source: str) -> Checked[PathDefinition | None]:
    """Load a reading path's file."""
    data = read(task.root / source, source)
    if data.value is None:
        return Checked(None, data.diagnostics)
    return load_path(source, data.value, task.settings, task.syntax)


def load_asset(task: LoadTask, job: tuple[str, Path, bool]) -> Checked[Asset | None]:
    """Load a file that is published as it is: its name, where it lies, whether the theme's."""
    source, path, themed = job
    return read_asset(path, source, themed, task.blobs)


def make_page(task: RenderTask, page: PagePlan) -> Checked[Artifact | None]:
    """Render a page, keep its bytes, and say what it holds."""
    render = renderer(task.folders, task.templates, task.blobs, task.filters)
    try:
        rendered = render(page.template, task.site, page.view)
    except LostBody as lost:
        raise EnvironmentFault(
            "the rendered text of a post has vanished during the build", "build again"
        ) from lost
    if rendered.value is None:
        return Checked(None, rendered.diagnostics)
    data = rendered.value
    digest = task.blobs.put(data)
    anatomy = anatomy_of(data, page.path, task.site.base_url)
    return Checked(Artifact(page.path, digest, len(data), anatomy), rendered.diagnostics)

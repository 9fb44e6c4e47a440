"""What workers are asked for: jobs, as values, and tasks, by name.

The functions themselves are in ``tasks``, which imports Markdown, Jinja and more.
The main process names them only, and need not import what workers have at hand.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from msgspec import Struct

from waypost.model.diagnostic import Diagnostic
from waypost.model.digest import Digest
from waypost.model.post import Asset
from waypost.model.site import ImageSettings, ParseSettings
from waypost.model.views import PostView, SiteView, View
from waypost.render.rendering import Rendering
from waypost.store.blobs import Blobs
from waypost.store.encoding import as_seen, from_seen

Plugins = tuple[Callable[..., Any], ...]


class LoadTask(Struct, frozen=True):
    """What loading a source depends on, beside the source."""

    root: Path
    blobs: Blobs
    settings: ParseSettings
    syntax: Plugins = ()


class PictureTask(Struct, frozen=True):
    """Where the bytes of images lie, and those of their copies go."""

    blobs: Blobs


PictureJob = tuple[Digest, bool, ImageSettings]
"""An image file by its digest, whether it is a drawing, and what is to be made of it."""


Held = tuple[str, Digest | None]
"""A file that a source names, and the digest of what it holds: None where there is none."""


class LoadJob(Struct, frozen=True):
    """A source to load; ``beside`` has all files that it names, None where these are not known."""

    source: str
    beside: tuple[Held, ...] | None = None


class Loaded(Struct, frozen=True):
    """What came of a source.

    ``digest`` is of what was read, None where nothing could be, and ``data`` the encoded
    result. ``beside`` are the files that it was made with, by what was read of each.
    ``asks`` are those that have to be known first: then there is no result yet.
    """

    digest: Digest | None
    data: bytes
    beside: tuple[Held, ...] = ()
    asks: tuple[str, ...] = ()


class PageJob(Struct, frozen=True):
    """What of a page's plan its rendering depends on; ``seen`` is the encoded view, or b""."""

    path: str
    template: str
    view: View
    seen: bytes = b""

    def __reduce__(self) -> tuple[Callable[..., PageJob], tuple[Any, ...]]:
        """Say how to pickle a job, which has a short cut for the pages of posts.

        There are as many of these as posts, and to pickle and unpickle their views
        would take a good part of the time that rendering them does.
        """
        if isinstance(self.view, PostView):
            return _job_of_post, (self.path, self.template, self.seen or as_seen(self.view))
        return PageJob, (self.path, self.template, self.view)


def _job_of_post(path: str, template: str, view: bytes) -> PageJob:
    return PageJob(path, template, from_seen(view, PostView), view)


class Output(Struct, frozen=True):
    """Which bytes a page came to."""

    digest: Digest
    size: int


class Made(Struct, frozen=True):
    """A page that was rendered; ``output`` is None where it failed, and findings say why.

    ``anatomy`` is encoded, and so is ``view``: a checksum of each field of the page's view.
    """

    output: Output | None
    anatomy: bytes
    view: bytes
    diagnostics: tuple[Diagnostic, ...] = ()


class RenderTask(Struct, frozen=True):
    """What making a page depends on, beside its plan."""

    rendering: Rendering
    site: SiteView


class DressJob(Struct, frozen=True):
    """Which files of static/ are to be dressed: all ``files``, by output path, and names of some.

    ``root`` is the URL that all paths of the site start with.
    """

    blobs: Blobs
    names: tuple[str, ...]
    files: tuple[tuple[str, Asset], ...]
    root: str


class Task(Struct, frozen=True):
    """A function of ``waypost.tasks``, by its name; imported where it is called."""

    name: str

    def __call__(self, *arguments: Any) -> Any:
        """Call the function."""
        return getattr(import_module("waypost.tasks"), self.name)(*arguments)

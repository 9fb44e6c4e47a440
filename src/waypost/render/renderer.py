"""Templates, ready to render: made once a process for each state of the templates."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment

from waypost.model.diagnostic import Checked
from waypost.model.digest import Digest
from waypost.model.views import SiteView
from waypost.render.environment import environment
from waypost.render.page import render_page
from waypost.store.blobs import Blobs

Render = Callable[[str, SiteView, object], Checked[bytes | None]]


def renderer(
    folders: tuple[Path, ...],
    templates: tuple[tuple[str, Digest | None], ...],
    blobs: Blobs,
    filters: tuple[Callable[..., Any], ...],
) -> Render:
    """Give a function of template name, site and view that renders a page.

    ``templates`` has the digest of every file in ``folders`` by its path: compiled
    templates are kept from page to page, and must not outlive a change.
    """
    return partial(render_page, _environment(folders, templates, blobs, filters))


def compile_ahead(
    folders: tuple[Path, ...],
    templates: tuple[tuple[str, Digest | None], ...],
    blobs: Blobs,
    filters: tuple[Callable[..., Any], ...],
    names: tuple[str, ...],
) -> None:
    """Compile templates that are going to be rendered with; what is wrong shows then."""
    prepared = _environment(folders, templates, blobs, filters)
    for name in names:
        with suppress(Exception):
            prepared.get_template(name)


@lru_cache(maxsize=2)
def _environment(
    folders: tuple[Path, ...],
    templates: tuple[tuple[str, Digest | None], ...],
    blobs: Blobs,
    filters: tuple[Callable[..., Any], ...],
) -> Environment:
    def body(digest: Digest) -> str:
        return blobs.get(digest).decode()

    return environment(folders, body, filters, dict(templates))

"""Templates, ready to render: made once a process for each state of the templates."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from waypost.model.diagnostic import Checked
from waypost.model.digest import Digest
from waypost.model.views import SiteView
from waypost.render.environment import environment
from waypost.render.page import render_page
from waypost.store.blobs import Blobs

Render = Callable[[str, SiteView, object], Checked[bytes | None]]


@lru_cache(maxsize=2)
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

    def body(digest: Digest) -> str:
        return blobs.get(digest).decode()

    return partial(render_page, environment(folders, body, filters, dict(templates)))

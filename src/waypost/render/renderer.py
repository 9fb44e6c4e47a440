"""Templates, ready to render: made once a process for each state of the templates."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import lru_cache, partial

from jinja2 import Environment

from waypost.model.diagnostic import Checked
from waypost.model.digest import Digest
from waypost.model.views import SiteView
from waypost.render.environment import environment
from waypost.render.page import render_page
from waypost.render.rendering import Rendering

Render = Callable[[str, SiteView, object], Checked[bytes | None]]


def renderer(rendering: Rendering) -> Render:
    """Give a function of template name, site and view that renders a page."""
    return partial(render_page, _environment(rendering))


def compile_ahead(rendering: Rendering, names: Iterable[str]) -> None:
    """Compile templates that are going to be rendered with; what is wrong shows then."""
    prepared = _environment(rendering)
    for name in names:
        with suppress(Exception):
            prepared.get_template(name)


@lru_cache(maxsize=2)
def _environment(rendering: Rendering) -> Environment:
    def body(digest: Digest) -> str:
        return rendering.blobs.get(digest).decode()

    return environment(
        rendering.folders,
        body,
        rendering.filters,
        dict(rendering.templates),
        dict(rendering.assets),
    )

"""Pages of the program itself, from templates that lie in its package."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined


def render_packaged(folder: Path, name: str, view: object) -> bytes:
    """Fill a template in a folder of the package from a view.

    Raises:
        jinja2.TemplateError: where the template is wrong, which is a bug.
    """
    return _environment(folder).get_template(name).render(view=view).encode()


@lru_cache(maxsize=1)
def _environment(folder: Path) -> Environment:
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )

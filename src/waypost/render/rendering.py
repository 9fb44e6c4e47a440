"""What rendering depends on, whatever is rendered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec import Struct

from waypost.model.digest import Digest
from waypost.store.blobs import Blobs


class Rendering(Struct, frozen=True):
    """The templates of a site, its own filters, and where the texts of posts lie.

    ``templates`` has the digest of every file in ``folders`` by its path: compiled
    templates are kept from page to page, and must not outlive a change. ``assets`` has
    the URL of what templates name of static/.
    """

    folders: tuple[Path, ...]
    templates: tuple[tuple[str, Digest | None], ...]
    blobs: Blobs
    filters: tuple[Callable[..., Any], ...] = ()
    assets: tuple[tuple[str, str], ...] = ()

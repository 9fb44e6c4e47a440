"""One template's shape, as a value."""

from __future__ import annotations

from msgspec import Struct

from waypost.model.component import Signature
from waypost.model.diagnostic import Diagnostic
from waypost.model.digest import Digest


class Shape(Struct, frozen=True):
    """What a template is: a digest of it, and the templates and files of static/ that it names.

    ``digest`` is None where it could not be read; ``findings`` say so, and what
    else no template may do. ``signature`` is that of a component.
    """

    digest: Digest | None
    names: tuple[str, ...]
    findings: tuple[Diagnostic, ...] = ()
    assets: tuple[str, ...] = ()
    signature: Signature | None = None

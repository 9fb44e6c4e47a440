"""What planners work from where pages are read far from the site, such as in feeds."""

from __future__ import annotations

from functools import cached_property

from waypost.model.archive import Prose
from waypost.model.fragment import fill
from waypost.plan.context import Context


class FarContext(Context, frozen=True, eq=False, dict=True):
    """What planners work from where a page is read far from the site: URLs are absolute."""

    @cached_property
    def _prefix(self) -> str:
        return self.site.base_url

    def prose(self, prose: Prose, first: bool = False) -> str:  # noqa: ARG002 - of pages alone
        """Give a text's HTML with its holes filled."""
        return fill(prose.html, self.fillings(prose.references, absolute=True))

    @classmethod
    def of(cls, context: Context) -> FarContext:
        """Give the same archive and site as another context."""
        return cls(
            context.archive, context.site, gallery=context.gallery, signatures=context.signatures
        )

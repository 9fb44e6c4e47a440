"""The stylesheet that site.yaml asks for, where it asks for any."""

from __future__ import annotations

from collections.abc import Iterator

from waypost.model import urls
from waypost.model.plan import PagePlan
from waypost.model.site import Look
from waypost.model.views import FontRow, StyleView
from waypost.plan.colours import palette_of
from waypost.plan.context import Context


def plan_look(context: Context) -> Iterator[PagePlan]:
    """Plan the stylesheet of the site's own colour and fonts."""
    look = context.site.look
    if has_style(look):
        yield PagePlan(urls.STYLE[1:], "settings.css", _view(look))


def has_style(look: Look) -> bool:
    """Say whether a site has a stylesheet of its settings."""
    return bool(look.accent or look.fonts)


def _view(look: Look) -> StyleView:
    palette = palette_of(look.accent) if look.accent else None
    return StyleView(
        accent=palette.accent if palette else "",
        on_accent=palette.on_accent if palette else "",
        mark_light=palette.mark_light if palette else "",
        mark_dark=palette.mark_dark if palette else "",
        fonts=tuple(FontRow(role, families) for role, families in look.fonts),
    )

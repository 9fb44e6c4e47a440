"""One page: a view, through its template, into bytes."""

from __future__ import annotations

from types import TracebackType

from jinja2 import Environment, TemplateError, TemplateNotFound, TemplateSyntaxError

from waypost.model.diagnostic import Checked, Diagnostic, Place, error
from waypost.model.faults import Fault
from waypost.model.views import SiteView
from waypost.render.environment import LostBody, UnknownName


def render_page(
    environment: Environment, template: str, site: SiteView, view: object
) -> Checked[bytes | None]:
    """Render one page as UTF-8 that ends in one newline.

    Whatever goes wrong in a template, or in a filter that it calls, is a finding at
    the template's line, and the value is None.

    Raises:
        LostBody: where a post's text is gone, which no template can mend.
        EnvironmentFault: where a template is not the one that was expected.
    """
    try:
        text = environment.get_template(template).render(site=site, view=view)
    except (LostBody, Fault):
        raise
    except Exception as fault:  # a site's own filters may raise anything
        return Checked(None, (_finding(template, fault),))
    return Checked(f"{text.strip()}\n".encode())


def _finding(template: str, fault: Exception) -> Diagnostic:
    place = _place(fault) or Place(f"templates/{template}")
    fix = fault.fix if isinstance(fault, UnknownName) else ""
    return error("template-error", _message(fault), place, fix)


def _message(fault: Exception) -> str:
    if isinstance(fault, TemplateNotFound):
        return f"there is no template '{fault.name}'"
    text = " ".join(str(fault.message if isinstance(fault, TemplateError) else fault).split())
    said = text.rstrip(".") or "the template failed"
    return said if isinstance(fault, TemplateError) else f"{type(fault).__name__}: {said}"


def _place(fault: Exception) -> Place | None:
    """Say where the innermost template stood; None where none had started."""
    if isinstance(fault, TemplateSyntaxError):
        return Place(fault.filename, fault.lineno) if fault.filename else None
    place = None
    step: TracebackType | None = fault.__traceback__
    while step is not None:
        # Jinja puts frames of its own in place of those of compiled templates.
        if "__jinja_exception__" in step.tb_frame.f_globals:
            place = Place(step.tb_frame.f_code.co_filename, step.tb_lineno)
        step = step.tb_next
    return place

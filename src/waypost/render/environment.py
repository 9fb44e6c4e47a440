"""The Jinja environment that pages are rendered in: loaders, filters, strictness."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateSyntaxError,
    UndefinedError,
    nodes,
    select_autoescape,
)
from jinja2.utils import missing
from markupsafe import Markup

from waypost.model.diagnostic import Diagnostic, Place, error
from waypost.model.digest import Digest
from waypost.model.fragment import fill
from waypost.model.views import Body
from waypost.near import did_you_mean

THEME = "theme"
"""The prefix that names the default theme's templates, whatever a site overrides."""

VARIABLES = ("site", "view")
"""What every template gets."""

# Within a tag only: code that shows such a link is not one.
_LINK_TO_HEADING = re.compile(r'(<a\s(?:[^<>]*\s)?href=")#')

_NAMING = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)


class LostBody(KeyError):  # noqa: N818 - says what was lost
    """The text of a post is not where it was put; the key is its digest."""


def environment(
    folders: tuple[Path, ...],
    bodies: Callable[[Digest], str],
    filters: tuple[Callable[..., Any], ...] = (),
) -> Environment:
    """Make the environment for one build.

    ``folders`` hold templates: a name is looked up in each, and the last is the
    default theme, which ``theme/post.html`` always names. ``bodies`` gives a post's
    HTML by digest, or raises KeyError. ``filters`` are added by their names.

    Templates are read once, so a change of one needs a new environment.
    """
    *own, default = folders
    theme = _Folder(default, THEME if own else "templates")
    environment = Environment(
        loader=ChoiceLoader(
            [PrefixLoader({THEME: theme}), *(_Folder(f, "templates") for f in own), theme]
        ),
        autoescape=select_autoescape(disabled_extensions=("txt",), default=True),
        undefined=_Unknown,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    # Equal views must give equal bytes, so nothing random stays within reach.
    del environment.globals["lipsum"], environment.filters["random"]
    environment.filters |= {"body": _body_filter(bodies), "html": Markup}
    environment.filters |= {function.__name__: function for function in filters}
    return environment


def computed_names(source: str, path: str) -> tuple[Diagnostic, ...]:
    """Find where a template extends, includes or imports by a name that it computes.

    What a page is made of must be known before it is rendered. ``source`` is the
    template's text and ``path`` stands in the findings; a template that cannot be
    parsed gives one finding that says so.
    """
    try:
        tree = Environment(autoescape=True).parse(source)
    except TemplateSyntaxError as fault:
        message = (fault.message or "the template cannot be parsed").rstrip(".")
        return (error("template-error", message, Place(path, fault.lineno)),)
    return tuple(
        error(
            "computed-template-name",
            "a template is named by an expression, so nobody can tell what this page is made of",
            Place(path, node.lineno),
            'write the name out, as in {% include "partials/cards.html" %}',
        )
        for node in tree.find_all(_NAMING)
        if not _is_written_out(getattr(node, "template"))  # noqa: B009 - all of them have one
    )


def _is_written_out(name: nodes.Expr) -> bool:
    names = name.items if isinstance(name, nodes.Tuple | nodes.List) else [name]
    return all(isinstance(item, nodes.Const) for item in names)


def _body_filter(bodies: Callable[[Digest], str]) -> Callable[[Body], Markup]:
    def body(value: Body) -> Markup:
        try:
            html = bodies(value.digest)
        except KeyError:
            raise LostBody(value.digest) from None
        filled = fill(html, value.fillings)
        if value.base:
            base = escape(value.base)
            filled = _LINK_TO_HEADING.sub(lambda link: f"{link[1]}{base}#", filled)
        return Markup(filled)  # noqa: S704 - HTML that the loader made

    return body


class _Folder(FileSystemLoader):
    """Loads from a folder, and names files in errors as an author knows them."""

    def __init__(self, folder: Path, label: str) -> None:
        super().__init__(folder)
        self.label = label

    def get_source(self, environment: Environment, template: str) -> Any:
        source, _, uptodate = super().get_source(environment, template)
        return source, f"{self.label}/{template}", uptodate


class UnknownName(UndefinedError):  # noqa: N818 - says what is unknown
    """A template reads what is not there; ``fix`` says what may have been meant."""

    def __init__(self, message: str | None = None, fix: str = "") -> None:
        super().__init__(message)
        self.fix = fix


class _Unknown(StrictUndefined):
    """What a template reads and a view does not have: using it is an error."""

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: Any = None,
        exc: Any = UnknownName,
    ) -> None:
        known = [f.name for f in fields(obj)] if is_dataclass(obj) else VARIABLES
        fix = did_you_mean(str(name), known) if obj is missing or is_dataclass(obj) else ""
        told: Any = partial(exc, fix=fix) if exc is UnknownName else exc
        super().__init__(hint, obj, name, told)

    @property
    def _undefined_message(self) -> str:
        if is_dataclass(self._undefined_obj):
            kind = type(self._undefined_obj).__name__
            return f"{kind} has no field '{self._undefined_name}'"
        return super()._undefined_message

"""The Jinja environment that pages are rendered in: loaders, filters, strictness."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from html import escape
from json.encoder import encode_basestring, encode_basestring_ascii
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    UndefinedError,
    pass_eval_context,
    select_autoescape,
)
from jinja2.nodes import EvalContext
from jinja2.utils import missing
from markupsafe import Markup

from waypost.model.digest import Digest, digest_of
from waypost.model.faults import EnvironmentFault
from waypost.model.fields import field_names
from waypost.model.fragment import BESIDE, fill, fill_markdown
from waypost.model.views import Body
from waypost.near import did_you_mean
from waypost.render.compiled import PageEnvironment
from waypost.render.components import in_markdown, with_components
from waypost.render.files import THEME

VARIABLES = ("site", "view")
"""What every template gets."""

_BODIES_OF_FEEDS = 64
"""So many texts are kept at hand: a new post stands in feeds of several hubs and formats."""

# Within a tag only: code that shows such a link is not one.
_LINK_TO_HEADING = re.compile(r'(<a\s(?:[^<>]*\s)?href=")#')


# What could end a script, or begin a reference, in HTML.
_IN_SCRIPTS = {ord(char): f"\\u{ord(char):04x}" for char in "<>&'"}


class LostBody(KeyError):  # noqa: N818 - says what was lost
    """The text of a post is not where it was put; the key is its digest."""


def environment(
    folders: tuple[Path, ...],
    bodies: Callable[[Digest], str],
    filters: tuple[Callable[..., Any], ...] = (),
    expected: Mapping[str, Digest | None] | None = None,
    assets: Mapping[str, str] | None = None,
) -> Environment:
    """Make the environment for one build.

    ``folders`` hold templates: a name is looked up in each, and the last is the
    default theme, which ``theme/post.html`` always names. ``bodies`` gives a post's
    HTML by digest, or raises KeyError. ``filters`` are added by their names.
    ``expected`` has the digest of every template's file by its path: another one is
    not rendered with, as its pages would be kept for those of the first. ``assets``
    has the URL of each file of static/ that templates may name.

    Templates are read once, so a change of one needs a new environment.
    """
    *own, default = folders
    theme = _Folder(default, THEME if own else "templates", expected)
    environment = PageEnvironment(
        loader=ChoiceLoader(
            [PrefixLoader({THEME: theme}), *(_Folder(f, "templates", expected) for f in own), theme]
        ),
        autoescape=select_autoescape(disabled_extensions=("txt", "md", "css"), default=True),
        undefined=_Unknown,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    # Equal views must give equal bytes, so nothing random stays within reach.
    del environment.globals["lipsum"], environment.filters["random"]
    environment.filters |= {"body": _body_filter(bodies, environment), "html": Markup}
    environment.filters["json"] = _json
    environment.filters["markdown"] = _markdown_filter(bodies)
    environment.filters["asset"] = _asset_filter(assets or {})
    environment.filters["tojson"] = _json_filter(environment.filters["tojson"])
    environment.filters |= {function.__name__: function for function in filters}
    return environment


def _body_filter(
    bodies: Callable[[Digest], str], environment: Environment
) -> Callable[[Body], Markup]:
    def filled(value: Body) -> str:
        html = fill(_kept(bodies, value.digest).partition(BESIDE)[0], value.fillings)
        return with_components(html, value.components, environment) if value.components else html

    @lru_cache(_BODIES_OF_FEEDS)
    def for_feeds(value: Body) -> str:
        base = escape(value.base)
        return _LINK_TO_HEADING.sub(lambda link: f"{link[1]}{base}#", filled(value))

    def body(value: Body) -> Markup:
        html = for_feeds(value) if value.base else filled(value)
        return Markup(html)  # noqa: S704 - HTML that the loader made

    return body


def _markdown_filter(bodies: Callable[[Digest], str]) -> Callable[[Body], str]:
    def markdown(value: Body) -> str:
        text = fill_markdown(_kept(bodies, value.digest).partition(BESIDE)[2], value.fillings)
        return in_markdown(text, value.components) if value.components else text

    return markdown


def _kept(bodies: Callable[[Digest], str], digest: Digest) -> str:
    try:
        return bodies(digest)
    except KeyError:
        raise LostBody(digest) from None


def _asset_filter(assets: Mapping[str, str]) -> Callable[[str], str]:
    def asset(name: str) -> str:
        if name not in assets:
            raise UnknownName(f"static/ has no file '{name}'", did_you_mean(name, assets))
        return assets[name]

    return asset


def _json(value: str) -> Markup:
    # For files that are JSON: what would end a script in HTML may stand there.
    return Markup(encode_basestring(value))  # noqa: S704


def _json_filter(jinja: Callable[..., Markup]) -> Callable[..., Markup]:
    def to_json(context: EvalContext, value: Any, indent: int | None = None) -> Markup:
        # Machines are told of every page, nearly all of it in strings: a tenth of the time.
        if type(value) is not str or indent is not None:
            return jinja(context, value, indent)
        text = encode_basestring_ascii(value)
        if "<" in text or ">" in text or "&" in text or "'" in text:
            text = text.translate(_IN_SCRIPTS)
        return Markup(text)  # noqa: S704 - JSON that can't end a script

    return pass_eval_context(to_json)


class _Folder(FileSystemLoader):
    """Loads from a folder, and names files in errors as an author knows them."""

    def __init__(
        self, folder: Path, label: str, expected: Mapping[str, Digest | None] | None
    ) -> None:
        super().__init__(folder)
        self.label = label
        self.expected = expected

    def get_source(self, environment: Environment, template: str) -> Any:
        _, file, uptodate = super().get_source(environment, template)
        data = Path(file).read_bytes()
        name = f"{self.label}/{template}"
        if self.expected is not None and self.expected.get(file) != digest_of(data):
            raise EnvironmentFault(f"{name} has changed while the site was built", "build again")
        return data.decode(), name, uptodate


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
        known = VARIABLES if obj is missing else field_names(obj)
        fix = did_you_mean(str(name), known) if known else ""
        told: Any = partial(exc, fix=fix) if exc is UnknownName else exc
        super().__init__(hint, obj, name, told)

    @property
    def _undefined_message(self) -> str:
        if field_names(self._undefined_obj):
            kind = type(self._undefined_obj).__name__
            return f"{kind} has no field '{self._undefined_name}'"
        return super()._undefined_message

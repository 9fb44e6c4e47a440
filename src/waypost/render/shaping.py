"""Taking a template's shape: what it says to Jinja, comments left out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, nodes

from waypost.model.diagnostic import Diagnostic, Place, error
from waypost.model.digest import Digest, digest_of
from waypost.model.faults import EnvironmentFault
from waypost.render.files import TemplateFile
from waypost.render.shape import Shape
from waypost.render.signatures import signature_of

SYNTAX = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
"""Reads templates as pages are rendered; nothing is rendered with it."""

_NAMING = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)


def shape_of_file(template: TemplateFile, expected: Digest | None = None) -> Shape:
    """Take the shape of a template's file.

    Raises:
        EnvironmentFault: where the file no longer has the digest that it should.
    """
    place = f"{template.label}/{template.name}"
    try:
        data = Path(template.file).read_bytes()
    except OSError as trouble:
        reason = (trouble.strerror or "unknown reason").lower()
        message = f"the template can't be read: {reason}"
        found = error("template-error", message, Place(place), "make it readable")
        return Shape(None, (), (found,))
    if expected is not None and digest_of(data) != expected:
        raise EnvironmentFault(f"{place} has changed while the site was built", "build again")
    return shape_of(data, place)


def shape_of(data: bytes, path: str) -> Shape:
    """Take the shape of a template's text; ``path`` stands in the findings."""
    try:
        tree = SYNTAX.parse(data.decode())
        digest = digest_of(repr(_plain(tree)).encode("utf-8", "surrogatepass"))
    except UnicodeDecodeError:
        message = "the template is not UTF-8 text"
        return Shape(None, (), (error("template-error", message, Place(path), "save it as UTF-8"),))
    except TemplateSyntaxError as fault:
        message = (fault.message or "the template cannot be parsed").rstrip(".")
        return Shape(None, (), (error("template-error", message, Place(path, fault.lineno)),))
    except RecursionError:
        message = "the template is nested too deeply"
        return Shape(None, (), (error("template-error", message, Place(path)),))
    named = list(_names(tree))
    signature = signature_of(tree, path)
    return Shape(
        digest=digest,
        names=tuple(sorted({name for name, _ in named})),
        assets=tuple(sorted({name for name, _ in _assets(tree) if name is not None})),
        findings=(
            *_computed_names(tree, path),
            *_hidden_names(named, path),
            *_computed_assets(tree, path),
            *signature.diagnostics,
        ),
        signature=signature.value,
    )


def _names(tree: nodes.Template) -> Iterator[tuple[str, int]]:
    """Give each template that is named, and the line; spelt as it is found."""
    for node in tree.find_all(_NAMING):
        for name in _named_by(node):
            if isinstance(name, nodes.Const) and isinstance(name.value, str):
                parts = name.value.split("/")
                yield "/".join(part for part in parts if part not in ("", ".")), node.lineno


def _hidden_names(named: list[tuple[str, int]], path: str) -> Iterator[Diagnostic]:
    for name, line in named:
        if name.startswith(".") or "/." in name:
            yield error(
                "template-error",
                f"'{name}' is hidden, and so it is no template",
                Place(path, line),
                "give it a name that does not begin with a dot",
            )


def _computed_names(tree: nodes.Template, path: str) -> Iterator[Diagnostic]:
    for node in tree.find_all(_NAMING):
        if not all(isinstance(name, nodes.Const) for name in _named_by(node)):
            yield error(
                "computed-template-name",
                "a template is named by an expression, so nobody can tell what this page is"
                " made of",
                Place(path, node.lineno),
                'write the name out, as in {% include "partials/cards.html" %}',
            )


def _assets(tree: nodes.Template) -> Iterator[tuple[str | None, int]]:
    """Give each name that the filter ``asset`` is asked about, None for a computed one."""
    for node in tree.find_all(nodes.Filter):
        if node.name == "asset":
            named = node.node
            constant = isinstance(named, nodes.Const) and isinstance(named.value, str)
            yield getattr(named, "value") if constant else None, node.lineno  # noqa: B009


def _computed_assets(tree: nodes.Template, path: str) -> Iterator[Diagnostic]:
    for name, line in _assets(tree):
        if name is None:
            yield error(
                "computed-asset-name",
                "a file of static/ is named by an expression, so nobody can tell what this page"
                " is made of",
                Place(path, line),
                'write the name out, as in {{ "css/site.css" | asset }}',
            )


def _named_by(node: nodes.Node) -> list[nodes.Expr]:
    name: nodes.Expr = getattr(node, "template")  # noqa: B009 - all of them have one
    return name.items if isinstance(name, nodes.Tuple | nodes.List) else [name]


def _plain(node: object) -> object:
    """Turn a tree into tuples: texts that a comment stood between are one text."""
    if isinstance(node, nodes.Node):
        return type(node).__name__, *(_plain(value) for _, value in node.iter_fields())
    if isinstance(node, list):
        return tuple(_joined([_plain(item) for item in node]))
    return node


def _joined(items: list[object]) -> Iterator[object]:
    text = ""
    for item in items:
        match item:
            case ("TemplateData", str(more)):
                text += more
            case ("Output", ()):
                continue
            case ("Output", (("TemplateData", str(more)),)):
                # Text among statements: what a comment has split is in two of these.
                text += more
            case _:
                if text:
                    yield "TemplateData", text
                text = ""
                yield item
    if text:
        yield "TemplateData", text

"""What a component takes: read from the macro that its template holds.

The macro is called as the template, with ``_`` for hyphens. Its parameters are the
component's: one without a default has to be given, and the kind of a default is the
kind that is asked for. ``caller()`` stands for the text in the component; a parameter
``caller=none`` says that there may be none.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from jinja2 import nodes

from waypost.model.component import PROVIDED, Body, Kind, Parameter, Signature, macro_of
from waypost.model.diagnostic import Checked, Diagnostic, Place, error


def signature_of(tree: nodes.Template, path: str) -> Checked[Signature | None]:
    """Read the signature of a component; None for a template that is none.

    ``path`` starts with the name of the folder of templates.
    """
    file = PurePosixPath(path)
    if len(file.parts) != 3 or file.parts[1] != "components" or file.suffix != ".html":
        return Checked(None)
    name = macro_of(file.stem)
    for macro in tree.find_all(nodes.Macro):
        if macro.name == name:
            found = tuple(_findings(macro, path))
            return Checked(None if found else _signature(macro), found)
    fix = f"write {{% macro {name}(…) %}}"
    found = (error("template-error", f"there is no macro '{name}' in it", Place(path), fix),)
    return Checked(None, found)


def _findings(macro: nodes.Macro, path: str) -> Iterator[Diagnostic]:
    for default in macro.defaults:
        if _is_constant(default):
            continue
        yield error(
            "template-error",
            "the default of a component's parameter is computed",
            Place(path, default.lineno),
            "write a text, a number, true, false or none",
        )


def _is_constant(default: nodes.Expr) -> bool:
    try:
        return isinstance(default.as_const(), str | int | float | bool | None)
    except nodes.Impossible:
        return False


def _signature(macro: nodes.Macro) -> Signature:
    without = len(macro.args) - len(macro.defaults)
    defaults = [None] * without + [default.as_const() for default in macro.defaults]
    names = [argument.name for argument in macro.args]
    parameters = tuple(
        Parameter(name, _kind(name, default), _required(name, at < without), default)
        for at, (name, default) in enumerate(zip(names, defaults, strict=True))
        if name != "caller"
    )
    calls = any(node.name == "caller" and node.ctx == "load" for node in macro.find_all(nodes.Name))
    body = Body.OPTIONAL if "caller" in names else Body.NEEDED if calls else Body.NONE
    return Signature(parameters, body)


def _required(name: str, is_bare: bool) -> bool:
    return is_bare and name not in PROVIDED


def _kind(name: str, default: object) -> Kind:
    if name in PROVIDED:
        return Kind.PROVIDED
    if isinstance(default, bool):
        return Kind.FLAG
    if isinstance(default, int):
        return Kind.WHOLE
    return Kind.NUMBER if isinstance(default, float) else Kind.TEXT

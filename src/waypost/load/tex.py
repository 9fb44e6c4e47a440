"""TeX into MathML, by latex2mathml, of which nothing is taken on trust.

The library hands an author's text on as it is, and takes what it does not know for a
name. So its tree is written out here: texts escaped, elements and attributes from a
list, and what it let pass is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import NamedTuple
from xml.etree.ElementTree import Element

from latex2mathml.commands import MATRICES
from latex2mathml.converter import convert_to_element

from waypost.near import did_you_mean

MOST = 5_000
"""A formula of more characters is a mistake, such as a dollar that is not closed."""

_ARITIES = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2} | {
    "msubsup": 3,
    "munderover": 3,
}
_ELEMENTS = {"math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "msqrt", "mstyle", *_ARITIES} | {
    "mtable",
    "mtr",
    "mtd",
    "mpadded",
    "mphantom",
    "menclose",
}
_ATTRIBUTES = {
    *("accent", "columnalign", "columnlines", "columnspacing", "depth", "displaystyle", "fence"),
    *("form", "height", "linethickness", "lspace", "mathcolor", "mathvariant", "maxsize"),
    *("minsize", "movablelimits", "notation", "rowlines", "rowspacing", "rspace", "scriptlevel"),
    *("separator", "stretchy", "voffset", "width"),
}
_VALUE = re.compile(r"[#A-Za-z0-9.+% -]*")
_ENVIRONMENTS = tuple(name.removeprefix("\\") for name in MATRICES)
_NESTING = re.compile(r"\\begin\s*\{([^{}]*)\}|\\end\s*\{([^{}]*)\}|\\.|[{}]", re.DOTALL)
_COMMAND = re.compile(r"\\[A-Za-z]+")
_FORBIDDEN = frozenset(
    f"\\{name}"
    for name in (
        *("class", "def", "edef", "gdef", "href", "id", "let", "newcommand", "renewcommand"),
        *("require", "style"),
    )
)


class Trouble(NamedTuple):
    """What is wrong with a formula: a message, the offset, a fix."""

    message: str
    at: int
    fix: str


class Made(NamedTuple):
    """A formula as HTML; where there is trouble, its source."""

    html: str
    trouble: Trouble | None = None


def mathml(tex: str, is_block: bool) -> Made:
    """Typeset a formula; its source is the alternative text."""
    trouble = _trouble(tex)
    if trouble is None:
        try:
            # Numbers would begin anew in every formula; \tag is for those that are meant.
            tree = convert_to_element(re.sub(r"\{align\}", "{align*}", tex))
            trouble = next(_flaws(tree, tex), None)
            if trouble is None:
                display = ' display="block"' if is_block else ""
                alternative = escape(" ".join(tex.split()))
                inside = "".join(_written(child) for child in tree)
                return Made(f'<math{display} alttext="{alternative}">{inside}</math>')
        except Exception as fault:  # the library has a dozen of its own, and others slip through
            trouble = Trouble(f"the formula can't be read{_reason(fault)}", 0, _FIX)
    return Made(f"<code>{escape(tex, quote=False)}</code>", trouble)


_FIX = "correct it, or write \\$ for a dollar that begins no formula"


def _reason(fault: Exception) -> str:
    name = re.sub(r"Error$", "", type(fault).__name__)
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
    return f": {words}" if type(fault).__module__.startswith("latex2mathml") else ""


def _trouble(tex: str) -> Trouble | None:
    """Find what the library would pass over: braces and environments that do not match."""
    if len(tex) > MOST:
        return Trouble(f"the formula has more than {MOST:,} characters", 0, "break it up")
    for command in _COMMAND.finditer(tex):
        if command[0] in _FORBIDDEN:
            return Trouble(f"the command '{command[0]}' has no place here", command.start(), _FIX)
    waiting: list[tuple[str, int]] = []
    for sign in _NESTING.finditer(tex):
        if sign[0] == "{" or sign[1] is not None:
            if sign[1] is not None and sign[1] not in _ENVIRONMENTS:
                fix = did_you_mean(sign[1], _ENVIRONMENTS) or _FIX
                return Trouble(f"no environment is called '{sign[1]}'", sign.start(), fix)
            waiting.append((sign[1] or "", sign.start()))
        elif sign[0][1:] and sign[2] is None:
            continue
        elif not waiting or waiting.pop()[0] != (sign[2] or ""):
            return Trouble(f"'{sign[0]}' closes nothing", sign.start(), _FIX)
    if waiting:
        name, at = waiting[-1]
        what = f"\\begin{{{name}}}" if name else "{"
        return Trouble(f"'{what}' is not closed", at, _FIX)
    return None


def _flaws(tree: Element, tex: str) -> Iterator[Trouble]:
    for element in tree.iter():
        text = element.text or ""
        if text.startswith("\\") and element.tag != "mtext":
            at = max(tex.find(text), 0)
            yield Trouble(f"no command is called '{text}'", at, "correct it, or take it out")
        if element.tag not in _ELEMENTS:
            yield Trouble(f"the formula would need <{element.tag}>", 0, _FIX)
        if len(element) != _ARITIES.get(element.tag, len(element)):
            yield Trouble("a part of the formula is missing", 0, _FIX)


def _written(element: Element) -> str:
    attributes = "".join(
        f' {name}="{escape(value)}"'
        for name, value in element.items()
        if name in _ATTRIBUTES and _VALUE.fullmatch(value)
    )
    # What the library means by a character is a reference, in a text that is none.
    text = escape(unescape(element.text or ""), quote=False)
    inside = text + "".join(_written(child) for child in element)
    return f"<{element.tag}{attributes}>{inside}</{element.tag}>"

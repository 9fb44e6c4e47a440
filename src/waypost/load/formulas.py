"""Formulas: ``$…$`` in a line, ``$$…$$``, and code blocks of the language ``math``.

A dollar begins one where no space follows, and ends one where no space stands before
it and no digit behind: as in Pandoc, "$5 and $10" are prices.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from waypost.load.fences import HTML
from waypost.load.html import add_renderers, with_attributes
from waypost.load.info_strings import FORMULA
from waypost.load.positions import Source
from waypost.model.diagnostic import Diagnostic, Place, error

if TYPE_CHECKING:
    from waypost.load.tex import Made, Trouble

FORMULAS = "waypost_formulas"
"""Where the parser leaves, in its environment, that there are some between dollars."""

_INLINE = re.compile(
    r"\$\$(?P<shown>(?:[^$`\\]|\\.)+)\$\$"
    r"|\$(?P<run>(?![\s$])(?:[^$`\\]|\\.)*(?<!\s))\$(?!\d)",
    re.DOTALL,
)
# Tried at each escaped dollar too, a text of these would take a time out of proportion.
_ESCAPED_OR_INLINE = re.compile(rf"\\.|(?P<any>{_INLINE.pattern})", re.DOTALL)
_OPENING = "$$"
_FENCE = "```"
_HTML = re.compile("\n {0,3}<")


def may_have_formulas(text: str) -> bool:
    """Say whether a text may have formulas between dollars."""
    if "$" not in text:
        return False
    # Shells have more dollars than formulas.
    prose = _without_fences(text)
    if _OPENING in prose:
        return True
    return "$" in prose and any(found["any"] for found in _ESCAPED_OR_INLINE.finditer(prose))


def _without_fences(text: str) -> str:
    """Leave the code blocks of a text out, where it is plain to see which lines they are.

    It is not where another block may hold such lines.
    """
    parts = f"\n{text}".split(f"\n{_FENCE}")
    inside, behind = parts[1::2], parts[2::2]
    prose = "\n".join(parts[::2])
    plain = (
        len(inside) == len(behind)
        and text.count(_FENCE) == len(parts) - 1
        and not ("~~~" in prose or ("<" in prose and _HTML.search(prose)))
        and not any("`" in code.partition("\n")[0] for code in inside)
        and not any(rest.partition("\n")[0].strip(" ") for rest in behind)
    )
    return prose if plain else text


def formulas(md: MarkdownIt) -> None:
    """Teach a parser formulas between dollars."""
    add_renderers(md, {"formula": _inline, "formula_block": _block})
    md.inline.ruler.before("escape", "formula", formula)
    md.block.ruler.before(
        "fence",
        "formula_block",
        formula_block,
        {"alt": ["paragraph", "reference", "blockquote", "list"]},
    )


def formula(state: StateInline, silent: bool) -> bool:
    """Take a formula in a line."""
    if state.src[state.pos] != "$":
        return False
    match = _INLINE.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        state.env[FORMULAS] = True
        token = state.push("formula", "", 0)
        token.content = match["shown"] or match["run"]
        token.meta = {"at": match.start(match.lastgroup or 0), "shown": match["shown"] is not None}
    state.pos = match.end()
    return True


def formula_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a formula that stands by itself, from a line with two dollars to another."""
    if state.is_code_block(start) or not _line(state, start).startswith(_OPENING):
        return False
    first = _line(state, start).removeprefix(_OPENING)
    lines = [first]
    last = start
    while not lines[-1].endswith(_OPENING):
        last += 1
        if last >= end or not (line := _line(state, last)):
            return False
        lines.append(line)
    content = "\n".join(lines).removesuffix(_OPENING)
    if not content.strip() or _OPENING in content:
        return False
    if not silent:
        state.env[FORMULAS] = True
        token = state.push("formula_block", "div", 0)
        token.content, token.map = content, [start, last + 1]
        state.line = last + 1
    return True


def _line(state: StateBlock, line: int) -> str:
    if state.sCount[line] < state.blkIndent:
        return ""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()


def typeset_fences(fences: Sequence[tuple[str, Token]], source: Source) -> Iterator[Diagnostic]:
    """Turn formulas into MathML, among fences with their languages."""
    for language, token in fences:
        if language == FORMULA:
            yield from _typeset(token, source, (token.map or [0])[0] + 1)


def typeset(tokens: Sequence[Token], source: Source) -> Iterator[Diagnostic]:
    """Turn the formulas among block tokens into MathML, and find what is wrong with them."""
    for token in tokens:
        if token.type == "formula_block":
            yield from _typeset(token, source, (token.map or [0])[0])
        for child in token.children or ():
            if child.type == "formula":
                start = child.meta["at"]
                trouble = _set(child, is_block=child.meta["shown"])
                if trouble:
                    yield _bad(trouble, source.within(token, start + trouble.at))


def _typeset(token: Token, source: Source, first: int) -> Iterator[Diagnostic]:
    """Typeset a block; ``first`` is the line of the text that it begins in."""
    trouble = _set(token, is_block=True)
    # The box scrolls where the formula is wider than the page, also by keyboard.
    token.meta[HTML] = f'<div class="formula" tabindex="0">{token.meta[HTML]}</div>\n'
    if trouble:
        line = token.content.count("\n", 0, trouble.at)
        rest = token.content[trouble.at :].lstrip("\n").partition("\n")[0]
        yield _bad(trouble, source.find(first + line, rest))


def _set(token: Token, *, is_block: bool) -> Trouble | None:
    # It takes a while to import what reads TeX, and most texts have no formula.
    made: Made = import_module("waypost.load.tex").mathml(token.content, is_block)
    token.meta[HTML] = made.html
    return made.trouble


def _bad(trouble: Trouble, place: Place) -> Diagnostic:
    return error("bad-formula", trouble.message, place, trouble.fix)


def _inline(token: Token) -> str:
    return str(token.meta[HTML])


def _block(token: Token) -> str:
    return with_attributes(str(token.meta[HTML]), token.attrs)

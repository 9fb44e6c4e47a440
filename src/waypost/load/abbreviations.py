"""Abbreviations: ``*[HTML]: Hyper Text Markup Language`` says what one stands for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from html import escape

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from waypost.load.html import add_renderers
from waypost.load.remarks import At, Env, warn
from waypost.load.tokens import new_token

_DEFINITION = re.compile(r"\*\[([^\[\]\\]+)\]:[ \t]*(.+)")
_FOUND = "waypost_abbreviations"
_SIZE = "waypost_abbreviations_size"


def may_have_abbreviations(text: str) -> bool:
    """Say whether a text may define abbreviations."""
    return "\n*[" in text or text.startswith("*[")


def abbreviations(md: MarkdownIt) -> None:
    """Teach a parser abbreviations."""
    md.block.ruler.before("reference", "abbreviation", define, {"alt": ["paragraph", "reference"]})
    md.core.ruler.after("inline", "abbreviations", _mark_abbreviations)
    add_renderers(md, {"abbr_open": _opening})


def size_of_meanings(env: Env) -> int:
    """Give how many characters of meanings a text puts on the page, each place counted."""
    size: int = env.get(_SIZE, 0)
    return size


def define(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Take the definition of an abbreviation, at the beginning of a line."""
    if state.level or state.tShift[start]:
        return False
    first = state.bMarks[start]
    match = _DEFINITION.fullmatch(state.src, first, state.eMarks[start])
    if not match or not match[1].strip() or not match[2].strip():
        return False
    if not silent:
        known = state.env.setdefault(_FOUND, {})
        # As of link definitions, the first holds.
        known.setdefault(match[1].strip(), (match[2].strip(), start))
        state.line = start + 1
    return True


def _mark_abbreviations(state: StateCore) -> None:
    known: dict[str, tuple[str, int]] = state.env.get(_FOUND, {})
    if not known:
        return
    longest_first = sorted(known, key=lambda name: (-len(name), name))
    anywhere = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    used: Counter[str] = Counter()
    for token in state.tokens:
        if token.type == "inline" and token.children and anywhere.search(token.content):
            token.children = _with_abbreviations(token.children, anywhere, known, used)
    state.env[_SIZE] = sum(len(known[name][0]) * count for name, count in used.items())
    for name, (_, line) in known.items():
        if name not in used:
            message = f"the abbreviation '{name}' stands nowhere in the text"
            fix = f"write {name} as it is defined, or take the line out"
            warn("unused-abbreviation", message, At(state.env, line, f"*[{name}]"), fix)


def _with_abbreviations(
    children: Sequence[Token],
    anywhere: re.Pattern[str],
    known: dict[str, tuple[str, int]],
    used: Counter[str],
) -> list[Token]:
    result: list[Token] = []
    for child in children:
        if child.type != "text":
            result.append(child)
            continue
        end = 0
        for match in anywhere.finditer(child.content):
            used[match[0]] += 1
            if match.start() > end:
                result.append(_text(child, child.content[end : match.start()]))
            result += _abbreviation(child, match[0], known[match[0]][0])
            end = match.end()
        result += [child] if not end else _rest(child, child.content[end:])
    return result


def _abbreviation(text: Token, name: str, meaning: str) -> list[Token]:
    opening = new_token("abbr_open", "abbr", 1, level=text.level, block=False)
    opening.attrs["title"] = meaning
    closing = new_token("abbr_close", "abbr", -1, level=text.level, block=False)
    return [opening, _text(text, name), closing]


def _rest(text: Token, content: str) -> list[Token]:
    return [_text(text, content)] if content else []


def _text(text: Token, content: str) -> Token:
    token = new_token("text", "", 0, level=text.level, block=False)
    token.content = content
    return token


def _opening(token: Token) -> str:
    return f'<abbr title="{escape(str(token.attrs["title"]))}">'

"""Attributes of blocks: ``{#id .class lang=de}`` above a block, or behind a heading's text."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.attrs.parse import ParseError, parse

from waypost.load.headings import RESERVED_IDS
from waypost.load.remarks import At, Env, fail, warn
from waypost.near import did_you_mean

Attributes = dict[str, str]

_WRITTEN = re.compile(r"\{[ \t]*(?:[#.]|[\w:-]+=)[^{}\n]*\}[ \t]*(?:\n|\Z)")
_BEHIND_HEADING = re.compile(r"(?:^|(?<![ \t])[ \t]+)(\{[ \t]*[#.][^{}\n]*\})[ \t]*\Z")
_ID = re.compile(r"[^\W_][\w.:-]*")
_CLASS = re.compile(r"[A-Za-z][\w-]*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_OF_FOOTNOTES = re.compile(r"fn(?:ref)?[0-9]+(?:-[0-9]+)?")
_DIRECTIONS = ("ltr", "rtl", "auto")

ALLOWED = ("id", "class", "lang", "dir")
"""The attributes that an author may set."""

_IDS = "waypost_ids"


def may_have_attributes(text: str) -> bool:
    """Say whether a text may set attributes."""
    return "{" in text and _WRITTEN.search(text) is not None


def attributes(md: MarkdownIt) -> None:
    """Teach a parser attributes."""
    md.block.ruler.before("table", "attributes", attributes_line)
    md.core.ruler.after("block", "attributes", _set_all)


def given_ids(env: Env) -> dict[str, bool]:
    """Give the ids that a text sets, each with whether a heading has it."""
    found: dict[str, bool] = env.get(_IDS, {})
    return found


def read_attributes(written: str) -> Attributes | None:
    """Read ``{…}`` as a whole; None where it isn't written as attributes are."""
    try:
        end, found = parse(written)
    except ParseError:
        return None
    return found if found and end == len(written) - 1 else None


def judge(found: Attributes, at: At) -> Attributes:
    """Give the attributes that may be published, and leave remarks on all others."""
    good = {}
    for name, value in found.items():
        if name not in ALLOWED:
            fix = did_you_mean(name, ALLOWED) or f"only {', '.join(ALLOWED)} can be set"
            warn("unknown-attribute", f"the attribute '{name}' is left out", at, fix)
        elif fix := _FIXES[name](value):
            message = f"'{value}' can't be the {name} of a block"
            fail("bad-attribute", message, at, fix)
        else:
            good[name] = value
    return good


def _fix_id(value: str) -> str:
    if value in RESERVED_IDS or _OF_FOOTNOTES.fullmatch(value):
        return "the page itself has this id: choose another"
    return "" if _ID.fullmatch(value) else "start with a letter or digit; hyphens may follow"


def _fix_class(value: str) -> str:
    good = all(map(_CLASS.fullmatch, value.split()))
    return "" if good else "start with a letter; letters, digits and hyphens may follow"


def _fix_lang(value: str) -> str:
    return "" if _LANGUAGE.fullmatch(value) else "write a tag such as en, de or pt-BR"


def _fix_dir(value: str) -> str:
    return "" if value in _DIRECTIONS else f"use one of {', '.join(_DIRECTIONS)}"


_FIXES = {"id": _fix_id, "class": _fix_class, "lang": _fix_lang, "dir": _fix_dir}


def attributes_line(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Take a line that holds attributes and nothing else."""
    first = state.bMarks[start] + state.tShift[start]
    if state.src[first : first + 1] != "{" or state.is_code_block(start):
        return False
    written = state.src[first : state.eMarks[start]].rstrip(" \t")
    found = read_attributes(written) if _WRITTEN.fullmatch(written) else None
    if found is None:
        return False
    if not silent:
        token = state.push("attributes", "", 0)
        token.map = [start, start + 1]
        token.content = written
        token.meta["attributes"] = found
        state.line = start + 1
    return True


def _set_all(state: StateCore) -> None:
    tokens: list[Token] = []
    waiting: list[Token] = []
    for index, token in enumerate(state.tokens):
        if token.type == "attributes":
            waiting.append(token)
            continue
        for each in waiting:
            _set(token, each, state.env)
        waiting = []
        if token.type == "heading_open":
            _set_behind(token, state.tokens[index + 1], state.env)
        tokens.append(token)
    for each in waiting:
        _warn_of_none(each, state.env)
    state.tokens = tokens


def _set(token: Token, written: Token, env: Env) -> None:
    if token.nesting < 0 or token.hidden or not token.tag:
        _warn_of_none(written, env)
        return
    at = At(env, written.map[0] if written.map else 0, written.content)
    _give(token, judge(written.meta["attributes"], at), at)


def _warn_of_none(written: Token, env: Env) -> None:
    at = At(env, written.map[0] if written.map else 0, written.content)
    message = "there is no block below these attributes that could have them"
    warn("loose-attributes", message, at, "put them on the line above a block")


def _set_behind(heading: Token, text: Token, env: Env) -> None:
    match = _BEHIND_HEADING.search(text.content)
    found = read_attributes(match[1]) if match else None
    if match and found:
        at = At(env, text.map[0] if text.map else 0, match[1])
        text.content = text.content[: match.start()]
        _give(heading, judge(found, at), at)


def _give(token: Token, good: Attributes, at: At) -> None:
    for name, value in good.items():
        if name == "id" and not _is_new(value, token, at):
            continue
        before = token.attrs.get("class") if name == "class" else None
        token.attrs[name] = f"{before} {value}" if before else value


def _is_new(value: str, token: Token, at: At) -> bool:
    known = at.env.setdefault(_IDS, {})
    if value in known:
        message = f"the id '{value}' stands twice in this text"
        fail("duplicate-id", message, at, "choose another, so that links can lead here")
        return False
    known[value] = token.type == "heading_open"
    return True

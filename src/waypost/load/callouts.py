"""Callouts: quotes that begin with a line such as ``[!NOTE]`` or ``[!TIP]- A title``."""

from __future__ import annotations

import re
from html import escape

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from waypost.load.html import add_renderers, tag_of
from waypost.load.remarks import At, Env, warn
from waypost.load.tokens import new_token
from waypost.near import did_you_mean

_ALIASES = {
    "note": (),
    "info": (),
    "abstract": ("summary", "tldr"),
    "tip": ("hint",),
    "important": (),
    "success": ("check", "done"),
    "todo": (),
    "question": ("help", "faq"),
    "example": (),
    "quote": ("cite",),
    "warning": ("attention",),
    "caution": (),
    "danger": ("error",),
    "failure": ("fail", "missing"),
    "bug": (),
}
KINDS = {name: kind for kind, others in _ALIASES.items() for name in (kind, *others)}
"""What each name of a kind of callout means."""

_QUOTED_MARK = re.compile(r">[ \t]*\[!\w")
# A sign to open or close it makes it a fold; what follows is its title.
_MARK = re.compile(r"\[!([^\W\d][\w-]*)\]([+-]?)[ \t]*([^\n]*)(?:\n|\Z)")


def may_have_callouts(text: str) -> bool:
    """Say whether a text may hold callouts."""
    # A search for one character takes a tenth of the time.
    return ">" in text and "[!" in text and _QUOTED_MARK.search(text) is not None


def callouts(md: MarkdownIt) -> None:
    """Teach a parser callouts."""
    md.core.ruler.after("block", "callouts", _mark_callouts)
    add_renderers(md, _RENDERERS)


def _mark_callouts(state: StateCore) -> None:
    tokens: list[Token] = []
    # For each open quote the callout that it is, if it is one.
    quotes: list[Token | None] = []
    skip = 0
    for index, token in enumerate(state.tokens):
        if index < skip:
            continue
        tokens.append(token)
        if token.type == "blockquote_open":
            mark = _mark(state.tokens, index)
            quotes.append(token if mark else None)
            if mark:
                _become(token, mark, state.env)
                tokens += _title(token, mark, state.tokens[index + 2])
                skip = index + 1 + _take_off(state.tokens[index + 1 : index + 4], mark)
        elif token.type == "blockquote_close":
            callout = quotes.pop()
            if callout:
                token.type, token.tag = "callout_close", callout.tag
    state.tokens = tokens


def _mark(tokens: list[Token], index: int) -> re.Match[str] | None:
    # A quote without any text has no token behind its first but its end.
    if tokens[index + 1].type != "paragraph_open":
        return None
    return _MARK.match(tokens[index + 2].content)


def _become(token: Token, mark: re.Match[str], env: Env) -> None:
    name = mark[1].lower()
    token.type = "callout_open"
    token.tag = "details" if mark[2] else "div"
    kind = KINDS.get(name)
    token.meta["label"] = name.capitalize().replace("-", " ")
    own = token.attrs.get("class")
    token.attrs["class"] = f"callout callout-{kind or 'note'}{f' {own}' if own else ''}"
    if not mark[2]:
        token.attrs["role"] = "note"
    elif mark[2] == "+":
        token.attrs["open"] = ""
    if kind is None:
        at = At(env, token.map[0] if token.map else 0, mark[1])
        fix = did_you_mean(name, KINDS) or f"use one of {', '.join(_ALIASES)}"
        warn("unknown-callout", f"no callout is called '{mark[1]}'", at, fix)


def _title(callout: Token, mark: re.Match[str], paragraph: Token) -> list[Token]:
    tag = "summary" if mark[2] else "p"
    level = callout.level + 1
    opening = new_token("callout_title_open", tag, 1, level=level, block=True)
    closing = new_token("callout_title_close", tag, -1, level=level, block=True)
    opening.meta["label"] = callout.meta["label"]
    title = mark[3].strip()
    if not title:
        return [opening, closing]
    opening.meta["title"] = True
    text = new_token("inline", "", 0, level=level + 1, block=True)
    text.content, text.children = title, []
    first = paragraph.map[0] if paragraph.map else 0
    text.map = [first, first + 1]
    return [opening, text, closing]


def _take_off(paragraph: list[Token], mark: re.Match[str]) -> int:
    """Take the mark off a paragraph; give how many of its tokens are to be left out."""
    opening, text, _ = paragraph
    text.content = text.content[mark.end() :]
    if not text.content:
        return len(paragraph)
    for token in (opening, text):
        if token.map:
            token.map = [token.map[0] + 1, token.map[1]]
    return 0


def _opening(token: Token) -> str:
    return tag_of(token) + "\n"


def _title_opening(token: Token) -> str:
    label = escape(token.meta["label"])
    if "title" in token.meta:
        # The sign beside it tells those who see it.
        label = f'<span class="visually-hidden">{label}: </span>'
    return f'<{token.tag} class="callout-title">{label}'


_RENDERERS = {
    "callout_open": _opening,
    "callout_title_open": _title_opening,
}

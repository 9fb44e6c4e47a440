"""Code, highlighted with CSS classes; the theme gives them colours."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from html import escape

from pygments.lexer import Lexer
from pygments.lexers import find_lexer_class, get_all_lexers
from pygments.token import STANDARD_TYPES, _TokenType

from waypost.load.lexing import sorted_out

# What authors write for code that has no colours.
_PLAIN = frozenset({"", "text", "txt", "plain", "plaintext", "none"})

# Names in wide use that Pygments does not know.
_ALIASES = {
    "jsonc": "json5",
    "patch": "diff",
    "svelte": "html",
    "mdx": "markdown",
    "dotenv": "ini",
    "env": "ini",
    "gitignore": "bash",
}

# Tokens that look like the text around them, and so need no span.
_BARE = frozenset({"", "n", "p", "w", "x", "nx", "l", "g", "esc"})


class _Classes(dict[_TokenType, str]):
    """The CSS class of a token type, "" for none; derived types have their parent's."""

    def __missing__(self, kind: _TokenType) -> str:
        known: _TokenType | None = kind
        while known is not None and known not in STANDARD_TYPES:
            known = known.parent
        name = STANDARD_TYPES[known] if known is not None else ""
        self[kind] = "" if name in _BARE else name
        return self[kind]


_CLASSES = _Classes()


def is_known(language: str) -> bool:
    """Tell whether code in this language can be highlighted, or needs not be."""
    name = language.lower()
    return name in _PLAIN or name in _ALIASES or name in _names()


def known_languages() -> frozenset[str]:
    """Give every name of a language that authors may use."""
    return frozenset(_names()) | _ALIASES.keys() | (_PLAIN - {""})


def highlight(code: str, language: str) -> str:
    """Render code as HTML; in an unknown language, or in none (""), as plain text."""
    name = f' class="language-{escape(language)}"' if language else ""
    body = "".join(map(_span, *_pieces(_ended(code), language)))
    return f'<div class="highlight"><pre tabindex="0"><code{name}>{body}</code></pre></div>\n'


def highlighted_lines(code: str, language: str) -> list[str]:
    """Render code line by line: HTML that is whole in itself, without the ends of lines."""
    lines = [""]
    for name, text in zip(*_pieces(_ended(code), language), strict=True):
        first, *others = text.split("\n")
        lines[-1] += _span(name, first)
        lines += [_span(name, other) for other in others]
    return lines[:-1]


def _ended(code: str) -> str:
    # Lexers for terminal sessions overlook a last line without an end.
    return code if code.endswith("\n") or not code else code + "\n"


def _pieces(code: str, language: str) -> tuple[Sequence[str], Sequence[str]]:
    """Cut code into pieces of a class each: their classes, and their text, escaped."""
    lexer = _lexer(language.lower())
    found = _lexed(code, lexer) if lexer is not None else None
    return found or (("",), (escape(code, quote=False),))


def _lexed(code: str, lexer: Lexer) -> tuple[list[str], list[str]] | None:
    """Give the pieces that a lexer makes of code, None if it does not get on with it.

    Adjacent tokens of one class make one piece, which halves their number.
    """
    names, texts = [""], [""]
    current = ""
    try:
        for _, kind, text in lexer.get_tokens_unprocessed(code):
            name = _CLASSES[kind]
            if name == current:
                texts[-1] += text
            else:
                names.append(name)
                texts.append(text)
                current = name
    except Exception:
        # Five hundred lexers, any text: what one of them raises, or loses, costs the
        # colours of a code block, not the page.
        return None
    if sum(map(len, texts)) != len(code):
        return None
    # Escaped as one text: a call a span costs more than the escaping. What is between
    # them can't stand in a source.
    escaped = escape("\x00".join(texts), quote=False).split("\x00")
    return (names, escaped) if len(escaped) == len(names) else None


def _span(name: str, text: str) -> str:
    return f'<span class="{name}">{text}</span>' if name and text else text


@cache
def _lexer(name: str) -> Lexer | None:
    full = _names().get(_ALIASES.get(name, name)) if name not in _PLAIN else None
    found = find_lexer_class(full) if full else None
    # Not stripped and not completed: a code block is shown as it was written.
    return sorted_out(found)(stripnl=False, ensurenl=False) if found else None


@cache
def _names() -> dict[str, str]:
    # Only what Pygments brings itself: plugins would make the output depend on
    # what else is installed.
    return {
        alias.lower(): name
        for name, aliases, _, _ in get_all_lexers(plugins=False)
        for alias in aliases
    }

"""Quotes, dashes and ellipses as printers set them in a language.

They are set last: ids of headings, and the words that posts are compared by, are
those of the text as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore, smartquotes, text_join
from markdown_it.token import Token

_ENGLISH = ("“", "”", "‘", "’")
_LOW_HIGH = ("„", "“", "‚", "‘")
_LOW_RIGHT = ("„", "”", "‚", "’")
_ANGLES = ("«", "»", "“", "”")
_EAST = ("«", "»", "„", "“")
_INWARD = ("»", "«", "›", "‹")
_RIGHT = ("”", "”", "’", "’")
_SPACED = ("«\u00a0", "\u00a0»", "‹\u00a0", "\u00a0›")
_SWISS = ("«", "»", "‹", "›")

_QUOTES = {
    "bg": _LOW_HIGH, "ca": _ANGLES, "cs": _LOW_HIGH, "da": _INWARD, "de": _LOW_HIGH,
    "de-ch": _SWISS, "de-li": _SWISS, "el": _ANGLES, "es": _ANGLES, "et": _LOW_HIGH,
    "fi": _RIGHT, "fr": _SPACED, "fr-ch": _SWISS, "hr": _LOW_RIGHT, "hu": _LOW_RIGHT,
    "is": _LOW_HIGH, "it": _ANGLES, "it-ch": _SWISS, "lt": _LOW_HIGH, "lv": _ANGLES,
    "nb": ("«", "»", "‘", "’"), "nn": ("«", "»", "‘", "’"), "no": ("«", "»", "‘", "’"),
    "pl": _LOW_RIGHT, "pt": _ANGLES, "pt-br": _ENGLISH, "ro": ("„", "”", "«", "»"),
    "ru": _EAST, "sk": _LOW_HIGH, "sl": _LOW_HIGH, "sr": _LOW_HIGH, "sv": _RIGHT,
    "uk": _EAST,
}  # fmt: skip
"""Outer and inner quotes by language; any other has those of English."""

_SIGNS = ('"', "'", "--", "...")
_EM_DASH = re.compile(r"(?<!-)---(?!-)")
# Not that of an option, as in --help.
_EN_DASH = re.compile(r"(?<![^\s])--(?![^\s])|(?<=[^\s-])--(?=[^\s-])")
_ELLIPSIS = re.compile(r"(?<!\.)\.\.\.(?!\.)")


def quotes_of(language: str) -> tuple[str, str, str, str]:
    """Give the opening and closing outer quotes of a language tag, then the inner ones."""
    tag = language.lower()
    return _QUOTES.get(tag) or _QUOTES.get(tag.partition("-")[0], _ENGLISH)


def typography(md: MarkdownIt) -> None:
    """Teach a parser its quotes, and to keep escaped characters apart until ``set_type``."""
    md.options["quotes"] = quotes_of(str(md.options["language"]))
    md.core.ruler.disable("text_join")


def set_type(text: str, tokens: Sequence[Token], md: MarkdownIt) -> None:
    """Change the text of block tokens; code, addresses and HTML stay as they are."""
    state = StateCore("", md, {}, [*tokens])
    if any(sign in text for sign in _SIGNS):
        smartquotes(state)
        for token in tokens:
            if token.type == "inline" and ("--" in token.content or "..." in token.content):
                _dashes(token.children or ())
    if "\\" in text or "&" in text:
        text_join(state)


def _dashes(children: Iterable[Token]) -> None:
    in_address = False
    for child in children:
        if child.type in ("link_open", "link_close"):
            in_address = child.type == "link_open" and child.info == "auto"
        elif child.type == "text" and not in_address:
            plain = _EN_DASH.sub("–", _EM_DASH.sub("—", child.content))
            child.content = _ELLIPSIS.sub("…", plain)

"""The chains of Markdown's rules, with only those tried that may match where they are tried.

Each chain becomes one rule, which looks at the next character and tries what is left.
A rule that is not known here, as of a plug-in, is tried everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from markdown_it import MarkdownIt, rules_block, rules_inline
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from waypost.load.abbreviations import define
from waypost.load.attributes import attributes_line
from waypost.load.bare_links import underscore
from waypost.load.by_character import ALPHABET, ByCharacter
from waypost.load.directives import container, leaf
from waypost.load.formulas import formula, formula_block
from waypost.load.link_rules import locate_autolink, locate_image, locate_link
from waypost.load.more import more_line
from waypost.load.plain_blocks import plain_list
from waypost.load.plain_inlines import plain_link
from waypost.load.raw_html import block_comment, inline_html

Rule = Callable[..., bool]

Starts = Mapping[Rule, str]
"""The characters that each rule can match at."""

_MARKERS = "*+-0123456789"

# Of lines that are not indented as code, which all but one rule leave alone.
_BLOCKS: Starts = {
    rules_block.code: "",
    rules_block.fence: "~`",
    rules_block.blockquote: ">",
    rules_block.hr: "*-_",
    rules_block.list_block: _MARKERS,
    plain_list: _MARKERS,
    rules_block.reference: "[",
    rules_block.heading: "#",
    leaf: ":",
    container: ":",
    formula_block: "$",
    rules_block.html_block: "<",
    block_comment: "<",
    more_line: "<",
    attributes_line: "{",
    define: "*",
}
_INLINES: Starts = {
    rules_inline.newline: "\n",
    rules_inline.escape: "\\",
    rules_inline.backtick: "`",
    rules_inline.strikethrough.tokenize: "~",
    rules_inline.emphasis.tokenize: "*_",
    rules_inline.entity: "&",
    plain_link: "[",
    locate_link: "[",
    locate_image: "!",
    locate_autolink: "<",
    formula: "$",
    rules_inline.html_inline: "<",
    inline_html: "<",
    underscore: "_",
}
_CODE_INDENT = 4


def sort_out(md: MarkdownIt) -> None:
    """Make a parser, complete with all its rules, look at a character first."""
    text = "".join(char for char in ALPHABET if not md.inline.terminator_re.match(char))
    starts = {**_INLINES, rules_inline.text: text}
    md.block.ruler = _Ruler(md.block.ruler, _BLOCKS, _block_rule)
    md.inline.ruler = _Ruler(md.inline.ruler, starts, _inline_rule)


class _Ruler(Ruler[Rule]):
    """The rules of another ruler; each chain is one rule, or none."""

    def __init__(
        self, ruler: Ruler[Any], starts: Starts, join: Callable[[Sequence[Rule], Starts], Rule]
    ) -> None:
        super().__init__()
        self.__rules__ = ruler.__rules__
        self._starts = starts
        self._join = join

    def __compile__(self) -> None:
        super().__compile__()
        chains = self.__cache__ or {}
        self.__cache__ = {name: [self._join(rules, self._starts)] for name, rules in chains.items()}


def _block_rule(rules: Sequence[Rule], starts: Starts) -> Rule:
    sorted_out = _sorted_out(rules, starts)

    def first_that_matches(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        if state.sCount[line] - state.blkIndent >= _CODE_INDENT:
            left = rules
        else:
            first = state.bMarks[line] + state.tShift[line]
            left = sorted_out[state.src[first : first + 1]]
        for rule in left:  # noqa: SIM110 - any() would make a generator for each line
            if rule(state, line, end, silent):
                return True
        return False

    return first_that_matches


def _inline_rule(rules: Sequence[Rule], starts: Starts) -> Rule:
    sorted_out = _sorted_out(rules, starts)

    def first_that_matches(state: StateInline, silent: bool) -> bool:
        for rule in sorted_out[state.src[state.pos]]:  # noqa: SIM110 - as above
            if rule(state, silent):
                return True
        return False

    return first_that_matches


def _sorted_out(rules: Sequence[Rule], starts: Starts) -> ByCharacter[Rule]:
    return ByCharacter(
        (rule, frozenset(starts[rule]) if rule in starts else None) for rule in rules
    )

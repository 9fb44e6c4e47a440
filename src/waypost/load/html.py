"""From Markdown tokens to HTML with holes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from waypost.load.highlight import highlight, language_of
from waypost.load.text import plain_text
from waypost.model.fragment import href_hole, src_hole, text_hole


class Renderer(RendererHTML):
    """Renders what ``grammar.py`` parses and ``links.py`` and ``headings.py`` annotate."""

    def renderToken(  # noqa: N802 - overrides
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Render any token without a rule of its own; plain inline tags the short way."""
        token = tokens[idx]
        if token.block or token.attrs or token.hidden:
            return super().renderToken(tokens, idx, options, env)
        return f"</{token.tag}>" if token.nesting < 0 else f"<{token.tag}>"

    def list_item_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Render the start of a list item; a task's checkbox says its state in words."""
        label = "Done" if tokens[idx].meta.get("checked") else "To do"
        item = super().list_item_open(tokens, idx, options, env)
        return item.replace("<input ", f'<input aria-label="{label}" ')


def add_renderers(md: MarkdownIt, renderers: Mapping[str, Callable[[Token], str]]) -> None:
    """Teach a parser to render types of tokens by functions of the token alone."""
    for kind, render in renderers.items():
        md.add_render_rule(kind, _rule_of(render))


def _rule_of(render: Callable[[Token], str]) -> Callable[..., str]:
    def rule(_renderer: object, tokens: Sequence[Token], index: int, *_: object) -> str:
        return render(tokens[index])

    return rule


def _text(token: Token) -> str:
    # Quotes are safe outside of attributes.
    return escape(token.content, quote=False)


def _link_open(token: Token) -> str:
    if token.hidden:
        return ""
    hole = token.meta.get("hole")
    return f"<a{'' if hole is None else href_hole(hole)}{RendererHTML.renderAttrs(token)}>"


def _link_title(token: Token) -> str:
    hole = token.meta.get("hole")
    return _text(token) if hole is None else text_hole(hole)


def _image(token: Token) -> str:
    alternative = plain_text(token.children or ())
    if token.hidden:
        return escape(alternative, quote=False)
    others = {name: value for name, value in token.attrs.items() if name not in ("src", "alt")}
    attributes = "".join(f' {escape(name)}="{escape(str(it))}"' for name, it in others.items())
    hole = token.meta.get("hole")
    address = escape(str(token.attrs.get("src", ""))) if hole is None else src_hole(hole)
    return f'<img src="{address}" alt="{escape(alternative)}"{attributes}>'


def _heading_close(token: Token) -> str:
    href = token.meta.get("href")
    if not href:
        return f"</{token.tag}>\n"
    permalink = f'<a class="anchor" href="#{href}" aria-label="Link to this section">#</a>'
    return f" {permalink}</{token.tag}>\n"


def _table_open(_token: Token) -> str:
    # The box scrolls where the table is wider than the page, also by keyboard.
    return '<div class="table" tabindex="0"><table>\n'


def _table_close(_token: Token) -> str:
    return "</table></div>\n"


def _cell_open(token: Token) -> str:
    # The library would write an inline style: text-align:right.
    style = str(token.attrs.get("style", ""))
    alignment = f' class="align-{style.rpartition(":")[2]}"' if style else ""
    return f"<{token.tag}{alignment}>"


def _code(token: Token) -> str:
    return highlight(token.content, language_of(token.info))


RENDERERS: Mapping[str, Callable[[Token], str]] = {
    "text": _text,
    "link_open": _link_open,
    "link_title": _link_title,
    "image": _image,
    "heading_close": _heading_close,
    "table_open": _table_open,
    "table_close": _table_close,
    "th_open": _cell_open,
    "td_open": _cell_open,
    "fence": _code,
    "code_block": _code,
}
"""What renders each type of token that the library would render otherwise."""

"""From Markdown tokens to HTML with holes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from html import escape
from types import MethodType

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from waypost.load.fences import HTML
from waypost.load.highlight import highlight
from waypost.load.info_strings import language_of
from waypost.load.text import plain_text
from waypost.model.fragment import href_hole, image_holes, src_hole, text_hole

RenderOne = Callable[[Token], str]
"""Renders a token by itself, without a look at its neighbours."""


class Renderer(RendererHTML):
    """Renders what ``grammar.py`` parses and ``links.py`` and ``headings.py`` annotate."""

    def render(self, tokens: Sequence[Token], options: OptionsDict, env: EnvType) -> str:
        """Render block tokens."""
        out = []
        rules, alone = self.rules, self._alone
        for index, token in enumerate(tokens):
            kind = token.type
            if kind == "inline":
                text = self.renderInline(token.children, options, env) if token.children else ""
                # With a tag it is a whole block.
                out.append(f"{_open(token)}{text}</{token.tag}>\n" if token.tag else text)
            elif kind in alone:
                out.append(alone[kind](token))
            elif kind in rules:
                out.append(rules[kind](tokens, index, options, env))
            elif token.nesting < 0 and token.block and not token.attrs:
                # Nearly half of all tokens.
                out.append("" if token.hidden else f"</{token.tag}>\n")
            else:
                out.append(self.renderToken(tokens, index, options, env))
        return "".join(out)

    def renderInline(  # noqa: N802 - overrides
        self, tokens: Sequence[Token], options: OptionsDict, env: EnvType
    ) -> str:
        """Render inline tokens; most are a text alone."""
        first = tokens[0]
        if len(tokens) == 1 and first.type in self._alone:
            text = self._alone[first.type](first)
            return text if first.hidden or not first.meta.get("drawing") else _scrolling(text)
        return super().renderInline(tokens, options, env)

    def renderToken(  # noqa: N802 - overrides
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Render any token without a rule of its own; plain tags the short way."""
        token = tokens[idx]
        if token.hidden:
            return ""
        if not token.nesting:
            return super().renderToken(tokens, idx, options, env)
        if token.nesting < 0:
            return f"</{token.tag}>\n" if token.block else f"</{token.tag}>"
        tag = f"<{token.tag}{self.renderAttrs(token) if token.attrs else ''}>"
        if not token.block:
            return tag
        start = "\n" if idx and tokens[idx - 1].hidden else ""
        return f"{start}{tag}{_end_of_line(tokens, idx)}"

    def list_item_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Render the start of a list item; a task's checkbox says its state in words."""
        if "checked" not in tokens[idx].meta:
            return self.renderToken(tokens, idx, options, env)
        label = "Done" if tokens[idx].meta["checked"] else "To do"
        item = super().list_item_open(tokens, idx, options, env)
        return item.replace("<input ", f'<input aria-label="{label}" ')

    @cached_property
    def _alone(self) -> Mapping[str, RenderOne]:
        # A site's own syntax may have put other rules in place of these.
        rules = ((kind, getattr(rule, "__func__", rule)) for kind, rule in self.rules.items())
        return {kind: rule.render for kind, rule in rules if isinstance(rule, _Alone)}


def _end_of_line(tokens: Sequence[Token], index: int) -> str:
    """Say what stands behind a block's opening tag: nothing before text or its end."""
    if index + 1 == len(tokens):
        return "\n"
    token, after = tokens[index], tokens[index + 1]
    is_text = after.type == "inline" and not after.tag
    ends = after.nesting < 0 and after.tag == token.tag
    return "" if is_text or ends or after.hidden else "\n"


def add_renderers(md: MarkdownIt, renderers: Mapping[str, RenderOne]) -> None:
    """Teach a parser to render types of tokens by functions of the token alone."""
    for kind, render in renderers.items():
        md.add_render_rule(kind, _Alone(render))


class _Alone:
    """A rule of the library that is a function of the token alone."""

    def __init__(self, render: RenderOne) -> None:
        self.render = render

    def __call__(self, _renderer: object, tokens: Sequence[Token], index: int, *_: object) -> str:
        return self.render(tokens[index])

    def __get__(self, renderer: object, _kind: object = None) -> MethodType:
        return MethodType(self, renderer)


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
    if hole is None:
        before, further, behind = "", "", ""
        address = escape(str(token.attrs.get("src", "")))
    else:
        before, further, behind = image_holes(hole)
        address = src_hole(hole)
    image = (
        f'{before}<img src="{address}" alt="{escape(alternative)}"{attributes}{further}>{behind}'
    )
    return _scrolling(image) if token.meta.get("scrolls") else image


def _caption(token: Token) -> str:
    return f"\n<figcaption>{escape(token.content)}</figcaption>\n"


def _scrolling(drawing: str) -> str:
    # Its letters stay legible on a phone: the box scrolls, also by keyboard.
    return f'<span class="drawing" tabindex="0">{drawing}</span>'


def _heading_close(token: Token) -> str:
    href = token.meta.get("href")
    if not href:
        return f"</{token.tag}>\n"
    permalink = f'<a class="anchor" href="#{href}" aria-label="Link to this section">#</a>'
    return f" {permalink}</{token.tag}>\n"


def _table_open(token: Token) -> str:
    # The box scrolls where the table is wider than the page, also by keyboard.
    return f'<div class="table" tabindex="0"><table{RendererHTML.renderAttrs(token)}>\n'


def _table_close(_token: Token) -> str:
    return "</table></div>\n"


def _open(token: Token) -> str:
    if not token.attrs:
        return f"<{token.tag}>"
    # The library would write an inline style: text-align:right.
    style = str(token.attrs.get("style", ""))
    if style:
        return f'<{token.tag} class="align-{style.rpartition(":")[2]}">'
    return tag_of(token)


def _code(token: Token) -> str:
    made: str | None = token.meta.get(HTML)
    code = highlight(token.content, language_of(token.info)) if made is None else made
    return with_attributes(code, token.attrs) if token.attrs and code else code


def tag_of(token: Token) -> str:
    """Give a token's opening tag."""
    return f"<{token.tag}{RendererHTML.renderAttrs(token)}>"


def with_attributes(html: str, attributes: Mapping[str, str | int | float]) -> str:
    """Add attributes to the first tag of some HTML, which may have a class already."""
    others = dict(attributes)
    classes = others.pop("class", None)
    tag, end, rest = html.partition(">")
    if classes is not None and ' class="' in tag:
        tag = tag.replace(' class="', f' class="{escape(str(classes))} ', 1)
    elif classes is not None:
        others["class"] = classes
    added = "".join(f' {escape(name)}="{escape(str(value))}"' for name, value in others.items())
    return f"{tag}{added}{end}{rest}"


RENDERERS: Mapping[str, Callable[[Token], str]] = {
    "text": _text,
    "link_open": _link_open,
    "link_title": _link_title,
    "image": _image,
    "caption": _caption,
    "heading_close": _heading_close,
    "table_open": _table_open,
    "table_close": _table_close,
    "th_open": _open,
    "td_open": _open,
    "fence": _code,
    "code_block": _code,
}
"""What renders each type of token that the library would render otherwise."""

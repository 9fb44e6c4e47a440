"""Figures: an image that stands alone in its paragraph, and has a title, which is its caption."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

from waypost.load.block_state import is_paragraph


def make_figures(tokens: Sequence[Token]) -> None:
    """Make figures of the paragraphs that hold an image with a title, and nothing else.

    The image may be a link. Its title becomes the caption.
    """
    for at, token in enumerate(tokens):
        image = _only_image(token) if token.type == "inline" else None
        if image is None or image.hidden or not image.attrs.get("title"):
            continue
        if not is_paragraph(tokens, at):
            continue
        if token.tag:
            # A whole block, by the short way.
            token.tag = "figure"
        else:
            tokens[at - 1].tag = tokens[at + 1].tag = "figure"
        caption = Token("caption", "figcaption", 0, content=str(image.attrs.pop("title")))
        image.meta["scrolls"] = image.meta.get("drawing", False)
        token.children = [*(token.children or ()), caption]


def _only_image(inline: Token) -> Token | None:
    children = inline.children or ()
    if len(children) == 3 and children[0].type == "link_open":
        children = children[1:2]
    return children[0] if len(children) == 1 and children[0].type == "image" else None

"""Films by a plain link: one that is all of its paragraph becomes the component ``video``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from waypost.load.block_state import is_paragraph
from waypost.load.positions import Source
from waypost.load.text import plain_text
from waypost.model.component import Argument
from waypost.model.films import FILES, embedded, is_film
from waypost.model.fragment import Link

VIDEO = "video"

_SIGNS = ("youtu", "vimeo.com/", "/w/", "/videos/watch/")


def may_have_films(links: Sequence[Link]) -> bool:
    """Say whether some links may lead to films."""
    return any(
        link.target.endswith(FILES) or any(sign in link.target for sign in _SIGNS) for link in links
    )


def show_films(tokens: Sequence[Token], links: Sequence[Link], source: Source) -> bool:
    """Mark the paragraphs that are a link to a film, and nothing else, for ``calls.py``.

    Says whether there are any.
    """
    found = [*_films(tokens, links, source)]
    for at, arguments in found:
        token = tokens[at]
        if not token.tag:
            # The paragraph around the text, where it is not the token itself.
            tokens[at - 1].hidden = tokens[at + 1].hidden = True
            token.attrs = tokens[at - 1].attrs
        token.type, token.tag, token.children = "call", "div", None
        token.meta = {"film": arguments}
    return bool(found)


def _films(
    tokens: Sequence[Token], links: Sequence[Link], source: Source
) -> Iterator[tuple[int, tuple[Argument, ...]]]:
    for at, token in enumerate(tokens):
        if token.type != "inline" or not is_paragraph(tokens, at):
            continue
        children = [
            child for child in token.children or () if child.type != "text" or child.content
        ]
        if len(children) < 3 or not _is_one_link(children) or children[0].hidden:
            continue
        opening = children[0]
        hole = opening.meta.get("hole", -1)
        address = links[hole].target if hole >= 0 else str(opening.attrs.get("href", ""))
        if not (is_film(address) if hole >= 0 else embedded(address) or is_film(address)):
            continue
        place = source.within(token, 0)
        arguments = [Argument("src", address, place, place, hole)]
        label = plain_text(children[1:-1]).strip()
        if label and "://" not in label and not label.startswith("www.") and label != address:
            arguments.append(Argument("title", label, place, place))
        yield at, tuple(arguments)


def _is_one_link(children: Sequence[Token]) -> bool:
    inside = children[1:-1]
    return (
        children[0].type == "link_open"
        and children[-1].type == "link_close"
        and not any(child.type in ("link_open", "link_close", "image") for child in inside)
    )

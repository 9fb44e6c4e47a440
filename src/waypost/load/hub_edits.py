"""Changes of what a hub's file cites, made in its text, so that all the rest stays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from waypost.load.front_matter import read_document
from waypost.load.hubs import load_hub
from waypost.load.nodes import Mapping, Node, Scalar, Sequence
from waypost.load.yaml_text import append, exchange, quoted, word
from waypost.model.hub import Citation, HubDefinition
from waypost.model.site import ParseSettings

_OLD_LINE_END = re.compile(r"\r(?!\n)")

Lists = list[list[tuple[str, str]]]
"""Slugs and labels of what a hub cites: its start, then its themes."""


def with_citation(source: str, text: str, theme: int | None, post: str) -> str | None:
    """Cite a post behind the others of a theme, by index, or of the start (None).

    Gives the whole text of the file, or None where its list is written in a way that
    can't be added to in place.
    """
    front = _front(source, text)
    found = _list_of(front, theme) if front else None
    lines = text.split("\n")
    if found is None or not append(lines, found, post, "post"):
        return None
    before, after = _loaded(source, text), _loaded(source, "\n".join(lines))
    if before is None or after is None:
        return None
    behind, ahead = _lists(before), _lists(before)
    index = 0 if theme is None else theme + 1
    behind[index].append((post, ""))
    # Where the last of a list is a flow mapping, the post can only go before it.
    ahead[index].insert(-1, (post, ""))
    done = _is_all(before, after, behind) or _is_all(before, after, ahead)
    return "\n".join(lines) if done else None


def with_successor(source: str, text: str, old: str, new: str, label: str = "") -> str | None:
    """Cite a post in another's place wherever that is cited; ``label`` replaces labels.

    Gives the whole text of the file, or None where it can't be done in place.
    """
    front = _front(source, text)
    if front is None:
        return None
    lines = text.split("\n")
    spots = _spots(front, old, new, label)
    for scalar, fresh in sorted(spots, key=lambda spot: spot[0].place, reverse=True):
        if not exchange(lines, scalar, fresh):
            return None
    before, after = _loaded(source, text), _loaded(source, "\n".join(lines))
    if before is None or after is None:
        return None
    expected = [
        [(new, (said and label) or said) if post == old else (post, said) for post, said in each]
        for each in _lists(before)
    ]
    return "\n".join(lines) if _is_all(before, after, expected) else None


def _front(source: str, text: str) -> Mapping | None:
    if _OLD_LINE_END.search(text):
        # Places count these as ends of lines, which no patch does.
        return None
    document = read_document(source, text.encode()).value
    return document.front if document else None


def _loaded(source: str, text: str) -> HubDefinition | None:
    loaded = load_hub(source, text.encode(), ParseSettings())
    return None if any(found.is_error for found in loaded.diagnostics) else loaded.value


def _lists(definition: HubDefinition) -> Lists:
    reads = [theme.reads for theme in definition.themes or ()]
    return [
        [(c.post.value, c.label.value if c.label else "") for c in each]
        for each in (definition.start_here or (), *reads)
    ]


def _is_all(before: HubDefinition, after: HubDefinition, expected: Lists) -> bool:
    """Say whether a file cites what it should, and is otherwise what it was."""
    return _lists(after) == expected and _rest(before) == _rest(after)


def _rest(definition: HubDefinition) -> list[object]:
    """Give what a change of citations must leave alone."""
    cited: list[Citation] = list(definition.start_here or ())
    titles = []
    for theme in definition.themes or ():
        titles.append((theme.title.value, theme.text.html))
        cited += theme.reads
    return [
        definition.title and definition.title.value,
        definition.description,
        definition.introduction.html,
        [mode.html for mode in definition.failure_modes or ()],
        [note.html for note in (c.note for c in cited) if note],
        titles,
        definition.references,
        definition.draft,
        *(
            [name.value for name in names or ()]
            for names in (definition.topics, definition.related, definition.sections)
        ),
    ]


def _list_of(front: Mapping, theme: int | None) -> Node | None:
    if theme is None:
        return _value(front, "start_here")
    themes = [node for node in _items(_value(front, "themes")) if isinstance(node, Mapping)]
    return _value(themes[theme], "reads") if theme < len(themes) else None


def _spots(front: Mapping, old: str, new: str, label: str) -> Iterator[tuple[Scalar, str]]:
    """Find the scalars that name a post, and its labels, with what is to stand there."""
    themes = (node for node in _items(_value(front, "themes")) if isinstance(node, Mapping))
    lists = [_value(front, "start_here"), *(_value(theme, "reads") for theme in themes)]
    for node in (item for each in lists for item in _items(each)):
        named = _value(node, "post") if isinstance(node, Mapping) else node
        if not isinstance(named, Scalar) or normalize("NFC", named.text.strip()) != old:
            continue
        yield named, word(new)
        said = _value(node, "label") if isinstance(node, Mapping) else None
        if label and isinstance(said, Scalar) and not said.is_null:
            yield said, quoted(label)


def _value(mapping: Mapping, key: str) -> Node | None:
    entry = mapping.entries.get(key)
    return entry.value if entry else None


def _items(node: Node | None) -> list[Node]:
    if isinstance(node, Sequence):
        return node.items
    return [] if node is None else [node]

"""Changes in an editor's words: a summary, and paragraphs of sentences."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from waypost.editions.change import Change, What
from waypost.editions.sentences import NAMED, Code, Sentence, count, enumerated, kinds_of, sentence

SHOWN = 8
"""So many changes of one kind are told; more are counted."""

NOTHING = "nothing changed that a reader would see"
NOTHING_WRITTEN = "nothing changed in posts, hubs, reading paths and URLs"
"""What can be said where pages were not rendered: a template may have changed."""

UNCAUSED = " in something else: a template, a lens, the theme, or the version of Waypost"

PARTS = (
    ("Broken URLs, from which nothing leads on", ("url-gone",), ""),
    ("Site", ("site-",), "setting"),
    ("Posts", ("post-",), "post"),
    ("Hubs", ("topic-", "hub-"), "hub"),
    ("Reading paths", ("path-", "step-", "steps-"), "reading path"),
    ("Other URLs", ("redirect-", "url-added", "file-"), "other URL"),
    ("Other pages", ("pages-",), ""),
)
"""The paragraphs: the heading, how their kinds of change begin, what the summary counts."""

TOGETHER = ("Hubs", "Reading paths")
"""Where all that happened to one thing stands together."""


class Paragraph(Struct, frozen=True):
    """Sentences under a heading, and how many more there are that were left out."""

    heading: str
    lines: tuple[Sentence, ...]
    more: int = 0


class Told(Struct, frozen=True):
    """What changed, in words. Sentences are without a full stop."""

    summary: Sentence
    paragraphs: tuple[Paragraph, ...] = ()


def tell(changes: Sequence[Change], *, rendered: bool = True, everything: bool = False) -> Told:
    """Say what changed; ``rendered``: the bytes of all pages were compared too.

    With ``everything`` nothing is left out.
    """
    if not changes:
        return Told((NOTHING if rendered else NOTHING_WRITTEN,))
    paragraphs = []
    for heading, kinds, _ in PARTS:
        if found := _folded(_of(changes, kinds)):
            shown = found if everything else _first(found)
            if heading in TOGETHER:
                shown = _together(shown)
            lines = tuple(_line(change, changes, everything) for change in shown)
            paragraphs.append(Paragraph(heading, lines, len(found) - len(shown)))
    return Told(_summary(changes), tuple(paragraphs))


def _of(changes: Sequence[Change], kinds: tuple[str, ...]) -> list[Change]:
    return [change for change in changes if change.what.startswith(kinds)]


def _folded(changes: Sequence[Change]) -> list[Change]:
    """Tell in one sentence of all posts where the same parts are worded otherwise."""
    edited: dict[tuple[str, ...], list[Change]] = {}
    for change in changes:
        if change.what is What.POST_EDITED:
            edited.setdefault(change.parts, []).append(change)
    several = [group for group in edited.values() if len(group) > 1]
    folded = {id(change) for group in several for change in group}
    return [
        *(change for change in changes if id(change) not in folded),
        *(replace(group[0], gained=tuple(one.subject for one in group)) for group in several),
    ]


def _first(changes: Sequence[Change]) -> list[Change]:
    """Keep the first few of each kind."""
    counts: dict[What, int] = {}
    kept = []
    for change in changes:
        counts[change.what] = counts.get(change.what, 0) + 1
        if counts[change.what] <= SHOWN:
            kept.append(change)
    return kept


def _together(changes: Sequence[Change]) -> list[Change]:
    order = {key: number for number, key in enumerate(dict.fromkeys(map(_subject, changes)))}
    return sorted(changes, key=lambda change: order[_subject(change)])


def _subject(change: Change) -> tuple[str, ...]:
    return (change.subject.url, *(() if change.subject.url else (change.subject.title,)))


def _line(change: Change, changes: Sequence[Change], everything: bool) -> Sentence:
    if change.what is What.PAGES_CHANGED:
        return _pages(change, changes, everything)
    return sentence(change, None if everything else NAMED)


def _pages(change: Change, changes: Sequence[Change], everything: bool) -> Sentence:
    """Fold everything that an edit has brought about elsewhere into one line."""
    others = [other for other in changes if other is not change]
    counted = kinds_of(change.gained, "more " if others else "")
    if not others:
        words = f"{counted} changed{UNCAUSED}"
    elif [other.what for other in others] == [What.POST_RETITLED]:
        words = f"{counted} {'shows' if len(change.gained) == 1 else 'show'} the new title"
    else:
        words = f"{counted} changed along with this"
    if not everything:
        return (words,)
    return (f"{words}: ", *enumerated([(Code(thing.url),) for thing in change.gained]))


def _summary(changes: Sequence[Change]) -> Sentence:
    broken = len(_of(changes, ("url-gone",)))
    pages = [change for change in changes if change.what is What.PAGES_CHANGED]
    counts = [
        count(len({_subject(change) for change in found}), noun)
        for _, kinds, noun in PARTS
        if noun and (found := _of(changes, kinds))
    ]
    if pages and not broken and not counts:
        counts = [kinds_of(pages[0].gained)]
    told: list[Sentence] = []
    if broken:
        told.append((f"{count(broken, 'URL')} went away",))
    if counts:
        told.append((*enumerated([(counted,) for counted in counts]), " changed"))
    return tuple(piece for words in told for piece in ("; ", *words))[1:]

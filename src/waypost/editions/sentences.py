"""A sentence for each kind of change, made of words, titles and URLs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from string import Formatter

from msgspec import Struct

from waypost.editions.change import Change, Thing, What
from waypost.editions.edition import Kind

NAMED = 5
"""So many posts stand in a sentence by their titles; more are counted."""

REASONS = {
    "draft": "is a draft now",
    "future": "is dated in the future now",
    "expired": "has expired",
    "invalid": "has errors now",
}

NOUNS = {
    None: "topic",
    Kind.POST: "post",
    Kind.HUB: "hub",
    Kind.PATH: "reading path",
    Kind.OTHER: "page",
    Kind.REDIRECT: "redirect",
    Kind.FEED: "feed",
    Kind.ASSET: "file",
}


class Title(Struct, frozen=True):
    """What somebody called something, to be shown in quotation marks."""

    text: str


class Code(Struct, frozen=True):
    """A URL, or what an editor may type."""

    text: str


Piece = str | Title | Code
Sentence = tuple[Piece, ...]


def sentence(change: Change, named: int | None = NAMED) -> Sentence:
    """Say what changed, without a full stop; ``named`` bounds a list's titles, None doesn't."""
    pattern = _SENTENCES[change.what]
    text = pattern if isinstance(pattern, str) else pattern(change)
    pieces: list[Piece] = []
    for words, field, form, _ in Formatter().parse(text):
        pieces += [words] if words else []
        pieces += _FORMS[field, form or ""](change, named) if field else ()
    return tuple(pieces)


def count(number: int, noun: str) -> str:
    """Count things: ``1 post``, ``2 posts``."""
    return f"{number:,} {noun}{_s(number)}"


def enumerated(pieces: Sequence[Sentence]) -> Sentence:
    """Join what stands in a row: ``a``, ``a and b``, ``a, b and c``."""
    joined: list[Piece] = []
    for number, piece in enumerate(pieces):
        if number:
            joined.append(" and " if number == len(pieces) - 1 else ", ")
        joined += piece
    return tuple(joined)


def _titles(things: Sequence[Thing], named: int | None) -> Sentence:
    titles: list[Sentence] = [(_name(thing),) for thing in things]
    # "and 1 more" would be hardly shorter than the title.
    if named is not None and len(titles) > named + 1:
        titles = [*titles[:named], (f"{len(titles) - named:,} more",)]
    return enumerated(titles)


def _name(thing: Thing | None) -> Piece:
    thing = thing or Thing()
    return Title(thing.title) if thing.title else Code(thing.url)


def _last(url: str) -> str:
    return url.rstrip("/").rpartition("/")[2]


def _s(number: int) -> str:
    return "" if number == 1 else "s"


# --- what stands in the braces of a sentence ---------------------------------------------

_FORMS: Mapping[tuple[str, str], Callable[[Change, int | None], Sentence]] = {
    ("subject", ""): lambda change, _: (_name(change.subject),),
    ("noun", ""): lambda change, _: (NOUNS[change.subject.kind],),
    ("url", ""): lambda change, _: (Code(change.subject.url),),
    ("alias", ""): lambda change, _: (Code(f"aliases: [{_last(change.subject.url)}]"),),
    ("before", ""): lambda change, _: (Title(change.before),),
    ("before", "code"): lambda change, _: (Code(change.before),),
    ("before", "plain"): lambda change, _: (change.before,),
    ("after", ""): lambda change, _: (Title(change.after),),
    ("after", "code"): lambda change, _: (Code(change.after),),
    ("after", "plain"): lambda change, _: (change.after,),
    ("other", ""): lambda change, _: (_name(change.other),),
    ("other", "code"): lambda change, _: (Code(change.other.url if change.other else ""),),
    ("gained", ""): lambda change, named: _titles(change.gained, named),
    ("lost", ""): lambda change, named: _titles(change.lost, named),
    ("gained", "posts"): lambda change, _: (count(len(change.gained), "post"),),
    ("lost", "posts"): lambda change, _: (count(len(change.lost), "post"),),
    ("parts", ""): lambda change, _: enumerated([(part,) for part in change.parts]),
    ("theme", ""): lambda change, _: (Title(change.parts[0]),),
    ("reason", ""): lambda change, _: (REASONS.get(change.parts[0], "is left out now"),),
    ("number", ""): lambda change, _: (str(change.number),),
    ("number", "posts"): lambda change, _: (count(change.number, "post"),),
    ("number", "steps"): lambda change, _: (count(change.number, "step"),),
    ("was", ""): lambda change, _: (str(change.was),),
}


# --- sentences that depend on more than the kind of change -------------------------------


def _gone(change: Change) -> str:
    text = "{url}: the {noun}" + (" {subject}" if change.subject.title else "")
    if change.other and change.subject.kind is Kind.REDIRECT:
        return "{url}: the redirect to {other}"
    if change.other:
        text += ", which is at {other:code}"
        if change.subject.kind is change.other.kind is Kind.POST:
            text += "; {alias} in its front matter would lead there"
    elif change.parts:
        text += ", which {reason}"
    return text


def _site(change: Change) -> str:
    match change.parts[0]:
        case "address":
            return "The site moved from {before:code} to {after:code}, and every URL with it"
        case "title" | "language" if change.before and change.after:
            return "The {parts} of the site changed from {before} to {after}"
    return "The {parts} of the site changed"


def _stands(change: Change, url: str, former: str) -> str:
    """Say what a reader finds at a former URL."""
    if change.other and change.other.url == url:
        return f"at {former} URL stands {{other}}"
    if change.other and change.other.url == change.subject.url:
        return f"{former} URL leads there"
    return f"{former} URL leads to {{other}}"


def _removed(change: Change) -> str:
    return "The {noun} {subject} is gone; " + _stands(change, change.subject.url, "its")


def _moved(change: Change) -> str:
    return "The {noun} {subject} moved from {before:code} to {url}; " + _stands(
        change, change.before, "its former"
    )


def _superseded(change: Change) -> str:
    return (
        "{subject} is superseded by {other}"
        if change.other
        else "{subject} is no longer superseded"
    )


def _edited(change: Change) -> str:
    return f"The {{parts}} of {{{'gained' if change.gained else 'subject'}}} changed"


def _added_hub(change: Change) -> str:
    text = "The hub {subject} is new: {url}, with {number:posts}"
    return text + (" and the reading path {gained}" if change.gained else "")


def _members(change: Change) -> str:
    if not change.lost:
        return "The hub {subject} gained {gained:posts}: {gained}"
    if not change.gained:
        return "The hub {subject} lost {lost:posts}: {lost}"
    return "The hub {subject} gained {gained:posts} ({gained}) and lost {lost:posts} ({lost})"


def _reads(change: Change) -> str:
    head = "The theme {theme}" if change.parts[0] else "Start Here"
    return f"{head} of the hub {{subject}} {_came_and_went(change, '')}"


def _listed(head: str, noun: str) -> Callable[[Change], str]:
    """Make the sentence of something that a page has several of."""

    def pattern(change: Change) -> str:
        if change.gained or change.lost:
            return f"{head} {_came_and_went(change, noun)}"
        return f"The {noun}s of {head[:1].lower()}{head[1:]} are in another order"

    return pattern


def _came_and_went(change: Change, noun: str) -> str:
    if not change.gained and not change.lost:
        return "is in another order"
    verbs = (("gained", change.gained), ("lost", change.lost))
    return " and ".join(
        f"{verb} {f'the {noun}{_s(len(things))} ' if noun else ''}{{{verb}}}"
        for verb, things in verbs
        if things
    )


def _redirect(change: Change) -> str:
    return "{url} leads to {other}" + (", and no longer to {before:code}" if change.before else "")


def _pages(change: Change) -> str:
    return f"{kinds_of(change.gained)} changed"


def kinds_of(things: Iterable[Thing], more: str = "") -> str:
    """Count pages, feeds and other files: ``3 pages and 1 feed``; ``more`` goes before each."""
    nouns = [_sort_of(thing) for thing in _once(things)]
    kinds = [noun for noun in ("page", "feed", "file") if noun in nouns]
    counts = [count(nouns.count(noun), more + noun) for noun in kinds]
    return "".join(map(str, enumerated([(counted,) for counted in counts])))


def _once(things: Iterable[Thing]) -> Iterable[Thing]:
    """Take feeds in one folder for one: they are the same in other formats."""
    return {
        (thing.kind, thing.url.rpartition("/")[0] if thing.kind is Kind.FEED else thing.url): thing
        for thing in things
    }.values()


def _sort_of(thing: Thing) -> str:
    if thing.kind is Kind.FEED:
        return "feed"
    return "page" if thing.url.endswith(("/", ".html")) else "file"


_SENTENCES: Mapping[What, str | Callable[[Change], str]] = {
    What.URL_GONE: _gone,
    What.SITE_CHANGED: _site,
    What.POST_ADDED: "{subject} is new: {url}, dated {after:plain}",
    What.POST_REMOVED: _removed,
    What.POST_MOVED: _moved,
    What.POST_RETITLED: "{before} is called {after} now",
    What.POST_REDATED: "The date of {subject} changed from {before:plain} to {after:plain}",
    What.POST_SUPERSEDED: _superseded,
    What.POST_TAGGED: _listed("{subject}", "topic"),
    What.POST_EDITED: _edited,
    What.TOPIC_RETITLED: "The topic {before} is called {after} now",
    What.HUB_ADDED: _added_hub,
    What.HUB_REMOVED: _removed,
    What.HUB_MOVED: _moved,
    What.HUB_CURATED: "The hub {subject} became curated: an editor wrote it",
    What.HUB_DERIVED: "The hub {subject} is no longer curated: the archive makes it",
    What.HUB_RETITLED: "The hub {before} is called {after} now",
    What.HUB_POSTS: _members,
    What.HUB_READS: _reads,
    What.HUB_THEMES: _listed("The hub {subject}", "theme"),
    What.HUB_THEME_RETITLED: "The theme {before} of the hub {subject} is called {after} now",
    What.HUB_THEME_EDITED: "The text of the theme {theme} of the hub {subject} changed",
    What.HUB_SECTIONS: _listed("The hub {subject}", "section"),
    What.HUB_EDITED: "The {parts} of the hub {subject} changed",
    What.PATH_ADDED: "The reading path {subject} is new: {url}, with {number:steps}",
    What.PATH_REMOVED: _removed,
    What.PATH_MOVED: _moved,
    What.PATH_CURATED: "The reading path {subject} became curated: an editor wrote it",
    What.PATH_DERIVED: "The reading path {subject} is no longer curated: the archive makes it",
    What.PATH_RETITLED: "The reading path {before} is called {after} now",
    What.STEP_REPLACED: "Step {number} of {subject} changed from {lost} to {gained}",
    What.STEP_ADDED: "{subject} gained {gained} as step {number}",
    What.STEP_REMOVED: "{subject} lost {lost}, which was step {number}",
    What.STEP_MOVED: "In {subject}, {other} moved from step {was} to step {number}",
    What.STEPS_REORDERED: "The steps of {subject} are in another order",
    What.PATH_EDITED: "The {parts} of {subject} changed",
    What.REDIRECT_ADDED: _redirect,
    What.REDIRECT_TURNED: _redirect,
    What.URL_ADDED: "{url} is new",
    What.FILE_CHANGED: "{url} is another file",
    What.PAGES_CHANGED: _pages,
}

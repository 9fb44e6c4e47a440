"""Views with blanks where the texts of posts stand.

A view names a text by its digest. With a blank in its place, the view stays the same when
the text changes. All of it is done with encoded views, where a digest and a blank take
the same room.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from waypost.model.digest import Digest, digest_of
from waypost.model.search import SearchIndex
from waypost.model.views import Body, FeedView, PostTextView, PostView
from waypost.store.encoding import Damaged, as_seen, seen

Texts = Callable[[Any], tuple[Body, ...]]


def _of_page(view: PostView | PostTextView) -> tuple[Body, ...]:
    return (view.body,)


def _of_feed(view: FeedView) -> tuple[Body, ...]:
    return tuple([entry.body for entry in view.entries])


TEXTS: Mapping[type, Texts] = {PostView: _of_page, PostTextView: _of_page, FeedView: _of_feed}
"""The views that show texts of posts, and where."""

_KINDS = {kind.__name__: kind for kind in TEXTS}


class Blanked(Struct, frozen=True):
    """An encoded view with blanks; ``texts`` are the digests of what stood there.

    ``encoded`` is the view without blanks. ``sources`` are those of the texts. ``clear``
    says that there are blanks: where a text can't be told from the rest of the view, there
    are none.
    """

    data: bytes
    encoded: bytes
    texts: tuple[Digest, ...] = ()
    sources: tuple[str, ...] = ()
    clear: bool = True


def blanked(view: object, sources: Mapping[Digest, str]) -> Blanked:
    """Encode a view, with blanks; ``sources`` has the source of each text.

    Raises:
        TypeError: for what the model is not made of.
    """
    data = as_seen(view)
    texts_of = TEXTS.get(type(view))
    if texts_of is None:
        return Blanked(data, data)
    shown = [body.digest for body in texts_of(view)]
    texts = tuple(dict.fromkeys(shown))
    named = tuple([sources.get(text, "") for text in texts])
    made = data
    for number, (text, source) in enumerate(zip(texts, named, strict=True)):
        old, new = text.encode(), _numbered(number)
        times = shown.count(text)
        # Whatever an author may have written, only texts are made blanks of.
        if not source or made.count(old) != times or new in made:
            return Blanked(data, data, texts, named, clear=False)
        made = made.replace(old, new)
    return Blanked(made, data, texts, named)


def filled_in(
    data: bytes, kind: str, sources: tuple[str, ...], texts: Mapping[str, Digest]
) -> Any | None:
    """Give a view with texts in its blanks; None where the bytes are not such a view's.

    ``texts`` has the digest of the text of every source.
    """
    for number, source in enumerate(sources):
        data = data.replace(_numbered(number), texts[source].encode())
    try:
        return seen(data, _KINDS[kind])
    except (Damaged, KeyError):
        return None


@cache
def _numbered(number: int) -> bytes:
    # Not by the source: of posts with one text no other page may change with that of one.
    return numbered_blank(number).encode()


def numbered_blank(number: int) -> Digest:
    """Give what stands for a text in a view, by its place among the view's texts, from 0."""
    return digest_of(b"text %d of this view" % number)


def with_blanks(
    indexes: Iterable[SearchIndex], sources: Mapping[Digest, str]
) -> tuple[SearchIndex, ...]:
    """Put blanks into indexes of the search; ``sources`` has the source of each text."""
    indexes = tuple(indexes)
    # Without a search, as for most builds that wait, there is nothing to digest sources for.
    blanks = {text: blank(source) for text, source in sources.items()} if indexes else {}
    return with_other_texts(indexes, blanks)


def without_blanks(
    indexes: Iterable[SearchIndex], texts: Mapping[str, Digest]
) -> tuple[SearchIndex, ...]:
    """Put texts into the blanks of indexes; ``texts`` has that of every source."""
    indexes = tuple(indexes)
    filled = {blank(source): text for source, text in texts.items()} if indexes else {}
    return with_other_texts(indexes, filled)


def with_other_texts(
    indexes: Iterable[SearchIndex], instead: Mapping[Digest, Digest]
) -> tuple[SearchIndex, ...]:
    """Put texts into indexes of the search in the place of others, as ``instead`` says."""
    return tuple(
        replace(
            index,
            records=tuple(
                [
                    replace(record, body=instead[record.body])
                    if record.body and record.body in instead
                    else record
                    for record in index.records
                ]
            ),
        )
        for index in indexes
    )


def blank(source: str) -> Digest:
    """Give what stands for the text of a source in an index."""
    return digest_of(b"the text of " + source.encode("utf-8", "surrogatepass"))

"""What the preview shows now: one good build, whole, and what was said of the last ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from threading import Lock

from msgspec import Struct, field

from waypost.model.digest import Digest
from waypost.outcome import Outcome
from waypost.store.blobs import LostBlob


class Report(Struct, frozen=True):
    """What the writer is told of one build, good or not.

    ``number`` counts builds from 1; ``changed`` are the sources that it was built for;
    ``good`` says that its outputs are fit to be shown.
    """

    number: int
    outcome: Outcome
    changed: tuple[str, ...]
    seconds: float
    good: bool


def _nothing(digest: Digest) -> bytes:
    raise LostBlob(digest)


class Served(Struct, frozen=True):
    """What requests are answered from: one good build, replaced as a whole.

    ``number`` is that of the build, 0 where there was none yet. ``entries`` lead from
    output paths to digests, and ``blob`` from a digest to its bytes; it raises
    ``LostBlob``. ``moved`` leads from URLs that are gone, as paths below the site's
    root, to those of now, in one step; it is collected for as long as the process
    runs. ``prefix`` is the path of the base URL, "" or "/blog". ``reports`` are those
    of the last 20 builds, the newest last, which may have failed.
    """

    number: int = 0
    entries: Mapping[str, Digest] = field(default_factory=dict)
    moved: Mapping[str, str] = field(default_factory=dict)
    prefix: str = ""
    reports: tuple[Report, ...] = ()
    blob: Callable[[Digest], bytes] = _nothing


class Current:
    """Holds what is served now. One thread replaces it, any may read it."""

    def __init__(self, first: Served = Served()) -> None:
        self._now = first
        self._lock = Lock()
        self._callbacks: list[Callable[[Served], None]] = []

    @property
    def now(self) -> Served:
        """What is served now; a request reads it once, and answers from that."""
        return self._now

    def replace(self, served: Served) -> None:
        """Serve something else from now on, and tell those who subscribed."""
        self._now = served
        with self._lock:
            callbacks = tuple(self._callbacks)
        for callback in callbacks:
            callback(served)

    def subscribe(self, callback: Callable[[Served], None]) -> Callable[[], None]:
        """Have a function called in the thread of each replacement, after it.

        Gives the function that ends this.
        """
        with self._lock:
            self._callbacks.append(callback)

        def unsubscribe() -> None:
            with self._lock, suppress(ValueError):
                self._callbacks.remove(callback)

        return unsubscribe

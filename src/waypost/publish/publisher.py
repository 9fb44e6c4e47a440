"""The publisher: from a manifest to the published directory."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct

from waypost.model.artifact import MARKER, Manifest
from waypost.model.digest import digest_of
from waypost.publish.beside import Reading, reading
from waypost.publish.difference import compare
from waypost.publish.exchange import put_in_place
from waypost.publish.marker import marker_of
from waypost.publish.scan import Listing
from waypost.publish.stage import Stage
from waypost.publish.target import check_target, real_path
from waypost.publish.tree import wanted_tree
from waypost.publish.trouble import explained
from waypost.publish.work import WorkFolder, work_folder
from waypost.store.blobs import Blobs
from waypost.workers import Workers


class Published(Struct, frozen=True):
    """What publishing did, in files; ``unchanged`` says that it touched nothing."""

    written: int
    kept: int
    removed: int
    unchanged: bool


class Publisher(Struct, frozen=True):
    """Publishes to one directory, which nobody else publishes to meanwhile.

    ``spare`` is where the old tree stays, so that the next publishing needs to change
    in it what has changed, and no more; None for nowhere. ``published`` reads the tree
    that is there.
    """

    target: Path
    protected: tuple[Path, ...]
    work: WorkFolder
    spare: Path | None
    published: Reading

    @contextmanager
    def publishing(
        self, manifest: Manifest, blobs: Blobs, pool: Workers | None = None
    ) -> Iterator[Published]:
        """Make the published tree equal the manifest, in one step, at the end.

        Until then there may be other things to do, while workers write what is new.
        A file that is there with the same bytes is the same file afterwards, time
        stamp and all. Whatever is not in the manifest is gone afterwards. Where
        nothing differs, nothing is touched. A reader sees the old tree or the new
        one, and where this raises, or what is done meanwhile, the old tree stands.

        Raises:
            UsageFault: where the destination is no longer Waypost's to replace.
            EnvironmentFault: where the system refuses.
            LostBlob: where a blob is missing or damaged.
            ValueError: for a manifest with a path that can't be published.
        """
        marker = marker_of(manifest.entries)
        if MARKER in manifest.entries:
            raise ValueError(f"{MARKER} is not a page's to take")
        wanted = wanted_tree({**manifest.entries, MARKER: digest_of(marker)})
        # Again, as others may have put files there since the lock was taken.
        check_target(self.target, self.protected)
        with explained(self.target):
            found = self.published.tree()
        difference = compare(wanted, found)
        published = Published(
            written=sum(path != MARKER for path in difference.written),
            kept=sum(path != MARKER for path in difference.kept),
            removed=sum(path != MARKER for path in difference.removed),
            unchanged=difference.nothing,
        )
        if difference.nothing:
            yield published
            return
        try:
            with explained(self.target):
                folder, listed = self._place_for_stage()
                modes = self.work.modes
                stage = Stage(folder, self.target, found, modes, blobs, marker, listed)
                finish = stage.begin(wanted, difference, pool)
            yield published
            with explained(self.target):
                finish()
                put_in_place(folder, self.target, self.work.previous)
                self._keep_old(folder)
        except BaseException:
            if pool is not None:
                # They must not write into what is cleared away.
                pool.close()
            raise
        finally:
            self.work.clear(found)

    def _place_for_stage(self) -> tuple[Path, Listing | None]:
        """Take the spare tree out of its place, so that it is whole there or not there.

        Gives where it is now, and what is known to lie there.
        """
        stage = self.work.new_stage()
        if self.spare is not None:
            listed = self.published.listing()
            with suppress(OSError):
                # Only within one file system, where a file can be linked to.
                self.spare.rename(stage)
                return stage, listed
        return stage, None

    def _keep_old(self, stage: Path) -> None:
        if self.spare is not None:
            old = stage if os.path.lexists(stage) else self.work.previous
            with suppress(OSError):
                old.rename(self.spare)


@contextmanager
def publisher(
    destination: Path, protected: Sequence[Path], note: str, spare: Path | None = None
) -> Iterator[Publisher]:
    """Hold a destination for a whole build, from before it reads its first file.

    ``note`` says what the lock is for, to whoever meets it. ``spare`` is a path for
    the tree that was published before, in a folder that is there.

    Raises:
        UsageFault: for a destination that is refused; see ``check_target``.
        EnvironmentFault: where another build holds it, or the system refuses.
    """
    check_target(destination, protected)
    target = real_path(destination)
    with work_folder(target, note) as work, reading(target, work.modes, spare) as published:
        yield Publisher(target, tuple(protected), work, spare, published)

"""The proof on a user's own site: what was built is what a clean build gives."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from waypost.builds import Request, made_with
from waypost.config import Options
from waypost.model.digest import Digest, digest_of
from waypost.model.faults import EnvironmentFault
from waypost.outcome import Outcome
from waypost.store.blobs import StoreFault
from waypost.store.cache import Cache, open_cache
from waypost.traces import reasons_of, traces


class Mismatch(Struct, frozen=True):
    """A published file that a clean build makes otherwise.

    ``line`` counts from 1 and is where the two part; ``published`` and ``clean`` are
    that line of each, None where there is no such file. ``missed`` are the parts of
    the page's key that differ between the two builds, as ``traces.REASONS`` has them;
    none where the file is no page, or where all of its key is the same.
    """

    path: str
    line: int
    published: str | None
    clean: str | None
    missed: tuple[str, ...]


class Verdict(Struct, frozen=True):
    """What comparing with a clean build has shown.

    ``files`` were compared. ``first`` is the first difference in order of path, of
    ``different`` ones. ``same_findings`` says whether both builds had the same
    diagnostics.
    """

    files: int
    different: int
    first: Mismatch | None
    same_findings: bool

    @property
    def holds(self) -> bool:
        """Whether there is no difference at all."""
        return not self.different and self.same_findings


def verify(request: Request, built: Outcome) -> Verdict:
    """Build once more, clean, in a temporary folder, and compare every byte published.

    ``built`` is the build that has just been published, of the same request.

    Raises:
        EnvironmentFault: where the temporary folder has no room for a second build.
    """
    try:
        return _verdict(request, built)
    except StoreFault as trouble:
        reason = (trouble.strerror or "unknown reason").lower()
        raise EnvironmentFault(
            f"the clean build can't be kept in the folder for temporary files: {reason}",
            "free some space, or set TMPDIR to a folder with more of it",
        ) from trouble


def _verdict(request: Request, built: Outcome) -> Verdict:
    options = request.options
    assert built.manifest is not None
    with TemporaryDirectory(prefix="waypost-verify-") as folder, open_cache(Path(folder)) as cache:
        clean = made_with(request, cache)
        wanted = dict(clean.manifest.entries) if clean.manifest else {}
        target = options.destination or options.layout.public
        paths = sorted(wanted.keys() | built.manifest.entries.keys())
        different = [path for path in paths if _digest(target / path) != wanted.get(path)]
        first = None
        if different:
            published = _bytes(target / different[0])
            first = _mismatch(different[0], published, wanted.get(different[0]), cache, options)
    return Verdict(len(paths), len(different), first, clean.diagnostics == built.diagnostics)


def _mismatch(
    path: str, published: bytes | None, wanted: Digest | None, clean: Cache, options: Options
) -> Mismatch:
    made = clean.blobs.get(wanted) if wanted else None
    ours, theirs = _lines(published), _lines(made)
    same = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(ours, theirs, strict=False))
    )
    return Mismatch(
        path=path,
        line=same + 1,
        published=None if published is None else _at(ours, same),
        clean=None if made is None else _at(theirs, same),
        missed=tuple(_missed(path, clean, options)),
    )


def _missed(path: str, clean: Cache, options: Options) -> Iterator[str]:
    """Name the parts of a page's key that the two builds saw differently."""
    with open_cache(options.layout.work) as cache:
        before, after = (traces(kept, (path,)).get(path) for kept in (cache, clean))
    if before and after and (before.parts, before.view) != (after.parts, after.view):
        yield from reasons_of(before, after.parts, after.view)


def _digest(file: Path) -> Digest | None:
    data = _bytes(file)
    return None if data is None else digest_of(data)


def _bytes(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None


def _lines(data: bytes | None) -> list[str]:
    return (data or b"").decode("utf-8", "replace").split("\n")


def _at(lines: list[str], index: int) -> str:
    return lines[index] if index < len(lines) else ""

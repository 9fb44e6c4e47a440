"""The editions that a user names: saved ones, those of revisions, and the content's own."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from waypost import builds, surveys
from waypost.cli.places import short
from waypost.cli.revision import checked_out
from waypost.config import Extensions, Options
from waypost.editions.edition import Edition
from waypost.editions.keeping import edition_file, load_edition
from waypost.editions.sentences import Code, Sentence
from waypost.editions.taking import edition_of
from waypost.model.artifact import Manifest
from waypost.model.diagnostic import Diagnostic
from waypost.model.faults import UsageFault
from waypost.outcome import Outcome, Progress

PUBLISHED: Sentence = ("what was published last",)
NOW: Sentence = ("the content as it is",)


class Side(Struct, frozen=True):
    """One side of a comparison: what to call it in a sentence, and what it is.

    ``edition`` is None where ``code``, the exit code of its findings, stands against it.
    """

    name: Sentence
    edition: Edition | None
    diagnostics: tuple[Diagnostic, ...] = ()
    code: int = 0


def published_side(options: Options) -> Side:
    """Give the edition that was published last.

    Raises:
        UsageFault: where none is known.
    """
    file = edition_file(options.layout.work)
    if not file.is_file():
        raise UsageFault(
            f"what was published last is not known: there is no {short(file)}",
            "publish once with `build`, or say what to compare with: `diff HEAD`",
        )
    return Side(PUBLISHED, load_edition(file, short(file)))


def saved_side(file: Path) -> Side:
    """Give the edition that a file holds.

    Raises:
        UsageFault: where it holds none.
    """
    return Side((Code(short(file)),), load_edition(file, short(file)))


def revision_side(
    options: Options, extensions: Extensions, progress: Progress, revision: str
) -> Side:
    """Give the edition of the content at a git revision, as today's Waypost makes it.

    Raises:
        Fault: see ``checked_out``.
    """
    with checked_out(options.layout, revision) as root:
        return _surveyed(replace(options, root=root), extensions, progress, (Code(revision),))


def present_side(
    options: Options, extensions: Extensions, progress: Progress, *, rendered: bool
) -> Side:
    """Give the edition of the content as it is; ``rendered``: with the bytes of its pages."""
    manifest = None
    if rendered:
        made = builds.check(options, extensions, progress)
        manifest = made.manifest
        if made.exit_code(options.strict) or manifest is None:
            return _unfit(NOW, made, options)
    return _surveyed(options, extensions, progress, NOW, manifest)


def _surveyed(
    options: Options,
    extensions: Extensions,
    progress: Progress,
    name: Sentence,
    manifest: Manifest | None = None,
) -> Side:
    outcome, plan = surveys.plan(options, extensions, progress)
    archive, site = outcome.archive, outcome.site
    if archive is None or site is None or plan is None or outcome.exit_code(options.strict):
        return _unfit(name, outcome, options)
    return Side(name, edition_of(archive, site, plan, manifest), outcome.diagnostics)


def _unfit(name: Sentence, outcome: Outcome, options: Options) -> Side:
    return Side(name, None, outcome.diagnostics, outcome.exit_code(options.strict) or 1)

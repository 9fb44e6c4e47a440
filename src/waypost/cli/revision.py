"""What a site held at a revision, by git."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from waypost.cli.places import short
from waypost.config import Layout
from waypost.model.faults import EnvironmentFault, UsageFault
from waypost.near import did_you_mean

READ = ("content", "static")
"""The folders of a site that say what it puts out; how it looks is nobody's question here."""

_CONFIG = (
    *("-c", "core.hooksPath=/dev/null"),
    *("-c", "core.fsmonitor=false"),
    *("-c", "core.sparseCheckout=false"),
)
"""Whatever a repository has set up for its own work tree is not to run for a copy."""

_AMBIENT = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
"""What git sets for its hooks, from where ``diff`` may be called."""

_FILES = "compare files that `waypost build --json` wrote"


@contextmanager
def checked_out(layout: Layout, revision: str) -> Iterator[Path]:
    """Give a folder with a site as it was at a revision, gone when the block is over.

    It holds data only: nothing of the revision is run. The site's own cache and
    build.py stand beside it, so that what was parsed before need not be again.

    Raises:
        UsageFault: where there is no such revision, or no site in it.
        EnvironmentFault: where git is missing, or fails.
    """
    root = layout.root
    prefix = _prefix(root, revision)
    commit = _commit(root, revision)
    with TemporaryDirectory(prefix="waypost-", ignore_cleanup_errors=True) as made:
        folder = Path(made).resolve()
        # An index of its own, so that what the user has staged stays as it is.
        index = folder / "index"
        _git(root, index, "read-tree", commit)
        names = _git(root, index, "ls-files", "-z", "--", *READ)
        # Not `git archive`: what is marked export-ignore belongs to the site too.
        target = f"--prefix={folder}/tree/"
        _git(root, index, "checkout-index", "-z", "--stdin", target, given=names)
        site = folder / "tree" / prefix
        if not (site / "content").is_dir():
            raise UsageFault(
                f"there is no site at the revision '{revision}': {prefix}content/ is not in it",
                "give a later one",
            )
        _share(layout, site)
        yield site


def _prefix(root: Path, revision: str) -> str:
    """Say where in its repository a site lies: ``""``, or ``"sub/folder/"``."""
    done = _run(root, ("rev-parse", "--show-prefix"))
    if done.returncode == 0:
        return os.fsdecode(done.stdout).removesuffix("\n")
    if b"not a git repository" in done.stderr:
        raise UsageFault(
            f"'{revision}' is no file, and {short(root)} lies in no git repository",
            f"name a file that is there, or {_FILES}",
        )
    raise _failed(done)


def _commit(root: Path, revision: str) -> str:
    if not revision.startswith("-"):
        done = _run(root, ("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}"))
        if done.returncode == 0:
            return done.stdout.decode().strip()
    what = f"'{revision}' is neither a file nor a revision of the repository"
    if ".." in revision:
        old, _, new = revision.replace("...", "..").partition("..")
        both = " ".join(filter(None, (old or "HEAD", new)))
        raise UsageFault(what, f"give two revisions, one after the other: `diff {both}`")
    if Path(revision).is_dir():
        raise UsageFault(
            f"'{revision}' is a folder",
            "give a revision or a file, or leave it out to compare with what was published last",
        )
    raise UsageFault(what, did_you_mean(revision, _known(root), 3) or _where_to_look(root))


def _known(root: Path) -> list[str]:
    done = _run(root, ("for-each-ref", "--format=%(refname:short)"))
    return done.stdout.decode("utf-8", "replace").split()


def _where_to_look(root: Path) -> str:
    shallow = _run(root, ("rev-parse", "--is-shallow-repository")).stdout.strip() == b"true"
    if shallow:
        return "this clone lacks history: get it with `git fetch --unshallow`"
    return "see `git log --oneline` and `git branch --all`"


def _share(layout: Layout, site: Path) -> None:
    """Let a copy of a site use what the site has; without it all goes on, only slower."""
    with suppress(OSError):
        layout.work.mkdir(exist_ok=True)
        (site / layout.work.name).symlink_to(layout.work)
    with suppress(OSError):
        if (layout.root / "build.py").is_file():
            (site / "build.py").symlink_to(layout.root / "build.py")


def _git(root: Path, index: Path, *arguments: str, given: bytes = b"") -> bytes:
    done = _run(root, arguments, {"GIT_INDEX_FILE": str(index)}, given)
    if done.returncode:
        raise _failed(done)
    return done.stdout


def _failed(done: subprocess.CompletedProcess[bytes]) -> EnvironmentFault:
    said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["it does not say why"]
    return EnvironmentFault(
        f"git can't read the revision: {said[0].removeprefix('fatal: ')}", f"mend that, or {_FILES}"
    )


def _run(
    root: Path,
    arguments: tuple[str, ...],
    variables: Mapping[str, str] | None = None,
    given: bytes = b"",
) -> subprocess.CompletedProcess[bytes]:
    kept = {name: value for name, value in os.environ.items() if name not in _AMBIENT}
    try:
        return subprocess.run(
            ["git", *_CONFIG, *arguments],
            cwd=root,
            env={**kept, **(variables or {}), "LC_ALL": "C"},
            input=given,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise EnvironmentFault(
            "git is not installed, or is not in PATH", f"install it, or {_FILES}"
        ) from None

#!/usr/bin/env python3
"""Build this site: ``python3 build.py``, with nothing installed but Python.

The first run makes ``.venv`` beside this file and installs Waypost there; every
later run only looks whether that still holds. All verbs of the command ``waypost``
work here too (``python3 build.py --help``), and without one it builds. ``python3
build.py test`` runs the tests of a checkout of Waypost.

A site may have a copy of this file beside its content/: functions of its own go
to the end. Where no checkout lies around it, it installs what requirements.txt
names, or else the package ``waypost``.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - older ones do come here, and must be told
    sys.stderr.write(
        f"error: Waypost needs Python 3.11 or later, and this is {sys.version.split()[0]}\n"
        "fix: run build.py with a newer one, such as `python3.11 build.py`\n"
    )
    raise SystemExit(3)

import importlib.util
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import NoReturn

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "waypost-installed"
ENTERED = "WAYPOST_ENTERED"
ENVIRONMENT_FAULT, INTERRUPTED = 3, 130
LAST_LINES = 12


class SetupError(Exception):
    """The environment can't be made; holds what to say, and what to do about it."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix


def enter(arguments: list[str]) -> None:
    """Go on in an environment that has Waypost.

    Returns where this interpreter is one. Otherwise this process becomes one that
    is, or ends: with 3 where there can be none, and why.
    """
    extra = "test" if is_checkout() and arguments[:1] == ["test"] else ""
    entered = os.environ.pop(ENTERED, "")
    try:
        if not entered and not has_waypost(extra):
            with only_one_at_a_time():
                if not is_current(extra):
                    install(extra)
            become([str(PYTHON), sys.argv[0], *arguments], {**os.environ, ENTERED: "1"})
        if extra:
            os.chdir(HERE)
            become([sys.executable, "-m", "pytest", *arguments[1:]], dict(os.environ))
    except SetupError as trouble:
        sys.stderr.write(f"error: {trouble.message}\nfix: {trouble.fix}\n")
    except OSError as trouble:
        sys.stderr.write(f"error: .venv can't be made: {trouble}\nfix: see to {HERE}\n")
    except KeyboardInterrupt:
        raise SystemExit(INTERRUPTED) from None
    else:
        return
    raise SystemExit(ENVIRONMENT_FAULT)


def is_checkout() -> bool:
    """Whether this file lies in a checkout of Waypost, and not in a site of its own."""
    return (HERE / "pyproject.toml").is_file() and (HERE / "src" / "waypost").is_dir()


def has_waypost(extra: str) -> bool:
    """Whether this very interpreter can do the work.

    For a checkout it has to be a virtual environment that runs the checkout's code;
    another Waypost that happens to be installed would be the wrong one.
    """
    found = importlib.util.find_spec("waypost")
    if found is None or found.origin is None:
        return False
    if not is_checkout():
        return True
    if Path(sys.prefix).resolve() == VENV.resolve() and STAMP.exists() and not is_current(extra):
        return False
    own = Path(found.origin).resolve().is_relative_to(HERE / "src")
    complete = not extra or importlib.util.find_spec("pytest") is not None
    return own and complete and sys.prefix != sys.base_prefix


def requirement(extra: str) -> tuple[Path, list[str]]:
    """Give the file that says what to install, and pip's arguments for it."""
    if is_checkout():
        return HERE / "pyproject.toml", ["-e", f".[{extra}]" if extra else "."]
    listed = HERE / "requirements.txt"
    return listed, ["-r", listed.name] if listed.is_file() else ["waypost"]


def key() -> str:
    """Digest all that an installation depends on: what is wanted, and the Python for it."""
    digest = blake2b(os.path.realpath(PYTHON).encode(), digest_size=20)
    for file in (requirement("")[0], VENV / "pyvenv.cfg"):
        digest.update(file.read_bytes() if file.is_file() else b"-")
    return digest.hexdigest()


def is_current(extra: str) -> bool:
    """Whether the environment is there, was completed, and is what is wanted today."""
    try:
        stamp, *extras = STAMP.read_text().split()
    except (OSError, ValueError):
        return False
    return PYTHON.exists() and stamp == key() and (not extra or extra in extras)


def install(extra: str) -> None:
    """Make the environment, or bring it up to date.

    The stamp goes first and comes back last, so that no half environment has one.
    Where an update fails, as it does offline, the old environment will do as long
    as it can still run Waypost.
    """
    if runs("import sys, pip; sys.exit(sys.version_info < (3, 11))"):
        say("Bringing .venv up to date…")
    else:
        say("Setting up .venv (the first run takes a minute, and needs the network)…")
        make_venv()
    STAMP.unlink(missing_ok=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--no-input"]
    done = run([*pip, "--disable-pip-version-check", *requirement(extra)[1]])
    if done.returncode == 0:
        draft = STAMP.with_suffix(f".{os.getpid()}")
        draft.write_text(f"{key()} {extra}\n")
        draft.replace(STAMP)
    elif runs("import waypost.pipeline" + (", pytest, hypothesis" if extra else "")):
        say("warning: .venv could not be brought up to date (offline?); going on with it as it is")
    else:
        raise SetupError(
            "pip could not install Waypost into .venv; it said\n" + tail(done.stdout),
            "see whether the network is there, and run this again",
        )


def make_venv() -> None:
    """Make an empty environment in place of whatever is there."""
    if any(importlib.util.find_spec(name) is None for name in ("venv", "ensurepip")):
        raise SetupError(
            "this Python comes without the module venv, which .venv is made with",
            "install it; on Debian and Ubuntu by `sudo apt install python3-venv`",
        )
    done = run([sys.executable, "-m", "venv", "--clear", str(VENV)])
    if done.returncode:
        raise SetupError(
            "Python could not make .venv; it said\n" + tail(done.stdout),
            f"see whether {HERE} can be written to, and run this again",
        )


def run(command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run a command beside this file; everything that it says is in ``stdout``."""
    return subprocess.run(
        command, cwd=HERE, text=True, errors="replace", check=False,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def runs(code: str) -> bool:
    """Whether the environment is there and can run some Python."""
    return PYTHON.exists() and run([str(PYTHON), "-c", code]).returncode == 0


def tail(text: str) -> str:
    """Give the end of what a program said, indented."""
    return "\n".join(f"  {line}" for line in text.strip().splitlines()[-LAST_LINES:])


def say(line: str) -> None:
    """Tell the user something; not on stdout, where results go."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


@contextmanager
def only_one_at_a_time() -> Iterator[None]:
    """Keep two first runs from installing over each other, where the system can."""
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    folder = os.open(HERE, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def become(command: list[str], environment: dict[str, str]) -> NoReturn:
    """Go on as another program, with its exit code for this one's."""
    if os.name == "nt":
        raise SystemExit(subprocess.run(command, env=environment, check=False).returncode)
    os.execve(command[0], command, environment)  # noqa: S606 - no shell is the point


if __name__ == "__main__":
    enter(sys.argv[1:])

# --- a site's own functions ---------------------------------------------------------
#
# From here on Waypost can be imported. What a site adds to a build is plain
# functions, named in the call below; docs/commands.md says what each kind takes and
# gives. Worker processes import this file too, so that a function has to stand at
# the top level of it: no lambdas, and nothing that runs outside of the guards.


if __name__ == "__main__":
    from waypost.cli import main

    main(planners=(), checks=(), syntax=(), filters=())

"""How the user came in: by the installed command, by a build.py, or by ``-m``."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct, field

from waypost.config import Extensions

BUILD_PY = "build.py"


class Door(Struct, frozen=True):
    """What the way in decides for every verb.

    ``program`` is what the user types before a verb, ``root`` the site where no
    ``--root`` says otherwise, ``default_verb`` the verb that may be left out ("" for
    none), ``extensions`` what a build.py adds, and ``script`` that build.py.
    """

    program: str
    root: Path
    default_verb: str = ""
    extensions: Extensions = field(default_factory=Extensions)
    script: Path | None = None


def door_of(started: str, extensions: Extensions) -> Door:
    """Read from ``sys.argv[0]`` how the user came in.

    A build.py belongs to the site that it lies in, and builds it unless told
    otherwise; anything else works on the current folder.
    """
    script = Path(started).absolute()
    if script.name == BUILD_PY:
        return Door(f"python3 {started}", script.parent, "build", extensions, script)
    program = "python3 -m waypost" if script.name == "__main__.py" else "waypost"
    return Door(program, Path.cwd(), "", extensions)


def with_verb(arguments: list[str], default: str) -> list[str]:
    """Put in the verb that may be left out; ``default`` "" leaves everything as it is.

    Nothing at all, or options alone, mean the default verb. ``--root DIR`` stands
    before it as before any other.
    """
    if not default:
        return arguments
    start = 0
    while start < len(arguments) and arguments[start].split("=")[0] == "--root":
        start += 1 if "=" in arguments[start] else 2
    rest = arguments[start:]
    if start > len(arguments):
        return arguments
    if rest and (not rest[0].startswith("-") or rest[0] in ("-h", "--help", "--version")):
        return arguments
    return [*arguments[:start], default, *rest]

"""Style sheets, scripts and pictures as pages name them: minified, under names that hold a digest.

Such a name never means anything else, so that browsers may keep the file for ever.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import unquote

from lightningcss import process_stylesheet
from msgspec import Struct, field
from rjsmin import jsmin

from waypost.model import urls
from waypost.model.diagnostic import Checked, Diagnostic, Place, warning
from waypost.model.digest import Digest, digest_of

_DIGITS = 10

_IN_CSS = re.compile(
    r"""(?P<before>url\(\s*|@import\s*)(?:"(?P<a>[^"]*)"|'(?P<b>[^']*)'|(?<=\()(?P<c>[^)"'\s]*))"""
)
_IN_SCRIPTS = re.compile(
    r"""(?P<before>\b(?:from|import)\s*\(?\s*)(["'])(?P<url>\.{1,2}/[^"']*)\2"""
)
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#|$")


class Dressed(Struct, frozen=True):
    """A file of static/ as pages name it: its name there, the output path, the bytes."""

    name: str
    path: str
    data: bytes


def dress(
    names: Iterable[str],
    files: Mapping[str, Digest],
    read: Callable[[Digest], bytes],
    root: str,
    label: Callable[[str], str] = "static/{}".format,
) -> Checked[tuple[Dressed, ...]]:
    """Dress some files of static/, and what they name in their turn.

    Args:
        names: What templates name; one that is not there is left to them to report.
        files: All files of static/ by their path there, with what each holds.
        read: Gives the bytes of one.
        root: The URL that all paths of the site start with.
        label: Names a file in a finding.

    Returns:
        The files in order of name, and what was found wrong with style sheets, which
        are then published as they are.
    """
    dresser = _Dresser(files, read, root, label)
    for name in sorted(set(names)):
        dresser.dressed(name)
    made = [one for one in dresser.made.values() if one is not None]
    made.sort(key=lambda one: one.name)
    return Checked(tuple(made), tuple(dresser.findings))


class _Dresser(Struct):
    files: Mapping[str, Digest]
    read: Callable[[Digest], bytes]
    root: str
    label: Callable[[str], str]
    made: dict[str, Dressed | None] = field(default_factory=dict)
    findings: list[Diagnostic] = field(default_factory=list)

    def dressed(self, name: str) -> Dressed | None:
        """Dress a file; None where there is none, or where it names itself in a circle."""
        if name in self.made or name not in self.files:
            return self.made.get(name)
        self.made[name] = None
        data = self.read(self.files[name])
        stem, suffix = posixpath.splitext(name)
        if suffix in (".css", ".js"):
            data = self._code(name, suffix, data)
        path = f"{urls.ASSETS}/{stem}.{digest_of(data)[:_DIGITS]}{suffix}"
        self.made[name] = Dressed(name, path, data)
        return self.made[name]

    def _code(self, name: str, suffix: str, data: bytes) -> bytes:
        try:
            text = data.decode()
        except UnicodeDecodeError:
            return data
        if suffix == ".js":
            script = jsmin(text)
            return _IN_SCRIPTS.sub(lambda found: self._in_script(name, found), script).encode()
        try:
            text = process_stylesheet(text)
        except ValueError as fault:
            self.findings.append(_bad_css(self.label(name), str(fault)))
        return _IN_CSS.sub(lambda found: self._in_css(name, found), text).encode()

    def _in_script(self, name: str, found: re.Match[str]) -> str:
        return f'{found["before"]}"{self._url(name, found["url"])}"'

    def _in_css(self, name: str, found: re.Match[str]) -> str:
        url = found["a"] or found["b"] or found["c"] or ""
        if _ELSEWHERE.match(url):
            return found[0]
        return f'{found["before"]}"{self._url(name, url)}"'

    def _url(self, name: str, url: str) -> str:
        """Give the URL by which a dressed file names another."""
        path = url.partition("#")[0].partition("?")[0]
        rest = url[len(path) :]
        below = unquote(path).removeprefix(self.root) if path.startswith("/") else ""
        target = below or posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(path)))
        there = self.dressed(target)
        if there is None:
            # Not of static/, such as a picture beside a post: it is where it always was.
            return url if path.startswith("/") else self.root + urls.encoded(target) + rest
        folder = posixpath.dirname(f"{urls.ASSETS}/{name}")
        to = urls.encoded(posixpath.relpath(there.path, folder))
        return (to if to.startswith(".") else f"./{to}") + rest


def _bad_css(path: str, message: str) -> Diagnostic:
    where = re.search(r":(\d+):(\d+)$", message)
    reason = re.sub(r"^Parsing stylesheet failed: | at [^ ]*:\d+:\d+$", "", message)
    return warning(
        "bad-style-sheet",
        f"the style sheet can't be minified: {reason[:1].lower()}{reason[1:]}",
        Place(path, int(where[1]) + 1, int(where[2])) if where else Place(path),
        "correct it; until then it is published as it is",
    )

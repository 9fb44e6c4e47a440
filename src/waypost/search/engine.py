"""Pagefind: the program that makes the indexes, and how it is talked to.

It is asked for one thing after the other, each after the last answer. Which words of
which page come first in an index depends on the order of the pages; asked like this,
that order is ours, and equal records give equal bytes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

PACKAGES = ("pagefind_bin_extended", "pagefind_bin")
"""The packages that bring the program; the first one knows more languages."""

_SUFFIX = ".exe" if sys.platform == "win32" else ""
_AT_ONCE = 1 << 20
_SILENT = "it ended without an answer"
_UNREAD = ["a.anchor", "a.footnote-backref"]
"""What of a post's HTML is no text: the marks that lead to headings and back from notes."""


class EngineFault(Exception):  # noqa: N818 - says what has failed
    """Pagefind can't be run, or has failed; the text says how."""


def find_engine() -> Path | None:
    """Find Pagefind's program; None where no package has brought one that can be run."""
    for package in PACKAGES:
        spec = find_spec(package)
        for folder in (spec.submodule_search_locations if spec else None) or ():
            for name in ("pagefind_extended", "pagefind"):
                program = Path(folder, name + _SUFFIX)
                if program.is_file() and os.access(program, os.X_OK):
                    return program
    return None


def make_index(
    program: Path, language: str, documents: Iterable[tuple[str, str]]
) -> dict[str, bytes]:
    """Index some documents, each with its URL, in order; give the files by their path.

    Raises:
        EngineFault: where the program can't be run, or fails.
    """
    try:
        with subprocess.Popen(
            [program, "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as process:
            try:
                assert process.stdin
                assert process.stdout
                return _Talk(process.stdin, process.stdout).index(language, documents)
            finally:
                process.kill()
    except BrokenPipeError:
        raise EngineFault(_SILENT) from None
    except OSError as trouble:
        raise EngineFault((trouble.strerror or "unknown reason").lower()) from trouble


class _Talk:
    """A talk with the program: base64 of JSON, with a comma after each message."""

    def __init__(self, ask: IO[bytes], answers: IO[bytes]) -> None:
        self._questions = ask
        self._answers = answers
        self._asked = 0

    def index(self, language: str, documents: Iterable[tuple[str, str]]) -> dict[str, bytes]:
        made = self._ask(
            type="NewIndex", config={"force_language": language, "exclude_selectors": _UNREAD}
        )
        index = made["index_id"]
        for url, text in documents:
            self._ask(type="AddFile", index_id=index, url=url, file_contents=text)
        files = self._ask(type="GetFiles", index_id=index)["files"]
        return {file["path"].replace("\\", "/"): b64decode(file["content"]) for file in files}

    def _ask(self, **payload: object) -> Any:
        self._asked += 1
        message = json.dumps({"message_id": self._asked, "payload": payload}).encode()
        self._questions.write(b64encode(message) + b",")
        self._questions.flush()
        parts = [b""]
        while not parts[-1].endswith(b","):
            part: bytes = self._answers.read1(_AT_ONCE)  # type: ignore[attr-defined]
            if not part:
                raise EngineFault(_SILENT)
            parts.append(part)
        try:
            answer = json.loads(b64decode(b"".join(parts)[:-1], validate=True))["payload"]
            failed = answer["type"] == "Error"
        except (ValueError, KeyError, TypeError) as odd:
            raise EngineFault("it does not answer as expected") from odd
        if failed:
            raise EngineFault(str(answer.get("message")))
        return answer

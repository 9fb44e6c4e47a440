"""Posts with fences, the files beside them, and what comes of both."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

from waypost.load.fences import LONGEST
from waypost.load.includes import LARGEST
from waypost.load.markdown import parse_blocks
from waypost.model.diagnostic import Diagnostic, Place
from waypost.model.site import ParseSettings

SOURCE = "content/posts/a/index.md"

FILES = {
    "app.py": b"import os\n\n# region setup\n  x = 1\n# endregion\n# region open\n",
    "twice.py": b"# region a\n# endregion\n# region a\n# endregion\n",
    "latin.py": b"caf\xe9\n",
    "long.py": b"x = 1\n" * (LONGEST // 6 + 1),
    "large.py": b"#" * (LARGEST + 1),
    "d.csv": b'name,year,"cost | all"\nA <b>,2020,"1,500.50 \xe2\x82\xac"\nB,,-3\n',
    "ragged.csv": b"a,b\n1\n",
    "many.csv": b"a\n" + b"1\n" * 10_001,
    "../shared/s.py": b"shared\n",
}


def parsed(
    text: str, files: Mapping[str, bytes] = FILES, markdown: bool = False
) -> tuple[str, tuple[Diagnostic, ...], str]:
    """Give the HTML of a text that starts on line 5 of its file, its findings, and its twin."""
    beside = {f"content/posts/a/{name}": data for name, data in files.items()}
    beside["content/posts/shared/s.py"] = FILES["../shared/s.py"]
    made = parse_blocks(text, Place(SOURCE, 5, 1), ParseSettings(markdown=markdown), (), beside)
    return made.value.fragment.html, made.diagnostics, made.value.fragment.markdown


def told(text: str) -> list[str]:
    """Give the findings of a text that starts on line 5 of its file."""
    found = parsed(text)[1]
    assert all(each.fix for each in found)
    return [
        f"{each.place.path.removeprefix('content/posts/a/')}:{each.place.line}:"
        f"{each.place.column} {each.severity} {each.code}: {each.message}"
        for each in found
    ]


def shown(text: str) -> str:
    """Give what a reader sees of a text that has nothing wrong."""
    html, diagnostics, _ = parsed(text)
    assert diagnostics == ()
    return unescape(re.sub("<[^>]*>", "", html))

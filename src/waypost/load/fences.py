"""Code blocks that say more than a language: options, files that they include, tables."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token
from msgspec import Struct, field
from msgspec.structs import replace

from waypost.load.data_tables import TABLE, TABLE_OPTIONS, data_table
from waypost.load.fence_options import FenceOptions, Takes, read_options
from waypost.load.highlight import is_known, known_languages
from waypost.load.includes import Beside, included, path_of, too_large
from waypost.load.info_strings import DIAGRAM, FORMULA, GRAPH, LINES, has_options, language_of
from waypost.load.line_numbers import read_lines
from waypost.load.listings import Listing, listing_html, listing_markdown
from waypost.load.positions import Source
from waypost.load.regions import Regions, regions_of
from waypost.load.source_text import Spelled
from waypost.model.diagnostic import Diagnostic, Located, Place, error, warning
from waypost.near import did_you_mean

HTML = "html"
"""Where a token keeps what it is rendered to, if that is not plain highlighted code."""

OPTIONS = {
    LINES: Takes.VALUE,
    "title": Takes.VALUE,
    "linenums": Takes.EITHER,
    "focus": Takes.VALUE,
    "diff": Takes.NOTHING,
    "wrap": Takes.NOTHING,
    "file": Takes.VALUE,
    "region": Takes.VALUE,
}
"""The options of a code block."""

LONGEST = 100_000
"""So many characters of a file a code block may show."""

MOST_INCLUDED = 2_000_000
"""So many characters of files the blocks of one text may show together."""


class Fences(Struct):
    """What came of the code blocks of a text.

    ``included`` counts characters of other files, ``spelled`` has the Markdown that
    blocks of the top level with such text stand for. ``others`` are fences of the
    languages that are no code.
    """

    findings: list[Diagnostic] = field(default_factory=list)
    included: int = 0
    spelled: list[Spelled] = field(default_factory=list)
    others: list[tuple[str, Token]] = field(default_factory=list)


def read_fences(tokens: Sequence[Token], source: Source, beside: Beside) -> Fences:
    """Render those code blocks that ask for more than colours, into their tokens.

    ``beside`` are the files that the source names.
    """
    fences = Fences()
    for token in tokens:
        if token.type == "fence":
            language = language_of(token.info)
            if language in (FORMULA, DIAGRAM, GRAPH):
                fences.others.append((language, token))
                # A graph has options of its own.
                if language != GRAPH and has_options(token.info):
                    _Reader(token, source, beside, fences).none()
                continue
            if language != TABLE and not is_known(language):
                fences.findings.append(_unknown_language(token, language, source))
            if language == TABLE or has_options(token.info):
                token.meta[HTML] = _Reader(token, source, beside, fences).html(language)
    return fences


class _Reader(Struct, frozen=True):
    """Reads one fence."""

    token: Token
    source: Source
    beside: Beside
    fences: Fences

    def none(self) -> None:
        """Find options where none may stand."""
        self._found(*read_options(self.token.info, {}, self._at).diagnostics)

    def html(self, language: str) -> str:
        known = TABLE_OPTIONS if language == TABLE else OPTIONS
        options = read_options(self.token.info, known, self._at)
        self._found(*options.diagnostics)
        code = self._code(options.value, language)
        if code is None:
            return ""
        if language != TABLE:
            self._spell(listing_markdown(code, language), options.value)
            return listing_html(self._listing(options.value, Listing(code, language)))
        path = path_of(self.source.place.path, options.value.text("file"))
        table = data_table(path, code, options.value)
        self._found(*table.diagnostics)
        if table.value is None:
            return ""
        self._spell(table.value.markdown(), options.value)
        return table.value.html()

    def _spell(self, markdown: str, options: FenceOptions) -> None:
        token = self.token
        # Within a list or a quote lines would need what stands before them there.
        if "file" in options and token.map and not token.level:
            self.fences.spelled.append((token.map[0], token.map[1], markdown))

    def _found(self, *findings: Diagnostic) -> None:
        self.fences.findings += findings

    def _at(self, offset: int) -> Place:
        line = self.token.map[0] if self.token.map else 0
        return self.source.find(line, self.token.info, offset)

    def _code(self, options: FenceOptions, language: str) -> str | None:
        """Give the text to show: the block's own, or that of a file."""
        if "file" not in options:
            for name in ("region", TABLE):
                if name in options or name == language:
                    message = f"a '{name}' is taken from a file, but none is named"
                    fix = 'name it, as in file="…"'
                    self._found(error("missing-file", message, self._at(0), fix))
                    return None
            return self.token.content
        if self.token.content.strip():
            message = "the code comes from a file, but the block has lines of its own"
            fix = "delete them, or the option 'file'"
            self._found(error("bad-option", message, options.at(0), fix))
        read = included(self.source.place.path, options.located("file"), self.beside)
        self._found(*read.diagnostics)
        text = read.value
        if text is not None and language != TABLE:
            text = self._region(regions_of(text), options)
        if text is None:
            return None
        self.fences.included += len(text)
        if self.fences.included <= MOST_INCLUDED:
            return text
        message = f"with this file the text includes more than {MOST_INCLUDED:,} characters"
        self._found(too_large(message, options.located("file")))
        return None

    def _region(self, regions: Regions, options: FenceOptions) -> str | None:
        """Give what is to be shown of a file of code."""
        file = options.located("file")
        if "region" not in options:
            return self._short(regions.text(None), file)
        region = options.located("region")
        if region.value in regions.named and region.value not in regions.twice:
            return self._short(regions.text(region.value), file)
        message = f"'{file.value}' has no region '{region.value}'"
        fix = did_you_mean(region.value, regions.named)
        if region.value in regions.twice:
            message = f"'{file.value}' has more than one region '{region.value}'"
            fix = "give each a name of its own"
        elif region.value in regions.open:
            message = f"the region '{region.value}' of '{file.value}' is never closed"
            fix = "write a comment '#endregion' where it ends"
        fix = fix or f"put the comments '#region {region.value}' and '#endregion' around it"
        self._found(error("missing-region", message, region.place, fix))
        return None

    def _short(self, code: str, file: Located[str]) -> str | None:
        if len(code) <= LONGEST:
            return code
        message = f"that is more than {LONGEST:,} characters of '{file.value}'"
        self._found(too_large(message, file))
        return None

    def _listing(self, options: FenceOptions, plain: Listing) -> Listing:
        count = plain.code.removesuffix("\n").count("\n") + 1 if plain.code else 0
        return replace(
            plain,
            title=options.text("title").strip(),
            first=self._first(options),
            marked=self._lines(options, LINES, count),
            focused=self._lines(options, "focus", count),
            diff="diff" in options,
            wrap="wrap" in options,
        )

    def _lines(self, options: FenceOptions, name: str, count: int) -> frozenset[int]:
        if name not in options:
            return frozenset()
        lines, wrong = read_lines(options.text(name), count)
        self._found(
            *(error("bad-lines", w.message, options.place(name, w.offset), w.fix) for w in wrong)
        )
        return lines

    def _first(self, options: FenceOptions) -> int | None:
        if "linenums" not in options:
            return None
        written = options.text("linenums") or "1"
        if written.isascii() and written.isdigit() and len(written) < len(str(LONGEST)):
            return int(written)
        message = f"'{written}' isn't the number of a line"
        place = options.place("linenums")
        self._found(error("bad-option", message, place, 'write a number, as in linenums="10"'))
        return None


def _unknown_language(token: Token, language: str, source: Source) -> Diagnostic:
    return warning(
        "unknown-language",
        f"no highlighting is known for the language '{language}'",
        source.find(token.map[0], language) if token.map else source.place,
        did_you_mean(language, known_languages()) or "use 'text' for code without colours",
    )

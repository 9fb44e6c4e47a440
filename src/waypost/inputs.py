"""Everything that a build reads, by digest: what decides whether anything is to be done."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from msgspec import Struct
from msgspec.structs import replace

from waypost.config import Extensions, Options
from waypost.engine import engine_of
from waypost.load.walk import Inventory, survey
from waypost.model.diagnostic import Diagnostic
from waypost.model.digest import Digest
from waypost.render.files import TemplateFile, template_files
from waypost.store.looking import Seen, look_at


class Inputs(Struct, frozen=True):
    """The files of a site and of its theme, and what each of them held.

    ``sources`` are the site's files below content/ by path, ``static`` those that are
    published as they are by source and whether it is the theme's; None is a file that
    can't be read. ``engine`` digests the program itself.
    """

    engine: Digest
    inventory: Inventory
    findings: tuple[Diagnostic, ...]
    sources: Mapping[str, Seen | None]
    static: Mapping[tuple[str, bool], Seen | None]
    templates: tuple[tuple[TemplateFile, Seen | None], ...]

    def seen(self, source: str, themed: bool) -> Seen | None:
        """Say what a file held that is published as it is."""
        key = (source, themed)
        return self.static[key] if key in self.static else self.sources.get(source)

    def held(self, source: str) -> Digest | None:
        """Digest what a file below content/ held; None where there is none, or it can't be read."""
        return _held(self.sources.get(source))

    @property
    def listed_templates(self) -> tuple[tuple[TemplateFile, Digest | None], ...]:
        """The templates with the digest of each, None for one that can't be read."""
        return tuple((file, _held(seen)) for file, seen in self.templates)

    def identity(self, *, posts: bool = True) -> object:
        """Give what a key can be made of: two sites that are told apart by nothing differ.

        Without ``posts`` it is left out what the files of posts hold.
        """
        own = () if posts else frozenset(self.inventory.posts)
        return (
            self.engine,
            self.findings,
            sorted(
                (source, None if source in own else _held(seen))
                for source, seen in self.sources.items()
            ),
            [
                # Findings tell a site's own files from the theme's.
                (file.path, file.themed, _held(self.static[file.source, file.themed]))
                for file in self.inventory.static
            ],
            [(file.folder, file.name, digest) for file, digest in self.listed_templates],
        )


def _held(seen: Seen | None) -> Digest | None:
    return seen.digest if seen else None


def still_hold(inputs: Inputs, options: Options, extensions: Extensions) -> bool:
    """Say whether all files but the Markdown ones, which are read once, are as they were.

    What was computed from a file that changed meanwhile must not be kept as the
    result of what it held before.
    """
    files = inputs.inventory
    settings = (files.site, files.topics, files.authors, files.lenses)
    named = [name for name in settings if name is not None]
    named += files.assets
    templates = template_files(options.layout.templates)
    seen = look_at(
        [f"{options.root}/{name}" for name in named]
        + [str(file.file) for file in files.static]
        + [template.file for template in templates]
    )
    before = [
        *(inputs.sources[name] for name in named),
        *inputs.static.values(),
        *(seen for _, seen in inputs.templates),
    ]
    same_templates = templates == tuple(template for template, _ in inputs.templates)
    return (
        same_templates and seen == before and engine_of(extensions, options.root) == inputs.engine
    )


def take_stock(options: Options, extensions: Extensions) -> Inputs:
    """List and digest all files that a build of a site reads."""
    return _listed(options, engine_of(extensions, options.root), {})


def take_stock_again(
    before: Inputs, touched: Collection[str], options: Options, extensions: Extensions
) -> Inputs:
    """Do the same where only some files can have changed since ``before``.

    ``touched`` are their paths in the site's folder; files that were not there before
    are found among them, or not at all. Nothing else is read.
    """
    if any(name.endswith(".py") for name in touched):
        return take_stock(options, extensions)
    changed = [f"{options.root}/{name}" for name in touched]
    if all(_is_known(before, name, file) for name, file in zip(touched, changed, strict=True)):
        again = dict(zip(changed, look_at(changed), strict=True))
        if all(again.values()):
            return _replaced(before, again, options)
    known = _files(before, options)
    for file in changed:
        known.pop(file, None)
    return _listed(options, before.engine, known)


def _is_known(before: Inputs, name: str, file: str) -> bool:
    """Say whether a file was there, and could be read."""
    if name in before.sources:
        return before.sources[name] is not None
    static = (
        before.static[own.source, own.themed]
        for own in before.inventory.static
        if str(own.file) == file
    )
    return any((*static, *(seen for template, seen in before.templates if template.file == file)))


def _replaced(before: Inputs, again: Mapping[str, Seen | None], options: Options) -> Inputs:
    """Put in what some files hold now; which files there are has not changed."""
    start = len(f"{options.root}/")
    own = {file[start:]: seen for file, seen in again.items() if file[start:] in before.sources}
    return replace(
        before,
        sources={**before.sources, **own},
        static={
            key: again.get(str(file.file), before.static[key])
            for file in before.inventory.static
            for key in [(file.source, file.themed)]
        },
        templates=tuple((file, again.get(file.file, seen)) for file, seen in before.templates),
    )


def _files(inputs: Inputs, options: Options) -> dict[str, Seen | None]:
    """Give what every file held, by its full path."""
    return {
        **{f"{options.root}/{source}": seen for source, seen in inputs.sources.items()},
        **{
            str(file.file): inputs.static[file.source, file.themed]
            for file in inputs.inventory.static
        },
        **{file.file: seen for file, seen in inputs.templates},
    }


def _listed(options: Options, engine: Digest, known: Mapping[str, Seen | None]) -> Inputs:
    """List all files, and digest those that are not known."""
    layout = options.layout
    walked = survey(layout)
    inventory = walked.value
    settings = (inventory.site, inventory.topics, inventory.authors, inventory.lenses)
    sources = [
        *(name for name in settings if name is not None),
        *inventory.posts,
        *inventory.hubs,
        *inventory.paths,
        *inventory.assets,
    ]
    templates = template_files(layout.templates)
    static = inventory.static
    files = [
        *[f"{options.root}/{source}" for source in sources],
        *[str(file.file) for file in static],
        *[template.file for template in templates],
    ]
    new = [file for file in files if known.get(file) is None]
    found = {**known, **dict(zip(new, look_at(new), strict=True))}
    seen = [found[file] for file in files]
    after, last = len(sources), len(sources) + len(static)
    return Inputs(
        engine=engine,
        inventory=inventory,
        findings=walked.diagnostics,
        sources=dict(zip(sources, seen[:after], strict=True)),
        static={
            (file.source, file.themed): seen
            for file, seen in zip(static, seen[after:last], strict=True)
        },
        templates=tuple(zip(templates, seen[last:], strict=True)),
    )

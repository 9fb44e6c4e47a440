"""Everything that a build reads, by digest: what decides whether anything is to be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from waypost.config import Extensions, Options
from waypost.engine import engine_of
from waypost.load.walk import Inventory, survey
from waypost.model.diagnostic import Diagnostic
from waypost.model.digest import Digest
from waypost.render.files import TemplateFile, template_files
from waypost.store.looking import Seen, look_at


@dataclass(frozen=True, slots=True)
class Inputs:
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

    @property
    def listed_templates(self) -> tuple[tuple[TemplateFile, Digest | None], ...]:
        """The templates with the digest of each, None for one that can't be read."""
        return tuple((file, _held(seen)) for file, seen in self.templates)

    def identity(self) -> object:
        """Give what a key can be made of: two sites that are told apart by nothing differ."""
        return (
            self.engine,
            self.findings,
            sorted((source, _held(seen)) for source, seen in self.sources.items()),
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
    named = [name for name in (files.site, files.topics, files.lenses) if name is not None]
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
    layout = options.layout
    walked = survey(layout)
    inventory = walked.value
    settings = (inventory.site, inventory.topics, inventory.lenses)
    sources = [
        *(name for name in settings if name is not None),
        *inventory.posts,
        *inventory.hubs,
        *inventory.paths,
        *inventory.assets,
    ]
    templates = template_files(layout.templates)
    static = inventory.static
    seen = look_at(
        [f"{options.root}/{source}" for source in sources]
        + [str(file.file) for file in static]
        + [template.file for template in templates]
    )
    after, last = len(sources), len(sources) + len(static)
    return Inputs(
        engine=engine_of(extensions, options.root),
        inventory=inventory,
        findings=walked.diagnostics,
        sources=dict(zip(sources, seen[:after], strict=True)),
        static={
            (file.source, file.themed): seen
            for file, seen in zip(static, seen[after:last], strict=True)
        },
        templates=tuple(zip(templates, seen[last:], strict=True)),
    )

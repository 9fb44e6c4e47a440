"""What stands behind one output, or becomes of one source: answers for ``explain``.

Computed anew from the archive and the plan, as a build computes them; only why a
page was rendered comes from what builds have noted.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from waypost.making import Maker
from waypost.model import urls
from waypost.model.archive import Archive, Omission
from waypost.model.diagnostic import Diagnostic
from waypost.model.fields import field_names
from waypost.model.plan import PagePlan, Plan
from waypost.near import did_you_mean
from waypost.store.encoding import as_seen, checksums
from waypost.traces import Trace, last_build, reasons_of, traces


class PageExplained(Struct, frozen=True):
    """An output that comes from a template.

    ``source`` is the file that asked for it, or empty. ``templates`` are the page's
    own and all that it can reach. ``shows`` has the URLs that each field of its view
    names. ``trace`` tells of its last rendering; ``last_build`` is the number of the
    last build that rendered anything. ``next_reasons`` say why the next build would
    render it; none where it would not.
    """

    path: str
    source: str
    template: str
    templates: tuple[str, ...]
    shows: tuple[tuple[str, tuple[str, ...]], ...]
    trace: Trace | None
    last_build: int
    next_reasons: tuple[str, ...]


class SourceExplained(Struct, frozen=True):
    """A file of the site.

    ``becomes`` are the outputs that it asked for, ``shown_on`` the other pages that
    link to one of them, ``included_by`` the sources whose text shows what it holds.
    ``omission`` says why it is left out, ``findings`` what is wrong with it; ``read``
    says whether anything reads it at all.
    """

    source: str
    becomes: tuple[str, ...]
    shown_on: tuple[str, ...]
    included_by: tuple[str, ...]
    omission: Omission | None
    findings: tuple[Diagnostic, ...]
    read: bool


class Unexplained(Struct, frozen=True):
    """A name that is neither; ``fix`` says what may have been meant."""

    name: str
    fix: str


Explained = PageExplained | SourceExplained | Unexplained


class Subject(Struct, frozen=True):
    """What answers are drawn from: a site as a build would see it now.

    ``includes`` has the files that sources name to show them.
    """

    archive: Archive
    plan: Plan
    maker: Maker
    sources: frozenset[str]
    findings: tuple[Diagnostic, ...]
    includes: Mapping[str, tuple[str, ...]]


def explain_name(name: str, subject: Subject) -> Explained:
    """Explain a page by its URL or output path, or a file by its path in the site."""
    outputs = {page.path: page for page in subject.plan.pages}
    for path in _as_outputs(name, subject.maker.task.site.root):
        if path in outputs:
            return _page(outputs[path], subject)
    source = posixpath.normpath(name)
    copied = [file.path for file in subject.plan.files if name.lstrip("/") == file.path]
    if copied:
        source = next(f.asset.source for f in subject.plan.files if f.path == copied[0])
    if source in subject.sources or _has_findings(source, subject) or copied:
        return _source(source, subject)
    known = [*subject.sources, *("/" + urls.url_of(path) for path in outputs)]
    return Unexplained(name, did_you_mean(name, known, 3))


def shown_urls(view: object) -> Iterator[str]:
    """List the URLs in a view, in order, as often as they stand there."""
    if isinstance(view, str):
        return
    if names := field_names(view):
        for name in names:
            value = getattr(view, name)
            if name == "url" and isinstance(value, str):
                yield value
            else:
                yield from shown_urls(value)
    elif isinstance(view, dict):
        yield from shown_urls(tuple(view.values()))
    elif isinstance(view, Iterable):
        for item in view:
            yield from shown_urls(item)


def _as_outputs(name: str, root: str) -> Iterator[str]:
    plain = name.partition("#")[0].partition("?")[0]
    for below in (plain, plain.removeprefix("public/"), "/" + plain.removeprefix(root)):
        yield urls.file_of(below)
        yield urls.file_of(below + "/")


def _page(page: PagePlan, subject: Subject) -> PageExplained:
    trace = traces(subject.maker.cache, (page.path,)).get(page.path)
    reached = subject.maker.templates.reached.get(page.template, {})
    shows = (
        (name, tuple(dict.fromkeys(shown_urls(getattr(page.view, name)))))
        for name in field_names(page.view)
        if name != "meta"
    )
    return PageExplained(
        path=page.path,
        source=page.origin.path,
        template=page.template,
        templates=tuple(
            name
            for name, digest in sorted(reached.items())
            if digest is not None or name == page.template
        ),
        shows=tuple((name, found) for name, found in shows if found),
        trace=trace,
        last_build=last_build(subject.maker.cache),
        next_reasons=_next_reasons(page, trace, subject.maker),
    )


def _next_reasons(page: PagePlan, trace: Trace | None, maker: Maker) -> tuple[str, ...]:
    if maker.knows(page):
        return ()
    return reasons_of(trace, maker.parts(page), checksums(as_seen(page.view)))


def _source(source: str, subject: Subject) -> SourceExplained:
    plan, prefix = subject.plan, subject.maker.task.site.root.rstrip("/")
    pages = [page.path for page in plan.pages if page.origin.path == source]
    copies = [file.path for file in plan.files if file.asset.source == source]
    own = {urls.encoded(f"{prefix}/{urls.url_of(path)}") for path in (*pages, *copies)}
    left_out = (*subject.archive.omitted, *subject.archive.set_aside)
    return SourceExplained(
        source=source,
        becomes=(*pages, *copies),
        shown_on=tuple(
            page.path
            for page in plan.pages
            if page.path not in pages and not own.isdisjoint(shown_urls(page.view))
        ),
        included_by=tuple(name for name, files in subject.includes.items() if source in files),
        omission=next((found for found in left_out if found.source == source), None),
        findings=tuple(found for found in subject.findings if found.place.path == source),
        read=source in subject.sources,
    )


def _has_findings(source: str, subject: Subject) -> bool:
    return any(found.place.path == source for found in subject.findings)

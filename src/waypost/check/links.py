"""Whether every internal link of the finished site leads somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from urllib.parse import unquote, urljoin, urlsplit

from msgspec import Struct

from waypost.model import urls
from waypost.model.artifact import Anatomy, Artifact
from waypost.model.diagnostic import Diagnostic, Place, error
from waypost.model.memory import NONE, Memory
from waypost.model.plan import PagePlan, Plan
from waypost.near import did_you_mean

_NOT_AS_WRITTEN = re.compile(r"//|/\.")
"""What stands in a path that may lead elsewhere than it says."""

_NOT_AN_ID = re.compile("[%\0- ]")
"""What stands in a fragment that may mean another id than it says."""

_PATH = attrgetter("path")
_ANATOMY = attrgetter("anatomy")


class _Fault(Struct, frozen=True):
    code: str
    message: str
    fix: str


def check_links(
    plan: Plan, artifacts: Iterable[Artifact], base_url: str, memory: Memory = NONE
) -> list[Diagnostic]:
    """Find the links and anchors of finished pages that lead nowhere.

    A link that an author wrote is reported at its line; any other belongs to the
    template that made it, and is reported once for the template. ``memory`` is of the
    build before, if there was one.
    """
    made = _anatomies(artifacts)
    outputs = outputs_of(plan)
    live = _live(frozenset(outputs), base_url)
    elsewhere = _all_elsewhere(made, live, memory)
    targets: dict[str, str] = {}
    faults: dict[str, _Fault | None] = {}
    cited: dict[str, Place] | None = None
    pages: dict[str, PagePlan] = {}
    unsure = memory.recall("unsure", _unsure, elsewhere, live, made)
    found = []
    for path, named in elsewhere.items():
        for url in sorted(unsure.intersection(named)) if unsure and named else ():
            target = targets.get(url)
            if target is None:
                here = f"{base_url}/{urls.encoded(urls.url_of(path))}"
                target = _below(urljoin(here, url), base_url)
                if url.startswith(("/", base_url)):
                    targets[url] = target
            if target not in faults:
                faults[target] = _fault(target, outputs, made)
            if fault := faults[target]:
                pages = pages or {page.path: page for page in plan.pages}
                cited = _cited(plan, base_url) if cited is None else cited
                own = dict(pages[path].cites).get(url)
                place = own or cited.get(url) or _template(pages[path])
                found.append(error(fault.code, fault.message, place, fault.fix))
    return found


def _cited(plan: Plan, base_url: str) -> dict[str, Place]:
    """Give the place of every URL that an author wrote, in full, as feeds have it."""
    origin = base_url.removesuffix(urlsplit(base_url).path)
    written = (cite for page in plan.pages for cite in page.cites if cite[0].startswith("/"))
    return {origin + url: place for url, place in written}


def outputs_of(plan: Plan) -> set[str]:
    """Give the paths of all that is planned."""
    return {*map(_PATH, plan.pages), *map(_PATH, plan.files)}


def elsewhere_of(
    plan: Plan, artifacts: Iterable[Artifact], base_url: str
) -> dict[str, tuple[str, ...]]:
    """Give the URLs of pages that are not just those of an output, or of an anchor there.

    These are all that checking the links of a page takes, as long as the outputs and the
    site's URL are the same.
    """
    made = _anatomies(artifacts)
    return _all_elsewhere(made, _live(frozenset(outputs_of(plan)), base_url))


def _all_elsewhere(
    made: Mapping[str, Anatomy], live: dict[str, str], memory: Memory = NONE
) -> dict[str, tuple[str, ...]]:
    found = memory.rows("elsewhere", _elsewhere, tuple(made), (tuple(made.values()),), (live,))
    return dict(zip(made, found, strict=True))


def _anatomies(artifacts: Iterable[Artifact]) -> dict[str, Anatomy]:
    artifacts = tuple(artifacts)
    return dict(zip(map(_PATH, artifacts), map(_ANATOMY, artifacts), strict=True))


def check_markup(plan: Plan, artifacts: Iterable[Artifact]) -> Iterator[Diagnostic]:
    """Report what is wrong with the markup of finished pages."""
    faulty = [artifact for artifact in artifacts if artifact.anatomy.problems]
    pages = {page.path: page for page in plan.pages} if faulty else {}
    for artifact in faulty:
        page = pages[artifact.path]
        for problem in artifact.anatomy.problems:
            yield error(
                "bad-markup",
                f"/{urls.url_of(artifact.path)}: {problem}",
                page.origin if page.origin.path else _template(page),
                f"see templates/{page.template} and the text that it shows",
            )


@lru_cache(maxsize=1)
def _live(outputs: frozenset[str], base_url: str) -> dict[str, str]:
    """Map the URLs of every output, from the site's root and in full, to the output.

    Nearly all links of a site are written like one of these. To take these away from
    a page's links is quicker, by far, than to see where each of them leads.
    """
    root = urlsplit(base_url).path
    live = {}
    for output in outputs:
        path = f"/{urls.encoded(urls.url_of(output))}"
        if not _NOT_AS_WRITTEN.search(path):
            live[root + path] = live[base_url + path] = output
    return live


def _elsewhere(anatomy: Anatomy, live: dict[str, str]) -> tuple[str, ...]:
    """Give the URLs of a page that are not just those of an output, or of an anchor in it."""
    own = anatomy.ids
    return tuple(
        url
        for url in anatomy.urls.difference(live)
        if url[:1] != "#" or url[1:] not in own or _NOT_AN_ID.search(url)
    )


def _unsure(
    elsewhere: Mapping[str, tuple[str, ...]], live: dict[str, str], made: Mapping[str, Anatomy]
) -> frozenset[str]:
    """Give those of all pages' URLs that are not of an anchor of an output either."""
    found = set()
    for url in set(chain.from_iterable(elsewhere.values())):
        page, _, anchor = url.partition("#")
        there = made.get(live.get(page, ""))
        if not there or anchor not in there.ids or _NOT_AN_ID.search(anchor):
            found.add(url)
    return frozenset(found)


def _below(url: str, base_url: str) -> str:
    """Give the part of a full URL below the site's root, with its anchor; "" outside."""
    parts, base = urlsplit(url), urlsplit(base_url)
    if (parts.scheme, parts.netloc) != (base.scheme, base.netloc):
        return ""
    if not (parts.path + "/").startswith(base.path + "/"):
        return ""
    path = unquote(parts.path.removeprefix(base.path)) or "/"
    return f"{path}#{unquote(parts.fragment)}" if parts.fragment else path


def _fault(target: str, outputs: set[str], made: Mapping[str, Anatomy]) -> _Fault | None:
    path, _, anchor = target.partition("#")
    output = urls.file_of(path)
    if path and output in outputs:
        page = made.get(output)
        if not anchor or anchor == "top" or not page or anchor in page.ids:
            return None
        code, message = "unknown-anchor", f"the page {path} has no anchor '#{anchor}'"
        fix = did_you_mean(anchor, page.ids)
    else:
        code, message = "unknown-target", f"no page or file of this site is at {path}"
        known = ["/" + urls.url_of(output) for output in outputs]
        fix = did_you_mean(path, known, 3)
    if not path:
        message = "the link leads out of the site's folder"
    return _Fault(code, message, fix or "correct the URL, or remove the link")


def _template(page: PagePlan) -> Place:
    return Place(f"templates/{page.template}")

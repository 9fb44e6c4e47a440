"""Whether every internal link of the finished site leads somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote, urljoin, urlsplit

from waypost.model import urls
from waypost.model.artifact import Artifact
from waypost.model.diagnostic import Diagnostic, Place, error
from waypost.model.plan import PagePlan, Plan
from waypost.near import did_you_mean


def check_links(plan: Plan, artifacts: Iterable[Artifact], base_url: str) -> list[Diagnostic]:
    """Find the links and anchors of finished pages that lead nowhere.

    A link that an author wrote is reported at its line; any other belongs to the
    template that made it, and is reported once for the template.
    """
    made = {artifact.path: artifact for artifact in artifacts}
    pages = {page.path: page for page in plan.pages}
    outputs = set(pages) | {file.path for file in plan.files}
    known: dict[str, str] = {}
    found = []
    for path, artifact in made.items():
        here = base_url + "/" + urls.encoded(path.removesuffix("index.html"))
        for url in sorted(artifact.anatomy.urls):
            target = known.get(url)
            if target is None:
                target = _below(urljoin(here, url), base_url)
                if url.startswith(("/", base_url)):
                    known[url] = target
            message = _fault(target, outputs, made)
            if message:
                found.append(_report(pages[path], url, message, target, outputs, made))
    return found


def check_markup(plan: Plan, artifacts: Iterable[Artifact]) -> Iterator[Diagnostic]:
    """Report what is wrong with the markup of finished pages."""
    pages = {page.path: page for page in plan.pages}
    for artifact in artifacts:
        page = pages[artifact.path]
        for problem in artifact.anatomy.problems:
            yield error(
                "bad-markup",
                f"/{urls.url_of(artifact.path)}: {problem}",
                page.origin if page.origin.path else _template(page),
                f"see templates/{page.template} and the text that it shows",
            )


def _below(url: str, base_url: str) -> str:
    """Give the part of a full URL below the site's root, with its anchor; "" outside."""
    parts, base = urlsplit(url), urlsplit(base_url)
    if (parts.scheme, parts.netloc) != (base.scheme, base.netloc):
        return ""
    if not (parts.path + "/").startswith(base.path + "/"):
        return ""
    path = unquote(parts.path.removeprefix(base.path)) or "/"
    return f"{path}#{unquote(parts.fragment)}" if parts.fragment else path


def _fault(target: str, outputs: set[str], made: Mapping[str, Artifact]) -> str:
    path, _, anchor = target.partition("#")
    if not path:
        return "the link leads out of the site's folder"
    output = urls.file_of(path)
    if output not in outputs:
        return f"no page or file of this site is at {path}"
    page = made.get(output)
    if anchor and anchor != "top" and page and anchor not in page.anatomy.ids:
        return f"the page {path} has no anchor '#{anchor}'"
    return ""


def _report(
    page: PagePlan,
    url: str,
    message: str,
    target: str,
    outputs: set[str],
    made: Mapping[str, Artifact],
) -> Diagnostic:
    path, _, anchor = target.partition("#")
    if anchor and urls.file_of(path) in made:
        code, fix = "unknown-anchor", did_you_mean(anchor, made[urls.file_of(path)].anatomy.ids)
    else:
        known = ["/" + output.removesuffix("index.html") for output in outputs]
        code, fix = "unknown-target", did_you_mean(path, known, 3)
    place = dict(page.cites).get(url) or _template(page)
    return error(code, message, place, fix or "correct the URL, or remove the link")


def _template(page: PagePlan) -> Place:
    return Place(f"templates/{page.template}")

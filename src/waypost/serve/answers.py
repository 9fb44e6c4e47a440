"""What a request that is let in is answered with: a page of the site, or of the preview."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct

from waypost.model import urls
from waypost.model.digest import digest_of
from waypost.serve import responses
from waypost.serve.addresses import OWN, Found, Missing, Redirect, decoded, resolve
from waypost.serve.edition import Current, Served
from waypost.serve.injecting import inject
from waypost.serve.pages import not_found
from waypost.serve.policy import Request
from waypost.serve.responses import OWN_PAGES, TYPES, Response, content_type

HTML = TYPES[".html"]
NOT_FOUND = "404.html"
SOON = ("Retry-After", "1")

NO_PAGE_YET = b"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>No page yet</title>
<style>
body { font: 1.125rem/1.5 system-ui, sans-serif; max-width: 36em; margin: 4rem 1.5rem }
</style>
</head>
<body>
<h1>No page yet</h1>
<p>The first build is under way, or has failed. The page appears here when there is one.</p>
</body>
</html>
"""


def client_files() -> dict[str, bytes]:
    """Read what the preview's client is made of, by name."""
    folder = Path(__file__).parent / "client"
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.suffix in TYPES}


class Answers(Struct, frozen=True):
    """Answers from what is served at the moment, each request from one build.

    ``desk`` makes the writer's page, ``client`` are the files that all pages of the
    preview load, by name. Without ``reload`` pages are served as they are published.
    """

    current: Current
    desk: Callable[[Served, str], bytes]
    token: str
    client: Mapping[str, bytes]
    reload: bool = True

    def to(self, request: Request) -> Response:
        """Answer a request that no rule refuses.

        Raises:
            LostBlob: where the bytes of an output are gone.
        """
        served = self.current.now
        asked = decoded(request.path)
        if f"{asked}/".startswith(OWN):
            return self._own(request, asked, served)
        if not served.number:
            page = self._with_client(NO_PAGE_YET, served, urls.file_of(asked))
            return responses.answer(503, page, HTML, responses.FRAMED_BY_ITSELF, SOON)
        match resolve(request.path, served):
            case Found(path):
                return self._found(request, path, served)
            case Redirect(url):
                return responses.redirected(url, request.query)
            case Missing(path):
                return self._missing(path, served)

    def _own(self, request: Request, asked: str, served: Served) -> Response:
        name = asked.removeprefix(OWN)
        if asked == OWN:
            page = self.desk(served, self.token)
            return responses.file(request, page, HTML, digest_of(page), OWN_PAGES)
        if name in self.client:
            data = self.client[name]
            return responses.file(request, data, content_type(name), digest_of(data), OWN_PAGES)
        if asked == OWN.rstrip("/"):
            return responses.redirected(OWN, request.query)
        return responses.told(404, f"The preview has no page here. Its own is {OWN}")

    def _found(self, request: Request, path: str, served: Served) -> Response:
        digest = served.entries[path]
        data, kind, etag = served.blob(digest), content_type(path), str(digest)
        if kind == HTML:
            page = self._with_client(data, served, path)
            # The client asks for what stands before the dash: is that still my page?
            etag = f"{digest}-{digest_of(page)[:12]}" if page != data else etag
            data = page
        csp = responses.DRAWINGS if path.lower().endswith(".svg") else responses.FRAMED_BY_ITSELF
        return responses.file(request, data, kind, etag, csp)

    def _missing(self, path: str, served: Served) -> Response:
        digest = served.entries.get(NOT_FOUND)
        if digest is None:
            return responses.told(404, "The site has no page here.")
        page = not_found(served.blob(digest), served, path)
        page = self._with_client(page, served, NOT_FOUND)
        return responses.answer(404, page, HTML, responses.FRAMED_BY_ITSELF)

    def _with_client(self, html: bytes, served: Served, path: str) -> bytes:
        return inject(html, served, path, self.token) if self.reload else html

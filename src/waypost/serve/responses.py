"""Answers: their status, header fields and bytes, as a host of static files gives them."""

from __future__ import annotations

import re
from http import HTTPStatus

from msgspec import Struct

from waypost.serve.policy import METHODS, Refusal, Request

BYTES = "application/octet-stream"

TYPES = {
    ".atom": "application/atom+xml; charset=utf-8",
    ".avif": "image/avif",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".eot": "application/vnd.ms-fontobject",
    ".flac": "audio/flac",
    ".gif": "image/gif",
    ".htm": "text/html; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".ics": "text/calendar; charset=utf-8",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".jsonld": "application/ld+json; charset=utf-8",
    ".jxl": "image/jxl",
    ".m4a": "audio/mp4",
    ".map": "application/json; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".oga": "audio/ogg",
    ".ogg": "audio/ogg",
    ".ogv": "video/ogg",
    ".opus": "audio/ogg",
    ".otf": "font/otf",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".rss": "application/rss+xml; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".ttf": "font/ttf",
    ".txt": "text/plain; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".wasm": "application/wasm",
    ".wav": "audio/wav",
    ".webm": "video/webm",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xhtml": "application/xhtml+xml; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".xsl": "text/xsl; charset=utf-8",
    ".zip": "application/zip",
}
"""Content types by suffix. Not the machine's own table: it differs between machines."""

CLOSED = "default-src 'none'; frame-ancestors 'none'"
"""What a page of plain text may load."""

FRAMED_BY_ITSELF = "frame-ancestors 'self'"
"""A page of the site loads what it loads where it is published, but no other site shows it."""

DRAWINGS = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox; "
    "frame-ancestors 'self'"
)
"""What a drawing may load that somebody opens by its address: nothing, and nothing runs."""

OWN_PAGES = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
"""What the preview's own pages may load."""

_RANGE = re.compile(r"bytes=(?:([0-9]{1,18})-([0-9]{0,18})|-([0-9]{1,18}))", re.IGNORECASE)


class Response(Struct, frozen=True):
    """An answer to GET; one to HEAD is the same without the body."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""


def content_type(path: str) -> str:
    """Give the type of a file by its suffix, in whatever case."""
    name = path.rpartition("/")[2]
    stem, dot, suffix = name.rpartition(".")
    return TYPES.get(f".{suffix.lower()}", BYTES) if stem and dot else BYTES


def answer(status: int, body: bytes, kind: str, csp: str, *more: tuple[str, str]) -> Response:
    """Make an answer with a whole body."""
    length = ("Content-Length", str(len(body)))
    return Response(status, (("Content-Type", kind), length, *more, *guarded(csp)), body)


def refused(refusal: Refusal) -> Response:
    """Refuse a request in plain text, and end the connection."""
    phrase = HTTPStatus(refusal.status).phrase
    text = f"{refusal.status} {phrase}\n\n{refusal.message}\n"
    more = [("Connection", "close")]
    if refusal.status == HTTPStatus.METHOD_NOT_ALLOWED:
        more.append(("Allow", ", ".join(METHODS)))
    return answer(refusal.status, text.encode(), TYPES[".txt"], CLOSED, *more)


def told(status: int, message: str, *more: tuple[str, str]) -> Response:
    """Answer a request that is in order in plain text."""
    return answer(status, f"{message}\n".encode(), TYPES[".txt"], CLOSED, *more)


def redirected(url: str, query: bytes = b"") -> Response:
    """Lead to another URL, for now: a browser must not keep in mind what a build changes."""
    location = f"{url}?{query.decode('ascii')}" if query else url
    return told(302, f"See {location}", ("Location", location))


def file(
    request: Request, data: bytes, kind: str, etag: str, csp: str = FRAMED_BY_ITSELF
) -> Response:
    """Answer with a file, or with what of it is asked for; ``etag`` is without quotes."""
    tag = f'"{etag}"'
    kept = ("ETag", tag)
    if _is_known(request, tag):
        return Response(304, (kept, *guarded(csp)))
    whole = answer(200, data, kind, csp, kept, ("Accept-Ranges", "bytes"))
    part = _part(request, tag, len(data))
    if part is None:
        return whole
    if not part:
        nothing = ("Content-Range", f"bytes */{len(data)}")
        return told(416, f"The file has {len(data)} bytes.", nothing)
    place = ("Content-Range", f"bytes {part.start}-{part.stop - 1}/{len(data)}")
    return answer(206, data[part.start : part.stop], kind, csp, kept, place)


def _is_known(request: Request, tag: str) -> bool:
    known = request.value(b"if-none-match")
    tags = {one.strip().removeprefix("W/") for one in known.split(",")}
    return tag in tags or known.strip() == "*"


def _part(request: Request, tag: str, size: int) -> range | None:
    """Give which bytes are asked for; None for all of them, as where nobody can tell."""
    match = _RANGE.fullmatch(request.value(b"range").strip())
    # A date is never that of these bytes: they have none.
    known = request.value(b"if-range").strip() in {"", tag}
    if match is None or request.method != "GET" or not known:
        return None
    if match[3]:
        return range(max(size - int(match[3]), 0), size)
    first, last = int(match[1]), int(match[2] or size)
    return range(first, min(last + 1, size)) if first <= last or not match[2] else None


def guarded(csp: str) -> tuple[tuple[str, str], ...]:
    """Give the header fields that every answer has, with what its page may load."""
    return (
        ("Cache-Control", "no-cache"),
        ("X-Content-Type-Options", "nosniff"),
        ("Content-Security-Policy", csp),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Referrer-Policy", "same-origin"),
    )

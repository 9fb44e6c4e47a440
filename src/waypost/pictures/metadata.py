"""Image files without what cameras and programs note in them: places, names, times.

No pixel is touched. What browsers need stays: the colour profile, and which way is up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from struct import error, pack, unpack_from
from zlib import crc32

_MARKER = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])")
_START_OF_SCAN, _END = 0xDA, 0xD9
_OF_APPLICATIONS = range(0xE0, 0xF0)
_COMMENT = 0xFE
_NOTES_OF_PNG = frozenset((b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"))
_NOTES_OF_WEBP = frozenset((b"EXIF", b"XMP "))
_FLAGS_OF_NOTES = 0x0C


def without_notes(data: bytes, kind: str, orientation: int) -> bytes:
    """Give a file (``jpeg``, ``png``, ``webp``) without its notes.

    ``orientation`` is the number that EXIF has for which way is up, 1 for as it is. A
    file of another kind, or one that is built oddly, is given as it is.
    """
    strip = _BY_KIND.get(kind)
    if strip is None:
        return data
    try:
        return strip(data, _exif(orientation) if orientation != 1 else b"")
    except (ValueError, IndexError, error):
        return data


def _exif(orientation: int) -> bytes:
    """Write EXIF that says which way is up, and nothing else."""
    entry = pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
    return b"MM\x00\x2a" + pack(">IH", 8, 1) + entry + pack(">I", 0)


def _jpeg(data: bytes, exif: bytes) -> bytes:
    pieces = [data[:2]]
    if exif:
        pieces.append(b"\xff\xe1" + pack(">H", len(exif) + 8) + b"Exif\0\0" + exif)
    at = 2
    while True:
        found = _MARKER.search(data, at)
        if not found:
            raise ValueError("it has no end")
        pieces.append(data[at : found.start()])
        marker, start = found[1][0], found.end()
        if marker == _END:
            # A phone may hang further pictures, with notes of their own, behind the first.
            return b"".join([*pieces, b"\xff\xd9"])
        end = start + int.from_bytes(data[start : start + 2])
        if end < start + 2 or end > len(data):
            raise ValueError("a segment is cut off")
        if _is_needed(marker, data[start + 2 : end]):
            pieces.append(data[found.end() - 2 : end])
        at = end


def _is_needed(marker: int, payload: bytes) -> bool:
    if marker == _COMMENT:
        return False
    if marker not in _OF_APPLICATIONS:
        return True
    return payload.startswith((b"JFIF\0", b"ICC_PROFILE\0", b"Adobe"))


def _png(data: bytes, exif: bytes) -> bytes:
    pieces, at = [data[:8]], 8
    while at < len(data):
        length = int.from_bytes(data[at : at + 4])
        kind, end = data[at + 4 : at + 8], at + 12 + length
        if end > len(data):
            raise ValueError("a chunk is cut off")
        if kind not in _NOTES_OF_PNG:
            pieces.append(data[at:end])
        if kind == b"IHDR" and exif:
            noted = b"eXIf" + exif
            pieces += [pack(">I", len(exif)), noted, pack(">I", crc32(noted))]
        at = end
        if kind == b"IEND":
            break
    return b"".join(pieces)


def _webp(data: bytes, exif: bytes) -> bytes:
    pieces = []
    for kind, payload in _chunks_of_webp(data):
        if kind in _NOTES_OF_WEBP:
            continue
        if kind == b"VP8X":
            flags = payload[0] & ~_FLAGS_OF_NOTES | (0x08 if exif else 0)
            payload = bytes([flags]) + payload[1:]
        pieces.append(_chunk_of_webp(kind, payload))
    if exif:
        pieces.append(_chunk_of_webp(b"EXIF", exif))
    body = b"WEBP" + b"".join(pieces)
    return b"RIFF" + pack("<I", len(body)) + body


def _chunks_of_webp(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    end = 8 + int(unpack_from("<I", data, 4)[0])
    at = 12
    while at < end:
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        if at + 8 + length > len(data):
            raise ValueError("a chunk is cut off")
        yield data[at : at + 4], data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def _chunk_of_webp(kind: bytes, payload: bytes) -> bytes:
    return kind + pack("<I", len(payload)) + payload + b"\0" * (len(payload) % 2)


_BY_KIND: Mapping[str, Callable[[bytes, bytes], bytes]] = {
    "jpeg": _jpeg,
    "png": _png,
    "webp": _webp,
}

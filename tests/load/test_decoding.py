"""Bytes become text, or a finding that names the byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.findings import only, told
from waypost.load.decoding import control_character, place_at, read_text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"a\nb\n", "a\nb\n"),
        (b"a\r\nb\r\n", "a\nb\n"),
        (b"a\rb", "a\nb"),
        (b"a\r\r\nb", "a\n\nb"),
        (b"\xef\xbb\xbfa", "a"),
        (b"\xef\xbb\xbf", ""),
        ("caf\u00e9 \u00a0 \U0001f600 \ufffd".encode(), "café \u00a0 \U0001f600 \ufffd"),
        (b"tab\there", "tab\there"),
    ],
)
def test_text_is_read_without_a_bom_and_with_one_kind_of_line(data: bytes, text: str) -> None:
    assert read_text("a.md", data).value == text
    assert told(read_text("a.md", data)) == []


@pytest.mark.parametrize(
    ("data", "place", "byte"),
    [
        (b"caf\xe9", "1:4", "byte 0xe9 at offset 3"),
        (b"ok\r\nna\xefve", "2:3", "byte 0xef at offset 5"),
        (b"\xc3\xa9\xff", "1:2", "byte 0xff at offset 2"),
        (b"\xed\xa0\x80", "1:1", "byte 0xed at offset 0"),
        (b"end\xe2\x82", "1:4", "byte 0xe2 at offset 3"),
    ],
)
def test_bytes_that_are_not_utf8_are_named_with_their_place(
    data: bytes, place: str, byte: str
) -> None:
    read = read_text("a.md", data)
    assert read.value is None
    assert told(read) == [f"{place} not-utf-8"]
    assert byte in only(read).message


def test_utf16_is_recognised() -> None:
    assert "UTF-16" in only(read_text("a.md", "title".encode("utf-16"))).fix


@pytest.mark.parametrize(
    "character",
    ["\x00", "\x02", "\x03", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\x9f", "\ufffe", "\uffff"],
)
def test_a_control_character_is_located(character: str) -> None:
    read = read_text("a.md", f"one\ntwo é{character} three".encode())
    assert read.value is None
    assert told(read) == ["2:6 control-character"]
    assert f"U+{ord(character):04X}" in only(read).message


def test_every_line_with_a_control_character_is_told_once() -> None:
    assert told(read_text("a.md", b"a\x01\x02\nb\nc\x03")) == [
        "1:2 control-character",
        "3:2 control-character",
    ]


def test_a_binary_file_gives_few_findings() -> None:
    assert len(read_text("a.png", b"\x00\n" * 1000).diagnostics) == 10


def test_an_index_becomes_a_line_and_a_column() -> None:
    text = "ab\n\ncd"
    places = [place_at("a.md", text, index) for index in range(len(text))]
    assert [(p.line, p.column) for p in places] == [
        (1, 1),
        (1, 2),
        (1, 3),
        (2, 1),
        (3, 1),
        (3, 2),
    ]


@given(st.binary())
def test_any_bytes_are_text_or_an_error(data: bytes) -> None:
    read = read_text("a.md", data)
    if read.value is None:
        assert all(finding.is_error and finding.place.line for finding in read.diagnostics)
        assert read.diagnostics
    else:
        assert not read.diagnostics
        assert "\r" not in read.value
        assert not control_character(read.value)

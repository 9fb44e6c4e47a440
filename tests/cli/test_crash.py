"""A bug leaves a report behind, and no traceback on the screen."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from waypost.cli.crash import crashed


def raised() -> Exception:
    try:
        raise KeyError("lost")
    except KeyError as error:
        return error


def test_the_report_lies_in_the_site(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    fault = crashed(raised(), ["build", "--strict"], tmp_path, None)
    (report,) = (tmp_path / ".waypost").iterdir()
    assert fault.exit_code == 4
    assert fault.message == "this is a bug in Waypost: KeyError: 'lost'"
    assert str(report) in fault.fix
    text = report.read_text()
    assert "Traceback" in text
    assert "['build', '--strict']" in text


@pytest.mark.parametrize("made", ["nothing", "file"])
def test_the_report_lies_elsewhere_where_the_site_can_not_hold_it(
    made: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(elsewhere))
    if made == "file":
        (tmp_path / "content").mkdir()
        (tmp_path / ".waypost").write_text("in the way")
    fault = crashed(raised(), [], tmp_path, None)
    (report,) = elsewhere.iterdir()
    assert str(report) in fault.fix
    assert "Traceback" in report.read_text()


def test_a_report_that_can_not_be_written_is_no_second_bug(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    fault = crashed(raised(), [], tmp_path, None)
    assert fault.exit_code == 4
    assert "could not be written" in fault.fix

"""When a preview has to build though no file has changed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from support.sites import NOW, SITE_YAML, options, post, write
from waypost.serve.clock import next_moment
from waypost.session import Session


@pytest.mark.parametrize(
    ("fronts", "as_of", "moment"),
    [
        ([{"day": "2024-01-01"}], None, None),
        ([{"day": "2026-07-01"}], None, datetime(2026, 7, 1, tzinfo=UTC)),
        ([{"day": "2026-07-02"}, {"day": "2026-07-01"}], None, datetime(2026, 7, 1, tzinfo=UTC)),
        ([{"day": "2024-01-01", "expires": "2026-08-01"}], None, datetime(2026, 8, 1, tzinfo=UTC)),
        ([{"day": "2026-07-01"}], date(2026, 6, 3), None),
    ],
)
def test_the_next_moment_is_when_a_post_appears_or_expires(
    tmp_path: Path,
    fronts: list[dict[str, str]],
    as_of: date | None,
    moment: datetime | None,
) -> None:
    files = {f"content/posts/{n}.md": post(str(n), **front) for n, front in enumerate(fronts)}
    write(tmp_path, {"content/site.yaml": SITE_YAML, **files})
    asked = options(tmp_path, as_of=as_of)
    session = Session(asked)
    assert next_moment(session.build().outcome, asked, NOW) == moment
    session.close()


def test_a_site_that_can_not_be_read_has_no_moments(tmp_path: Path) -> None:
    write(
        tmp_path, {"content/site.yaml": "title: [", "content/posts/a.md": post("A", "2030-01-01")}
    )
    session = Session(options(tmp_path))
    assert next_moment(session.build().outcome, options(tmp_path), NOW) is None
    session.close()

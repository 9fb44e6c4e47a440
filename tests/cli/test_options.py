"""What the options ask for, and what can't be asked."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from waypost.cli.options import moment
from waypost.model.faults import UsageFault


def test_source_date_epoch_is_the_moment_of_the_command() -> None:
    assert moment({"SOURCE_DATE_EPOCH": "1767225600"}) == datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("epoch", ["", None])
def test_without_it_the_moment_is_now(epoch: str | None) -> None:
    before = datetime.now(UTC)
    asked = {} if epoch is None else {"SOURCE_DATE_EPOCH": epoch}
    assert before <= moment(asked) <= datetime.now(UTC)


@pytest.mark.parametrize("epoch", ["yesterday", "1.5", "9" * 30, "2026-01-01"])
def test_a_malformed_source_date_epoch_is_refused(epoch: str) -> None:
    with pytest.raises(UsageFault, match="SOURCE_DATE_EPOCH") as refused:
        moment({"SOURCE_DATE_EPOCH": epoch})
    assert epoch in refused.value.message

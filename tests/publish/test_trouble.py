from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from waypost.model.faults import EnvironmentFault, UsageFault
from waypost.publish.trouble import explained


@pytest.mark.parametrize(
    ("number", "fix"),
    [
        (errno.ENOSPC, "free some space"),
        (errno.EDQUOT, "free some space"),
        (errno.EACCES, "writable"),
        (errno.EPERM, "writable"),
        (errno.EROFS, "can be written to"),
        (errno.EBUSY, "mount the folder it lies in"),
        (errno.EXDEV, "mount the folder it lies in"),
        (errno.ENAMETOOLONG, "shorten"),
        (errno.ENOLCK, "locks"),
        (errno.EIO, "run the build again"),
    ],
)
def test_a_refusal_has_a_reason_a_place_and_a_fix(number: int, fix: str) -> None:
    with pytest.raises(EnvironmentFault) as caught, explained(Path("public")):
        raise OSError(number, os.strerror(number), "some/file")
    reason = os.strerror(number).lower()
    assert caught.value.message == f"can't publish to public: {reason} (some/file)"
    assert fix in caught.value.fix
    assert caught.value.exit_code == 3


def test_a_refusal_without_number_or_place_has_its_words() -> None:
    with pytest.raises(EnvironmentFault) as caught, explained(Path("public")):
        raise OSError("No luck")
    assert caught.value.message == "can't publish to public: no luck"


@pytest.mark.parametrize("problem", [UsageFault("x"), ValueError("x"), KeyboardInterrupt()])
def test_what_is_no_refusal_passes(problem: BaseException) -> None:
    with pytest.raises(type(problem)), explained(Path("public")):
        raise problem

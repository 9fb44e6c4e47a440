"""Sparse matrices: what NumPy has beside arrays is imported when it is asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest

ASKED = {
    "f2py": "numpy.f2py.__version__",
    "ma": "numpy.ma.array([1, 2], mask=[0, 1]).sum() == 1",
    "polynomial": "numpy.polynomial.Polynomial([1, 1])(2) == 3",
    "testing": "numpy.testing.assert_equal(1, 1) is None",
}


def _printed(imported: str, asked: str) -> list[str]:
    program = f"""
import sys
import numpy
import {imported}
print("numpy.f2py.crackfortran" in sys.modules, "unittest" in sys.modules)
print(bool({asked}))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert not done.stderr
    return done.stdout.split("\n")


@pytest.mark.parametrize("part", ASKED)
def test_what_is_put_off_is_there_when_asked_for(part: str) -> None:
    assert _printed("waypost.matrices", ASKED[part]) == ["False False", "True", ""]


def test_scipy_alone_imports_all_of_numpy() -> None:
    """If it ever stops to, the module has done its work."""
    assert _printed("scipy.sparse", "True")[0] == "True True"

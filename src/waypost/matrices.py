"""SciPy's sparse matrices, without parts of NumPy that nothing here asks for.

SciPy looks at every name that NumPy has, and NumPy imports some of its parts when their
name is looked at: a compiler of Fortran among them. That takes longer than to import the
matrices. So these parts stand there beforehand, and run when something in them is asked for.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import LazyLoader, find_spec, module_from_spec
from typing import Any

import numpy as np

_SELDOM = "f2py", "ma", "polynomial", "testing"


def _put_off(part: str) -> None:
    """Have a part of NumPy run as late as something in it is asked for."""
    name = f"numpy.{part}"
    spec = None if name in sys.modules else find_spec(name)
    if spec is None or spec.loader is None:
        return
    spec.loader = LazyLoader(spec.loader)
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    # NumPy asks for it by import, and would ask itself for ever.
    setattr(np, part, module)


for _part in _SELDOM:
    _put_off(_part)

sparse: Any = import_module("scipy.sparse")
"""The module :mod:`scipy.sparse`."""

"""Graphviz, where it is installed."""

from __future__ import annotations

import pytest

from waypost.programs import graphviz

PROGRAM = graphviz() or ""

needs_graphviz = pytest.mark.skipif(not PROGRAM, reason="Graphviz is not installed")

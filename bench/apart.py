"""The bench's own environment (requirements-bench.txt): other programs that the portal is measured against or with."""

from __future__ import annotations

import os
from pathlib import Path

from bench.server import ROOT

HERE = Path(os.environ.get("BENCH_VENV", ROOT / ".venv-bench"))


def program(name: str) -> str:
    """Its path. Raises FileNotFoundError where the environment lacks it."""
    path = HERE / "bin" / name
    if not path.exists():
        raise FileNotFoundError(f"{name} is not installed in {HERE.name}: make bench installs requirements-bench.txt")
    return str(path)

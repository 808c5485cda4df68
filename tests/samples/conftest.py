"""Sample reports: their facts, and the font that regenerating needs."""

import pytest

from samples.catalogue import reports
from samples.generator.fonts import DEFAULT_FILE, register_font


@pytest.fixture(scope="session")
def facts():
    """Every report's facts by its name."""
    return {report["slug"]: report for report in reports()}


@pytest.fixture(scope="session")
def font():
    if not DEFAULT_FILE.exists():
        pytest.skip(f"{DEFAULT_FILE} is not installed: samples can't be typeset here")
    register_font()

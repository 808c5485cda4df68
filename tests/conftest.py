"""What all tests share."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Where CI runs nothing may be missing: a skipped test has failed."""
    report = yield
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped where CI runs: {report.longrepr}"
    return report


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    """Files a test stores stay its own."""
    settings.VAR_DIR = tmp_path / "var"
    settings.MEDIA_ROOT = tmp_path / "var" / "files"


@pytest.fixture
def shared():
    """The reports with known truth, beside the project."""
    if not SHARED.is_dir():
        pytest.skip("needs ../shared (reports with known truth)")
    return SHARED

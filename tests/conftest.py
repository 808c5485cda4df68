"""What all tests share."""

import os
from pathlib import Path

import pytest
from django.db import connection

from ingest import append_only

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


@pytest.fixture(autouse=True)
def emptied_afterwards(request):
    """A test with real transactions ends by emptying every table: the guard of the event log lets that through."""
    marker = request.node.get_closest_marker("django_db")
    if not (marker and marker.kwargs.get("transaction")) and "transactional_db" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("transactional_db")
    append_only.guard(connection)
    yield
    append_only.lift(connection)


@pytest.fixture
def shared():
    """The reports with known truth, beside the project."""
    if not SHARED.is_dir():
        pytest.skip("needs ../shared (reports with known truth)")
    return SHARED

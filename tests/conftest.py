"""What all tests share."""

import os
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from pytest_django.plugin import blocking_manager_key

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
    if not has_real_transactions(request.node):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    append_only.lift(connection)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """What the migrations put into the database is there again for the test that follows, whichever that is."""
    done = yield
    if nextitem is not None and has_real_transactions(item):
        with item.config.stash[blocking_manager_key].unblock():
            append_only.guard(connection)
            import_module("ingest.migrations.0002_roles").make_roles(apps, None)
            import_module("ingest.migrations.0004_administrators").make_administrators(apps, None)
            connection.close()
    return done


def has_real_transactions(item):
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction")) or "transactional_db" in item.fixturenames


@pytest.fixture
def shared():
    """The reports with known truth, beside the project."""
    if not SHARED.is_dir():
        pytest.skip("needs ../shared (reports with known truth)")
    return SHARED

"""Real workers, really ended: on SQLite, and on PostgreSQL where TEST_DATABASE_URL names a server."""

import os
import signal
import time
import uuid

import pytest
from django_tasks_db.models import DBTaskResult

from tests.conftest import ROOT
from tests.ingest.running import LONGEST, Installation, PostgreSQL, SQLite

pytestmark = pytest.mark.long
LARGE = ROOT / "samples" / "reports" / "吕梁市财政局-2024-单位预算.pdf"
SMALL = ROOT / "samples" / "reports" / "示例市民政局-2025-部门预算.pdf"
YEAR_BEFORE = ROOT / "samples" / "reports" / "示例市民政局-2024-部门预算.pdf"
OF_TWO_YEARS = 5  # packages: each report, each year, everything
PUBLISH = """
import time
from pathlib import Path
from budgets.models import Report
from ingest import actions
report = Report.objects.get(pk={pk})
Path({ready!r}).touch()
while not Path({go!r}).exists():
    time.sleep(0.001)
try:
    actions.publish_report(report=report, acknowledgement="原件如此")
    print("published")
except actions.NotAllowed as why:
    print(why)
"""
WITHDRAW = """
import time
from pathlib import Path
from django.db import transaction
from budgets.models import Report
from ingest import actions
with transaction.atomic():
    actions.withdraw_report(report=Report.objects.get(pk={pk}), by=None, reason="核实")
    Path({ready!r}).touch()
    while not Path({go!r}).exists():
        time.sleep(0.001)
print("withdrawn")
"""
UPLOADS = "SELECT status FROM ingest_upload ORDER BY id"
REPORTS = "SELECT status FROM budgets_report ORDER BY id"
SOURCES = "SELECT count(*) FROM budgets_sourcefile"
WAITING = f"SELECT task_path FROM {DBTaskResult._meta.db_table} WHERE status = 'READY'"
STOPPING = 30  # seconds that docker-compose.yml gives a worker to end in


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def migrated(request, tmp_path_factory):
    """A server and a filled database there, of which each test takes a copy."""
    url = os.environ.get("TEST_DATABASE_URL", "")
    if request.param == "postgresql" and not url:
        pytest.skip("needs TEST_DATABASE_URL (a PostgreSQL server)")
    folder = tmp_path_factory.mktemp(request.param)
    server = SQLite(folder) if request.param == "sqlite" else PostgreSQL(url)
    name = f"workers_{uuid.uuid4().hex[:8]}"
    server.create(name)
    Installation(folder, server, name).fill()
    yield server, name
    server.drop(name)


@pytest.fixture
def installation(migrated, tmp_path):
    server, filled = migrated
    name = f"{filled}_{uuid.uuid4().hex[:8]}"
    server.copy(filled, name)
    portal = Installation(tmp_path, server, name)
    yield portal
    portal.stop()
    server.drop(name)


def files_in(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def is_taken(portal):
    return portal.rows(UPLOADS) == [("reading",)]


def has_read_a_page(portal):
    return portal.rows("SELECT pages_done > 0 FROM ingest_upload")[0][0]


def has_stored_the_file(portal):
    """The rows follow, in the same transaction."""
    return bool(files_in(portal.files / "sources"))


def wait_until(moment, portal):
    portal.wait(lambda: moment(portal), lambda: f"{moment.__name__} never came: {portal.rows(UPLOADS)}")


def test_a_worker_killed_while_reading_leaves_nothing_half(installation):
    installation.hand_in(LARGE)
    worker = installation.worker()
    wait_until(has_read_a_page, installation)
    installation.end(worker, signal.SIGKILL)
    assert installation.rows(UPLOADS) == [("reading",)]
    assert (installation.rows(REPORTS), installation.rows(SOURCES)) == ([], [(0,)])
    assert len(files_in(installation.files / "incoming")) == 1


@pytest.mark.parametrize("moment", [is_taken, has_read_a_page, has_stored_the_file], ids=lambda moment: moment.__name__)
def test_a_worker_killed_at_any_moment_loses_no_file_and_makes_no_second_report(installation, moment):
    installation.hand_in(SMALL)
    worker = installation.worker()
    wait_until(moment, installation)
    installation.end(worker, signal.SIGKILL)
    installation.let_leases_run_out()
    installation.worker()
    installation.wait_for_rows(UPLOADS, [("ready",)])
    assert installation.rows(REPORTS) == [("draft",)]
    installation.wait(
        lambda: files_in(installation.files / "incoming") == [], lambda: "the received file is still there"
    )
    assert len(files_in(installation.files / "sources")) == 1


def test_two_workers_make_one_report_of_the_same_file(installation):
    installation.hand_in(SMALL, SMALL, LARGE, SMALL)
    installation.worker(), installation.worker()
    installation.wait_for_rows("SELECT count(*) FROM ingest_upload WHERE status IN ('waiting', 'reading')", [(0,)])
    assert sorted(installation.rows(UPLOADS)) == [("duplicate",), ("duplicate",), ("ready",), ("ready",)]
    assert installation.rows("SELECT count(*) FROM budgets_report") == [(2,)]
    assert len(files_in(installation.files / "sources")) == 2


def test_two_people_publishing_at_once_make_one_published_version(installation):
    installation.manage("ingest", str(SMALL))
    ((pk,),) = installation.rows("SELECT id FROM budgets_report")
    go = installation.folder / "go"
    ready = [installation.folder / f"ready-{person}" for person in "ab"]
    people = [installation.start("shell", "-c", PUBLISH.format(pk=pk, ready=str(path), go=str(go))) for path in ready]
    installation.wait(lambda: all(path.exists() for path in ready), lambda: "somebody never came")
    go.touch()
    said = [person.communicate(timeout=LONGEST)[0].decode().splitlines()[-1] for person in people]
    assert sorted(said) == ["published", "只有草稿可以公布。"]
    assert installation.rows("SELECT status, version FROM budgets_report") == [("published", 1)]
    assert installation.rows("SELECT count(*) FROM budgets_event WHERE verb = 'report_published'") == [(1,)]


def test_a_version_withdrawn_while_the_next_is_published_stays_withdrawn(installation):
    another = installation.folder / "更换.pdf"
    another.write_bytes(SMALL.read_bytes() + b"\n% another file\n")
    installation.manage("ingest", str(SMALL), "--publish")
    installation.manage("ingest", str(another))
    (first,), (second,) = installation.rows("SELECT id FROM budgets_report ORDER BY id")
    ready, go, begun = (installation.folder / name for name in ("ready", "go", "begun"))
    withdrawing = installation.start("shell", "-c", WITHDRAW.format(pk=first, ready=str(ready), go=str(go)))
    installation.wait(ready.exists, lambda: "nothing is being withdrawn")
    ready.rename(installation.folder / "at-once")
    script = PUBLISH.format(pk=second, ready=str(begun), go=str(installation.folder / "at-once"))
    publishing = installation.start("shell", "-c", script)
    installation.wait(begun.exists, lambda: "nobody publishes")
    time.sleep(1)  # it comes to where it has to wait for the other; the test is only weaker where it doesn't
    go.touch()
    said = [person.communicate(timeout=LONGEST)[0].decode().splitlines()[-1] for person in (withdrawing, publishing)]
    assert said == ["withdrawn", "published"]
    versions = installation.rows("SELECT status, version FROM budgets_report ORDER BY id")
    assert versions == [("withdrawn", 1), ("published", 2)]


def test_a_worker_asked_to_end_while_reading_gives_the_file_back(installation):
    installation.hand_in(LARGE)
    worker = installation.worker()
    wait_until(has_read_a_page, installation)
    assert ended(installation, worker)
    assert installation.rows("SELECT status, attempts, lease FROM ingest_upload") == [("waiting", 0, None)]
    assert installation.rows(WAITING) == [("ingest.tasks.read_upload",)]
    installation.worker()
    installation.wait_for_rows(UPLOADS, [("ready",)])


def test_a_worker_asked_to_end_while_building_packages_leaves_the_rest_to_another(installation):
    installation.manage("ingest", str(SMALL), str(YEAR_BEFORE), "--publish")
    packages = installation.folder / "var" / "packages"
    worker = installation.worker()
    installation.wait(lambda: any(packages.glob("building-*")), lambda: "nothing is being built")
    assert ended(installation, worker)
    assert list(packages.glob("building-*")) == []
    assert len(list(packages.glob("*.zip"))) < OF_TWO_YEARS
    assert installation.rows(WAITING) == [("ingest.tasks.build_packages",)]
    installation.worker()
    installation.wait(lambda: len(list(packages.glob("*.zip"))) == OF_TWO_YEARS, lambda: str(files_in(packages)))


def test_a_worker_with_nothing_to_do_ends_when_asked(installation):
    worker = installation.worker()
    installation.hand_in(SMALL)
    installation.wait_for_rows(UPLOADS, [("ready",)])
    assert ended(installation, worker)


def ended(portal, worker):
    """Whether it ended by itself, within what its deployment gives it."""
    begun = time.monotonic()
    return portal.end(worker, signal.SIGTERM) == 0 and time.monotonic() - begun < STOPPING

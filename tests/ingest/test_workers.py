"""Real workers, really killed: on SQLite, and on PostgreSQL where TEST_DATABASE_URL names a server."""

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
import uuid
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.long
LARGE = ROOT / "samples" / "reports" / "吕梁市财政局-2024-单位预算.pdf"
SMALL = ROOT / "samples" / "reports" / "示例市民政局-2025-部门预算.pdf"
HAND_IN = """
import sys
from pathlib import Path
from django.core.files import File
from ingest import actions
from ingest.identity import Stated
for path in {paths!r}:
    with open(path, "rb") as stream:
        actions.receive_upload(file=File(stream), name=Path(path).name, by=None, stated=Stated())
"""
PUBLISH = """
import time
from budgets.models import Report
from ingest import actions
time.sleep(max(0, {at} - time.time()))
try:
    actions.publish_report(report=Report.objects.get(pk={pk}), acknowledgement="原件如此")
    print("published")
except actions.NotAllowed as why:
    print(why)
"""


class Installation:
    """A portal of its own: database, files, workers."""

    def __init__(self, folder, url, connect):
        self.connect = connect
        self.files = folder / "var" / "files"
        self.environment = {
            **os.environ,
            "DATABASE_URL": url,
            "VAR_DIR": str(folder / "var"),
            "READING_LEASE": "3",
            "PORTAL_MODE": "demo",
        }
        self.workers = []
        self.manage("migrate", "--verbosity", "0")
        self.manage("shell", "-c", "from budgets.codes import load_regions; load_regions()")

    def manage(self, *arguments):
        call = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(call, cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=600)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self, *arguments):
        call = [sys.executable, "manage.py", *arguments]
        return subprocess.Popen(call, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    def hand_in(self, *paths):
        self.manage("shell", "-c", HAND_IN.format(paths=[str(path) for path in paths]))

    def worker(self):
        self.workers.append(self.start("worker", "--interval", "0.2", "--no-startup-delay"))
        return self.workers[-1]

    def rows(self, query):
        with contextlib.closing(self.connect()) as database:
            cursor = database.cursor()
            cursor.execute(query)
            return [tuple(row) for row in cursor.fetchall()]

    def wait(self, query, wanted, seconds=600):
        end = time.monotonic() + seconds
        while (found := self.rows(query)) != wanted and not (callable(wanted) and wanted(found)):
            assert time.monotonic() < end, f"{query}: {found}"
            time.sleep(0.05)

    def stop(self):
        for worker in self.workers:
            worker.kill()
            worker.wait()
            worker.stdout.close()


def postgres_server():
    return os.environ.get("TEST_DATABASE_URL", "")


@pytest.fixture(params=["sqlite", "postgresql"])
def installation(request, tmp_path):
    if request.param == "sqlite":
        path = tmp_path / "portal.sqlite3"
        portal = Installation(tmp_path, f"sqlite:///{path}", lambda: sqlite3.connect(path, timeout=30))
        yield portal
        portal.stop()
        return
    if not postgres_server():
        pytest.skip("needs TEST_DATABASE_URL (a PostgreSQL server)")
    name = f"workers_{uuid.uuid4().hex[:8]}"
    url = urlunsplit(urlsplit(postgres_server())._replace(path=f"/{name}"))
    with psycopg.connect(urlunsplit(urlsplit(postgres_server())._replace(path="/postgres")), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        portal = Installation(tmp_path, url, lambda: psycopg.connect(url))
        yield portal
        portal.stop()
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


UPLOADS = "SELECT status FROM ingest_upload ORDER BY id"
REPORTS = "SELECT status FROM budgets_report ORDER BY id"


def files_in(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_worker_killed_while_reading_leaves_nothing_half_and_another_goes_on(installation):
    installation.hand_in(LARGE)
    first = installation.worker()
    installation.wait("SELECT pages_done > 0 FROM ingest_upload", lambda found: bool(found[0][0]))
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert installation.rows(UPLOADS) == [("reading",)]
    assert installation.rows("SELECT count(*) FROM budgets_report") == [(0,)]
    assert installation.rows("SELECT count(*) FROM budgets_sourcefile") == [(0,)]
    assert len(files_in(installation.files / "incoming")) == 1

    installation.worker()
    installation.wait(UPLOADS, [("ready",)])
    assert installation.rows(REPORTS) == [("draft",)]
    assert files_in(installation.files / "incoming") == []
    assert len(files_in(installation.files / "sources")) == 1


def test_a_worker_killed_at_any_moment_loses_no_file_and_makes_no_second_report(installation):
    installation.hand_in(SMALL)
    for delay in (1.0, 2.5):
        worker = installation.worker()
        time.sleep(delay + 1)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    installation.worker()
    installation.wait(UPLOADS, [("ready",)])
    assert installation.rows(REPORTS) == [("draft",)]
    assert len(files_in(installation.files / "sources")) == 1


def test_two_workers_make_one_report_of_the_same_file(installation):
    installation.hand_in(SMALL, SMALL, LARGE, SMALL)
    installation.worker(), installation.worker()
    installation.wait("SELECT count(*) FROM ingest_upload WHERE status IN ('waiting', 'reading')", [(0,)])
    assert sorted(installation.rows(UPLOADS)) == [("duplicate",), ("duplicate",), ("ready",), ("ready",)]
    assert installation.rows("SELECT count(*) FROM budgets_report") == [(2,)]
    assert len(files_in(installation.files / "sources")) == 2


def test_two_people_publishing_at_once_make_one_published_version(installation):
    installation.hand_in(SMALL)
    installation.worker()
    installation.wait(UPLOADS, [("ready",)])
    ((pk,),) = installation.rows("SELECT id FROM budgets_report")
    script = PUBLISH.format(pk=pk, at=time.time() + 6)
    said = [person.communicate(timeout=120)[0] for person in [installation.start("shell", "-c", script) for _ in "ab"]]
    assert sorted(text.decode().strip().splitlines()[-1] for text in said) == ["published", "只有草稿可以公布。"]
    assert installation.rows("SELECT status, version FROM budgets_report") == [("published", 1)]
    assert installation.rows("SELECT count(*) FROM budgets_event WHERE verb = 'report_published'") == [(1,)]

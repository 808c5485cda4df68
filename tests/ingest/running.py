"""A portal of its own with real workers, for tests that kill them: on SQLite or on PostgreSQL."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests.conftest import ROOT

HAND_IN = """
from pathlib import Path
from django.core.files import File
from ingest import actions
from ingest.identity import Stated
for path in {paths!r}:
    with open(path, "rb") as stream:
        actions.receive_upload(file=File(stream), name=Path(path).name, by=None, stated=Stated())
"""
LONGEST = 600  # seconds that anything may take: only a machine on which it never happens fails by it


class SQLite:
    """Databases as files in a folder."""

    def __init__(self, folder):
        self.folder = folder

    def url(self, name):
        return f"sqlite:///{self.folder / name}"

    def connect(self, name):
        return sqlite3.connect(self.folder / name, timeout=60)

    def create(self, name):
        """It is made when it is opened."""

    def copy(self, name, new):
        shutil.copyfile(self.folder / name, self.folder / new)

    def drop(self, name):
        (self.folder / name).unlink()


class PostgreSQL:
    """Databases of a server, any of whose databases `server` names."""

    def __init__(self, server):
        self.server = server

    def url(self, name):
        return urlunsplit(urlsplit(self.server)._replace(path=f"/{name}"))

    def connect(self, name):
        return psycopg.connect(self.url(name))

    def create(self, name):
        self.told(f"CREATE DATABASE {name}")

    def copy(self, name, new):
        self.told(f"CREATE DATABASE {new} TEMPLATE {name}")

    def drop(self, name):
        self.told(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def told(self, statement):
        with psycopg.connect(self.url("postgres"), autocommit=True) as server:
            server.execute(statement)


class Installation:
    """Database, files, workers."""

    def __init__(self, folder, server, name):
        self.folder, self.server, self.name = folder, server, name
        self.files = folder / "var" / "files"
        self.environment = {
            **os.environ,
            "DATABASE_URL": server.url(name),
            "VAR_DIR": str(folder / "var"),
            "PORTAL_MODE": "demo",
        }
        self.running = []

    def fill(self):
        self.manage("migrate", "--verbosity", "0")
        self.manage("shell", "-c", "from budgets.codes import load_regions; load_regions()")

    def manage(self, *arguments):
        with self.start(*arguments) as process:
            said = process.communicate(timeout=LONGEST)[0]
        assert process.returncode == 0, self.log()
        return said.decode()

    def start(self, *arguments):
        call = [sys.executable, "manage.py", *arguments]
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(call, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, stderr=log)

    def log(self):
        return (self.folder / "log").read_text(encoding="utf-8")[-4000:]

    def hand_in(self, *paths):
        self.manage("shell", "-c", HAND_IN.format(paths=[str(path) for path in paths]))

    def worker(self):
        self.running.append(self.start("worker", "--interval", "0.2", "--no-startup-delay"))
        return self.running[-1]

    def end(self, worker, signal):
        """Send it the signal; how it ended."""
        self.running.remove(worker)
        worker.send_signal(signal)
        worker.communicate(timeout=LONGEST)
        return worker.returncode

    def stop(self):
        for worker in self.running:
            worker.kill()
            worker.communicate()

    def rows(self, query):
        with contextlib.closing(self.server.connect(self.name)) as database:
            cursor = database.cursor()
            cursor.execute(query)
            return [tuple(row) for row in cursor.fetchall()]

    def let_leases_run_out(self):
        """As if so much time had passed."""
        with contextlib.closing(self.server.connect(self.name)) as database:
            database.cursor().execute("UPDATE ingest_upload SET leased_until = '2000-01-01 00:00:00'")
            database.commit()

    def wait_for_rows(self, query, wanted):
        self.wait(lambda: self.rows(query) == wanted, lambda: f"{query}: {self.rows(query)}")

    def wait(self, true, seen):
        end = time.monotonic() + LONGEST
        while not true():
            assert [worker.poll() for worker in self.running] == [None] * len(self.running), self.log()
            assert time.monotonic() < end, f"{seen()}\n{self.log()}"
            time.sleep(0.02)

"""Databases and folders for one measurement, gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from bench.server import ROOT


@dataclass(frozen=True, slots=True)
class Instance:
    """A database and the folder with its files."""

    database_url: str
    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "DATABASE_URL": self.database_url, "VAR_DIR": str(self.folder), "PORTAL_MODE": "demo"}

    @property
    def database(self) -> str:
        return urlsplit(self.database_url).path.lstrip("/")

    def run(self, *call: str) -> str:
        """A Python module or script with its arguments; gives what it prints. Its errors are this one's reason."""
        done = subprocess.run(  # noqa: S603
            [sys.executable, *call], cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(call)}: {done.stderr.strip()[-200:]}")
        return done.stdout


@contextmanager
def instance(server_url: str, like: Instance | None = None) -> Iterator[Instance]:
    """A new database beside that of `server_url`: empty, or with everything that `like` has."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "var"
        name = f"bench_{os.getpid()}_{'copy' if like else 'fresh'}"
        if like:
            shutil.copytree(like.folder, place)
        else:
            place.mkdir()
        command = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
            sql.Identifier(name), sql.Identifier(like.database if like else "template0")
        )
        with psycopg.connect(server_url, autocommit=True) as connection:
            connection.execute(command)
        try:
            yield Instance(urlsplit(server_url)._replace(path=f"/{name}").geturl(), place)
        finally:
            with psycopg.connect(server_url, autocommit=True) as connection:
                connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

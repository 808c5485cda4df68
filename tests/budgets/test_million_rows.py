"""A million rows leave in constant memory: measured in a process that does nothing else."""

import json
import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.long
MOST_MEGABYTES = 150


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    """An installation of its own with a million rows; on PostgreSQL where MILLION_DATABASE_URL names one."""
    folder = tmp_path_factory.mktemp("million")
    url = os.environ.get("MILLION_DATABASE_URL", f"sqlite:///{folder}/portal.sqlite3")
    env = {**os.environ, "VAR_DIR": str(folder), "DATABASE_URL": url, "PYTHONPATH": str(ROOT)}
    for command in (["manage.py", "migrate", "--verbosity", "0"], ["-m", "tests.budgets.million", "fill", "1000000"]):
        subprocess.run([sys.executable, *command], cwd=ROOT, env=env, check=True)
    return env


def read(installation, address: str) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.budgets.million", "read", address]
    done = subprocess.run(command, cwd=ROOT, env=installation, check=True, capture_output=True, text=True)
    print(done.stdout)
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("address", "lines"),
    [
        ("/data/lines.csv", 1_000_001),
        ("/data/lines.xlsx?code=213", None),
    ],
    ids=["csv", "xlsx of a hundred thousand"],
)
def test_a_million_rows_leave_in_little_memory(installation, address, lines):
    measured = read(installation, address)

    assert lines is None or measured["lines"] == lines
    assert measured["peak"] < MOST_MEGABYTES

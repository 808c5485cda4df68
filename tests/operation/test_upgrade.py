"""What the first release stored is there, value by value, after every migration since, and its pages open."""

import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.operation.installation import Installation


@pytest.fixture(params=["sqlite", "postgresql"])
def old_portal(request, tmp_path):
    url = f"sqlite:///{tmp_path}/portal.sqlite3"
    if request.param == "postgresql":
        url = request.getfixturevalue("cluster").url
    return Installation(tmp_path, url)


def old_release(portal, verb):
    command = [sys.executable, "-m", "tests.operation.old_release", verb]
    done = subprocess.run(command, cwd=ROOT, env=portal.environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def test_the_first_releases_data_survives_every_migration(old_portal):
    old_release(old_portal, "put")
    old_portal.migrate()
    assert old_release(old_portal, "compare") == ""
    old_portal.serve()
    try:
        assert old_portal.get("/readyz")[0] == 200
        assert "示例市农业农村局".encode() in old_portal.get("/departments/2/2023/")[2]
        assert old_portal.get("/departments/1/units/1/2025/")[0] == 200
    finally:
        old_portal.stop()

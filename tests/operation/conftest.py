"""One production portal with two reports for all tests here; each leaves it as it found it."""

import pytest

from tests.conftest import ROOT
from tests.operation.installation import Cluster, Installation, commands, nginx, postgres_tools

REPORTS = ("示例市民政局-2024-部门预算.pdf", "示例市民政局-2025-部门预算.pdf")


@pytest.fixture(scope="module")
def cluster():
    tools = postgres_tools()
    if tools is None:
        pytest.skip("needs PostgreSQL's server (Debian: postgresql)")
    own = Cluster(tools).create()
    yield own
    own.remove()


@pytest.fixture(scope="module")
def installed(cluster, tmp_path_factory):
    """Migrated and filled, not yet serving."""
    portal = Installation(tmp_path_factory.mktemp("installed"), cluster.url).migrate()
    samples = ROOT / "samples"
    files = [str(samples / "reports" / name) for name in REPORTS]
    portal.manage("ingest", *files, "--publish", "--manifest", str(samples / "manifest.csv"))
    return portal


@pytest.fixture(scope="module")
def portal(installed):
    """Served behind the proxy, with a worker."""
    if nginx() is None:
        pytest.skip("needs nginx (Debian: nginx-light)")
    installed.serve_behind_proxy()
    (worker,) = commands("worker")
    installed.start(worker, "worker")
    yield installed
    installed.stop()

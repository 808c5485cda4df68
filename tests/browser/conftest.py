"""A real browser (the installed Chromium) against a real server, with sample reports read through the real pipeline."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
import urllib.request
from contextlib import contextmanager

import pytest
from playwright.sync_api import sync_playwright

from budgets import npm
from tests.conftest import ROOT
from tests.operation.installation import free_port, until

# Playwright keeps an event loop in this thread: Django would refuse the database to the tests that follow.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
REPORTS = (
    "吕梁市财政局-2024-单位预算.pdf",
    "吕梁市人民政府办公室-2023-部门预算.pdf",
    "吕梁市人民政府金融工作办公室-2024-部门预算.pdf",
    "晋城市财政局-2024-部门预算.pdf",
    "长治市屯留区财政局-2024-部门预算.pdf",
    "示例市教育局-2024-部门预算.pdf",
    "示例市教育局-2025-部门预算.pdf",
    "示例市农业农村局-2023-部门预算.pdf",
)
AXE = ROOT / "var" / "axe-4.10.3.min.js"
AXE_INTEGRITY = "sha384-17w4i/EfU4m8vRTTBQs69gAb/fjBpQi0/OOcQTspZXbRlDA0OcGoZX3ZUxQpgTYL"
# What another width or other colours can change: the rest of axe's rules need looking at once.
CONTRAST = ["color-contrast", "target-size", "scrollable-region-focusable", "link-in-text-block"]
WIDTHS = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}


@pytest.fixture(scope="session")
def chromium():
    if CHROMIUM is None:
        pytest.skip("needs Chromium (Debian: chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-quic"])
        yield browser
        browser.close()


def manage(environment, *arguments):
    subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, check=True, capture_output=True
    )


def own_environment(folder):
    """SQLite, files and settings in a folder of its own."""
    own = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    return own | {"VAR_DIR": str(folder), "PORTAL_MODE": "demo"}


@pytest.fixture(scope="session")
def environment(tmp_path_factory, worker_id):
    """A portal of this test process's own, with a few sample reports: read once for all processes, then copied."""
    base = tmp_path_factory.getbasetemp()
    filled = (base if worker_id == "master" else base.parent) / "filled"
    with (filled.parent / "filled.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not filled.exists():
            fill(filled.with_suffix(".part"))
            filled.with_suffix(".part").rename(filled)
    return own_environment(shutil.copytree(filled, tmp_path_factory.mktemp("portal") / "var"))


def fill(folder):
    samples = ROOT / "samples"
    files = [str(samples / "reports" / name) for name in REPORTS]
    environment = own_environment(folder)
    manage(environment, "migrate", "--verbosity", "0")
    manage(environment, "load_codes")
    manage(environment, "ingest", *files, "--publish", "--manifest", str(samples / "manifest.csv"))


@pytest.fixture(scope="session")
def portal(chromium, environment):
    """The address of a portal with a few published reports."""
    with serving(environment) as url:
        yield url


@contextmanager
def serving(environment):
    """The address of the portal, served as in production."""
    address = f"127.0.0.1:{free_port()}"
    options = ["--bind", address, "--threads", "4", "--log-level", "warning"]
    with running([sys.executable, "-m", "gunicorn", "config.wsgi", *options], environment):
        until(lambda: urllib.request.urlopen(f"http://{address}/healthz", timeout=30), "the server")
        yield f"http://{address}"


@contextmanager
def running(command, environment):
    with subprocess.Popen(command, cwd=ROOT, env=environment) as process:
        try:
            yield
        finally:
            process.terminate()


ADDRESSES = """
import json
from budgets.addresses import permalink_of
from budgets.models import Department, Project, Report
from ingest import actions
from ingest.corrections import Place
def department(name):
    return Department.objects.get(name=name)
old = Report.published.get(department__name="示例市教育局", year=2024, unit=None)
draft = actions.open_revision(report=old, by=None)
actions.correct_report(report=draft, place=Place("total", "expenditure", 2), value="1.00", why="看错一位", by=None)
actions.publish_report(report=draft, acknowledgement="演示")
gone = Report.published.get(department__name="示例市农业农村局", year=2023)
actions.withdraw_report(report=gone, by=None, reason="文件不完整")
goes_on = Project.objects.filter(department=old.department, targets__isnull=False).first()
five = Department.objects.filter(region__is_fictional=False).order_by("name")
print(json.dumps({
    "school": f"/departments/{department('示例市教育局').pk}",
    "finance": f"/departments/{department('吕梁市财政局').pk}",
    "replaced": permalink_of(old),
    "withdrawn": permalink_of(gone),
    "project": f"/projects/{goes_on.pk}/",
    "compared": "&".join(f"d={d.pk}" for d in five),
}))
"""


@pytest.fixture(scope="session")
def places(portal, environment):
    """Addresses of the portal's pages, by what they show; one report there is corrected, one withdrawn."""
    call = [sys.executable, "manage.py", "shell", "--no-imports", "-c", ADDRESSES]
    told = subprocess.run(call, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    return json.loads(told.stdout.splitlines()[-1])


@pytest.fixture(scope="session")
def axe():
    """axe-core, which finds faults of accessibility: fetched with npm once, never kept with the sources."""
    if not AXE.exists():
        files = npm.packed("axe-core@4.10.3", "axe.min.js", AXE_INTEGRITY)
        if files is None:
            pytest.skip("needs npm to fetch axe-core")
        AXE.parent.mkdir(parents=True, exist_ok=True)
        AXE.write_bytes(files[0])
    return AXE.read_text(encoding="utf-8")


@pytest.fixture(params=WIDTHS)
def page(request, chromium):
    """A tab at either width that remembers what went wrong."""
    context = chromium.new_context(viewport=WIDTHS[request.param], locale="zh-CN", accept_downloads=True)
    yield listening(context.new_page())
    context.close()


def listening(tab):
    """A tab that remembers what went wrong: console errors, failed requests, script errors."""
    tab.troubles = []
    tab.on("console", lambda said: tab.troubles.append(said.text) if said.type in {"error", "warning"} else None)
    tab.on("pageerror", lambda error: tab.troubles.append(str(error)))
    tab.on("requestfailed", lambda sent: tab.troubles.append(f"failed: {sent.url}") if not given_up(sent) else None)
    return tab


def given_up(sent):
    """The browser itself drops what it still loads when a test goes on to another page, and a navigation whose answer
    is a file: no failures. What the server refuses is told on the console, a broken connection has another name."""
    return sent.failure == "net::ERR_ABORTED"

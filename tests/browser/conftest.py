"""A real browser (the installed Chromium) against a real server, with sample reports read through the real pipeline."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
from playwright.sync_api import sync_playwright

from tests.conftest import ROOT

# Playwright keeps an event loop in this thread: Django would refuse the database to the tests that follow.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
REPORTS = (
    "吕梁市财政局-2024-单位预算.pdf",
    "示例市农业农村局-2023-部门预算.pdf",
    "示例市民政局-2024-部门预算.pdf",
    "示例市民政局-2025-部门预算.pdf",
)
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


@pytest.fixture(scope="session")
def environment(tmp_path_factory):
    """A portal of its own: SQLite, files and settings in a temporary folder."""
    own = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    return own | {"VAR_DIR": str(tmp_path_factory.mktemp("portal")), "PORTAL_MODE": "demo"}


@pytest.fixture(scope="session")
def portal(chromium, environment):
    """The address of a portal with a few published reports, served as in production, with a worker."""
    samples = ROOT / "samples"
    files = [str(samples / "reports" / name) for name in REPORTS]
    manage(environment, "migrate", "--verbosity", "0")
    manage(environment, "load_codes")
    manage(environment, "ingest", *files, "--publish", "--manifest", str(samples / "manifest.csv"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = "127.0.0.1:{1}".format(*probe.getsockname())
    web = [
        sys.executable,
        "-m",
        "gunicorn",
        "config.wsgi",
        "--bind",
        address,
        "--threads",
        "4",
        "--log-level",
        "warning",
    ]
    worker = [sys.executable, "manage.py", "db_worker", "--queue-name", "*", "--interval", "0.2"]
    running = [subprocess.Popen(command, cwd=ROOT, env=environment) for command in (web, worker)]
    url = f"http://{address}"
    wait_for(f"{url}/healthz")
    yield url
    for process in running:
        process.terminate()
    for process in running:
        process.wait(timeout=20)


def wait_for(url):
    for _ in range(100):
        try:
            urllib.request.urlopen(url, timeout=2)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(url)


@pytest.fixture(params=WIDTHS)
def page(request, chromium):
    """A tab that remembers what went wrong: console errors, failed requests, script errors."""
    context = chromium.new_context(viewport=WIDTHS[request.param], locale="zh-CN", accept_downloads=True)
    tab = context.new_page()
    tab.troubles = []
    tab.on("console", lambda said: tab.troubles.append(said.text) if said.type in {"error", "warning"} else None)
    tab.on("pageerror", lambda error: tab.troubles.append(str(error)))
    tab.on("requestfailed", lambda sent: tab.troubles.append(f"failed: {sent.url}") if not is_download(sent) else None)
    yield tab
    context.close()


def is_download(sent):
    """The browser gives up the navigation when the answer turns out to be a file: that's no failure."""
    return sent.failure == "net::ERR_ABORTED" and sent.url.split("?")[0].endswith((".csv", ".pdf"))

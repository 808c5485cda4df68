"""A real browser (the installed Chromium) against a real server with sample reports read through the real pipeline."""

import io
import os
import shutil

import pytest
from django.core.management import call_command
from playwright.sync_api import sync_playwright

from budgets.codes import load_economic_codes, load_functional_codes, load_regions
from tests.conftest import ROOT

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright runs a loop of its own in this thread
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
REPORTS = ("吕梁市财政局-2024-单位预算.pdf", "示例市民政局-2024-部门预算.pdf", "示例市民政局-2025-部门预算.pdf")
WIDTHS = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}


@pytest.fixture(scope="session")
def chromium():
    if CHROMIUM is None:
        pytest.skip("needs Chromium (Debian: chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-quic"])
        yield browser
        browser.close()


@pytest.fixture
def portal(transactional_db, live_server):
    """The address of a portal with three published reports."""
    load_regions()
    load_functional_codes()
    load_economic_codes()
    samples = ROOT / "samples"
    files = [str(samples / "reports" / name) for name in REPORTS]
    call_command(
        "ingest", *files, "--publish", "--manifest", str(samples / "manifest.csv"), verbosity=0, stdout=io.StringIO()
    )
    return live_server.url


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

"""A folder of reports from upload to public pages, by the pages alone, as an uploader and a reviewer go through them.

    python -m tests.browser.batch_of_reports FOLDER [--stated CSV]    DATABASE_URL and VAR_DIR name an empty portal

Not a test: it says how long each step takes, with two workers. The reasons it writes are mechanical; a person's reading
of each error comes on top. FOLDER/<region's folder>/*.pdf; CSV: file,department,unit,year,scope,region.
"""

import argparse
import csv
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
import zipfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import CHROMIUM
from tests.conftest import ROOT
from tests.operation.installation import free_port, until

PASSWORD = "a long enough phrase"
ACCOUNTS = """
from django.contrib.auth.models import Group, User
from ingest.models import Jurisdiction
for name, role in (("lu", "录入员"), ("shen", "审核员")):
    user = User.objects.create_user(name, password={password!r})
    user.groups.set(Group.objects.filter(name=role))
    Jurisdiction.objects.create(user=user)
"""
SCOPES = {"部门预算": "department", "单位预算": "unit"}
A_STEP = 15 * 60 * 1000  # milliseconds, for a step with many reports on a busy machine


class Clock:
    def __init__(self):
        self.at = time.monotonic()

    def tell(self, step):
        now = time.monotonic()
        print(f"{step}: {now - self.at:.1f} s", flush=True)
        self.at = now


def manage(*arguments):
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, check=True)


def started(*commands):
    return [subprocess.Popen([sys.executable, *command], cwd=ROOT) for command in commands]


def packed(folder, into):
    files = sorted(folder.rglob("*.pdf"))
    with zipfile.ZipFile(into, "w", zipfile.ZIP_STORED) as archive:
        for path in files:
            archive.write(path, path.relative_to(folder).as_posix())
    return len(files)


def stated_of(path):
    """What the pages are told of each file: by its path in the folder, else by its region's folder alone (`北京/`)."""
    with path.open(encoding="utf-8") as stream:
        return {row["file"]: row for row in csv.DictReader(stream)}


def log_in(page, url, name):
    page.context.clear_cookies()
    page.goto(f"{url}/staff/login/")
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/staff/")


def upload(page, url, archive):
    page.goto(f"{url}/staff/uploads/")
    page.set_input_files("#id_file", str(archive))
    page.get_by_role("button", name="上传").click()
    page.wait_for_url("**/batches/*/")
    return page.url


def wait_until_read(page, limit):
    end = time.monotonic() + limit
    while time.monotonic() < end:
        tally = page.locator(".tally").inner_text()
        if "排队" not in tally and "正在读" not in tally:
            print(tally, flush=True)
            return
        time.sleep(1)
    raise TimeoutError(page.locator(".tally").inner_text())


def state(page, stated):
    """Fill in what isn't printed; gives for how many."""
    link = page.get_by_role("link", name=re.compile("补充没有印明的"))
    if not link.count():
        return 0
    link.click()
    entries = page.locator(".unstated").all()
    for entry in entries:
        name = entry.locator("legend").inner_text().strip()
        said = {**stated.get(f"{name.split('/')[0]}/", {}), **stated.get(name, {})}
        for field in ("department", "unit", "year", "region"):
            if said.get(field):
                entry.locator(f"input[name$='-{field}']").fill(said[field])
        if said.get("scope"):
            entry.locator("select[name$='-scope']").select_option(SCOPES[said["scope"]])
    page.get_by_role("button", name="补充").click()
    return len(entries)


def confirm(page, batch):
    """Confirm every error by a reason of its own; gives how many."""
    confirmed = 0
    page.goto(batch)
    link = page.get_by_role("link", name=re.compile("逐条处理错误"))
    if not link.count():
        return 0
    link.click()
    while (inputs := page.locator(".reason input")).count():
        for number, field in enumerate(inputs.all(), start=1):
            field.fill(f"对照原件，第 {confirmed + number} 处确是这样印的")
        confirmed += inputs.count()
        page.get_by_role("button", name="确认写了理由的").click()
        page.get_by_text("已确认原件如此").first.wait_for()
    return confirmed


def approve(page, batch):
    """Publish together what may be, and one by one what replaces another version."""
    page.goto(batch)
    page.get_by_role("button", name=re.compile("审核通过，公布选中的")).click()
    page.get_by_text(re.compile("份已公布。")).wait_for()
    alone = page.locator("tr", has_text="要单独审核")
    for link in [row.get_by_role("link").first.get_attribute("href") for row in alone.all()]:
        page.goto(batch.split("/staff/")[0] + link)
        page.get_by_role("button", name="审核通过，公布").click()
        page.get_by_text("：已公布。").wait_for()


def walk(page, url, folder, stated):
    clock = Clock()
    with tempfile.TemporaryDirectory() as kept:
        archive = Path(kept) / "一批.zip"
        files = packed(folder, archive)
        log_in(page, url, "lu")
        batch = upload(page, url, archive)
    clock.tell(f"upload of {files} files")
    wait_until_read(page, 3600)
    clock.tell("reading and checking")
    page.goto(batch)
    told = state(page, stated)
    clock.tell(f"stating what {told} reports don't print")
    errors = confirm(page, batch)
    clock.tell(f"confirming {errors} errors")
    page.goto(batch)
    page.get_by_role("button", name=re.compile("送审选中的")).click()
    page.get_by_text(re.compile("份已送审。")).wait_for()
    clock.tell("submitting")
    log_in(page, url, "shen")
    approve(page, batch)
    clock.tell("approving and publishing")
    page.goto(batch)
    print(page.locator("#works").inner_text(), flush=True)
    left = page.locator(".worklist tbody tr", has_text=re.compile("错误未处理|还缺说明|待审核|可以送审"))
    for row in left.all():
        print("left:", row.inner_text().replace("\t", " "), flush=True)
    page.goto(f"{url}/reports/")
    print("public:", page.locator("h1").inner_text(), flush=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--stated", type=Path)
    asked = arguments.parse_args()
    os.environ |= {"PORTAL_MODE": "demo", "SELF_APPROVAL": "0"}
    manage("migrate", "--verbosity", "0")
    manage("load_codes")
    manage("shell", "-c", ACCOUNTS.format(password=PASSWORD))
    address = f"127.0.0.1:{free_port()}"
    web = ("-m", "gunicorn", "config.wsgi", "--bind", address, "--threads", "4", "--timeout", "900")
    running = started((*web, "--log-level", "warning"), ("manage.py", "worker"), ("manage.py", "worker"))
    try:
        until(lambda: urllib.request.urlopen(f"http://{address}/healthz", timeout=30), "the server")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-quic"])
            page = browser.new_page()
            page.set_default_timeout(A_STEP)
            walk(page, f"http://{address}", asked.folder, stated_of(asked.stated) if asked.stated else {})
            browser.close()
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(timeout=60)


if __name__ == "__main__":
    main()

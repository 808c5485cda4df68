"""Staff's walk: upload → progress → correct a cell → blocked by an error → confirm → a second person → public page."""

import io
import os
import re

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command

from budgets.codes import load_regions
from budgets.models import Report
from ingest.models import Jurisdiction, Upload
from tests.conftest import ROOT

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright runs a loop of its own in this thread
pytestmark = pytest.mark.browser
PASSWORD = "a long enough phrase"
GOOD = ROOT / "samples" / "reports" / "示例市民政局-2025-部门预算.pdf"


@pytest.fixture
def desk(transactional_db, live_server, settings):
    """The staff side with one uploader and one reviewer, who may not approve their own."""
    settings.SELF_APPROVAL = False
    call_command("migrate", "ingest", "0001", verbosity=0)
    call_command("migrate", "ingest", verbosity=0)
    load_regions()
    for name, role in (("lu", "录入员"), ("shen", "审核员")):
        user = User.objects.create_user(name, password=PASSWORD)
        user.groups.set(Group.objects.filter(name=role))
        Jurisdiction.objects.create(user=user)
    return live_server.url


def log_in(page, desk, name):
    page.goto(f"{desk}/staff/login/")
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/staff/")


def misread(report):
    """As if the reader had taken one figure for another: a sum fails."""
    from ingest import actions
    from ingest.corrections import Place

    line = report.tables.get(slug="expenditure").lines.get(position=1)
    actions.correct_report(
        report=report, place=Place("total", "expenditure", 1), value="99999.99", why="为测试读错", by=None
    )
    return line.printed["total"]


def is_wider_than_its_window(page):
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def test_from_files_to_the_public_page(desk, page, tmp_path):
    bad = tmp_path / "会议通知.pdf"
    bad.write_bytes(b"PK\x03\x04word/")
    log_in(page, desk, "lu")
    page.goto(f"{desk}/staff/uploads/")
    page.set_input_files("#id_file", [str(GOOD), str(bad)])
    page.get_by_role("button", name="上传").click()
    page.wait_for_url("**/batches/*/")
    page.get_by_text("2 个文件：2 个排队").wait_for()
    call_command("db_worker", "--batch", "--queue-name", "*", "--no-startup-delay", "--no-reload", verbosity=0)
    page.get_by_text("2 个文件：1 个已读取，1 个拒收").wait_for()  # without reloading
    assert "这是 Word 文件，请另存为 PDF 再上传。" in page.locator("main").inner_text()
    assert not is_wider_than_its_window(page)

    report = Upload.objects.get(status="ready").report
    right = misread(report)
    page.get_by_role("link", name="复核").click()
    page.get_by_text("还不能送审").wait_for()
    page.get_by_role("button", name="送审", exact=True).click(force=True)  # it's there to be tried, and says why not
    page.get_by_text(re.compile("还有 \\d+ 处错误没有处理")).wait_for()
    page.goto(f"{desk}/staff/reports/{report.public_id}/?table=expenditure&row=1&field=total")
    assert page.locator(".page mark").is_visible()  # the row is boxed on the picture
    assert page.locator(".page img").evaluate("image => image.decode().then(() => image.naturalWidth)") > 500
    assert not is_wider_than_its_window(page)
    page.locator("#value").fill(right)
    page.get_by_role("button", name="改好这一格").click()
    page.get_by_text("已更正，核对重新做过了。").wait_for()

    while page.get_by_role("button", name="确认原件如此").count() and page.get_by_text("还不能送审").count():
        page.get_by_label("原件如此，理由").fill("原件就是这样印的")
        page.get_by_role("button", name="确认原件如此").click()
        page.get_by_text("已确认原件如此。").wait_for()
    page.get_by_role("button", name="送审", exact=True).click()
    page.get_by_text("等待第二个人审核").wait_for()
    assert page.get_by_role("button", name="审核通过，公布").count() == 0
    assert page.goto(f"{desk}/reports/{report.public_id}/").status == 404
    assert any("404" in said for said in page.troubles)  # that address, asked for on purpose
    page.troubles.clear()

    page.context.clear_cookies()
    log_in(page, desk, "shen")
    page.get_by_role("link", name="示例市民政局 2025").click()
    page.get_by_role("button", name="审核通过，公布").click()
    page.get_by_text("示例市民政局 2025 部门预算：已公布。").wait_for()
    page.get_by_role("link", name="看公开页").click()
    page.wait_for_url(f"**/reports/{report.public_id}/")
    assert "示例市民政局" in page.locator("h1").inner_text()
    assert Report.published.get() == report
    assert page.troubles == []


def test_the_keyboard_leads_from_doubt_to_doubt(desk, page):
    call_command("ingest", str(GOOD), verbosity=0, stdout=io.StringIO())
    report = Report.objects.get()
    misread(report)
    log_in(page, desk, "lu")
    page.goto(f"{desk}/staff/reports/{report.public_id}/")
    page.get_by_text("现在看第 1 条").wait_for()
    page.keyboard.press("Escape")  # out of the field
    page.keyboard.press("n")
    page.wait_for_url("**/?doubt=1#desk")
    page.get_by_text("现在看第 2 条").wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("p")
    page.wait_for_url("**/?doubt=0#desk")
    assert page.troubles == []

"""Staff's walk: upload → progress → correct a cell → blocked by an error → confirm → a second person → public page."""

import io
import os
import re

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command

from budgets.codes import load_regions
from budgets.models import Report
from ingest.models import Jurisdiction
from tests.conftest import ROOT

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright runs a loop of its own in this thread
pytestmark = pytest.mark.browser
PASSWORD = "a long enough phrase"
NAMES = ("示例市民政局-2025-部门预算", "示例市民政局-2024-部门预算", "示例市农业农村局-2023-部门预算")
GOOD = [ROOT / "samples" / "reports" / f"{name}.pdf" for name in NAMES]


@pytest.fixture
def desk(transactional_db, live_server, settings):
    """The staff side with one uploader and one reviewer, who may not approve their own."""
    settings.SELF_APPROVAL = False
    load_regions()
    for name, role in (("lu", "录入员"), ("shen", "审核员")):
        user = User.objects.create_user(name, password=PASSWORD)
        user.groups.set(Group.objects.filter(name=role))
        Jurisdiction.objects.create(user=user)
    return live_server.url


def log_in(page, desk, name):
    page.set_default_timeout(120_000)  # milliseconds: the machine may be busy with other tests
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


def work():
    """What a worker does with all that waits."""
    call_command("db_worker", "--batch", "--queue-name", "*", "--no-startup-delay", "--no-reload", verbosity=0)


def hand_in(page, desk, *files):
    page.goto(f"{desk}/staff/uploads/")
    page.set_input_files("#id_file", [str(path) for path in files])
    page.get_by_role("button", name="上传").click()
    page.wait_for_url("**/batches/*/")
    page.get_by_text(f"{len(files)} 个文件：{len(files)} 个排队").wait_for()
    work()


def go_on_as(page, desk, name):
    page.context.clear_cookies()
    log_in(page, desk, name)


def confirm_all(page):
    """Every open error of the batch, each with its own reason."""
    page.get_by_role("link", name=re.compile("逐条处理错误")).click()
    for field in page.locator(".reason input").all():
        field.fill("原件就是这样印的")
    page.get_by_role("button", name="确认写了理由的").click()
    page.get_by_text("没有未处理的错误。").wait_for()


@pytest.mark.parametrize("page", ["desktop"], indirect=True)
def test_from_files_to_the_public_page_and_on_to_its_replacement_and_erratum(desk, page, tmp_path):
    bad, worse = tmp_path / "会议通知.pdf", tmp_path / "程序.pdf"
    bad.write_bytes(b"PK\x03\x04word/")
    worse.write_bytes(b"MZ\x90\x00" + bytes(200))
    log_in(page, desk, "lu")
    hand_in(page, desk, *GOOD, bad, worse)
    page.get_by_text("5 个文件：3 个已读取，2 个拒收").wait_for()  # without reloading
    refusals = page.locator("main").inner_text()
    assert "这是 Word 文件，请另存为 PDF 再上传。" in refusals
    assert "这是程序，不是报告文件，没有收。" in refusals
    batch = page.url

    first = Report.objects.get(year=2025)
    work_through(page, desk, batch, first)
    go_on_as(page, desk, "shen")
    page.goto(batch)
    page.get_by_role("button", name=re.compile("审核通过，公布选中的（3 份")).click()
    page.get_by_text("3 份已公布。").wait_for()
    page.goto(f"{desk}/reports/{first.public_id}/")
    assert "示例市民政局" in page.locator("h1").inner_text()

    second = replace_the_file(page, desk, tmp_path)
    third = correct_what_is_public(page, desk, second)
    assert page.goto(f"{desk}/reports/{first.public_id}/").status == 200  # the first version keeps its address
    versions = [(first.pk, 1, None), (second.pk, 2, "replaced"), (third.pk, 3, "corrected")]
    found = Report.objects.filter(year=2025).order_by("version")
    assert list(found.values_list("pk", "version", "version_reason")) == versions
    assert [said for said in page.troubles if not is_of_the_progress(said)] == []


def is_of_the_progress(said):
    """Asked for while a test's worker writes: a database held in memory turns the page away, and it asks again."""
    return "status of 503" in said or said.endswith("/rows/")


def work_through(page, desk, batch, report):
    """A figure is put right; an error blocks until it's confirmed; then all three are submitted."""
    right = misread(report)
    review = f"{desk}/staff/reports/{report.public_id}/"
    page.goto(review)
    page.get_by_role("button", name="送审", exact=True).click(force=True)  # it's there to be tried, and says why not
    page.get_by_text(re.compile("还有 \\d+ 处错误没有处理")).wait_for()
    page.goto(f"{review}?table=expenditure&row=1&field=total")
    assert page.locator(".page mark").is_visible()  # the row is boxed on the picture
    assert page.locator(".page img").evaluate("image => image.decode().then(() => image.naturalWidth)") > 500
    page.locator(".lens img").wait_for()  # and enlarged
    page.locator("#value").fill(right)
    page.get_by_role("button", name="改好这一格").click()
    page.get_by_text("已更正，核对重新做过了。").wait_for()
    misread(report)  # an error that is the document's own, for all anybody knows

    page.goto(batch)
    confirm_all(page)
    page.goto(batch)
    page.get_by_role("button", name=re.compile("送审选中的（3 份")).click()
    page.get_by_text("3 份已送审。").wait_for()
    assert page.get_by_role("button", name=re.compile("审核通过")).count() == 0
    assert page.goto(f"{desk}/reports/{report.public_id}/").status == 404
    assert any("404" in said for said in page.troubles)  # that address, asked for on purpose
    page.troubles.clear()


def replace_the_file(page, desk, tmp_path):
    """The department puts another file in its place."""
    go_on_as(page, desk, "lu")
    another = tmp_path / "更换.pdf"
    another.write_bytes(GOOD[0].read_bytes() + b"\n% another file\n")
    hand_in(page, desk, another)
    page.get_by_text("会替换第 1 版，要单独审核").wait_for()
    page.get_by_role("button", name=re.compile("送审选中的（1 份")).click()
    page.get_by_text("1 份已送审。").wait_for()
    second = publish_alone(page, desk, Report.objects.get(status="submitted"), "部门更换文件")
    page.goto(f"{desk}/reports/{second.public_id}/changes/")
    page.get_by_text("部门更换了文件。").wait_for()
    assert "99999.99" in page.locator("del").all_inner_texts()
    return second


def correct_what_is_public(page, desk, second):
    """The portal corrects its own reading."""
    go_on_as(page, desk, "lu")
    page.goto(f"{desk}/staff/reports/{second.public_id}/")
    page.get_by_role("button", name="开更正版").click()
    page.get_by_text("可以送审").wait_for()
    draft = Report.objects.get(status="draft")
    page.goto(f"{desk}/staff/reports/{draft.public_id}/?table=narrative&row=4&field=value")
    page.locator("#value").fill("照原件改过的原因")
    page.get_by_role("button", name="改好这一格").click()
    page.get_by_text("已更正，核对重新做过了。").wait_for()
    page.get_by_role("button", name="送审", exact=True).click()
    page.get_by_text("等待第二个人审核").wait_for()
    third = publish_alone(page, desk, draft, "平台勘误")
    page.goto(f"{desk}/reports/{third.public_id}/changes/")
    page.get_by_text("平台勘误。").wait_for()
    assert "照原件改过的原因" in page.locator("ins").all_inner_texts()
    return third


def publish_alone(page, desk, report, reason):
    """What replaces a published version is approved on its own page, which says by which reason."""
    go_on_as(page, desk, "shen")
    page.goto(f"{desk}/staff/reports/{report.public_id}/")
    page.get_by_text(f"理由是{reason}").wait_for()
    page.get_by_role("button", name="审核通过，公布").click()
    page.get_by_text("：已公布。").wait_for()
    return report


@pytest.mark.parametrize("page", ["phone"], indirect=True)
def test_no_staff_page_is_wider_than_a_phone(desk, page):
    call_command("ingest", str(GOOD[0]), verbosity=0, stdout=io.StringIO())
    report = Report.objects.get()
    misread(report)
    log_in(page, desk, "lu")
    review = f"reports/{report.public_id}/"
    cell = f"{review}?table=expenditure&row=1&field=total"
    wide = []
    addresses = (
        "",
        "uploads/",
        "errors/",
        "unstated/",
        "rereading/",
        "events/",
        "password/",
        "second-factor/",
        review,
        cell,
    )
    for address in (*addresses, f"{cell}&rows=split", f"{review}?table=target-1", f"{review}?table=narrative"):
        assert page.goto(f"{desk}/staff/{address}", wait_until="networkidle").status == 200
        wide += [address] if is_wider_than_its_window(page) else []
    assert (wide, page.troubles) == ([], [])


@pytest.mark.parametrize("page", ["desktop"], indirect=True)
def test_the_keyboard_leads_from_doubt_to_doubt(desk, page):
    call_command("ingest", str(GOOD[0]), verbosity=0, stdout=io.StringIO())
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
    page.goto(f"{desk}/staff/reports/{report.public_id}/?table=balance&row=1&field=side")  # a list to choose from
    page.keyboard.press("Escape")
    page.keyboard.press('"')
    page.keyboard.press("n")
    page.wait_for_url("**/?doubt=0#desk")
    assert page.troubles == []

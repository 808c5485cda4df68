"""At the desk: the printable check sheet, and what a department has published about a failed check."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse

from budgets.models import Event, Reply
from ingest import actions
from ingest.checksheet import check_sheet
from tests.ingest.conftest import expenditure, parsed, save

pytestmark = pytest.mark.django_db
SAID = {
    "text": "合计多写了0.50，下一年度更正。",
    "source_url": "https://www.example.gov.cn/a.html",
    "said_on": "2024-03-05",
}


def address(name, report, *more):
    return reverse(f"staff:{name}", args=[report.public_id, *more])


def words(response):
    return response.content.decode()


@pytest.fixture
def published_with_errors(draft_with_errors):
    return actions.publish_report(report=draft_with_errors, acknowledgement="原件如此")


@pytest.fixture
def failed(published_with_errors):
    return published_with_errors.findings.filter(rule="basic-plus-project", outcome="failed").get()


def items(report, chapter):
    found = dict(check_sheet(report).chapters)[chapter]
    return {item.name: (item.state, item.said, item.page) for item in found}


def test_the_sheet_lists_what_is_there_and_what_is_not(draft):
    tables = items(draft, "应当公开的表")
    assert len(tables) == 9
    assert tables["3. 预算支出总表"] == ("有", "2 行", 6)
    assert tables["1. 预算收支总表"] == ("没有", "", None)
    assert items(draft, "另外公开的表") == {"2024年项目支出预算表（本年预算）": ("有", "2 行", 9)}
    assert items(draft, "项目和绩效目标表") == {
        "项目支出表中的项目": ("有", "1 个", 9),
        "绩效目标表": ("有", "1 份", 11),
    }
    assert items(draft, "封面、目录和组成")["封面"] == ("看不出", "没有正文或没有分页，看不出", None)


def test_the_sheet_tells_an_empty_table_with_its_note_from_one_without(regions):
    empty = expenditure().__class__("three_public", "三公经费支出表", "万元", pages=(12,), rows=(), note="本表无数据")
    report = save(parsed(tables=[expenditure(), empty]))
    assert items(report, "应当公开的表")["7. 财政拨款“三公”经费支出预算表"] == ("空表", "注明“本表无数据”", 12)


def test_the_sheet_shows_errors_with_what_was_confirmed(uploader, draft_with_errors):
    finding = draft_with_errors.findings.filter(outcome="failed", severity="error").first()
    actions.acknowledge_finding(finding=finding, reason="原件第6页就是10.50", by=None)
    page = words(uploader.get(address("sheet", draft_with_errors)))
    for shown in ("部门预算公开检查单", "示例市教育局", "原件如此：原件第6页就是10.50", "□ 改正", "检查人", "复核人"):
        assert shown in page


def test_a_reply_is_entered_shown_in_public_and_in_the_files(uploader, client, published_with_errors, failed):
    page = words(uploader.post(address("reply", published_with_errors, failed.pk), SAID, follow=True))
    assert "部门说明已录入" in page
    entered = Reply.objects.get()
    assert (entered.by.username, entered.said_on, entered.place) == ("uploader", date(2024, 3, 5), failed.place)
    department, year = published_with_errors.department_id, published_with_errors.year
    for shown in (f"/departments/{department}/{year}/checks/", "/checks/"):
        public = words(client.get(shown))
        assert "合计多写了0.50，下一年度更正。" in public
        assert 'href="https://www.example.gov.cn/a.html"' in public
    text = b"".join(client.get("/checks.csv").streaming_content).decode("utf-8-sig")
    rows = [row for row in csv.DictReader(io.StringIO(text)) if row["部门说明"]]
    assert [(row["规则代码"], row["部门说明"], row["部门说明来源"]) for row in rows] == [
        ("basic-plus-project", SAID["text"], SAID["source_url"])
    ]


def test_a_reply_is_logged_and_so_is_its_withdrawal(uploader, published_with_errors, failed):
    uploader.post(address("reply", published_with_errors, failed.pk), SAID)
    uploader.post(address("withdraw_reply", published_with_errors, Reply.objects.get().pk), {"reason": "录错了一项"})
    logged = Event.objects.filter(verb__startswith="reply").order_by("pk").values_list("verb", "detail__text")
    assert list(logged) == [("reply_recorded", SAID["text"]), ("reply_withdrawn", SAID["text"])]
    assert Reply.objects.count() == 0


@pytest.mark.parametrize("lacking", ["text", "source_url"])
def test_a_reply_without_words_or_source_is_refused(uploader, published_with_errors, failed, lacking):
    uploader.post(address("reply", published_with_errors, failed.pk), {**SAID, lacking: " "})
    assert Reply.objects.count() == 0


def test_what_passed_gets_no_reply(uploader, published_with_errors):
    passed = published_with_errors.findings.filter(outcome="passed").first()
    page = words(uploader.post(address("reply", published_with_errors, passed.pk), SAID, follow=True))
    assert "只有没对上的核对项可以附部门说明。" in page
    assert Reply.objects.count() == 0


def test_a_reply_goes_over_to_the_corrected_version(published_with_errors, failed):
    actions.record_reply(finding=failed, text="已知", source_url="https://a.example/", said_on=None, by=None)
    revision = actions.open_revision(report=published_with_errors, by=None)
    assert [(reply.text, reply.is_carried) for reply in revision.replies.all()] == [("已知", True)]

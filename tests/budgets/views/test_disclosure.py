"""谁公开了: what is here, what is empty or missing in it, and when it was disclosed."""

import csv
import io
from datetime import date

import pytest

from budgets import totals
from budgets.models import Finding
from tests.budgets import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(db):
    report = make.report_with_tables()
    report.approved_on, report.disclosed_on = date(2024, 2, 1), date(2024, 2, 20)
    report.save()
    failed = [
        ("tables-present", "three_public", "财政拨款“三公”经费支出预算表", None, "warning"),
        ("targets-match-projects", "projects", "校园周边道路", None, "warning"),
        ("targets-match-projects", "projects", "幼儿园改造", "total", "warning"),
        ("balance-closes", "balance", "收入总计", "amount", "error"),
    ]
    report.findings.all().delete()
    for n, (rule, table, row, column, severity) in enumerate(failed, 1):
        Finding.objects.create(
            report=report, position=n, origin="check", rule=rule, severity=severity, outcome="failed",
            table=table, row=row, column=column,
        )  # fmt: skip
    totals.count_checks(report)
    totals.refresh_checks(report)
    return report


def rows(client, query=""):
    text = b"".join(client.get(f"/disclosure.csv{query}").streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_file_says_what_is_missing_and_when_it_was_disclosed(client, report):
    (row,) = [row for row in rows(client) if row["状态"] == "已收录" and row["部门"] == report.department.name]
    wanted = ("缺的表", "缺的目标表", "没对上（错误）", "没对上（提醒）", "批复日期", "公开日期")
    assert [row[key] for key in wanted] == ["1", "1", "1", "3", "2024-02-01", "2024-02-20"]


def test_the_page_says_so_too(client, report):
    page = client.get("/disclosure/").content.decode()
    for shown in ("缺 1 张", "缺 1 份", "4 项没对上", "2024-02-20 公开"):
        assert shown in page

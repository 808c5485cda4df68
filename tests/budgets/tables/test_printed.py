"""Columns that a place prints of its own: each under its heading, in the order of the paper, on every database."""

import re

import pytest

from budgets.models import Line
from tests.budgets import factories as make

pytestmark = pytest.mark.django_db

# Longer before shorter and 乙 before 甲: neither length nor alphabet is the printed order.
EXTRA = {"事业单位经营支出": "1.00", "乙": "2.00", "对附属单位补助支出/小计": "3.00", "甲": None}


@pytest.fixture
def report():
    stored = make.report()
    rows = [{"code": None, "name": "合计", "total": "6.00", "extra": EXTRA}]
    make.table(stored, "expenditure", [*rows, {"code": "205", "name": "教育支出", "total": "6.00", "extra": EXTRA}])
    return stored


def test_a_row_keeps_the_order_in_which_its_columns_were_stored(report):
    rows = [{"total": "1.00", "name": "合计", "code": None}, {"name": "教育支出", "code": "205", "total": "1.00"}]
    Line.objects.bulk_create(
        Line(table=report.tables.get(), position=number, printed=row, extra=EXTRA) for number, row in enumerate(rows, 3)
    )

    stored = list(Line.objects.filter(position__gte=3).order_by("position"))

    assert [list(line.printed.items()) for line in stored] == [list(row.items()) for row in rows]
    assert [list(line.extra.items()) for line in stored] == [list(EXTRA.items())] * 2


def test_a_table_s_page_shows_them_in_printed_order(client, report):
    page = client.get(f"/departments/{report.department_id}/2024/expenditure/").content.decode()

    headings = [re.sub(r"<[^>]*>|\s", "", found) for found in re.findall(r"<th\b.*?</th>", page, re.S)]
    assert [heading for heading in headings if heading in EXTRA] == list(EXTRA)


def test_a_table_s_file_has_them_in_printed_order(client, report):
    response = client.get(f"/departments/{report.department_id}/2024/expenditure.csv?bom=0")

    headings, first, *_ = b"".join(response.streaming_content).decode().split("\r\n")
    at = [headings.split(",").index(f"{heading}（照原表，万元）") for heading in EXTRA]
    assert at == list(range(at[0], at[0] + len(EXTRA)))
    assert [first.split(",")[place] for place in at] == ["1.00", "2.00", "3.00", ""]


def headings_of(page):
    return [re.sub(r"<[^>]*>|\s", "", found) for found in re.findall(r"<th role=.columnheader.*?</th>", page, re.S)]


def test_one_side_s_own_columns_do_not_stand_on_the_other(client):
    report = make.report()
    make.table(
        report,
        "balance",
        [
            {"side": "revenue", "name": "收入总计", "amount": "6.00"},
            {
                "side": "expenditure",
                "name": "支出总计",
                "total": "6.00",
                "extra": {"支出用途": "项目支出", "金额": "1234.5"},
            },
        ],
    )
    page = client.get(f"/departments/{report.department_id}/2024/balance/").content.decode()

    revenue, expenditure = page.split("<h2>支出</h2>") if "<h2>支出</h2>" in page else page.split("收入总计", 1)
    assert "支出用途" not in revenue.split("收入总计")[0]
    assert "支出用途" in expenditure
    assert "1,234.5" in expenditure  # as printed, read more easily


def test_a_table_by_budget_unit_is_headed_by_the_units_and_says_each_once(client):
    report = make.report()
    row = {"name": "示例市第一中学", "unit": "示例市第一中学", "total": "6.00"}
    stored = make.table(report, "revenue", [row])
    stored.lines.update(printed={"unit": "示例市第一中学", "total": "6.00"})
    page = client.get(f"/departments/{report.department_id}/2024/revenue/").content.decode()

    assert headings_of(page) == ["预算单位", "合计万元", "页码"]
    assert page.count(">示例市第一中学</th>") == 1


def test_printed_columns_in_another_unit_than_the_page_s_say_so(client):
    report = make.report()
    make.table(
        report, "revenue", [{"code": "205", "name": "教育支出", "total": "6.00", "extra": {"事业收入": "60000.00"}}]
    )
    report.tables.update(unit="元")
    page = client.get(f"/departments/{report.department_id}/2024/revenue/").content.decode()

    assert "事业收入（照原表，元）" in headings_of(page)
    assert "60,000.00" in page


def test_a_table_without_a_title_is_named_by_its_page(client):
    report = make.report()
    make.table(report, "other", slug="other-1", title="", pages=[17], cells=[["一", "二"]])
    page = client.get(f"/departments/{report.department_id}/2024/other-1/").content.decode()

    assert '<h1 class="mid">没有印表名的表（第 17 页）</h1>' in page


def test_the_kind_of_a_project_row_and_its_side_are_said_in_chinese(client):
    report = make.report()
    make.projects(report, {"业务经费": "3.00"})
    page = client.get(f"/departments/{report.department_id}/2024/projects/").content.decode()

    cells = re.findall(r"<td role=.cell.[^>]*>(.*?)</td>", page)
    assert "项目" in cells


def test_a_page_shows_codes_before_their_names_and_no_column_that_is_not_printed(client):
    report = make.report()
    stored = make.table(report, "basic_by_economic", [{"department_economic": "基本工资", "total": "6.00"}])
    stored.lines.update(
        name="基本工资",
        department_economic_code="30101",
        printed={"department_economic_code": "30101", "department_economic": "基本工资", "total": "6.00"},
    )
    page = client.get(f"/departments/{report.department_id}/2024/basic_by_economic/").content.decode()

    assert headings_of(page) == ["部门预算支出经济科目编码", "部门预算支出经济科目", "合计万元", "页码"]

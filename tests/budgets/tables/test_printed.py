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

"""Where a table is printed down to its lowest level, a row that was left out of a branch of its own is missed."""

import pytest

from tests.ingest.checks.reports import found, good_report, table, with_table, without_row

ROWS = (
    (None, "合计", "920.00"),
    ("205", "教育支出", "720.00"),
    ("20502", "普通教育", "700.00"),
    ("2050201", "学前教育", "300.00"),
    ("2050202", "小学教育", "400.00"),
    ("20508", "进修及培训", "20.00"),
    ("2050803", "培训支出", "20.00"),
    ("210", "卫生健康支出", "60.00"),
    ("21011", "行政事业单位医疗", "60.00"),
    ("2101101", "行政单位医疗", "60.00"),
    ("221", "住房保障支出", "140.00"),
    ("22102", "住房改革支出", "140.00"),
    ("2210201", "住房公积金", "140.00"),
)
WHOLE = with_table(good_report(), table("expenditure", "total", *ROWS, page=6))


def missing(report):
    return [
        (f.severity, f.row, f.right.label, f.gap)
        for f in found(report, "children-add-up", "failed")
        if f.right.amount is None
    ]


def test_a_whole_table_lacks_nothing():
    assert found(WHOLE, "children-add-up", "failed") == []


@pytest.mark.parametrize(
    ("code", "row", "said", "gap"),
    [
        ("2210201", "22102 住房改革支出", "表322102没有印出所属的项", "140.00"),
        ("21011", "2101101 行政单位医疗", "表3没有印出21011这个款", "60.00"),
        ("210", "21011 行政事业单位医疗", "表3没有印出210这个类", "60.00"),
    ],
)
def test_the_only_row_of_a_branch_is_missed(code, row, said, gap):
    assert missing(without_row(WHOLE, "expenditure", code)) == [("warning", row, said, gap)]


def test_a_table_that_prints_no_lowest_level_lacks_nothing():
    report = WHOLE
    for code in ("2050201", "2050202", "2050803", "2101101", "2210201"):
        report = without_row(report, "expenditure", code)
    assert missing(report) == []


def test_a_class_and_its_only_item_may_be_printed_with_one_code():
    rows = (*ROWS, ("21999", "其他支出", "5.00"), ("21999", "其他支出", "5.00"), ("219", "援助其他地区支出", "5.00"))
    assert missing(with_table(good_report(), table("expenditure", "total", *rows, page=6))) == []

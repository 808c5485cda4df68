"""A digit that text recognition took wrong is repaired where the sums leave one explanation, and never silently."""

from dataclasses import replace
from decimal import Decimal

import pytest

from ingest.checks import Finding
from ingest.corrections import Place, corrected
from ingest.parser.report import ReadingFinding
from ingest.scan_repairs import is_likely, with_repairs
from ingest.scan_sums import Equation, Spot, Term
from tests.ingest.checks.reports import good_report, table, with_cell, with_table


def scanned(report, sure=0.9):
    """The report as text recognition gives it: each cell with how sure it was."""
    tables = tuple(
        replace(t, rows=tuple(replace(row, confidence=dict.fromkeys(row.values, sure)) for row in t.rows))
        for t in report.tables
    )
    return replace(report, tables=tables, is_ocr=True)


def scan(sure=0.9):
    return scanned(good_report(), sure)


def test_the_values_that_a_cell_may_have_are_tried_within_bounds():
    cell = Term(Spot(0, 0, "total"), 1, Decimal(100_000_000), Decimal("0.01"))
    told = Term(None, -1, Decimal(300_000_000), Decimal(10_000_000))  # 3.0 亿元
    equation = Equation(Finding("narrative-matches-table", "failed", "error"), (cell, told))
    values = list(equation.values_for(cell.spot))
    assert (values[0], len(values)) == (300_000_000, 2 * 10_000 + 1)


def test_a_scan_whose_sums_hold_is_left_as_it_is():
    assert with_repairs(scan()) == scan()


def test_a_misread_digit_that_two_sums_name_is_repaired_and_told():
    repaired = with_repairs(with_cell(scan(), "expenditure", "小学教育", "basic", "800.00"))
    assert repaired.tables == scan().tables
    assert repaired.findings == (
        ReadingFinding(
            "scan-repair",
            "warning",
            "表3“2050202 小学教育”的基本支出识别为“800.00”（把握 90%），"
            "按“上级科目等于下级科目之和”、“合计等于基本支出加项目支出”共 2 处算式改为“300.00”，请对照原件。",
            "expenditure",
            6,
            "2050202 小学教育",
            "basic",
        ),
    )


@pytest.mark.parametrize(
    ("kind", "name", "column", "misread"),
    [
        ("expenditure", "普通教育", "basic", "600.00"),
        ("expenditure", "教育支出", "total", "620.00"),
        ("expenditure", "普通教育", "total", "820.60"),
        ("expenditure", "合计", "basic", "6000.00"),  # a sign read twice
        ("balance", "收入总计", "amount", "120.00"),  # a sign lost
        ("balance", "支出总计", "total", "102000"),  # the point lost
        ("revenue", "合计", "total", "1006.00"),
        ("projects", "小学课后服务", "total", "216.00"),  # its target form says so too
        ("basic_by_economic", "津贴补贴", "personnel", "260.00"),
    ],
)
def test_each_of_these_is_repaired(kind, name, column, misread):
    repaired = with_repairs(with_cell(scan(), kind, name, column, misread))
    assert repaired.tables == scan().tables
    assert [(f.rule, f.table, f.column) for f in repaired.findings] == [("scan-repair", kind, column)]


def test_two_misread_digits_are_repaired_one_after_the_other():
    misread = with_cell(scan(), "expenditure", "小学教育", "basic", "800.00")
    misread = with_cell(misread, "expenditure", "普通教育", "project", "820.00")
    repaired = with_repairs(misread)
    assert repaired.tables == scan().tables
    assert [f.rule for f in repaired.findings] == ["scan-repair", "scan-repair"]


def test_a_figure_that_only_one_sum_holds_stays_as_read_and_is_doubted():
    misread = with_cell(scan(), "three_public", "②公务用车运行维护费", "total", "8.00")
    doubted = with_repairs(misread)
    assert doubted.tables == misread.tables
    assert [(f.rule, f.severity, f.table, f.row, f.column) for f in doubted.findings] == [
        ("scan-sum", "warning", "three_public", "公务用车购置及运行费", "total")
    ]
    assert "不能断定是哪个数识别错了" in doubted.findings[0].message


def test_cells_that_explain_the_sums_as_well_as_each_other_all_stay():
    """Four sums fail by 30, and each of the four cells would settle two of them."""
    rows = [(None, "合计", "90.00", "60.00", None), ("205", "教育支出", "60.00", "90.00", None)]
    lone = table("expenditure", "total basic project", *rows, page=6)
    report = scanned(replace(good_report(), tables=(lone,), statements=(), targets=(), narrative={}))
    doubted = with_repairs(report)
    assert doubted.tables == report.tables
    assert [f.rule for f in doubted.findings] == ["scan-sum"] * 4


def test_a_value_that_no_misreading_explains_stays_as_read():
    misread = with_cell(scan(), "expenditure", "学前教育", "total", "457.00")
    assert with_repairs(misread).tables == misread.tables


def test_a_figure_that_was_read_with_certainty_is_the_documents_own():
    printed_so = with_cell(scan(sure=0.99), "expenditure", "小学教育", "basic", "800.00")
    doubted = with_repairs(printed_so)
    assert doubted.tables == printed_so.tables
    assert {f.rule for f in doubted.findings} == {"scan-sum"}


def test_printed_text_is_never_repaired():
    printed_so = with_cell(good_report(), "expenditure", "小学教育", "basic", "800.00")
    assert with_repairs(printed_so) is printed_so


def test_a_figure_read_without_certainty_is_named_with_its_cell_and_once():
    report = with_cell(scan(), "balance", "收入总计", "amount", "1020.00")
    balance = report.tables[0]
    rows = [
        replace(row, confidence={"amount": 0.6}) if row.values["item"] == "收入总计" else row for row in balance.rows
    ]
    report = with_table(report, replace(balance, rows=tuple(rows)))
    of_page = ReadingFinding(
        "reading.recognition", "warning", "数字“1,020.00”识别得没有把握（60%），请对照原件。", page=4
    )
    told = with_repairs(replace(report, findings=(of_page,))).findings
    assert told == (
        ReadingFinding(
            "reading.recognition",
            "warning",
            "表1“收入总计”的金额“1020.00”识别得没有把握（60%），请对照原件。",
            "balance",
            4,
            "收入总计",
            "amount",
        ),
    )


def test_a_corrected_cell_takes_its_doubt_away():
    misread = with_repairs(with_cell(scan(), "three_public", "②公务用车运行维护费", "total", "8.00"))
    right = corrected(misread, Place("total", "three_public", 5), "3.00")
    assert right.findings == ()
    assert "total" not in right.tables[9].rows[4].confidence


@pytest.mark.parametrize(
    ("read", "other", "sure", "likely"),
    [
        ("12.30", "12.80", 0.9, True),
        ("12.30", "72.30", 0.9, True),
        ("12.30", "42.30", 0.9, False),
        ("12.30", "42.30", 0.7, True),
        ("12.30", "2.30", 0.9, True),
        ("1230", "12.30", 0.9, True),
        ("12.30", "18.80", 0.9, False),
        ("12.30", "18.80", 0.7, True),
        ("12.30", "98.76", 0.5, False),
        ("12.30", "12.80", 0.98, False),
        ("12.30", "12.30", 0.5, False),
    ],
)
def test_what_may_stand_where_a_figure_was_recognised(read, other, sure, likely):
    assert is_likely(read, other, sure) is likely

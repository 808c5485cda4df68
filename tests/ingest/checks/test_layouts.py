"""Tables as other places lay them out: right ones pass, and what can't be told is skipped, not failed."""

from dataclasses import replace

import pytest

from ingest.checks import check_against_prior, check_report
from ingest.checks.book import OCR_DOUBT
from ingest.parser.report import ReadingFinding, Row, Table
from tests.ingest.checks.reports import (
    found,
    good_report,
    table,
    with_cell,
    with_narrative,
    with_table,
    without_row,
    without_table,
)

R = good_report()
BUDGET = "general_public_budget"


def outcomes(report, rule, **given):
    return {f.outcome for f in check_report(report, **given) if f.rule == rule}


def by_unit(*rows, **more):
    """三公经费 as item rows, one block for each budget unit."""
    columns = ("item", "unit", "total")
    printed = tuple(Row(dict(zip(columns, row, strict=True)), page=9) for row in rows)
    return Table(id="three_public", title="三公经费及会议费、培训费表", unit="万元", pages=(9,), rows=printed, **more)


UNITS = (
    ("合计", "合计", "15.00"),
    ("一般公共预算拨款安排的“三公”经费预算", "合计", "5.00"),
    ("公务接待费", "合计", "2.00"),
    ("公务用车购置及运行维护费", "合计", "3.00"),
    ("会议费", "合计", "4.00"),
    ("培训费", "合计", "6.00"),
    ("合计", "示例市实验小学", "9.00"),
    ("公务接待费", "示例市实验小学", "2.00"),
    ("会议费", "示例市实验小学", "1.00"),
    ("培训费", "示例市实验小学", "6.00"),
)


def test_three_public_by_unit_and_with_meetings_and_training():
    report = with_table(R, by_unit(*UNITS))
    assert outcomes(report, "three-public-adds-up") == {"passed"}
    broken = with_table(R, by_unit(*UNITS[:6], ("合计", "示例市实验小学", "9.50"), *UNITS[7:]))
    assert [(f.left.amount, f.gap) for f in found(broken, "three-public-adds-up", "failed")] == [("9.50", "0.50")]


def test_a_code_printed_twice_for_a_class_of_one_item_counts_once():
    rows = (
        (None, "合计", "502.00", None, "502.00"),
        ("219", "援助其他地区支出", "502.00", None, "502.00"),
        ("21999", "其他支出", "502.00", None, "502.00"),
        ("21999", "其他支出", "502.00", None, "502.00"),
    )
    report = with_table(R, table("expenditure", "total basic project", *rows, page=6))
    ended = [f.outcome for f in check_report(report) if f.rule == "children-add-up" and f.table == "expenditure"]
    assert ended == ["passed", "passed"]


def test_codes_without_classes_add_up_by_their_items():
    rows = (
        (None, "合计", "12.500000", "12.500000", None),
        ("2040601", "行政运行", "10.000000", "10.000000", None),
        ("2040601", "行政运行", "2.500000", "2.500000", None),
    )
    report = with_table(R, table("expenditure", "total basic project", *rows, page=6))
    assert outcomes(report, "classes-add-up") == {"passed"}


def test_spending_beside_basic_and_project_is_counted_where_its_column_says_so():
    report = with_cell(R, "expenditure", "2050201", "project", "90.00")
    expenditure = next(t for t in report.tables if t.id == "expenditure")

    def beside(heading):
        rows = [
            replace(row, extra={heading: "10.00"}) if row.values["code"] == "2050201" else row
            for row in expenditure.rows
        ]
        return with_table(report, replace(expenditure, rows=tuple(rows)))

    assert outcomes(beside("事业单位经营支出"), "basic-plus-project") == {"passed"}
    assert outcomes(beside("基本支出/人员经费"), "basic-plus-project") == {"passed", "failed"}
    (skipped,) = found(beside("没有见过的栏"), "basic-plus-project", "skipped")
    assert skipped.reason == "表3另有“没有见过的栏”等栏，不知是否计入合计"


def with_sources(sources, beside):
    """The good report whose project of 100.00 has these sources, and these columns without a key beside them."""
    projects = next(t for t in R.tables if t.id == "projects")
    at = next(n for n, row in enumerate(projects.rows) if row.values["name"] == "幼儿园改造")
    row = replace(projects.rows[at], values={**projects.rows[at].values, **sources}, extra=beside)
    return with_table(R, replace(projects, rows=(*projects.rows[:at], row, *projects.rows[at + 1 :])))


@pytest.mark.parametrize(
    ("sources", "beside", "ended"),
    [
        ({BUDGET: "100.00"}, {}, [("passed", "0.00")]),
        ({BUDGET: "80.00", "unit_funds": "20.00"}, {}, [("passed", "0.00")]),
        ({BUDGET: "100.00", "carryover": "20.00"}, {}, [("passed", "0.00")]),
        ({BUDGET: "80.00", "carryover": "20.00"}, {}, [("passed", "0.00")]),
        ({BUDGET: "80.00"}, {"2026年预算/上年结余、结转": "20.00"}, [("passed", "0.00")]),
        ({BUDGET: "80.00"}, {"2026年预算/上年结余、结转": "19.90"}, [("failed", "0.10")]),
        ({BUDGET: "99.90"}, {}, [("failed", "0.10")]),
        ({BUDGET: "99.90", "total": None}, {}, []),
    ],
)
def test_a_project_s_total_is_its_sources_with_or_without_carry_over(sources, beside, ended):
    of_rule = [f for f in check_report(with_sources(sources, beside)) if f.rule == "projects-match-expenditure"]
    assert [(f.outcome, f.gap) for f in of_rule if f.row == "幼儿园改造"] == ended


def test_a_project_s_source_that_nothing_knows_may_be_part_of_its_total():
    report = with_sources({BUDGET: "80.00"}, {"没有见过的栏": "20.00"})
    (reason,) = {f.reason for f in found(report, "projects-match-expenditure", "skipped")}
    assert reason == "表12另有“没有见过的栏”等栏，不知是否计入合计"


def test_projects_without_sources_are_not_held_against_them():
    blank = {BUDGET: None, "government_fund": None}
    projects = next(t for t in R.tables if t.id == "projects")
    rows = tuple(replace(row, values={**row.values, **blank}) for row in projects.rows)
    skipped = found(with_table(R, replace(projects, rows=rows)), "projects-match-expenditure", "skipped")
    assert [f.reason for f in skipped] == ["表12没有分出一般公共预算", "表12没有分资金来源的栏"]


def test_spending_that_is_not_by_function_is_skipped():
    balance = next(t for t in R.tables if t.id == "balance")
    rows = [row for row in balance.rows if row.values["side"] == "revenue" or "计" in (row.values["item"] or "")]
    blank = dict.fromkeys(balance.rows[0].values)
    rows.insert(-2, Row({**blank, "side": "expenditure", "item": "一、基本支出", "total": "600.00"}))
    report = with_table(R, replace(balance, rows=tuple(rows)))
    assert "表1的支出不按功能分类" in [f.reason for f in found(report, "classes-add-up", "skipped")]
    assert found(report, "classes-add-up", "failed") == []


def test_classes_of_table_4_are_compared_where_nothing_is_carried_over():
    general = next(t for t in R.tables if t.id == "general_expenditure")
    included = with_table(R, replace(general, carryover="included"))
    for code, amount in (("合计", "920.00"), ("205", "820.00"), ("20502", "820.00"), ("2050202", "520.00")):
        included = with_cell(included, "general_expenditure", code, "total", amount)
    assert outcomes(included, "appropriation-matches-tables") == {"passed"}
    broken = with_cell(included, "appropriation", "二十、住房保障支出", "total", "10.00")
    (finding,) = found(broken, "appropriation-matches-tables", "failed")
    assert (finding.row, finding.gap) == ("二十、住房保障支出", "90.00")
    assert "口径不同" in "".join(f.reason for f in found(R, "appropriation-matches-tables", "skipped"))


def test_a_reader_s_doubt_about_a_table_turns_its_failures_into_skips():
    broken = with_cell(R, "expenditure", "205", "basic", "501.00")
    doubt = ReadingFinding("reading.columns", "warning", "有一栏没有对上", "expenditure", 6)
    assert found(replace(broken, findings=(doubt,)), "classes-add-up", "failed") == []
    reasons = {f.reason for f in found(replace(broken, findings=(doubt,)), "classes-add-up", "skipped")}
    assert reasons == {"这张表的读取有疑问：有一栏没有对上"}
    elsewhere = replace(doubt, table="revenue", page=5)
    assert found(replace(broken, findings=(elsewhere,)), "classes-add-up", "failed") != []


def test_nothing_fails_on_a_scan():
    broken = with_narrative(with_cell(R, "expenditure", "205", "basic", "501.00"), "operating_change", percent="9.99")
    scanned = replace(without_table(broken, "three_public"), is_ocr=True)
    assert [f.place for f in check_report(scanned) if f.outcome == "failed"] == []
    assert [f.reason for f in found(scanned, "classes-add-up", "skipped") if f.gap] == [OCR_DOUBT]


@pytest.mark.parametrize(
    ("prior", "reason"),
    [
        (replace(R, year=2022), "2022年的报告不是上一年的"),
        (replace(R, year=2023, scope="unit"), "两年的口径不同：部门预算、单位预算"),
        (replace(R, year=2023, tables=(), statements=()), "报告没有写上年数"),
    ],
)
def test_years_that_cannot_be_compared_are_skipped(prior, reason):
    assert [(f.outcome, f.reason) for f in check_against_prior(R, prior)] == [("skipped", reason)]


def test_a_column_of_last_year_is_held_against_last_year_s_table():
    now = with_cell(R, "three_public", "合计", "prior_total", "7.00")
    prior = replace(with_cell(R, "three_public", "合计", "total", "7.50"), year=2023)
    (finding,) = [f for f in check_against_prior(now, prior) if f.column == "prior_total" and f.outcome == "failed"]
    assert (finding.table, finding.row, finding.gap) == ("three_public", "合计", "0.50")


def test_a_sum_that_leaves_secret_rows_out_differs_and_says_what_the_report_says():
    projects = next(t for t in without_row(R, "projects", "幼儿园改造").tables if t.id == "projects")
    report = with_table(R, replace(projects, note="注：涉密项目按要求不予公开。"))
    failed = found(report, "projects-match-expenditure", "failed")
    assert {f.reason for f in failed} == {"表下注明：注：涉密项目按要求不予公开。"}

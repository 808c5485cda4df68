# ruff: noqa: E501 -- one line per case
"""Every rule passes on a report that is right, fails where it is broken, and is skipped where it can't be run."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from budgets.rules import RULE, RULES
from ingest.parser.report import Statement
from tests.ingest.checks.reports import (
    UNIT,
    form,
    found,
    good_report,
    with_cell,
    with_narrative,
    with_statement,
    with_text,
    with_unit,
    without_row,
    without_table,
)

CODES = {"205": {"教育支出"}, "20502": {"普通教育"}, "2050201": {"学前教育"}, "2050202": {"小学教育"}}
GIVEN = {
    "code-and-name": {"codes": CODES},
    "disclosed-on-time": {"approved_on": date(2024, 2, 1), "disclosed_on": date(2024, 2, 21)},
    "year-over-year": {"prior": None},
}
R = good_report()
PRIOR = replace(
    with_cell(with_cell(R, "balance", "收入总计", "amount", "920.00"), "balance", "支出总计", "total", "920.00"),
    year=2023,
    statements=(),
)


def given(rule):
    return {"prior": PRIOR} if rule == "year-over-year" else GIVEN.get(rule, {})


@pytest.mark.parametrize("rule", [rule.code for rule in RULES])
def test_a_right_report_passes_every_rule(rule):
    report = with_narrative(R, "operating_change", prior="75.00")
    outcomes = {f.outcome for outcome in ("passed", "failed") for f in found(report, rule, outcome, **given(rule))}
    if rule == "year-over-year":  # only income and expenditure were put back to last year's
        assert "passed" in outcomes
    else:
        assert outcomes == {"passed"}


# rule, the broken report, then where it is found: table, row, column, gap
BROKEN = [
    ("balance-closes", with_cell(R, "balance", "支出总计", "total", "1021.00"), "balance", "收入总计", "amount", "1"),
    ("balance-revenue-adds-up", with_cell(R, "balance", "上年结转", "amount", "21.50"), "balance", "收入总计", "amount", "1.50"),
    ("balance-revenue-adds-up", with_cell(R, "balance", "五、教育支出", "current", "810.00"), "balance", "五、教育支出", "total", "10"),
    ("appropriation-closes", with_cell(R, "appropriation", "收入总计", "amount", "1020.02"), "appropriation", "收入总计", "amount", "0.02"),
    ("appropriation-revenue-adds-up", with_cell(R, "appropriation", "二、政府性基金预算", "amount", "10.00"), "appropriation", "本年收入合计", "amount", "90"),
    ("revenue-matches-balance", with_cell(R, "revenue", "合计", "total", "1001.00"), "balance", "收入总计", "amount", "1"),
    ("expenditure-matches-balance", with_cell(R, "expenditure", "合计", "total", "1002.00"), "balance", "支出总计", "total", "18"),
    ("classes-add-up", with_cell(R, "expenditure", "205", "basic", "501.00"), "expenditure", "合计", "basic", "1"),
    ("classes-add-up", with_cell(R, "balance", "五、教育支出", "total", "802.00"), "balance", "本年支出合计", "total", "18"),
    ("children-add-up", with_cell(R, "general_expenditure", "2050202", "total", "5000.00"), "general_expenditure", "20502 普通教育", "total", "4500"),
    ("basic-plus-project", with_cell(R, "expenditure", "2050201", "project", "110.00"), "expenditure", "2050201 学前教育", "total", "10"),
    ("revenue-by-source", with_cell(R, "revenue", "2050201", "general_public_budget", "30.00"), "revenue", "2050201 学前教育", "total", "270"),
    ("general-matches-appropriation", with_cell(R, "appropriation", "支出总计", "general_public_budget", "902.00"), "general_expenditure", "合计", "total", "18"),
    ("class-matches-balance", with_cell(R, "expenditure", "221", "total", "110.00"), "balance", "二十、住房保障支出", "total", "10"),
    ("class-matches-balance", with_cell(R, "revenue", "2050201", "total", "310.00"), "revenue", "2050201 学前教育", "total", "10"),
    ("appropriation-matches-tables", with_cell(R, "fund_expenditure", "合计", "total", "101.00"), "fund_expenditure", "合计", "total", "1"),
    ("appropriation-matches-tables", with_cell(R, "balance", "一、一般公共预算", "amount", "909.00"), "appropriation", "一、一般公共预算", "amount", "9"),
    ("carryover-adds-up", with_cell(R, "carryover_projects", UNIT, "total", "11.00"), "balance", "上年结转", "amount", "1"),
    ("procurement-adds-up", with_narrative(R, "procurement", services="61.00"), None, "政府采购预算", None, "1"),
    ("form-adds-up", replace(R, targets=(replace(R.targets[0], funding={"annual": {"total": "1000000", "local": "900000"}}),)), "targets", "幼儿园改造", "annual.total", "100000"),
    ("form-adds-up", with_narrative(R, "assets", vehicles=3), None, "实有车辆", None, "1"),
    ("basic-matches-economic", with_cell(R, "general_expenditure", "合计", "basic", "591.00"), "basic_by_economic", "合计", "total", "1"),
    ("personnel-plus-public", with_cell(R, "basic_by_economic", "津贴补贴", "total", "201.00"), "basic_by_economic", "津贴补贴", "total", "1"),
    ("personnel-plus-public", without_row(R, "basic_by_economic", "津贴补贴"), "basic_by_economic", "工资福利支出", "total", "200"),
    ("appropriation-by-fund", with_cell(R, "appropriation", "五、教育支出", "general_public_budget", "82.00"), "appropriation", "五、教育支出", "total", "738"),
    ("three-public-adds-up", with_cell(R, "three_public", "合计", "total", "7.00"), "three_public", "合计", "total", "1"),
    ("three-public-adds-up", with_cell(R, "three_public", "①公务用车购置费", "total", "2.50"), "three_public", "公务用车购置及运行费", "total", "0.50"),
    ("operating-adds-up", with_cell(R, "operating", "部门合计", "total", "81.00"), "operating", "部门合计", "total", "1"),
    ("operating-within-public", with_cell(R, "operating", "部门合计", "total", "90.02"), "operating", "部门合计", "total", "0.02"),
    ("projects-match-expenditure", without_row(R, "projects", "幼儿园改造"), "projects", UNIT, "total", "100"),
    ("projects-match-expenditure", with_cell(R, "projects", "小学课后服务", "general_public_budget", "209.90"), "projects", "小学课后服务", "total", "0.10"),
    ("projects-match-expenditure", with_cell(R, "carryover_projects", "小学操场翻修", "total", "10.10"), "carryover_projects", "小学操场翻修", "total", "0.10"),
    ("projects-match-expenditure", with_cell(R, "expenditure", "合计", "project", "421.00"), "projects", UNIT, "total", "1"),
    ("targets-match-projects", replace(R, targets=(*R.targets[:2], form("校园周边道路", "1000051", 22))), "projects", "校园周边道路", "total", "51"),
    ("targets-match-projects", replace(R, targets=R.targets[:2]), "projects", "校园周边道路", None, None),
    ("targets-match-projects", replace(R, targets=(*R.targets, form("没有的项目", "1", 23))), "targets", "没有的项目", None, None),
    ("narrative-matches-table", with_statement(R, 0, amount="1020.02"), "balance", "收入总计", "amount", "0.02"),
    ("narrative-matches-table", with_statement(R, 4, share="58.84"), "expenditure", "合计", "basic占比", "0.02"),
    ("narrative-change-computes", with_narrative(R, "operating_change", percent="6.25", prior=None), "operating", "机关运行经费", "percent", "0.42"),
    ("narrative-change-computes", with_narrative(R, "operating_change", prior="74.00"), "operating", "机关运行经费", None, "1"),
    ("narrative-counts", with_narrative(R, "performance", published_projects=4), None, "公开绩效目标的项目", None, "1"),
    ("narrative-counts", with_narrative(R, "performance", amount="41.00"), None, "纳入绩效管理的项目金额", None, "369"),
    ("narrative-agrees-with-itself", with_statement(R, 6, amount="509.00"), "basic_by_economic", "合计", "total", "81"),
    ("narrative-agrees-with-itself", with_statement(R, 9, count=8), None, "特定目标类项目", None, "6"),
    ("narrative-direction", with_narrative(R, "operating_change", direction="decrease"), "operating", "机关运行经费", "direction", None),
    ("narrative-year", with_text(R, "支出比2022年增加1万元。"), None, "支出比2022年增加1万元", None, None),
    ("narrative-names", with_text(R, "2050202小学教育事业费500.00万元，2050201幼儿教育。"), None, "2050201", None, None),
    ("text-form", with_text(R, "支出增长（下降）5%。"), None, "支出增长（下降）5%。", "增减没有改定", None),
    ("text-form", with_text(R, "支出增加，，其中。"), None, "支出增加，，其中。", "标点重复", None),
    ("text-form", with_text(R, "支出（其中项目支出。"), None, "五、补充说明 （）", "标点不成对", "1"),
    ("unit-plausible", with_unit(R, "expenditure", "元"), "expenditure", "合计", "total", "10198980"),
    ("tables-present", without_table(R, "three_public"), "three_public", "财政拨款“三公”经费支出预算表", None, None),
    ("parts-present", replace(R, glossary=()), None, "名词解释", None, None),
    ("parts-present", replace(R, page_kinds={"contents": (1,)}), None, "封面", None, None),
    ("parts-present", replace(R, page_kinds={"cover": (1,)}), None, "目录", None, None),
    ("text-form", replace(R, page_kinds={"cover": (1,), "contents": (2,), "blank": (3,)}), None, "空白页", "空白页", None),
    ("narrative-counts", with_statement(R, 12, amount="101.00"), None, "纳入绩效管理的项目分类金额", None, "1"),
    ("narrative-counts", with_statement(R, 14, share="90"), None, "公开绩效目标的项目占比", "占比", "10"),
    ("targets-match-projects", replace(with_cell(R, "projects", "小学课后服务", "name", "小学课后服务经费"), targets=(R.targets[0], form("小学课后服务费", "2100000", 21), R.targets[2])), "targets", "小学课后服务费", "name", None),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "report", "table", "row", "column", "gap"), BROKEN)
def test_a_break_is_found_where_it_is(rule, report, table, row, column, gap):
    places = [(f.table, f.row, f.column, f.gap and Decimal(f.gap)) for f in found(report, rule, "failed")]
    assert (table, row, column, gap and Decimal(gap)) in places


def test_every_rule_has_a_break():
    by_other_means = {"code-and-name", "disclosed-on-time", "year-over-year"}
    assert {rule for rule, *_ in BROKEN} | by_other_means == set(RULE)


def test_a_code_with_another_name_is_found():
    broken = with_cell(R, "expenditure", "2050202", "name", "初中教育")
    (finding,) = found(broken, "code-and-name", "failed", codes=CODES)
    assert (finding.table, finding.row, finding.right.amount) == ("expenditure", "2050202 初中教育", "小学教育")


def test_disclosure_after_twenty_days_is_found():
    late = {"approved_on": date(2024, 2, 1), "disclosed_on": date(2024, 2, 22)}
    (finding,) = found(R, "disclosed-on-time", "failed", **late)
    assert (finding.left.amount, finding.gap, finding.severity) == ("21", "1", "notice")


def test_last_year_published_otherwise_is_found():
    (finding,) = [f for f in found(R, "year-over-year", "failed", prior=PRIOR) if f.row == "机关运行经费"]
    assert (finding.left.amount, finding.right.amount, finding.gap) == ("75.00", "80.00", "5.00")


SILENT = replace(R, tables=(), narrative={}, statements=(), sections=(), targets=(), glossary=(), year=None)


@pytest.mark.parametrize("rule", [rule.code for rule in RULES])
def test_what_cannot_be_run_is_skipped_with_its_reason(rule):
    assert found(SILENT, rule, "passed") == []
    assert found(SILENT, rule, "failed") == []
    assert all(f.reason for f in found(SILENT, rule, "skipped"))
    assert found(SILENT, rule, "skipped") != []


SKIPPED = [
    ("balance-closes", without_table(R, "balance"), "没有读到预算收支总表（表1）"),
    ("appropriation-closes", with_unit(R, "appropriation", "两"), "表4 收入总计 金额的金额单位“两”不认识"),
    ("appropriation-closes", with_unit(R, "appropriation", None), "表4 收入总计 金额的金额单位没有印出"),
    ("balance-closes", with_cell(R, "balance", "收入总计", "amount", "壹佰"), "“壹佰”读不成数"),
    ("balance-closes", with_cell(R, "balance", "收入总计", "amount", None), "表1 收入总计 金额没有填数"),
    ("classes-add-up", without_row(R, "expenditure", "合计"), "表3没有合计行"),
    ("general-matches-appropriation", with_cell(R, "appropriation", "支出总计", "general_public_budget", None), "表4没有分出一般公共预算"),
    ("narrative-matches-table", without_table(R, "basic_by_economic"), "没有读到一般公共预算安排基本支出分经济科目表（表6），说明中有 2 个数没有核对"),
    ("targets-match-projects", with_narrative(replace(R, targets=()), "performance", published_projects=None), "说明没有写公开多少个绩效目标，不核对是否每个项目都有表"),
    ("procurement-adds-up", with_narrative(R, "procurement", services=None), "没有读到服务的数"),
    ("year-over-year", R, "没有收录上年的报告"),
    ("code-and-name", R, "没有同年的科目表可对"),
    ("disclosed-on-time", R, "没有登记批复日期、公开日期"),
    ("tables-present", replace(R, year=None), "报告没有印出年度"),
    ("parts-present", replace(R, page_kinds=None), "没有分页的原件，看不出封面和目录"),
    ("narrative-year", replace(R, year=None), "报告没有印出年度"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "report", "reason"), SKIPPED)
def test_the_reason_for_skipping_is_said(rule, report, reason):
    assert reason in [f.reason for f in found(report, rule, "skipped")]


def test_an_item_of_the_tables_named_twice_with_two_amounts_is_found():
    said = [
        Statement("other", f"学前教育支出{amount}万元", amount=amount, unit="万元", page=15)
        for amount in ("208.8", "201.50")
    ]
    report = replace(R, statements=(*R.statements, *said))
    (finding,) = found(report, "narrative-agrees-with-itself", "failed")
    assert (finding.row, finding.gap, finding.page) == ("学前教育", "7.30", 15)

# ruff: noqa: E501 -- one line per case
"""Real reports with known truth: their own mistakes are found, nothing else is, and every broken cell is."""

from dataclasses import replace
from decimal import Decimal

import pytest

from budgets.vocabulary import MEASURES
from ingest.checks import check_report
from ingest.parser import parse_report
from ingest.parser.report import Statement
from tests.ingest.checks.reports import with_cell, with_narrative, with_unit, without_row

NAMES = ("000", "001", "002", "003", "004")
OWN_MISTAKES = {
    "000": set(),
    "001": {
        ("targets-match-projects", "企业上市挂牌市级奖励经费", None),
        ("narrative-change-computes", "机关运行经费", "1.91"),  # 3.68 less than 28.53 stated as 14.81 %
        ("narrative-counts", "公开绩效目标的项目", "1"),  # nine announced, eight forms
        ("narrative-counts", "公开绩效目标的项目金额", "420.00"),
    },
    "002": {
        ("targets-match-projects", "网站集约化平台及全市协同办公系统平台租赁费", None),
        ("targets-match-projects", "接省政府直连办公系统、市县保密会议系统、值班点名系统经费", None),
        ("targets-match-projects", "遗属补助", None),
        (
            "targets-match-projects",
            "政务内外网、全市政府协同办公系统及全市政府网站维护管理费（一）",
            None,
        ),  # 经费 in table 12
        ("targets-match-projects", "政务内外网、全市政府协同办公系统及全市政府网站维护管理费(二)", None),
    },
    "003": set(),
    "004": {("targets-match-projects", "PPP项目和外资项目引导经费", None)},  # ppp in table 12
}
IN_THE_TEXT = {  # found only where the report's sentences are there too
    "001": {
        ("narrative-counts", "纳入绩效管理的项目分类", "7"),  # 8 and 8 of nine
        ("narrative-agrees-with-itself", "特定目标类项目", "7"),  # 8, then 1
        ("text-form", "经费比上年减少160万元。；本年部门预算", None),
        ("text-form", "年预算减少3.68万元,下降(增长)14.81", None),
    },
    "004": {("text-form", "十二、其他说明 （）", "6")},
}


def failures(report):
    return [finding for finding in check_report(report) if finding.outcome == "failed"]


@pytest.mark.parametrize("name", NAMES)
def test_only_the_report_s_own_mistakes_fail(truth, name):
    found = {(finding.rule, finding.row, finding.gap) for finding in failures(truth(name))}
    assert found == OWN_MISTAKES[name]


@pytest.mark.parametrize("name", NAMES)
def test_the_extracted_text_holds_these_mistakes_and_no_other(shared, name):
    report = parse_report((shared / "corpus" / "seeds" / f"{name}.txt").read_bytes())
    found = {(finding.rule, finding.row, finding.gap) for finding in failures(report)}
    assert found == OWN_MISTAKES[name] | IN_THE_TEXT.get(name, set())


@pytest.mark.parametrize("name", NAMES)
def test_no_error_fails(truth, name):
    assert [finding.place for finding in failures(truth(name)) if finding.severity == "error"] == []


@pytest.mark.parametrize("name", NAMES)
def test_most_checks_run(truth, name):
    outcomes = [finding.outcome for finding in check_report(truth(name))]
    assert outcomes.count("passed") > 200
    assert outcomes.count("skipped") < 20


def test_kinds_of_projects_counted_otherwise_in_the_next_sentence_are_found(truth):
    """As the narrative of 001 has it: 8 and 8 of nine projects, then 8 and 1."""
    counts = [
        ("performance_projects", 9),
        ("performance_operating", 8),
        ("performance_special", 8),
        ("performance_published", 9),
        ("performance_published_operating", 8),
        ("performance_published_special", 1),
    ]
    said = tuple(Statement(topic, f"{topic}{count}个", count=count, unit="个", page=24) for topic, count in counts)
    found = {(f.rule, f.row, f.gap, f.page) for f in failures(replace(truth("001"), statements=said))}
    assert {
        ("narrative-agrees-with-itself", "performance_special", "7", 24),
        ("narrative-counts", "纳入绩效管理的项目分类", "7", 24),
    } <= found


def cells(report):
    """Every printed amount of the tables that isn't zero."""
    for table in report.tables:
        for at, row in enumerate(table.rows):
            for column, text in row.values.items():
                if column in MEASURES and text and Decimal(text):
                    yield table, at, column, text


def raised(report, table, at, column, text):
    rows = list(table.rows)
    rows[at] = replace(rows[at], values={**rows[at].values, column: str(Decimal(text) + 1)})
    changed = replace(table, rows=tuple(rows))
    return replace(report, tables=tuple(changed if t is table else t for t in report.tables))


def names(finding, kind):
    sides = [side for side in (finding.left, finding.right) if side]
    return kind in {side.table for side in (*sides, *(part for side in sides for part in side.parts))}


def missed(report, every):
    known = {finding.place for finding in failures(report)}
    for n, (table, at, column, text) in enumerate(cells(report)):
        if n % every:
            continue
        new = [f for f in failures(raised(report, table, at, column, text)) if f.place not in known]
        if not any(names(finding, table.id) for finding in new):
            yield table.id, table.rows[at].values, column


@pytest.mark.parametrize("name", NAMES)
def test_one_more_in_any_cell_is_found_in_its_table(truth, name):
    assert list(missed(truth(name), every=41)) == []


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
def test_one_more_in_every_cell_is_found_in_its_table(truth, name):
    assert list(missed(truth(name), every=1)) == []


BROKEN = [
    ("a digit in a total", lambda r: with_cell(r, "balance", "支出总计", "total", "881.87"), "balance-closes", "balance", "1"),
    ("a class sum", lambda r: with_cell(r, "general_expenditure", "217", "total", "840.22"), "classes-add-up", "general_expenditure", "36"),
    ("two figures exchanged", lambda r: with_cell(r, "expenditure", "2170101", "basic", "243.51"), "basic-plus-project", "expenditure", "9"),
    ("a row left out", lambda r: without_row(r, "expenditure", "2101102"), "children-add-up", "expenditure", "4.13"),
    ("a class left out", lambda r: without_row(r, "balance", "十七、金融支出"), "classes-add-up", "balance", "804.22"),
    ("a project left out", lambda r: without_row(r, "projects", "会议费"), "projects-match-expenditure", "projects", "6"),
    ("元 for 万元", lambda r: with_unit(r, "basic_by_economic", "元"), "unit-plausible", "basic_by_economic", "3111288.84"),
    ("a percentage", lambda r: with_narrative(r, "revenue_change", percent="15.54"), "narrative-change-computes", "balance", "1"),
    ("a change", lambda r: with_narrative(r, "revenue_change", amount="194.90"), "narrative-change-computes", "balance", "3.58"),
    ("procurement", lambda r: with_narrative(r, "procurement", goods="3.20"), "procurement-adds-up", None, "0.90"),
    ("a form", lambda r: replace(r, targets=r.targets[1:]), "targets-match-projects", "projects", None),
]  # fmt: skip


@pytest.mark.parametrize(("what", "break_it", "rule", "table", "gap"), BROKEN, ids=[case[0] for case in BROKEN])
def test_a_broken_report_is_found_out(truth, what, break_it, rule, table, gap):
    report = truth("001")
    known = {finding.place for finding in failures(report)}
    new = {(f.rule, f.table, f.gap and Decimal(f.gap)) for f in failures(break_it(report)) if f.place not in known}
    assert (rule, table, gap and Decimal(gap)) in new

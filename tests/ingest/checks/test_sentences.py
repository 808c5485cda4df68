"""Sentences as reports print them, read by the reader and then held against what they say."""

from dataclasses import replace

import pytest

from ingest.parser.narrative.figures import read_narrative
from ingest.parser.narrative.statements import read_statements
from ingest.parser.report import ParsedReport, Section
from tests.ingest.checks.reports import found, tables

EMPTY = ParsedReport("示例市教育局", 2024, "department", "budget", (), {})


def saying(text: str, title: str = "五、一般公共预算支出情况说明") -> ParsedReport:
    sections = (Section(3, title, text, 5),)
    return replace(EMPTY, sections=sections, narrative=read_narrative(sections), statements=read_statements(sections))


@pytest.mark.parametrize(
    ("rule", "text", "left", "right"),
    [
        (
            "narrative-direction",
            "2024年一般公共预算支出3845.49万元，比上年43269.3万元增加17.62%。",
            "3845.49",
            "43269.3",
        ),
        (
            "narrative-change-computes",
            "2024年一般公共预算支出3845.49万元，比上年43269.3万元减少17.62%。",
            "17.62",
            "91.11",
        ),
        (
            "narrative-change-computes",
            "公务接待费2.00万元，比2023年预算数1.50万元增加0.50万元，增长25%。",
            "25",
            "33.33",
        ),
        (
            "narrative-change-computes",
            "公务接待费2.00万元，比2023年预算数1.60万元增加0.50万元，增长31%。",
            "2.00",
            "2.10",
        ),
        ("narrative-year", "2024年机关运行经费24.85万元，比2022年预算28.53万元减少3.68万元。", "2022", "2023"),
    ],
)
def test_a_wrong_sentence_is_found(rule, text, left, right):
    assert [(f.left.amount, f.right.amount) for f in found(saying(text), rule, "failed")] == [(left, right)]


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("narrative-direction", "2024年一般公共预算支出3845.49万元，比上年43269.3万元减少91.11%。"),
        ("narrative-change-computes", "2024年一般公共预算支出3845.49万元，比上年43269.3万元减少91.11%。"),
        ("narrative-change-computes", "公务接待费2.00万元，比2023年预算数1.50万元增加0.50万元，增长33.3%。"),
        ("narrative-year", "因2023年车辆划出，本年经费较2023年减少7.00万元。"),
        ("narrative-year", "2023年和2024年没有安排因公出国（境）经费，与2023年持平。"),
    ],
)
def test_a_right_sentence_passes(rule, text):
    assert found(saying(text), rule, "failed") == []
    assert found(saying(text), rule, "passed") != []


PLANNED = (
    "住房保障支出（221类）住房改革支出（02款）住房公积金（01项）{}万元。"
    "2023年当年预算执行数为198.34万元，2024年预算安排{}万元，比2023年预算执行数增加{}%。"
)


def beside_tables(text: str) -> ParsedReport:
    said = saying(text)
    return replace(said, tables=tables())


@pytest.mark.parametrize(
    ("rule", "text", "left", "right"),
    [
        ("narrative-matches-table", "1.“教育支出（类）普通教育（款）学前教育（项）”310万元。", "310", "300.00"),
        ("narrative-matches-table", "小学教育（2050202）502.00万元。", "502.00", "500.00"),
        ("narrative-matches-table", "“城乡社区支出”科目101万元，主要用于道路。", "101", "100.00"),
        ("narrative-matches-table", "其中：幼儿园改造110万元。", "110", "100.00"),
        ("narrative-agrees-with-itself", PLANNED.format("208.80", "201.50", "1.59"), "208.80", "201.50"),
        ("narrative-change-computes", PLANNED.format("201.50", "201.50", "5.27"), "5.27", "1.59"),
    ],
)
def test_a_wrong_amount_of_a_named_account_is_found(rule, text, left, right):
    assert [(f.left.amount, f.right.amount) for f in found(beside_tables(text), rule, "failed")] == [(left, right)]


@pytest.mark.parametrize(
    "text",
    [
        "1.“教育支出（类）普通教育（款）学前教育（项）”300.00万元，用于幼儿园。",
        "小学教育（2050202）500.00万元，学前教育上年300.50万元。",
        "小学教育（2050299）510.00万元。",
        "2023年学前教育280.00万元，学前教育比上年增加20.00万元。",
        PLANNED.format("201.50", "201.50", "1.59"),
    ],
)
def test_a_right_amount_or_another_one_of_a_named_account_is_no_failure(text):
    rules = ("narrative-matches-table", "narrative-agrees-with-itself", "narrative-change-computes")
    assert [f.place for rule in rules for f in found(beside_tables(text), rule, "failed")] == []

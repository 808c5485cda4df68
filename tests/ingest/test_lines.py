from decimal import Decimal

import pytest

from budgets.models import ReportTable
from ingest.lines import level_of, lines_of
from ingest.parser.report import Row, Table
from ingest.reading.page import Box


def test_a_printed_row_becomes_a_line_with_exact_yuan_and_its_place_on_the_page():
    row = Row(
        {"code": "2010601", "name": "行政运行", "total": "604.82", "basic": "604.82", "project": None},
        extra={"经营支出": "0.00"},
        page=10,
        box=Box(50.04, 100, 500, 112.36),
        confidence={"name": 1.0, "total": 0.83},
    )
    table = Table("expenditure", "2024年预算支出总表", "万元", rows=(row,))
    (line,) = lines_of(table, ReportTable(), [])
    assert {
        key: getattr(line, key)
        for key in (
            "position",
            "page",
            "box",
            "code",
            "name",
            "level",
            "is_total",
            "total",
            "basic",
            "project",
            "printed",
            "extra",
            "confidence",
        )
    } == {
        "position": 1,
        "page": 10,
        "box": [50.0, 100, 500, 112.4],
        "code": "2010601",
        "name": "行政运行",
        "level": 3,
        "is_total": False,
        "total": Decimal("6048200.00"),
        "basic": Decimal("6048200.00"),
        "project": None,
        "printed": {"code": "2010601", "name": "行政运行", "total": "604.82", "basic": "604.82", "project": None},
        "extra": {"经营支出": "0.00"},
        "confidence": {"total": 0.83},
    }


@pytest.mark.parametrize("printed", ["1.2345678", "20240101000000123456"])
def test_an_amount_that_cannot_be_stored_is_kept_as_printed_and_told(printed):
    row = Row({"code": "205", "name": "教育支出", "total": printed})
    doubts = []
    (line,) = lines_of(Table("expenditure", "支出总表", "万元", rows=(row,)), ReportTable(), doubts)
    assert (line.total, line.printed["total"]) == (None, printed)
    assert doubts == [f"支出总表第 1 行印的“{printed}万元”细于一分或大得存不下，没有换算，只保留了原文。"]


@pytest.mark.parametrize(("printed", "held"), [("12.5%", Decimal("12.5")), ("20240101000000", None), ("—", None)])
def test_a_rate_is_a_number_where_it_can_be_stored(printed, held):
    row = Row({"name": "教育支出", "change_percent": printed})
    (line,) = lines_of(Table("expenditure", "支出总表", "万元", rows=(row,)), ReportTable(), [])
    assert (line.change_percent, line.printed["change_percent"]) == (held, printed)


@pytest.mark.parametrize(
    ("table", "values", "level"),
    [
        ("expenditure", {"code": None, "name": "合计"}, 0),
        ("expenditure", {"code": "201", "name": "一般公共服务支出"}, 1),
        ("expenditure", {"code": "20106", "name": "财政事务"}, 2),
        ("balance", {"side": "revenue", "item": "收入总计"}, 0),
        ("balance", {"side": "revenue", "item": "本年收入合计"}, 0),
        ("balance", {"side": "revenue", "item": "一、一般公共预算"}, 1),
        ("basic_by_economic", {"department_economic": "合计", "government_economic": None}, 0),
        ("basic_by_economic", {"department_economic": "工资福利支出", "government_economic": None}, 1),
        ("basic_by_economic", {"department_economic": "基本工资", "government_economic": "工资奖金津补贴"}, 2),
        ("basic_by_economic", {"department_economic": "基本工资", "department_economic_code": "30101"}, 2),
        ("three_public", {"item": "公务用车购置及运行费"}, 1),
        ("three_public", {"item": "①公务用车购置费"}, 2),
        ("projects", {"kind": "department", "name": "吕梁市财政局"}, 1),
        ("projects", {"kind": "unit", "name": "本级"}, 2),
        ("projects", {"kind": "project", "name": "会议费"}, 3),
        ("expenditure", {"code": "2010", "name": "印错的编码"}, None),
    ],
)
def test_each_row_has_its_level(table, values, level):
    name = values.get("name") or values.get("item") or values.get("department_economic")
    assert level_of(table, values, name) == level


def test_a_text_longer_than_any_code_or_name_is_kept_as_printed_and_told():
    printed = {"code": "2" * 21, "name": "行" * 301, "unit": "示例市教育局", "total": "1.00"}
    doubts = []
    (line,) = lines_of(Table("expenditure", "支出总表", "万元", rows=(Row(printed),)), ReportTable(), doubts)
    assert (line.code, line.name, line.unit, line.printed) == (None, None, "示例市教育局", printed)
    assert doubts == [
        f"支出总表第 1 行印的“{'2' * 20}…”太长，存不下，只保留了原文。",
        f"支出总表第 1 行印的“{'行' * 20}…”太长，存不下，只保留了原文。",
    ]

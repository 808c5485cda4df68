"""Whole tables, drawn or written in the test, read under the contract's keys."""

import pytest

from ingest.parser import Refused, parse_report
from ingest.parser.as_json import from_json, to_json
from tests.ingest.paper import Paper

HEADS = [["科目编码", "科目名称", "合计", "基本支出", "项目支出"]]
WIDTHS = [70, 160, 80, 80, 80]
BALANCE = [
    ["收入", None, "支出", None],
    ["项目", "2024年", "项目", "合计"],
    ["一、一般公共预算", "10.00", "一、教育支出", "10.00"],
    ["收入总计", "10.00", "支出总计", "10.00"],
]


def with_balance(paper, unit="单位：万元"):
    """A 收支总表 first, since one table alone makes no report."""
    paper.text(200, 60, "2024年部门收支总表")
    paper.text(50, 80, "部门：示例市教育局")
    paper.text(400, 80, unit)
    paper.table(100, [120, 80, 120, 80], BALANCE)


def tables_of(data):
    return {table["id"]: table for table in to_json(parse_report(data))["tables"]}


def test_a_table_goes_on_over_the_page_with_its_heading_repeated():
    paper = Paper()
    with_balance(paper)
    paper.text(50, 300, "表3")
    paper.text(200, 310, "2024年部门支出总表")
    paper.text(400, 325, "单位：元")
    paper.table(
        340, WIDTHS, [*HEADS, ["合计", None, "1,234.50", "1,000.00", "234.50"], ["205", "教育支出", "1,234.50", "", ""]]
    )
    paper.new_page()
    paper.table(60, WIDTHS, [*HEADS, ["20502", "普通教育", "1,234.50", "1,000.00", "234.50"]])
    paper.text(50, 120, "（注：部分项目信息予以剔除。）")
    table = tables_of(paper.pdf())["expenditure"]
    assert table == {
        "id": "expenditure",
        "number": 3,
        "title": "2024年部门支出总表",
        "unit": "元",
        "carryover": None,
        "funds": "all",
        "pages": [1, 2],
        "note": "（注：部分项目信息予以剔除。）",
        "rows": [
            {"code": None, "name": "合计", "total": "1234.50", "basic": "1000.00", "project": "234.50"},
            {"code": "205", "name": "教育支出", "total": "1234.50", "basic": None, "project": None},
            {"code": "20502", "name": "普通教育", "total": "1234.50", "basic": "1000.00", "project": "234.50"},
        ],
    }


def test_a_row_that_a_page_cuts_in_its_name_is_one_row():
    paper = Paper()
    with_balance(paper)
    paper.text(180, 300, "2024年部门支出总表（单位：元）")
    paper.table(340, WIDTHS, [*HEADS, ["2080505", "机关事业单位基本养老", "8.00", "8.00", "-"]])
    paper.new_page()
    paper.table(60, WIDTHS, [["", "保险缴费支出", "", "", ""], ["221", "住房保障支出", "1.00", "1.00", "—"]])
    table = tables_of(paper.pdf())["expenditure"]
    assert (table["title"], table["unit"], table["pages"]) == ("2024年部门支出总表", "元", [1, 2])
    assert table["rows"] == [
        {
            "code": "2080505",
            "name": "机关事业单位基本养老保险缴费支出",
            "total": "8.00",
            "basic": "8.00",
            "project": None,
        },
        {"code": "221", "name": "住房保障支出", "total": "1.00", "basic": "1.00", "project": None},
    ]


def test_last_year_and_the_change_are_told_from_this_year():
    paper = Paper()
    with_balance(paper)
    paper.new_page()
    paper.text(50, 60, "附件3-1：一般公共预算支出表")
    paper.text(400, 60, "单位：万元")
    heads = [
        ["科目", None, "2023年预算数", "2024年预算数", None, None, "增减%"],
        ["编码", "名称", "", "合计", "基本支出", "项目支出", ""],
    ]
    paper.table(
        100, [60, 100, 70, 60, 60, 60, 50], [*heads, ["205", "教育支出", "8.00", "10.00", "4.00", "6.00", "25%"]]
    )
    assert tables_of(paper.pdf())["general_expenditure"]["rows"] == [
        {
            **{"code": "205", "name": "教育支出", "total": "10.00", "basic": "4.00", "project": "6.00"},
            **{"prior_total": "8.00", "change_percent": "25"},
        }
    ]


def test_two_sides_of_a_balance_are_parted_and_blank_stays_blank():
    paper = Paper()
    with_balance(paper)
    paper.new_page()
    paper.text(200, 60, "财政拨款收支总表")
    paper.text(400, 80, "单位：万元")
    rows = [["收入", None, "支出", None, None], ["项目", "金额", "项目", "小计", "一般公共预算"]]
    paper.table(
        100,
        [100, 60, 140, 60, 80],
        [*rows, ["", "", "一、教育支出", "0.00", ""], ["收入总计", "0", "支出总计", "0.00", ""]],
    )
    assert tables_of(paper.pdf())["appropriation"]["rows"] == [
        {"side": "revenue", "item": "收入总计", "amount": "0"},
        {"side": "expenditure", "item": "一、教育支出", "total": "0.00", "general_public_budget": None},
        {"side": "expenditure", "item": "支出总计", "total": "0.00", "general_public_budget": None},
    ]


def test_expenses_laid_across_become_items_and_the_operating_cost_a_table_of_its_own():
    paper = Paper()
    with_balance(paper)
    paper.new_page()
    paper.text(150, 60, "2024年“三公”经费和机关运行经费预算表")
    paper.text(400, 80, "单位：万元")
    heads = [
        ["“三公”经费预算数", None, None, None, None, None, "机关运行经费预算数"],
        ["合计", "因公出国（境）费", "公务接待费", "公务用车购置及运行费", None, None, ""],
        ["", "", "", "小计", "购置费", "运行费", ""],
    ]
    paper.table(100, [50, 90, 60, 40, 50, 50, 100], [*heads, ["3.00", "", "1.00", "2.00", "0.00", "2.00", "79.00"]])
    tables = tables_of(paper.pdf())
    assert [(row["item"], row["total"]) for row in tables["three_public"]["rows"]] == [
        ("合计", "3.00"),
        ("公务接待费", "1.00"),
        ("公务用车购置及运行费", "2.00"),
        ("购置费", "0.00"),
        ("运行费", "2.00"),
    ]
    assert tables["operating"]["rows"] == [{"unit": None, "total": "79.00"}]
    assert tables["operating"]["pages"] == tables["three_public"]["pages"] == [2]


def test_an_unknown_table_is_kept_whole_without_names_of_persons():
    paper = Paper()
    with_balance(paper)
    paper.text(200, 300, "2024年部门支出总表")
    paper.text(400, 320, "单位：万元")
    paper.table(340, WIDTHS, [*HEADS, ["205", "教育支出", "10.00", "10.00", ""]])
    paper.new_page()
    paper.text(200, 60, "政府采购预算表")
    rows = [["品目", "数量", "金额"], ["办公设备", "3", "1,200.00"], ["联系人", "示例名", ""]]
    paper.table(100, [100, 80, 80], rows)
    assert tables_of(paper.pdf())["other"] == {
        "id": "other",
        "number": None,
        "title": "政府采购预算表",
        "unit": None,
        "carryover": None,
        "funds": None,
        "pages": [2],
        "headings": [["品目", "数量", "金额"]],
        "rows": [["办公设备", "3", "1,200.00"], ["联系人", None, None]],
    }


def test_every_row_knows_its_page_and_its_place_on_it():
    paper = Paper()
    with_balance(paper)
    paper.text(200, 300, "2024年部门支出总表")
    paper.text(400, 320, "单位：万元")
    paper.table(340, WIDTHS, [*HEADS, ["205", "教育支出", "10.00", "10.00", ""]])
    (row,) = next(t for t in parse_report(paper.pdf()).tables if t.id == "expenditure").rows
    assert row.page == 1
    assert all(abs(edge - drawn) < 1.5 for edge, drawn in zip(row.box, (50, 358, 520, 376), strict=True))


def test_a_unit_that_is_unknown_or_missing_is_a_finding_and_never_supposed():
    for unit, message in [
        ("货币单位：美元", "《2024年部门收支总表》的金额单位“美元”不认识。"),
        ("", "《2024年部门收支总表》没有印金额单位。"),
    ]:
        paper = Paper()
        with_balance(paper, unit)
        paper.text(200, 300, "2024年部门支出总表")
        paper.text(400, 320, "单位：万元")
        paper.table(340, WIDTHS, [*HEADS, ["205", "教育支出", "10.00", "10.00", ""]])
        report = parse_report(paper.pdf())
        assert [(f.rule, f.severity, f.message) for f in report.findings] == [("reading.unit", "error", message)]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("今天天气很好。\n", "没有认出部门预算的报表，这不像一份部门预算公开报告。"),
        (
            "收入决算表\n科目编码\t科目名称\t合计\n205\t教育支出\t1.00\n支出决算表\n科目编码\t科目名称\t合计\n205\t教育支出\t1.00\n",
            "这是部门决算，不是部门预算，暂不收录决算。",
        ),
    ],
)
def test_what_is_no_budget_report_is_refused_by_name(text, sentence):
    with pytest.raises(Refused) as refused:
        parse_report(text.encode())
    assert str(refused.value) == sentence


TABS = """2024年预算收支总表
部门名称：示例市教育局
单位：万
元

收入\t\t支出\t\t\t
项目\t2024年\t项目\t2024年合计\t当年预算安排\t上年结转安排
一、一般公共预算\t10.00\t一、教育支出\t10.00\t9.00\t1.00
收入总计\t10.00\t支出总计\t10.00\t9.00\t1.00

2024年预算支出总表
单位：万元
项目\t\t2024年预算数\t\t
科目编码\t科目名称\t合计\t基本支出\t项目支出
合计\t\t10.00\t6.00\t4.00
205\t教育支出\t10.00\t6.00\t4.00
"""
RAW = """2024年预算收支总表2024年预算收支总表
部门名称：示例市教育局 单位：万元
收入收入 支出支出
项目项目 2024年2024年 项目项目 2024年合计2024年合计 当年预算安排当年预算安排
上年结转上年结转

安排安排

一、一般公共预算 10.00一、教育支出 10.00 9.00 1.00
{two}
二、科学技术支
出

{three}
收入总计收入总计 10.0010.00支出总计支出总计 10.0010.00 9.009.00 1.001.00

2024年预算支出总表2024年预算支出总表
部门名称：示例市教育局 单位：万元
项目项目 2024年预算数2024年预算数
科目编码科目编码 科目名称科目名称 合计合计 基本支出基本支出 项目支出项目支出
合计合计 10.0010.00 6.006.00 4.004.00
205 教育支出 10.00 6.006.00 4.004.00
20508 进修及培训 4.00   4.00
""".format(two="  ", three="   ")
REVENUE = [
    {"side": "revenue", "item": "一、一般公共预算", "amount": "10.00"},
    {"side": "revenue", "item": "收入总计", "amount": "10.00"},
]
SPENT = {"total": "10.00", "current": "9.00", "carryover": "1.00"}
TOTAL = {"code": None, "name": "合计", "total": "10.00", "basic": "6.00", "project": "4.00"}


def test_tabs_part_the_cells_of_extracted_text():
    tables = tables_of(TABS.encode())
    assert tables["balance"]["unit"] == "万元"
    assert tables["balance"]["rows"] == [
        *REVENUE,
        {"side": "expenditure", "item": "一、教育支出", **SPENT},
        {"side": "expenditure", "item": "支出总计", **SPENT},
    ]
    assert tables["expenditure"]["rows"] == [TOTAL, {**TOTAL, "code": "205", "name": "教育支出"}]


def test_raw_text_has_bold_cells_twice_and_blank_ones_as_nothing_but_blanks():
    tables = tables_of(RAW.encode())
    assert tables["balance"]["rows"] == [
        *REVENUE,
        {"side": "expenditure", "item": "一、教育支出", **SPENT},
        {"side": "expenditure", "item": "二、科学技术支出", "total": None, "current": None, "carryover": None},
        {"side": "expenditure", "item": "支出总计", **SPENT},
    ]
    assert tables["expenditure"]["rows"] == [
        TOTAL,
        {**TOTAL, "code": "205", "name": "教育支出"},
        {"code": "20508", "name": "进修及培训", "total": "4.00", "basic": None, "project": "4.00"},
    ]


def test_a_report_comes_back_whole_from_its_json():
    report = to_json(parse_report(TABS.encode()))
    assert to_json(from_json(report)) == report
    assert (report["department"], report["year"], report["scope"]) == ("示例市教育局", 2024, None)


def test_a_title_whose_upper_line_ends_in_a_joining_word_goes_over_both_lines():
    paper = Paper()
    with_balance(paper)
    paper.text(150, 300, "2024年部门综合预算一般公共预算拨款“三公”经费及")
    paper.text(200, 320, "会议费、培训费支出预算表（不含上年结转）")
    paper.text(400, 335, "单位：万元")
    heads = ["单位名称", "合计", "因公出国（境）费用", "公务接待费", "公务用车购置费", "会议费"]
    paper.table(350, [100, 60, 100, 80, 80, 60], [heads, ["示例市教育局", "3.00", "0.00", "1.00", "0.00", "2.00"]])
    table = tables_of(paper.pdf())["three_public"]
    assert table["title"] == "2024年部门综合预算一般公共预算拨款“三公”经费及会议费、培训费支出预算表（不含上年结转）"
    assert [(row["item"], row["total"]) for row in table["rows"]] == [
        *(("合计", "3.00"), ("因公出国（境）费用", "0.00"), ("公务接待费", "1.00")),
        *(("公务用车购置费", "0.00"), ("会议费", "2.00")),
    ]

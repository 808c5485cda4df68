"""Layouts that places print their nine tables in, each under the contract's keys, cell by cell. Figures invented."""

import re

import pytest

from ingest.parser import parse_report
from ingest.parser.as_json import to_json
from tests.ingest.web import html_table

BALANCE = html_table(
    """
    收入@2x1 | 支出@2x1
    项目 | 预算数 | 项目 | 预算数
    收入总计 | 10.00 | 支出总计 | 10.00
    """
)


def tables_of(*titled):
    """The report's tables by id; a 收支总表 stands first, since one table alone makes no report."""
    parts = [("收支总表", BALANCE), *((title, html_table(rows)) for title, rows in titled)]
    body = "".join(f"<p>{title}</p><p>单位：万元</p>{table}" for title, table in parts)
    page = f"<html><meta charset=utf-8><body><h1>示例市教育局2024年部门预算</h1>{body}</body></html>"
    return {table["id"]: table for table in to_json(parse_report(page.encode(), "公开.html"))["tables"]}


def rows_of(table_id, title, rows):
    """The rows of one table, without the cells that are blank."""
    found = tables_of((title, rows))[table_id]["rows"]
    return [{key: value for key, value in row.items() if value is not None} for row in found]


def test_one_column_of_names_serves_units_and_their_subjects():
    assert rows_of(
        "expenditure",
        "部门支出总体情况表",
        """
        科目编码@3x1 | 单位代码@1x2 | 单位名称（科目名称）@1x2 | 合计@1x2 | 基本支出@3x1 | 项目支出@1x2
        类 | 款 | 项 | 小计 | 工资福利支出 | 商品和服务支出
         | | | | 合计 | 10.00 | 6.00 | 5.00 | 1.00 | 4.00
         | | | 019 | 示例市教育局 | 10.00 | 6.00 | 5.00 | 1.00 | 4.00
        205 | 01 | 01 | 019001 | 行政运行 | 10.00 | 6.00 | 5.00 | 1.00 | 4.00
        """,
    ) == [
        {"name": "合计"}
        | (
            figures := {"total": "10.00", "basic": "6.00", "project": "4.00"}
            | (extra := {"extra": {"基本支出/工资福利支出": "5.00", "基本支出/商品和服务支出": "1.00"}})
        ),
        {"unit_code": "019", "unit": "示例市教育局"} | figures,
        {"unit_code": "019001", "code": "2050101", "name": "行政运行"} | figures | extra,
    ]


def test_a_column_of_unit_codes_that_prints_the_subject_s_code_says_it_once():
    assert rows_of(
        "general_expenditure",
        "一般公共预算支出表",
        """
        科目编码@3x1 | 单位代码@1x2 | 单位名称（功能科目名称）@1x2 | 合计@1x2 | 基本支出@1x2 | 项目支出@1x2
        类 | 款 | 项
         | | | 301 | 示例市教育局 | 10.00 | 6.00 | 4.00
        205 | | | 205 | 教育支出 | 10.00 | 6.00 | 4.00
        """,
    ) == [
        {"unit_code": "301", "unit": "示例市教育局", "total": "10.00", "basic": "6.00", "project": "4.00"},
        {"code": "205", "name": "教育支出", "total": "10.00", "basic": "6.00", "project": "4.00"},
    ]


def test_the_total_in_a_merged_cell_over_codes_and_names_is_a_name():
    assert rows_of(
        "revenue",
        "部门收入预算表",
        """
        部门（单位）代码@1x2 | 部门（单位）名称@1x2 | 合计@1x2 | 本年收入@3x1 | 上年结转结余@2x1
        小计 | 一般公共预算 | 财政专户管理资金 | 小计 | 一般公共预算
        合计@2x1 | 10.00 | 9.00 | 8.00 | 1.00 | 1.00 | 1.00
        105001 | 示例市教育局 | 10.00 | 9.00 | 8.00 | 1.00 | 1.00 | 1.00
        """,
    ) == [
        {"unit": "合计"}
        | (
            figures := {
                "total": "10.00",
                "general_public_budget": "8.00",
                "special_account": "1.00",
                "carryover": "1.00",
                "extra": {"本年收入/小计": "9.00", "上年结转结余/一般公共预算": "1.00"},
            }
        ),
        {"unit_code": "105001", "unit": "示例市教育局"} | figures,
    ]


@pytest.mark.parametrize("printed", ["[205]教育支出", "205教育支出", "205-教育支出", "【205】教育支出"])
def test_a_code_printed_in_the_name_s_cell_is_a_code(printed):
    assert rows_of(
        "general_expenditure",
        "一般公共预算支出情况表（按功能分类科目）",
        f"""
        科目名称 | 合计 | 基本支出 | 项目支出
        {printed} | 10.00 | 6.00 | 4.00
        """,
    ) == [{"code": "205", "name": "教育支出", "total": "10.00", "basic": "6.00", "project": "4.00"}]


def test_projects_name_their_units_and_their_own_codes():
    assert rows_of(
        "projects",
        "项目支出预算表（其他运转类、特定目标类项目）",
        """
        项目分类@1x2 | 项目代码@1x2 | 项目名称@1x2 | 项目单位@1x2 | 合计@1x2 | 本年拨款@2x1 | 财政拨款结转结余@1x2
        一般公共预算 | 政府性基金预算
        合计@4x1 | 4.00 | 4.00 | |
        311 专项业务类 | 530000210000000001235 | 示例专项经费 | 示例市第一中学 | 3.00 | 3.00 | |
        312 民生类 | 530000210000000001236 | 示例补助 | 示例市教育局 | 1.00 | 1.00 | |
        """,
    ) == [
        {
            "kind": "department",
            "unit": "示例市教育局",
            "name": "合计",
            "total": "4.00",
            "general_public_budget": "4.00",
        },
        {
            "kind": "project",
            "unit": "示例市第一中学",
            "name": "示例专项经费",
            "total": "3.00",
            "general_public_budget": "3.00",
            "extra": {"项目分类": "311专项业务类", "项目代码": "530000210000000001235"},
        },
        {
            "kind": "project",
            "unit": "示例市教育局",
            "name": "示例补助",
            "total": "1.00",
            "general_public_budget": "1.00",
            "extra": {"项目分类": "312民生类", "项目代码": "530000210000000001236"},
        },
    ]


def test_a_part_of_the_basic_expenditure_table_is_a_table_of_its_own():
    title = "一般公共预算基本支出表--人员经费（工资福利支出）（按政府预算经济分类）"
    tables = tables_of(
        (
            "一般公共预算基本支出表",
            "科目编码 | 科目名称 | 合计 | 人员经费 | 公用经费\n30101 | 基本工资 | 6.00 | 6.00 |",
        ),
        (title, "科目编码 | 科目名称 | 总计 | 工资奖金津补贴\n2050101 | 行政运行 | 6.00 | 6.00"),
    )
    assert tables["basic_by_economic"]["title"] == "一般公共预算基本支出表"
    assert (tables["other"]["title"], tables["other"]["rows"]) == (title, [["2050101", "行政运行", "6.00", "6.00"]])


def test_a_list_of_target_forms_gives_one_target_for_each_project():
    page = html_table(
        """
        项目名称@1x2 | 项目总额@1x2 | 其中：@2x1 | 绩效目标@1x2 | 一级指标@1x2 | 二级指标@1x2 | 三级指标@1x2 | 绩效指标性质@1x2 | 本年绩效指标值@1x2 | 绩效度量单位@1x2
        财政资金 | 其他资金
        11000022T000000460216-校舍修缮 | 40.50 | 40.50 | | 修好 | 产出指标 | 数量指标 | 修缮面积 | ≥ | 200 | 平方米
         | | | | | | 质量指标 | 验收 | 定性 | 合格 |
        11000022T000000460217-教师培训 | 5.00 | | 5.00 | 教好 | 产出指标 | 数量指标 | 人次 | ＝ | 30 | 人次
        """  # noqa: E501
    )
    body = f"<p>收支总表</p><p>单位：万元</p>{BALANCE}<p>收入总表</p><p>单位：万元</p>" + html_table(
        "科目编码 | 科目名称 | 合计\n | 合计 | 10.00"
    )
    body += f"<p>项目支出绩效目标表</p><p>金额单位：万元</p>{page}"
    html = f"<meta charset=utf-8><h1>示例市教育局2024年部门预算</h1>{body}"
    report = parse_report(html.encode(), "公开.html")

    assert [
        (
            target.project,
            {source: amount for source, amount in target.funding["annual"].items() if amount},
            target.goals["annual"],
            [(i.level1, i.level2, i.level3, i.value) for i in target.indicators],
        )
        for target in report.targets
    ] == [
        (
            "校舍修缮",
            {"total": "405000", "appropriation": "405000"},
            "修好",
            [("产出指标", "数量指标", "修缮面积", "≥200平方米"), ("产出指标", "质量指标", "验收", "合格")],
        ),
        ("教师培训", {"total": "50000", "other": "50000"}, "教好", [("产出指标", "数量指标", "人次", "＝30人次")]),
    ]
    assert not [finding for finding in report.findings if re.match("target-", finding.rule)]

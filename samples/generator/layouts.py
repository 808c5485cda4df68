"""十三张表的版式 (layouts): the printed headings, columns and widths of Shanxi's thirteen tables, as data."""

from __future__ import annotations

from dataclasses import dataclass

from samples.generator.grid import LEFT, UP

CODE_AND_NAME = ("code", "name")
BY_KIND = ("total", "basic", "project")
BY_FUND = ("total", "general_public_budget", "government_fund", "state_capital")
FUNDS = ("合计", "一般公共预算", "政府性基金预算", "国有资本经营预算")


@dataclass(frozen=True)
class Layout:
    """`columns` and `right` hold row keys; `right` is there where revenue and expenditure stand side by side."""

    id: str
    headings: tuple[tuple[str, ...], ...]
    columns: tuple[str, ...]
    widths: tuple[float, ...]
    right: tuple[str, ...] = ()
    is_landscape: bool = False


def _functional(table: str, year_heading: str = "{year}年预算数") -> Layout:
    return Layout(
        table,
        (
            ("项目", LEFT, year_heading, LEFT, LEFT),
            ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
        ),
        (*CODE_AND_NAME, *BY_KIND),
        (14, 40, 16, 16, 16),
    )


LAYOUTS = (
    Layout(
        "balance",
        (
            ("收入", LEFT, "支出", LEFT, LEFT, LEFT),
            ("项目", "{year}年", "项目", "{year}年合计", "当年预算安排", "上年结转安排"),
        ),
        ("item", "amount"),
        (25, 12, 34, 15, 15, 15),
        right=("item", "total", "current", "carryover"),
    ),
    Layout(
        "revenue",
        (
            ("项目", LEFT, "本年收入", LEFT, LEFT, LEFT, LEFT, LEFT, "上年结转"),
            (
                "科目编码",
                "科目名称",
                "合计",
                "一般公共预算",
                "政府性基金",
                "国有资本经营预算",
                "财政专户管理资金",
                "单位资金",
                UP,
            ),
        ),
        (*CODE_AND_NAME, *BY_FUND, "special_account", "unit_funds", "carryover"),
        (12, 40, 14, 15, 14, 17, 17, 13, 13),
        is_landscape=True,
    ),
    _functional("expenditure"),
    Layout(
        "appropriation",
        (
            ("收入", LEFT, "支出", LEFT, LEFT, LEFT, LEFT),
            ("项目", "金额", "项目", "金额", LEFT, LEFT, LEFT),
            (UP, UP, UP, "小计", "一般公共预算", "政府性基金预算", "国有资本经营预算"),
        ),
        ("item", "amount"),
        (27, 12, 36, 12, 13, 13, 14),
        right=("item", *BY_FUND),
    ),
    _functional("general_expenditure"),
    Layout(
        "basic_by_economic",
        (
            ("部门预算支出经济科目名称", "政府预算支出经济科目名称", "{year}年预算数", LEFT, LEFT),
            (UP, UP, "合计", "人员经费", "公用经费"),
        ),
        ("department_economic", "government_economic", "total", "personnel", "public"),
        (32, 30, 14, 14, 14),
    ),
    Layout(
        "fund_revenue",
        (("项目", LEFT, "政府性基金收入预算"), ("收入科目编码", "科目名称", UP)),
        (*CODE_AND_NAME, "amount"),
        (18, 46, 24),
    ),
    _functional("fund_expenditure"),
    Layout(
        "state_capital",
        (
            ("国有资本经营预算收入", LEFT, LEFT, "国有资本经营预算支出", LEFT, LEFT, LEFT, LEFT),
            ("项目", LEFT, "国有资本经营收入预算", "科目编码", "科目名称", "合计", "基本支出", "项目支出"),
            ("收入科目编码", "科目名称", UP, UP, UP, UP, UP, UP),
        ),
        (*CODE_AND_NAME, "amount"),
        (12, 26, 15, 12, 26, 13, 13, 13),
        right=(*CODE_AND_NAME, *BY_KIND),
    ),
    Layout(
        "three_public",
        (("项目", "{year}年预算数", LEFT, LEFT, LEFT), (UP, *FUNDS)),
        ("item", *BY_FUND),
        (34, 16, 16, 17, 19),
    ),
    Layout(
        "operating",
        (("单位名称", "{year}年预算数", LEFT, LEFT, LEFT), (UP, *FUNDS)),
        ("unit", *BY_FUND),
        (34, 16, 16, 17, 19),
    ),
    Layout(
        "projects",
        (
            ("项目名称", "合计", "{year}年财政拨款", LEFT, LEFT, "财政专户管理资金", "单位资金"),
            (UP, UP, "一般公共预算", "政府性基金预算", "国有资本经营预算", UP, UP),
            ("1", "2", "3", "4", "5", "6", "7"),
        ),
        ("name", *BY_FUND, "special_account", "unit_funds"),
        (58, 15, 16, 17, 18, 18, 13),
        is_landscape=True,
    ),
    Layout(
        "carryover_projects",
        (
            ("项目名称", "合计", "{year}年财政拨款", LEFT, LEFT),
            (UP, UP, "一般公共预算", "政府性基金预算", "国有资本经营预算"),
            ("1", "2", "3", "4", "5"),
        ),
        ("name", *BY_FUND),
        (44, 14, 15, 16, 18),
    ),
)
LAYOUT = {layout.id: layout for layout in LAYOUTS}
IDENTIFYING = {"item", "code", "name", "unit", "department_economic", "government_economic"}

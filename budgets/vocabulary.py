"""The field's words (术语): one English word per Chinese term, used by code, database, pages, CSV and API alike.

Table kinds and their columns follow Shanxi's thirteen tables (山西省部门预算公开十三张表), which contain the nine that
财预〔2016〕143号 and the state-capital rules require nationwide.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TableKind:
    """One of the thirteen tables. `keys` identify a row, `measures` are its amounts, in the printed order."""

    number: int
    id: str
    name: str  # the official title, without the year
    plain: str  # what a layman calls it
    keys: tuple[str, ...]
    measures: tuple[str, ...]
    is_national: bool = True


BY_KIND = ("total", "basic", "project")
BY_FUND = ("total", "general_public_budget", "government_fund", "state_capital")

TABLE_KINDS = (
    TableKind(1, "balance", "预算收支总表", "收支总账", ("side", "item"), ("amount", "total", "current", "carryover")),
    TableKind(
        2,
        "revenue",
        "预算收入总表",
        "钱从哪来",
        ("code", "name"),
        (*BY_FUND, "special_account", "unit_funds", "carryover"),
    ),
    TableKind(3, "expenditure", "预算支出总表", "钱花到哪", ("code", "name"), BY_KIND),
    TableKind(4, "appropriation", "财政拨款收支总表", "财政给的钱", ("side", "item"), ("amount", *BY_FUND)),
    TableKind(5, "general_expenditure", "一般公共预算支出预算表", "一般公共预算花到哪", ("code", "name"), BY_KIND),
    TableKind(
        6,
        "basic_by_economic",
        "一般公共预算安排基本支出分经济科目表",
        "工资和日常运转的明细",
        ("department_economic", "government_economic"),
        ("total", "personnel", "public"),
    ),
    TableKind(
        7, "fund_revenue", "政府性基金预算收入表", "政府性基金收入", ("code", "name"), ("amount",), is_national=False
    ),
    TableKind(8, "fund_expenditure", "政府性基金预算支出表", "政府性基金支出", ("code", "name"), BY_KIND),
    TableKind(
        9,
        "state_capital",
        "国有资本经营预算收支预算表",
        "国有资本经营收支",
        ("side", "code", "name"),
        ("amount", *BY_KIND),
    ),
    TableKind(10, "three_public", "财政拨款“三公”经费支出预算表", "出国、用车、接待", ("item",), BY_FUND),
    TableKind(11, "operating", "机关运行经费预算表", "机关运行经费", ("unit",), BY_FUND, is_national=False),
    TableKind(
        12,
        "projects",
        "项目支出预算表（本年预算）",
        "专门办的事",
        ("kind", "unit", "name"),
        (*BY_FUND, "special_account", "unit_funds"),
        is_national=False,
    ),
    TableKind(
        13,
        "carryover_projects",
        "项目支出预算表（上年结转）",
        "去年没用完、今年接着办的事",
        ("kind", "unit", "name"),
        BY_FUND,
        is_national=False,
    ),
)
TABLE_KIND = {kind.id: kind for kind in TABLE_KINDS}

# 金额栏 (measures): key -> the printed heading
MEASURES = {
    "amount": "金额",
    "total": "合计",
    "basic": "基本支出",
    "project": "项目支出",
    "general_public_budget": "一般公共预算",
    "government_fund": "政府性基金预算",
    "state_capital": "国有资本经营预算",
    "special_account": "财政专户管理资金",
    "unit_funds": "单位资金",
    "carryover": "上年结转",
    "current": "当年预算安排",
    "personnel": "人员经费",
    "public": "公用经费",
    "prior_total": "上年预算数",
    "change": "比上年增减",
}
RATES = {"change_percent": "比上年增减（%）"}

# 其余栏 (what identifies a row)
KEYS = {
    "side": "收入或支出",
    "item": "项目",
    "code": "科目编码",
    "name": "科目名称",
    "department_economic": "部门预算支出经济科目",
    "department_economic_code": "部门预算支出经济科目编码",
    "government_economic": "政府预算支出经济科目",
    "government_economic_code": "政府预算支出经济科目编码",
    "unit": "预算单位",
    "unit_code": "预算单位编码",
    "kind": "行的类别",
}
HEADINGS = {**KEYS, **MEASURES, **RATES}
SIDES = {"revenue": "收入", "expenditure": "支出"}
PROJECT_ROW_KINDS = {"department": "部门", "unit": "单位", "project": "项目"}

FIRST_YEAR, LAST_YEAR = 1990, 2100  # 预算年度 (year) that a report can be of
SCOPES = {"department": "部门预算", "unit": "单位预算"}
STAGES = {"budget": "预算", "final_account": "决算"}
CARRYOVER_BASES = {"included": "含上年结转", "excluded": "不含上年结转"}
FUNDS_BASES = {"all": "全部资金", "appropriation": "财政拨款", "general": "一般公共预算"}
STATUSES = {
    "draft": "草稿",
    "submitted": "待审核",
    "published": "已公布",
    "superseded": "已被新版替换",
    "withdrawn": "已撤回",
}

# 金额单位 (units): printed word -> yuan. An unknown word is never taken for one of these.
UNITS = {"元": 1, "千元": 1_000, "万元": 10_000, "百万元": 1_000_000, "亿元": 100_000_000}

# 严重程度 and 结果
SEVERITIES = {"error": "错误", "warning": "提醒", "notice": "提示"}
OUTCOMES = {"passed": "对上了", "failed": "没对上", "skipped": "没法核"}

# 绩效目标表 (target forms): the two halves, where the money comes from, what the department writes
SCOPE_OF_TARGET = {"implementation": "实施期", "annual": "本年"}
FUNDING_SOURCES = {
    "total": "资金总额",
    "central": "中央资金",
    "provincial": "省级资金",
    "local": "市县资金",
    "self_raised": "单位自筹",
    "other": "其他资金",
}
TARGET_TEXTS = {
    "overview": "项目概况",
    "basis": "立项依据",
    "necessity": "设立必要性",
    "measures": "保证项目实施的制度、措施",
    "plan": "项目实施计划",
}

# ruff: noqa: E501 -- one line per statement
"""A fictional report that satisfies every rule, and ways to break it."""

from __future__ import annotations

from dataclasses import replace

from budgets.vocabulary import TABLE_KIND
from ingest.checks import Finding, check_report
from ingest.parser.report import ParsedReport, Row, Section, Statement, Table, Target, Term

UNIT = "示例市教育局"


def table(kind: str, columns: str, *rows: tuple[str | None, ...], page: int, **more) -> Table:
    """Rows in the order of the kind's keys and then of the named columns; the other columns are blank."""
    keys = (*TABLE_KIND[kind].keys, *columns.split())
    blank = dict.fromkeys((*TABLE_KIND[kind].keys, *TABLE_KIND[kind].measures))
    printed = tuple(Row({**blank, **dict(zip(keys, row, strict=True))}, page=page) for row in rows)
    made = Table(id=kind, title=TABLE_KIND[kind].name, unit="万元", pages=(page,), rows=printed)
    return replace(made, **more)


def revenue(item: str, amount: str | None) -> tuple[str | None, ...]:
    return ("revenue", item, amount, None, None, None)


def spent(item: str, *amounts: str | None) -> tuple[str | None, ...]:
    return ("expenditure", item, None, *amounts)


def tables() -> tuple[Table, ...]:
    return (
        table(
            "balance",
            "amount total current carryover",
            revenue("一、一般公共预算", "900.00"),
            revenue("二、政府性基金预算", "100.00"),
            revenue("本年收入合计", "1000.00"),
            revenue("上年结转", "20.00"),
            revenue("收入总计", "1020.00"),
            spent("五、教育支出", "820.00", "800.00", "20.00"),
            spent("十二、城乡社区支出", "100.00", "100.00", None),
            spent("二十、住房保障支出", "100.00", "100.00", None),
            spent("本年支出合计", "1020.00", "1000.00", "20.00"),
            spent("支出总计", "1020.00", "1000.00", "20.00"),
            page=4,
        ),
        table(
            "revenue",
            "total general_public_budget government_fund carryover",
            (None, "合计", "1000.00", "900.00", "100.00", "20.00"),
            ("205", "教育支出", "800.00", "800.00", None, "20.00"),
            ("20502", "普通教育", "800.00", "800.00", None, "20.00"),
            ("2050201", "学前教育", "300.00", "300.00", None, None),
            ("2050202", "小学教育", "500.00", "500.00", None, "20.00"),
            ("212", "城乡社区支出", "100.00", None, "100.00", None),
            ("221", "住房保障支出", "100.00", "100.00", None, None),
            page=5,
        ),
        table(
            "expenditure",
            "total basic project",
            (None, "合计", "1020.00", "600.00", "420.00"),
            ("205", "教育支出", "820.00", "500.00", "320.00"),
            ("20502", "普通教育", "820.00", "500.00", "320.00"),
            ("2050201", "学前教育", "300.00", "200.00", "100.00"),
            ("2050202", "小学教育", "520.00", "300.00", "220.00"),
            ("212", "城乡社区支出", "100.00", None, "100.00"),
            ("221", "住房保障支出", "100.00", "100.00", None),
            page=6,
        ),
        table(
            "appropriation",
            "amount total general_public_budget government_fund",
            revenue("一、一般公共预算", "900.00"),
            revenue("二、政府性基金预算", "100.00"),
            revenue("本年收入合计", "1000.00"),
            revenue("上年财政拨款结转", "20.00"),
            revenue("一、一般公共预算", "20.00"),
            revenue("收入总计", "1020.00"),
            spent("五、教育支出", "820.00", "820.00", None),
            spent("十二、城乡社区支出", "100.00", None, "100.00"),
            spent("二十、住房保障支出", "100.00", "100.00", None),
            spent("本年支出合计", "1020.00", "920.00", "100.00"),
            spent("支出总计", "1020.00", "920.00", "100.00"),
            page=7,
        ),
        table(
            "general_expenditure",
            "total basic project",
            (None, "合计", "900.00", "590.00", "310.00"),
            ("205", "教育支出", "800.00", "490.00", "310.00"),
            ("20502", "普通教育", "800.00", "490.00", "310.00"),
            ("2050201", "学前教育", "300.00", "200.00", "100.00"),
            ("2050202", "小学教育", "500.00", "290.00", "210.00"),
            ("221", "住房保障支出", "100.00", "100.00", None),
            page=8,
            carryover="excluded",
        ),
        table(
            "basic_by_economic",
            "total personnel public",
            ("合计", None, "590.00", "500.00", "90.00"),
            ("工资福利支出", None, "500.00", "500.00", None),
            ("基本工资", "工资奖金津补贴", "300.00", "300.00", None),
            ("津贴补贴", "工资奖金津补贴", "200.00", "200.00", None),
            ("商品和服务支出", None, "90.00", None, "90.00"),
            ("办公费", "办公经费", "90.00", None, "90.00"),
            page=9,
            carryover="excluded",
        ),
        table("fund_revenue", "amount", (None, "合计", "100.00"), ("212", "城乡社区支出", "100.00"), page=10),
        table(
            "fund_expenditure",
            "total basic project",
            (None, "合计", "100.00", None, "100.00"),
            ("212", "城乡社区支出", "100.00", None, "100.00"),
            page=10,
        ),
        table("state_capital", "amount total", page=11, note="本表无数据"),
        table(
            "three_public",
            "total general_public_budget",
            ("因公出国（境）费", None, None),
            ("公务接待费", "1.00", "1.00"),
            ("公务用车购置及运行费", "5.00", "5.00"),
            ("①公务用车购置费", "2.00", "2.00"),
            ("②公务用车运行维护费", "3.00", "3.00"),
            ("合计", "6.00", "6.00"),
            page=12,
        ),
        table(
            "operating",
            "total general_public_budget",
            ("部门合计", "80.00", "80.00"),
            (UNIT, "80.00", "80.00"),
            page=12,
        ),
        table(
            "projects",
            "total general_public_budget government_fund",
            ("department", UNIT, UNIT, "410.00", "310.00", "100.00"),
            ("unit", UNIT, UNIT, "410.00", "310.00", "100.00"),
            ("project", UNIT, "幼儿园改造", "100.00", "100.00", None),
            ("project", UNIT, "小学课后服务", "210.00", "210.00", None),
            ("project", UNIT, "校园周边道路", "100.00", None, "100.00"),
            page=13,
        ),
        table(
            "carryover_projects",
            "total general_public_budget",
            ("department", UNIT, UNIT, "10.00", "10.00"),
            ("unit", UNIT, UNIT, "10.00", "10.00"),
            ("project", UNIT, "小学操场翻修", "10.00", "10.00"),
            page=14,
        ),
    )


def change(amount: str, direction: str, percent: str | None, **more: str) -> dict[str, object]:
    return {"amount": amount, "direction": direction, "percent": percent, "reason": None, **more}


NARRATIVE: dict[str, dict[str, object] | None] = {
    "revenue_change": change("100.00", "increase", "10.87"),
    "expenditure_change": change("100.00", "increase", "10.87"),
    "general_budget_change": change("50.00", "increase", "5.88"),
    "three_public_change": change("1.00", "decrease", "14.29"),
    "operating_change": change("5.00", "increase", "6.67", prior="75.00"),
    "procurement": {"total": "100.00", "goods": "40.00", "works": "0", "services": "60.00"},
    "performance": {
        "projects": 3,
        "amount": "410.00",
        "published_projects": 3,
        "published_amount": "410.00",
    },
    "assets": {"vehicles_authorised": 2, "vehicles": 2},
}


def says(topic: str, quote: str, **more) -> Statement:
    return Statement(topic=topic, quote=quote, page=15, **({"unit": "万元"} | more))


STATEMENTS = (
    says("revenue_total", "2024年收入总计1020.00万元", amount="1020.00", table="balance", row="收入总计", column="amount"),
    says("revenue_change", "比上年增加100.00万元", amount="100.00"),
    says("revenue_change", "比上年增加100.00万元，增长10.87%", share="10.87", unit="%"),
    says("expenditure_basic", "基本支出600.00万元", amount="600.00", table="expenditure", row="合计", column="basic"),
    says("expenditure_basic", "基本支出600.00万元，占58.82%", share="58.82", unit="%", table="expenditure", row="合计", column="basic"),
    says("basic_total", "基本支出590.00万元", amount="590.00", table="basic_by_economic", row="合计", column="total"),
    says("basic_total", "用于基本支出590.00万元", amount="590.00", table="basic_by_economic", row="合计", column="total"),
    says("performance_projects", "纳入绩效管理的项目3个", count=3, unit="个"),
    says("performance_operating", "其他运转类项目1个", count=1, unit="个"),
    says("performance_special", "特定目标类项目2个", count=2, unit="个"),
    says("performance_published", "公开绩效目标3个", count=3, unit="个"),
    says("performance_projects", "金额410.00万元", amount="410.00"),
    says("performance_operating", "其他运转类项目金额100.00万元", amount="100.00"),
    says("performance_special", "特定目标类项目金额310.00万元", amount="310.00"),
    says("performance_published", "占项目支出总额的100%", share="100", unit="%"),
    says("performance_published_operating", "其他运转类项目1个", count=1, unit="个"),
    says("performance_published_special", "特定目标类项目2个", count=2, unit="个"),
)  # fmt: skip

SECTIONS = (
    Section(1, "一、部门职责", "负责教育工作。", 2),
    Section(1, "二、机构设置", "内设三个科室。", 2),
    Section(3, "一、收支变动情况", "收入总计1020.00万元，比2023年增加100.00万元，增长10.87%。", 15),
    Section(3, "二、支出情况", "2050201学前教育300.00万元。", 15),
    Section(3, "三、“三公”经费", "三公经费6.00万元。机关运行经费80.00万元。", 16),
    Section(3, "四、其他情况", "政府采购100.00万元。国有资产占用情况见附表。实行绩效管理的项目3个。", 16),
)


def form(project: str, amount: str, page: int) -> Target:
    sources = {"total": amount, "central": "0", "provincial": "0", "local": amount, "self_raised": "0", "other": None}
    return Target(project, unit=UNIT, funding={"implementation": sources, "annual": sources}, pages=(page,))


def good_report() -> ParsedReport:
    return ParsedReport(
        department=UNIT,
        year=2024,
        scope="department",
        stage="budget",
        tables=tables(),
        narrative=NARRATIVE,
        statements=STATEMENTS,
        sections=SECTIONS,
        targets=(
            form("幼儿园改造", "1000000", 20),
            form("小学课后服务", "2100000", 21),
            form("校园周边道路", "1000000", 22),
        ),
        glossary=(Term("基本支出", "为保障机构正常运转的支出。"),),
        page_count=22,
        page_kinds={"cover": (1,), "contents": (2,)},
    )


def named(row: Row, name: str) -> bool:
    keys = ("code", "name", "item", "department_economic", "unit")
    return name in (row.values.get(key) for key in keys)


def with_cell(report: ParsedReport, kind: str, name: str, column: str, text: str | None, nth: int = 0) -> ParsedReport:
    """The report with another text in one cell; `nth` tells rows of one name apart."""
    found = next(t for t in report.tables if t.id == kind)
    at = [n for n, row in enumerate(found.rows) if named(row, name)][nth]
    rows = list(found.rows)
    rows[at] = replace(rows[at], values={**rows[at].values, column: text})
    return with_table(report, replace(found, rows=tuple(rows)))


def without_row(report: ParsedReport, kind: str, name: str) -> ParsedReport:
    found = next(t for t in report.tables if t.id == kind)
    return with_table(report, replace(found, rows=tuple(row for row in found.rows if not named(row, name))))


def with_table(report: ParsedReport, changed: Table) -> ParsedReport:
    return replace(report, tables=tuple(changed if t.id == changed.id else t for t in report.tables))


def with_unit(report: ParsedReport, kind: str, unit: str | None) -> ParsedReport:
    return with_table(report, replace(next(t for t in report.tables if t.id == kind), unit=unit))


def without_table(report: ParsedReport, *kinds: str) -> ParsedReport:
    return replace(report, tables=tuple(t for t in report.tables if t.id not in kinds))


def with_narrative(report: ParsedReport, key: str, **changed: object) -> ParsedReport:
    return replace(report, narrative={**report.narrative, key: {**(report.narrative[key] or {}), **changed}})


def with_statement(report: ParsedReport, at: int, **changed: object) -> ParsedReport:
    statements = list(report.statements)
    statements[at] = replace(statements[at], **changed)
    return replace(report, statements=tuple(statements))


def with_text(report: ParsedReport, text: str) -> ParsedReport:
    return replace(report, sections=(*report.sections, Section(3, "五、补充说明", text, 16)))


def found(report: ParsedReport, rule: str, outcome: str, **given) -> list[Finding]:
    return [f for f in check_report(report, **given) if (f.rule, f.outcome) == (rule, outcome)]

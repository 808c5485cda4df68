"""Rankings across departments: projects, 三公经费, who spends on a code. None adds what overlaps."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.html import format_html

from budgets.addresses import base_of
from budgets.amounts import exact
from budgets.models import Line
from budgets.queries.codes import Spender
from budgets.queries.three_public import NAMES, Entry
from budgets.tables.columns import AmountColumn, CardAmountColumn, NumberColumn, PublicColumn, PublicTable
from budgets.templatetags.portal import BLANK, amt, pg
from budgets.vocabulary import SCOPES


def report_columns(path: str) -> dict[str, PublicColumn]:
    """Whose figure it is, in every file alike. `path` leads from the record to its report."""
    return {
        "region_code": PublicColumn("地区代码", "GB/T 2260", places="file", accessor=f"{path}__department__region_id"),
        "region": PublicColumn("地区", "部门所在的行政区划", places="file", accessor=f"{path}__department__region"),
        "is_fictional": FictionalColumn(path),
        "department": PublicColumn("部门", "公开预算的部门", places="file", accessor=f"{path}__department"),
        "unit": PublicColumn("单位", "单位预算的预算单位；部门预算为空", places="file", accessor=f"{path}__unit"),
        "year": NumberColumn("年度", "预算年度", places="file", accessor=f"{path}__year"),
        "scope": ScopeColumn("口径", "部门预算或单位预算", places="file", accessor=f"{path}__scope"),
        "stage": PublicColumn("阶段", "预算", places="file", accessor=f"{path}__get_stage_display"),
        "version": NumberColumn("版本", "本站第几版", places="file", accessor=f"{path}__version"),
    }


class FictionalColumn(PublicColumn):
    def __init__(self, path: str):
        super().__init__(
            "虚构示例",
            "是 = 示例市，数字是编的，不要和真实部门相加",
            places="file",
            accessor=f"{path}__department__region__is_fictional",
        )

    def value(self, value: bool) -> str:
        return "是" if value else "否"


class ScopeColumn(PublicColumn):
    def value(self, value: str) -> str:
        return SCOPES.get(value, value)


class HolderColumn(PublicColumn):
    """Whose, with the address of the year's budget."""

    def render(self, value: object) -> str:
        return render_to_string("parts/report_cell.html", {"report": value, "href": base_of(value)})


class PageMarkColumn(PublicColumn):
    """The page behind the figure."""

    def __init__(self, accessor: str):
        super().__init__("页码", "PDF 第几页", css="n", accessor=accessor)
        self.kind = "整数"

    def render(self, value: Line | None) -> object:
        if value is None:
            return ""
        report = value.table.report
        return pg({}, value, report=report, base=base_of(report))

    def value(self, value: Line | None) -> str:
        return "" if value is None or value.page is None else str(value.page)


class LineMarkColumn(PageMarkColumn):
    """For rows that are lines themselves."""

    def __init__(self) -> None:
        super().__init__("position")

    def render(self, record: Line) -> object:
        return super().render(record)

    def value(self, record: Line) -> str:
        return super().value(record)


class FromColumn(PublicColumn):
    """Which money: this year's (table 12) or carried over (table 13)."""

    NAMES = {"projects": "本年预算", "carryover_projects": "上年结转"}  # noqa: RUF012  -- a constant

    def render(self, value: str) -> str:
        return self.NAMES.get(value, "")

    value = render


class ProjectLinkColumn(PublicColumn):
    def render(self, record: Line) -> object:
        if not record.project_identity_id:
            return record.name or ""
        return format_html('<a href="/projects/{}/">{}</a>', record.project_identity_id, record.name)


def project_table() -> type[PublicTable]:
    columns = {
        "name": ProjectLinkColumn("项目名称", "照原表", css="full"),
        "whose": HolderColumn("部门和年份", places="page", accessor="table__report", css="full"),
        **report_columns("table__report"),
        "holder": PublicColumn("预算单位", "项目所在的预算单位，照原表", places="file", accessor="unit"),
        "money": FromColumn("资金", "本年预算（表 12）或上年结转（表 13）", accessor="table__kind"),
        "total": CardAmountColumn("合计", "空 = 原表空白"),
        "general_public_budget": AmountColumn("一般公共预算", "", places="file"),
        "government_fund": AmountColumn("政府性基金预算", "", places="file"),
        "state_capital": AmountColumn("国有资本经营预算", "", places="file"),
        "special_account": AmountColumn("财政专户管理资金", "", places="file"),
        "unit_funds": AmountColumn("单位资金", "", places="file"),
        "page": LineMarkColumn(),
        "project_id": PublicColumn("项目编号", "/projects/项目编号/", places="file", accessor="project_identity_id"),
        "public_id": PublicColumn(
            "报告编号", "固定链接 /reports/报告编号/", places="file", accessor="table__report__public_id"
        ),
    }
    cards = {"layout": "cards", "css_class": "cards trio"}
    return type(
        "ProjectsTable", (PublicTable,), {**columns, **cards, "heading": "name", "about": "项目：每个项目每年一行"}
    )


class ItemColumn(AmountColumn):
    def __init__(self, item: str, places: str = "both"):
        super().__init__(NAMES[item], "财政拨款安排的；空 = 原表空白或没有这一项", places=places, css="n")
        self.item = item

    def render(self, record: Entry) -> object:
        amount = record.amount(self.item)
        return amt(amount) if amount is not None else BLANK if self.item in record.items else "—"

    def value(self, record: Entry) -> str:
        amount = record.amount(self.item)
        return "" if amount is None else exact(amount)


class ThreeTotalColumn(AmountColumn):
    def render(self, record: Entry) -> object:
        if record.total is not None:
            return amt(record.total)
        return "表空" if record.is_empty else "原表空白" if record.has_table else "没找到这张表"


class StateColumn(PublicColumn):
    """Four different things: printed, blank, an empty table, no table."""

    def value(self, record: Entry) -> str:
        if record.total is not None:
            return "有数"
        return "表空（本表无数据）" if record.is_empty else "原表空白" if record.has_table else "报告里没找到这张表"


def three_public_table() -> type[PublicTable]:
    columns = {
        "whose": HolderColumn("部门和年份", places="page", accessor="report", css="full"),
        **report_columns("report"),
        "total": ThreeTotalColumn("合计", "财政拨款“三公”经费合计", css="n"),
        "state": StateColumn("状态", "有数、原表空白、表空（本表无数据）、没找到这张表", places="file"),
        **{item: ItemColumn(item) for item in ("abroad", "vehicle_purchase", "vehicle_running", "reception")},
        "per": NumberColumn("每 1 万元里（元）", "三公经费除以预算合计"),
        "page": PageMarkColumn("total_line"),
        "public_id": PublicColumn("报告编号", "固定链接", places="file", accessor="report__public_id"),
    }
    return type("ThreePublicTable", (PublicTable,), {**columns, "heading": "whose", "about": "三公经费：每份报告一行"})


def spenders_table(name: str, measures: dict[str, str]) -> type[PublicTable]:
    columns = {
        "whose": HolderColumn("部门和年份", places="page", accessor="report", css="full"),
        **report_columns("report"),
        **{key: AmountColumn(heading, "空 = 原表空白") for key, heading in measures.items()},
        "rows": NumberColumn("行数", "原表里有几行合在一起", places="file", accessor="lines__count"),
        "page": PageMarkColumn("line"),
        "public_id": PublicColumn("报告编号", "固定链接", places="file", accessor="report__public_id"),
    }

    def value_rows(self: PublicTable, record: Spender) -> str:
        return str(len(record.lines))

    return type(
        name, (PublicTable,), {**columns, "value_rows": value_rows, "heading": "whose", "about": "谁在花：每份报告一行"}
    )


ProjectsTable = project_table()
ThreePublicTable = three_public_table()
FunctionalSpendersTable = spenders_table(
    "FunctionalSpendersTable", {"total": "合计", "basic": "基本支出", "project": "项目支出"}
)
EconomicSpendersTable = spenders_table(
    "EconomicSpendersTable", {"total": "合计", "personnel": "人员经费", "public": "公用经费"}
)

"""Rankings across departments: projects, 三公经费, who spends on a code. None adds what overlaps."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import F

from budgets import marks
from budgets.addresses import base_of
from budgets.models import Line
from budgets.queries.three_public import NAMES, Entry
from budgets.tables.columns import (
    AmountColumn,
    CardAmountColumn,
    ChoiceColumn,
    NumberColumn,
    PublicColumn,
    PublicTable,
    ShareColumn,
)
from budgets.tables.printed import ProjectNameColumn
from budgets.tables.whose import report_columns, source_columns
from budgets.templatetags.portal import BLANK, amt, pg

MONEY = {"projects": "本年预算", "carryover_projects": "上年结转"}


class HolderColumn(PublicColumn):
    """Whose, with the address of the year's budget."""

    def render(self, value: object) -> str:
        return marks.report_cell(value)


class PageMarkColumn(NumberColumn):
    """The page behind the figure."""

    def __init__(self, accessor: str):
        super().__init__("页码", "PDF 第几页", css="n", accessor=accessor)

    def render(self, value: Line | None) -> object:
        if value is None:
            return ""
        report = value.table.report
        return pg({}, value, report=report, base=base_of(report))

    def data(self, value: Line | None) -> int | None:
        return value.page if value else None


class LineMarkColumn(PageMarkColumn):
    """For rows that are lines themselves."""

    def __init__(self) -> None:
        super().__init__("position")

    def render(self, record: Line) -> object:
        return super().render(record)

    def data(self, record: Line) -> int | None:
        return record.page

    def in_sql(self, path: str) -> F:
        return F("page")


def project_table() -> type[PublicTable]:
    columns = {
        "name": ProjectNameColumn("项目名称", "照原表", css="full"),
        "whose": HolderColumn("部门和年份", places="page", accessor="table__report", css="full"),
        **report_columns("table__report"),
        "budget_unit": PublicColumn("预算单位", "项目所在的预算单位，照原表", places="file", accessor="unit"),
        "money": ChoiceColumn("资金", "本年预算（表 12）或上年结转（表 13）", MONEY, accessor="table__kind"),
        "total": CardAmountColumn("合计", "空 = 原表空白"),
        "general_public_budget": AmountColumn("一般公共预算", "", places="file"),
        "government_fund": AmountColumn("政府性基金预算", "", places="file"),
        "state_capital": AmountColumn("国有资本经营预算", "", places="file"),
        "special_account": AmountColumn("财政专户管理资金", "", places="file"),
        "unit_funds": AmountColumn("单位资金", "", places="file"),
        "page": LineMarkColumn(),
        "project_id": NumberColumn("项目编号", "/projects/项目编号/", places="file", accessor="project_identity_id"),
        **source_columns("table__report"),
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

    def data(self, record: Entry) -> Decimal | None:
        return super().data(record.amount(self.item))


class ThreeTotalColumn(AmountColumn):
    def render(self, record: Entry) -> object:
        if record.total is not None:
            return amt(record.total)
        return "表空" if record.is_empty else "原表空白" if record.has_table else "没找到这张表"


class PerColumn(NumberColumn):
    type = "number"
    unit = "元"


class StateColumn(PublicColumn):
    """Four different things: printed, blank, an empty table, no table."""

    def data(self, record: Entry) -> str:
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
        "per": PerColumn("每 1 万元里（元）", "三公经费除以预算合计"),
        "page": PageMarkColumn("total_line"),
        **source_columns("report"),
    }
    return type("ThreePublicTable", (PublicTable,), {**columns, "heading": "whose", "about": "三公经费：每份报告一行"})


def spenders_table(name: str, measures: dict[str, str]) -> type[PublicTable]:
    columns = {
        "whose": HolderColumn("部门和年份", places="page", accessor="report", css="full"),
        **report_columns("report"),
        **{key: AmountColumn(heading, "空 = 原表空白") for key, heading in measures.items()},
        "share": ShareColumn("占全年预算", "合计占这份报告预算合计的百分比，两位小数"),
        "rows": NumberColumn("行数", "原表里有几行合在一起", places="file", accessor="row_count"),
        "page": PageMarkColumn("line"),
        **source_columns("report"),
    }

    return type(name, (PublicTable,), {**columns, "heading": "whose", "about": "谁在花：每份报告一行"})


ProjectsTable = project_table()
ThreePublicTable = three_public_table()
FunctionalSpendersTable = spenders_table(
    "FunctionalSpendersTable", {"total": "合计", "basic": "基本支出", "project": "项目支出"}
)
EconomicSpendersTable = spenders_table(
    "EconomicSpendersTable", {"total": "合计", "personnel": "人员经费", "public": "公用经费"}
)

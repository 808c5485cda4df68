"""Lists of reports and of check results: the page shows a few columns, the file holds them all."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.utils.html import format_html
from django.utils.timezone import localtime

from budgets import marks
from budgets.addresses import permalink_of
from budgets.amounts import percent
from budgets.models import SourceFile
from budgets.queries.summaries import Summary
from budgets.tables.columns import (
    AmountColumn,
    ChoiceColumn,
    NumberColumn,
    PublicColumn,
    PublicTable,
    ShareColumn,
    YesNoColumn,
    with_unit,
)
from budgets.tables.whose import report_columns, source_columns
from budgets.templatetags.portal import amt


class DateColumn(PublicColumn):
    """The day, in Chinese time where it is a time."""

    type = "date"

    def render(self, value: date | None) -> str:
        return self.text(self.data(value))

    def data(self, value: date | None) -> date | None:
        return localtime(value).date() if isinstance(value, datetime) else value


class ReportColumn(PublicColumn):
    """Whose report: name with its address, year, scope; the fictional region says so."""

    def render(self, record: Summary) -> str:
        return marks.report_cell(record.report)


class TotalColumn(AmountColumn):
    def render(self, record: Summary) -> object:
        report = record.report
        if report.total is None:
            return "未读到"
        if not report.carryover:
            return with_unit(report.total)
        return format_html(
            '{}<br><span class="dim small">含上年结转 {}</span>', with_unit(report.total), amt(report.carryover)
        )


class ChangeColumn(PublicColumn):
    def render(self, record: Summary) -> str:
        return marks.change(record.change, short=True)


class ShareOfProjectsColumn(PublicColumn):
    def render(self, record: Summary) -> object:
        share = record.project_share
        return "—" if share is None else format_html('<span class="phone">项目占 </span>{}', percent(share))


class ChecksColumn(PublicColumn):
    def render(self, record: Summary) -> str:
        return marks.check_marks(record.checks)


class Derived(AmountColumn):
    """A figure of the change since last year; empty where neither a report nor its words give one."""

    def __init__(self, heading: str, key: str, about: str):
        super().__init__(heading, about, places="file")
        self.key = key

    def data(self, record: Summary) -> Decimal | None:
        return super().data(getattr(record.change, self.key) if record.change else None)


class Counted(NumberColumn):
    def __init__(self, heading: str, key: str, about: str):
        super().__init__(heading, about, places="file")
        self.key = key

    def data(self, record: Summary) -> int | None:
        return getattr(record.checks, self.key) if record.checks else None


class ReportsTable(PublicTable):
    """One row per published report, the newest version."""

    heading = "whose"
    layout = "cards"
    css_class = "cards"
    about = "报告一览：每份已公布的报告一行"

    added = DateColumn(
        "收录日期", "本站公布的日期，不是部门公开的日期", accessor="report__published_at", css="dim small nb hide"
    )
    whose = ReportColumn("部门和年份", places="page", css="full")
    region_code, region, is_fictional, department, unit, year, scope, stage, version = report_columns("report").values()
    total = TotalColumn("预算合计", "收支总表的支出总计，含上年结转", accessor="report__total")
    carryover = AmountColumn("其中上年结转", "空 = 报告里没有这一项", places="file", accessor="report__carryover")
    basic = AmountColumn("基本支出", "", places="file", accessor="report__basic")
    project = AmountColumn("项目支出", "", places="file", accessor="report__project")
    three_public = AmountColumn("三公经费", "财政拨款安排的", places="file", accessor="report__three_public")
    change = ChangeColumn("比上年", places="page", css="n")
    prior = Derived("上年预算", "prior", "上年已公布报告的合计；没有时由报告文字推算，见下一列")
    is_derived = YesNoColumn(
        "上年数是否推算", "是 = 由报告的“比上年增加…”推算", places="file", accessor="change__is_derived"
    )
    change_amount = Derived("比上年增减", "amount", "负数为减少")
    change_percent = ShareColumn("比上年增减（%）", "以上年为分母，两位小数", places="file", accessor="change__percent")
    project_part = ShareOfProjectsColumn("项目占", places="page", css="n part")
    checks = ChecksColumn("核对", places="page", css="marks full")
    passed = Counted("核对通过", "passed", "勾稽校验通过的项数")
    errors = Counted("没对上（错误）", "error", "")
    warnings = Counted("没对上（提醒）", "warning", "")
    skipped = Counted("没法核", "skipped", "缺上年报告、表空着等")
    public_id, department_id, sha256 = source_columns("report").values()
    source_kind = ChoiceColumn(
        "文件", "原件，或依公开数据重排", dict(SourceFile.Kind.choices), places="file", accessor="report__source__kind"
    )
    approved_on = DateColumn(
        "批复日期", "财政部门批复的日期；空 = 不知道", places="file", accessor="report__approved_on"
    )
    disclosed_on = DateColumn("公开日期", "部门公开；空 = 不知道", places="file", accessor="report__disclosed_on")
    official_url = PublicColumn("官方网址", "空 = 不知道", places="file", accessor="report__official_url")


def address(record: Summary) -> str:
    return permalink_of(record.report)

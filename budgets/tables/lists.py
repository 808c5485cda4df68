"""Lists of reports and of check results: the page shows a few columns, the file holds them all."""

from __future__ import annotations

from decimal import Decimal

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.timezone import localtime

from budgets.addresses import base_of, permalink_of
from budgets.amounts import exact
from budgets.queries.summaries import Summary
from budgets.tables.columns import AmountColumn, NumberColumn, PublicColumn, PublicTable, with_unit
from budgets.templatetags.portal import amt, change, check_marks
from budgets.vocabulary import SCOPES


class DateColumn(PublicColumn):
    kind = "日期"

    def render(self, value: object) -> str:
        return "" if value is None else f"{localtime(value):%Y-%m-%d}"

    value = render


class ReportColumn(PublicColumn):
    """Whose report: name with its address, year, scope; the fictional region says so."""

    def render(self, record: Summary) -> str:
        return render_to_string("parts/report_cell.html", {"report": record.report, "href": base_of(record.report)})


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
        return render_to_string("parts/change.html", change(record.change, short=True))


class ChecksColumn(PublicColumn):
    def render(self, record: Summary) -> str:
        return render_to_string("parts/check_marks.html", check_marks(record.checks))


class Derived(AmountColumn):
    """A figure of the change since last year; empty where neither a report nor its words give one."""

    def __init__(self, heading: str, key: str, about: str):
        super().__init__(heading, about, places="file")
        self.key = key

    def value(self, record: Summary) -> str:
        return exact(getattr(record.change, self.key)) if record.change else ""


class Counted(NumberColumn):
    def __init__(self, heading: str, key: str, about: str):
        super().__init__(heading, about, places="file")
        self.key = key

    def value(self, record: Summary) -> str:
        return str(getattr(record.checks, self.key)) if record.checks else ""


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
    region_code = PublicColumn("地区代码", "GB/T 2260", places="file", accessor="report__department__region_id")
    region = PublicColumn("地区", "部门所在的行政区划", places="file", accessor="report__department__region__name")
    is_fictional = PublicColumn(
        "虚构示例", "是 = 示例市，数字是编的，不要和真实部门相加", places="file", accessor="report__department__region"
    )
    department = PublicColumn("部门", "公开预算的部门", places="file", accessor="report__department__name")
    unit = PublicColumn("单位", "单位预算的预算单位；部门预算为空", places="file", accessor="report__unit")
    year = NumberColumn("年度", "预算年度", places="file", accessor="report__year")
    scope = PublicColumn("口径", "部门预算或单位预算", places="file", accessor="report__scope")
    stage = PublicColumn("阶段", "预算", places="file", accessor="report__get_stage_display")
    version = NumberColumn("版本", "本站第几版", places="file", accessor="report__version")
    total = TotalColumn("预算合计", "收支总表的支出总计，含上年结转", accessor="report__total")
    carryover = AmountColumn("其中上年结转", "空 = 报告里没有这一项", places="file", accessor="report__carryover")
    basic = AmountColumn("基本支出", "", places="file", accessor="report__basic")
    project = AmountColumn("项目支出", "", places="file", accessor="report__project")
    three_public = AmountColumn("三公经费", "财政拨款安排的", places="file", accessor="report__three_public")
    change = ChangeColumn("比上年", places="page", css="n")
    prior = Derived("上年预算", "prior", "上年已公布报告的合计；没有时由报告文字推算，见下一列")
    is_derived = PublicColumn(
        "上年数是否推算", "是 = 由报告的“比上年增加…”推算", places="file", accessor="change__is_derived"
    )
    change_amount = Derived("比上年增减", "amount", "负数为减少")
    change_percent = PublicColumn(
        "比上年增减（%）", "以上年为分母，两位小数", places="file", accessor="change__percent"
    )
    checks = ChecksColumn("核对", places="page", css="marks full")
    passed = Counted("核对通过", "passed", "勾稽校验通过的项数")
    errors = Counted("没对上（错误）", "error", "")
    warnings = Counted("没对上（提醒）", "warning", "")
    skipped = Counted("没法核", "skipped", "缺上年报告、表空着等")
    public_id = PublicColumn("报告编号", "固定链接 /reports/报告编号/", places="file", accessor="report__public_id")

    def value_is_fictional(self, value: object) -> str:
        return "是" if value.is_fictional else "否"

    def value_unit(self, value: object) -> str:
        return value.name if value else ""

    def value_scope(self, value: str) -> str:
        return SCOPES[value]

    def value_is_derived(self, record: Summary) -> str:
        return "" if record.change is None else "是" if record.change.is_derived else "否"

    def value_change_percent(self, value: Decimal | None) -> str:
        return "" if value is None else str(value)


def address(record: Summary) -> str:
    return permalink_of(record.report)

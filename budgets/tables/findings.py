"""Check results (核对结果) as a table: one row per check and place."""

from __future__ import annotations

from budgets.models import Finding
from budgets.queries.evidence import evidence
from budgets.tables.columns import ChoiceColumn, NumberColumn, PublicColumn, PublicTable
from budgets.tables.whose import IdColumn, report_columns, source_columns
from budgets.vocabulary import OUTCOMES, SEVERITIES


class SideColumn(PublicColumn):
    """One side of a check, as what it is or how much."""

    def __init__(self, heading: str, side: str, part: str, about: str):
        super().__init__(heading, about, places="file")
        self.side, self.part = side, part

    def data(self, record: Finding) -> str | None:
        side = getattr(evidence(record), self.side)
        return (str(getattr(side, self.part)) or None) if side else None


class EvidenceColumn(PublicColumn):
    def __init__(self, heading: str, key: str, about: str):
        super().__init__(heading, about, places="file")
        self.key = key

    def data(self, record: Finding) -> str | None:
        return getattr(evidence(record), self.key) or None


class ReplyColumn(PublicColumn):
    def __init__(self, heading: str, key: str, about: str):
        super().__init__(heading, about, places="file")
        self.key = key

    def data(self, record: Finding) -> str | None:
        reply = evidence(record).reply
        return getattr(reply, self.key) if reply else None


class FindingsTable(PublicTable):
    about = "核对结果：每项核对一行；通过、没对上、没法核都在"

    region_code, region, is_fictional, department, unit, year, scope, stage, version = report_columns("report").values()
    rule = PublicColumn("规则代码", "固定不变的代码", places="file")
    title = EvidenceColumn("核对什么", "title", "规则的中文说法")
    formula = EvidenceColumn("公式", "formula", "")
    outcome = ChoiceColumn("结果", "对上了、没对上、没法核", OUTCOMES, places="file")
    severity = ChoiceColumn("级别", "错误、提醒、提示", SEVERITIES, places="file")
    table = PublicColumn("表", "表的代号", places="file")
    row = PublicColumn("行", "", places="file")
    column = PublicColumn("栏", "", places="file")
    page = NumberColumn("页码", "PDF 第几页", places="file")
    left = SideColumn("左边是什么", "left", "label", "")
    left_value = SideColumn("左边", "left", "text", "照原表的单位")
    right = SideColumn("右边是什么", "right", "label", "")
    right_value = SideColumn("右边", "right", "text", "照原表的单位")
    gap = EvidenceColumn("差", "gap", "左边减右边的绝对值")
    tolerance = EvidenceColumn("允许误差", "tolerance", "只放过四舍五入造成的差")
    reason = EvidenceColumn("原因", "reason", "没法核的原因")
    confirmed = EvidenceColumn("确认原文如此", "confirmed", "工作人员确认是文件自己这样写的，写明理由；空 = 没有确认")
    reply = ReplyColumn("部门说明", "text", "部门公开说明的原话；空 = 没有收录到说明")
    reply_source = ReplyColumn("部门说明来源", "source_url", "说明登载的网址")
    public_id, department_id, sha256 = source_columns("report").values()
    id = IdColumn(Finding, "编号", "报告编号.checks.第几项")

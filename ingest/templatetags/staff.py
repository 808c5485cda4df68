"""Template words of the staff pages."""

from typing import Any

from django import template

from budgets.models import Finding
from budgets.rules import RULE
from budgets.vocabulary import HEADINGS, TABLE_KIND
from ingest.row_corrections import ROWS

register = template.Library()

# what a check of the text speaks of, where a table has its columns
OF_TEXT = {"percent": "百分比", "direction": "增减", "prior": "上年数"}
VERBS = {
    "report_read": "读取成草稿",
    "draft_completed": "补充了部门、年度或口径",
    "report_published": "公布",
    "report_withdrawn": "撤回",
    "report_submitted": "送审",
    "report_returned": "退回",
    "report_scheduled": "定时公布",
    "report_unscheduled": "没有按时公布，等待重新审核",
    "report_described": "填写日期和网址",
    "report_corrected": "更正",
    "finding_acknowledged": "确认原件如此",
    "reply_recorded": "录入部门说明",
    "reply_withdrawn": "撤下部门说明",
    "revision_opened": "开更正版",
    "report_reread": "重读，有变化",
    "rereading_asked": "要求重读",
    "reading_renewed": "重读，没有变化",
    "logged_in": "登录",
    "logged_out": "退出",
    "account_made": "新建账号",
    "account_changed": "修改账号",
    "password_set": "重设密码",
    "password_changed": "修改自己的密码",
    "second_factor_set": "启用动态验证码",
    "second_factor_ended": "停用动态验证码",
    "second_factor_removed": "移除动态验证码",
    "recovery_code_used": "用掉一个恢复码",
}


@register.filter
def verb(name: str) -> str:
    return VERBS.get(name, name)


@register.filter
def heading(key: str) -> str:
    return {**HEADINGS, **OF_TEXT, ROWS: "行", "value": ""}.get(key, key.removeprefix("extra:"))


@register.filter
def finding_words(finding: Finding) -> str:
    """One line for staff: what was held against what, and by how much it differs."""
    evidence = finding.evidence
    place = [TABLE_KIND[finding.table].name if finding.table in TABLE_KIND else finding.table, finding.row]
    title = RULE[finding.rule].title if finding.rule in RULE else finding.rule
    words = "　".join(part for part in [title, *place, heading(finding.column or "")] if part)
    if finding.outcome == "skipped":
        return f"{words}：{finding.message}"
    gap, tolerance = evidence.get("gap"), evidence.get("tolerance")
    allowed = f"，允许 {tolerance}" if tolerance else ""
    return f"{words}：差 {gap}{allowed}" if gap else f"{words} {finding.message}".strip()


@register.filter
def side_words(side: dict[str, Any]) -> str:
    """One side of a check: what it is and what it says."""
    return f"{side.get('label', '')}：{side.get('amount') or '空白'}{side.get('unit') or ''}"


@register.filter
def item(sequence: list[object], number: int) -> object:
    return sequence[number]


@register.filter
def position_in(thing: object, sequence: list[object]) -> int:
    return sequence.index(thing) if thing in sequence else 0

"""Template words of the staff pages."""

from django import template

from budgets.models import Finding
from budgets.rules import RULE
from budgets.vocabulary import KEYS, MEASURES, RATES, TABLE_KIND

register = template.Library()

VERBS = {
    "report_read": "读取成草稿",
    "draft_completed": "补充了部门、年度或口径",
    "report_published": "公布",
    "report_withdrawn": "撤回",
}


@register.filter
def verb(name: str) -> str:
    return VERBS.get(name, name)


@register.filter
def heading(key: str) -> str:
    return {**KEYS, **MEASURES, **RATES}.get(key, key)


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
    return f"{words}：差 {gap}，允许 {tolerance}" if gap else f"{words} {finding.message}"

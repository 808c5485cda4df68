"""The two sides of a check (两边), from the finding's JSON, with what its rule says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from budgets.models import Finding, Reply
from budgets.rules import RULE
from budgets.vocabulary import UNITS

POINTS = {"%": "个百分点"}  # what percentages differ by


@dataclass(frozen=True, slots=True)
class Side:
    """`text` is the amount with its unit, as printed or summed; empty for a cell printed blank."""

    label: str
    text: str
    page: int | None
    parts: tuple[Side, ...] = ()  # what it was worked out from, so that anyone can follow
    is_sum: bool = True  # False: the parts were divided


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a page shows of one check."""

    title: str
    formula: str
    plain: str
    left: Side | None
    right: Side | None
    gap: str
    tolerance: str
    reason: str
    reply: Reply | None  # what the department has published about it
    confirmed: str  # why staff confirmed that the document itself says so; empty where nobody did

    @property
    def has_sides(self) -> bool:
        return self.left is not None and self.right is not None


def evidence(finding: Finding) -> Evidence:
    """Worked out once for each finding: a page and a file ask for it several times."""
    if not hasattr(finding, "shown_evidence"):
        finding.shown_evidence = read(finding)
    return finding.shown_evidence


def read(finding: Finding) -> Evidence:
    seen = finding.evidence or {}
    rule = RULE.get(finding.rule)
    unit = seen.get("unit")
    return Evidence(
        rule.title if rule else finding.rule,
        rule.formula if rule else "",
        rule.plain if rule else "",
        side(seen.get("left"), unit),
        side(seen.get("right"), unit),
        with_unit(seen.get("gap"), POINTS.get(unit or "", unit)),
        with_unit(seen.get("tolerance"), POINTS.get(unit or "", unit)),
        seen.get("reason") or finding.message,
        reply_to(finding),
        confirmed(finding),
    )


def confirmed(finding: Finding) -> str:
    """原件如此: bound to the place and the gap that were seen. Reports come with their acknowledgements."""
    if finding.outcome != "failed":
        return ""
    seen = (finding.place, finding.gap)
    return next((a.reason for a in finding.report.acknowledgements.all() if (a.place, a.gap) == seen), "")


def reply_to(finding: Finding) -> Reply | None:
    """部门说明: bound to the place and the gap, as a confirmation is. Reports come with their replies."""
    if finding.outcome != "failed":
        return None
    return next((r for r in finding.report.replies.all() if (r.place, r.gap) == (finding.place, finding.gap)), None)


def side(given: Mapping[str, Any] | None, unit: str | None = None) -> Side | None:
    """`unit`: what the gap is in; an amount in another unit is given in that one too."""
    if not given:
        return None
    page = given.get("page")
    return Side(
        str(given.get("label") or ""),
        with_unit(given.get("amount"), given.get("unit")) + in_other_unit(given, unit),
        page if isinstance(page, int) else None,
        tuple(part for one in given.get("parts") or () if (part := side(one))),
        given.get("unit") != "%",
    )


def in_other_unit(given: Mapping[str, Any], unit: str | None) -> str:
    amount, own = given.get("amount"), given.get("unit")
    if amount is None or own == unit or own not in UNITS or unit not in UNITS:
        return ""
    try:
        value = Decimal(str(amount).replace(",", "")) * UNITS[own] / UNITS[unit]
    except InvalidOperation:
        return ""
    return f"（合 {value.normalize():f} {unit}）"


def with_unit(amount: object, unit: object) -> str:
    return "" if amount is None else f"{amount} {unit or ''}".strip()

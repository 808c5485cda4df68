"""The two sides of a check (两边), from the finding's JSON, with what its rule says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from budgets.models import Finding
from budgets.rules import RULE


@dataclass(frozen=True, slots=True)
class Side:
    """`text` is the amount with its unit, as printed or summed; empty for a cell printed blank."""

    label: str
    text: str
    page: int | None


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
        side(seen.get("left")),
        side(seen.get("right")),
        with_unit(seen.get("gap"), unit),
        with_unit(seen.get("tolerance"), unit),
        seen.get("reason") or finding.message,
        confirmed(finding),
    )


def confirmed(finding: Finding) -> str:
    """原件如此: bound to the place and the gap that were seen. Reports come with their acknowledgements."""
    if finding.outcome != "failed":
        return ""
    seen = (finding.evidence.get("place"), finding.evidence.get("gap") or "")
    return next((a.reason for a in finding.report.acknowledgements.all() if (a.place, a.gap) == seen), "")


def side(given: Mapping[str, object] | None) -> Side | None:
    if not given:
        return None
    page = given.get("page")
    return Side(
        str(given.get("label") or ""),
        with_unit(given.get("amount"), given.get("unit")),
        page if isinstance(page, int) else None,
    )


def with_unit(amount: object, unit: object) -> str:
    return "" if amount is None else f"{amount} {unit or ''}".strip()

"""The two sides of a check (两边), from the finding's JSON, whatever of it is there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from budgets import rule_texts
from budgets.models import Finding


@dataclass(frozen=True, slots=True)
class Side:
    label: str
    text: str
    page: int | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a page shows of one check."""

    title: str
    formula: str
    left: Side | None
    right: Side | None
    gap: str
    tolerance: str
    reason: str

    @property
    def has_sides(self) -> bool:
        return self.left is not None and self.right is not None


def evidence(finding: Finding) -> Evidence:
    seen = finding.evidence or {}
    text = rule_texts.of(finding.rule)
    return Evidence(
        text.title,
        text.formula,
        side(seen.get("left"), "一边"),
        side(seen.get("right"), "另一边"),
        shown(seen.get("gap")),
        shown(seen.get("tolerance")),
        shown(seen.get("reason")) or finding.message,
    )


def side(given: object, fallback: str) -> Side | None:
    if given is None:
        return None
    if not isinstance(given, Mapping):
        return Side(fallback, shown(given), None)
    label = shown(given.get("label") or given.get("name") or given.get("what")) or place(given) or fallback
    amount = given.get("value", given.get("amount", given.get("text")))
    return Side(label, f"{shown(amount)} {given.get('unit') or ''}".strip(), page_of(given))


def place(given: Mapping[str, object]) -> str:
    return " ".join(shown(given.get(key)) for key in ("table", "row", "column") if given.get(key))


def page_of(given: Mapping[str, object]) -> int | None:
    page = given.get("page")
    return page if isinstance(page, int) else None


def shown(value: object) -> str:
    return "" if value is None else str(value)

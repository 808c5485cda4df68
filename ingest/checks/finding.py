"""核对结果 (findings): what one check found at one place, with both sides so that anyone can follow the sum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from budgets.rules import Severity

Outcome = Literal["passed", "failed", "skipped"]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison. `amount` as printed, or the exact sum of its `parts`, in `unit`; None for a blank."""

    label: str
    amount: str | None = None
    unit: str | None = None
    table: str | None = None
    row: str | None = None
    column: str | None = None
    page: int | None = None
    parts: tuple[Side, ...] = ()
    sign: int = 1  # -1 for a part that is taken off

    def to_json(self) -> dict[str, Any]:
        """What is printed and where; keys that hold nothing are left out, but for the amount: None is a blank cell."""
        told: dict[str, Any] = {"label": self.label, "amount": self.amount}
        for key in ("unit", "table", "row", "column", "page"):
            if value := getattr(self, key):
                told[key] = value
        if self.parts:
            told["parts"] = [part.to_json() for part in self.parts]
        return told


@dataclass(frozen=True, slots=True)
class Finding:
    """Outcome of one rule at one place. `gap` and `tolerance` are in `unit`.

    `reason` says why a check was skipped, or what the report itself says about a difference (涉密内容不予公开).
    """

    rule: str
    outcome: Outcome
    severity: Severity
    left: Side | None = None
    right: Side | None = None
    gap: str | None = None
    tolerance: str | None = None
    unit: str | None = None
    table: str | None = None
    row: str | None = None
    column: str | None = None
    page: int | None = None
    reason: str | None = None
    occurrence: int = 1  # tells apart findings at places that are printed alike

    @property
    def place(self) -> str:
        """Where it was found, the same for the same report read again, so that an acknowledgement carries over."""
        names = (self.rule, self.table, self.row, self.column)
        again = f"#{self.occurrence}" if self.occurrence > 1 else ""
        return "|".join(name or "" for name in names) + again

    def to_json(self) -> dict[str, Any]:
        """The published shape; amounts are strings."""
        return {
            "rule": self.rule,
            "outcome": self.outcome,
            "severity": self.severity,
            "left": self.left.to_json() if self.left else None,
            "right": self.right.to_json() if self.right else None,
            "gap": self.gap,
            "tolerance": self.tolerance,
            "unit": self.unit,
            "table": self.table,
            "row": self.row,
            "column": self.column,
            "page": self.page,
            "reason": self.reason,
            "place": self.place,
        }

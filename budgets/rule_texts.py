"""What a check is called on pages (核对什么), from the table of rules."""

from __future__ import annotations

from dataclasses import dataclass

try:
    from budgets import rules
except ImportError:
    rules = None


@dataclass(frozen=True, slots=True)
class RuleText:
    code: str
    title: str
    formula: str


def of(code: str) -> RuleText:
    return RuleText(code, code, "")

"""草稿 (draft): a form while it is being read, and the Target it becomes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from ingest.parser.report import Indicator, Target
from ingest.parser.targets.wording import FUNDS

Half = Literal["implementation", "annual"]
DEPARTMENT = re.compile(r"(?P<code>[0-9A-Za-z]{2,12})\s*[-—–－_]+\s*(?P<name>\S.*)", re.S)
MONEY = re.compile(r"-?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?")
HALVES: tuple[Half, Half] = ("implementation", "annual")


@dataclass
class Draft:
    texts: dict[str, str] = field(default_factory=dict)
    funding: dict[str, dict[str, str | None]] = field(default_factory=dict)
    goals: dict[str, str] = field(default_factory=dict)
    indicators: list[Indicator] = field(default_factory=list)
    filled_at: str | None = None
    pages: list[int] = field(default_factory=list)
    in_wan: bool = False  # the form prints 万元
    is_done: bool = False
    repairs: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    def add_page(self, page: int | None) -> None:
        if page and page not in self.pages:
            self.pages.append(page)

    def set_funds(self, half: str, source: str, printed: str | None) -> None:
        amounts = self.funding.setdefault(half, dict.fromkeys(FUNDS))
        amount = self.amount(printed)
        if amounts.get(source) is None:
            amounts[source] = amount
        if printed and amount is None:
            self.doubts.append(f"项目资金“{printed}”不是金额，没有读入")

    def amount(self, printed: str | None) -> str | None:
        """元, exactly; None where nothing or no number is printed."""
        match = MONEY.fullmatch(re.sub(r"\s+", "", printed)) if printed else None
        if match is None:
            return None
        number = re.sub(r"[,，]", "", match[0])
        return format((Decimal(number) * 10000).normalize(), "f") if self.in_wan else number

    def target(self) -> Target | None:
        """None where the form names no project."""
        project = self.texts.get("project")
        if not project:
            return None
        owner = DEPARTMENT.fullmatch(self.texts.get("department", ""))
        return Target(
            project=project,
            department_code=owner["code"] if owner else None,
            department=owner["name"] if owner else self.texts.get("department") or None,
            **{key: self.texts.get(key) or None for key in ("unit", "attribute", "period")},
            **{key: self.texts.get(key) or None for key in ("overview", "basis", "necessity", "measures", "plan")},
            funding=self.funding,
            goals={half: self.goals.get(half) or None for half in HALVES},
            indicators=tuple(self.indicators),
            filled_at=self.filled_at,
            pages=tuple(self.pages),
        )

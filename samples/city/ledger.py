"""账本 (the ledger): every sum of money the fictional city budgets, one entry each; all tables are sums over it.

Amounts are 万元 with two decimals, exact. What varies from unit to unit comes from a hash of its name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
GENERAL = "general_public_budget"
FUNDS = (GENERAL, "government_fund", "state_capital")


@dataclass(frozen=True)
class Entry:
    unit: str
    function: str
    amount: Decimal
    project: str | None = None  # None: 基本支出
    fund: str = GENERAL
    is_carryover: bool = False
    item: str | None = None  # 部门预算支出经济科目, of basic expenditure
    government_item: str | None = None
    group: str | None = None
    column: str | None = None  # personnel | public
    three_public: str | None = None  # abroad | reception | purchase | vehicles


def ledger(city: Mapping, department: Mapping, year: int) -> list[Entry]:
    """One department's entries of one year, basic expenditure first, in printed order."""
    index = city["years"].index(year)
    basic = [entry for unit in department["units"] for entry in _basic(city, unit, index)]
    return [*basic, *_projects(department, index)]


def total(entries: Iterable[Entry]) -> Decimal:
    return sum((entry.amount for entry in entries), Decimal("0.00"))


def printed(amount: Decimal) -> str | None:
    """As the tables print it: nothing is blank, not 0.00."""
    return f"{amount.quantize(CENT)}" if amount else None


def fraction_of(*names: object) -> Decimal:
    """A number from 0 to 1 that is always the same for the same names."""
    digest = hashlib.sha256("/".join(map(str, names)).encode()).digest()
    return Decimal(int.from_bytes(digest[:4], "big")) / Decimal(2**32 - 1)


def _basic(city: Mapping, unit: Mapping, index: int) -> list[Entry]:
    functions = {**city["function_by_kind"][unit["kind"]], "running": unit["running"]}
    entries = []
    for item in city["basic_items"]:
        if unit["kind"] not in item:
            continue
        government_item, rate = item[unit["kind"]]
        amount = _basic_amount(city, unit, item, rate, index)
        if amount:
            entries.append(
                Entry(
                    unit["name"],
                    functions[item["function"]],
                    amount,
                    item=item["item"],
                    government_item=government_item,
                    group=item["group"],
                    column=item["column"],
                    three_public=item.get("from") if item.get("from") != "retired" else None,
                )
            )
    return entries


def _basic_amount(city: Mapping, unit: Mapping, item: Mapping, rate: str | None, index: int) -> Decimal:
    source = item.get("from", "staff")
    if source in ("reception", "abroad"):
        return Decimal(unit.get(source, [None] * (index + 1))[index] or 0)
    if source == "vehicles":
        return unit["vehicles"][index] * Decimal(city["vehicle_cost"])
    growth = (1 + Decimal(city["growth"][item["column"]]) / 100) ** index
    spread = Decimal(city["spread"]) / 100
    own_level = 1 - spread + 2 * spread * fraction_of(unit["name"], item["item"])
    return (unit[source][index] * Decimal(rate or 0) * growth * own_level).quantize(CENT, ROUND_HALF_UP)


def _projects(department: Mapping, index: int) -> list[Entry]:
    entries = []
    for project in department["projects"]:
        for is_carryover, key in ((False, "amounts"), (True, "carried")):
            amount = project.get(key, [None] * (index + 1))[index]
            if amount is not None:
                entries.append(
                    Entry(
                        project.get("unit", department["name"]),
                        project["function"],
                        Decimal(amount),
                        project=project["name"],
                        fund=project.get("fund", GENERAL),
                        is_carryover=is_carryover,
                        three_public="purchase" if project.get("three_public") else None,
                    )
                )
    return entries

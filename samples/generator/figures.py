"""取数 (looking figures up): the cells of a report's facts, and the phrases that state them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

DIRECTIONS = {"increase": ("增加", "增长"), "decrease": ("减少", "下降")}
CLASS_CODE_LENGTH = 3


def table(report: Mapping, table_id: str) -> Mapping:
    return next(table for table in report["tables"] if table["id"] == table_id)


def cell(report: Mapping, table_id: str, row_name: str, column: str) -> str | None:
    """The cell of the row whose name, item or unit is `row_name`; None where it is blank or not there."""
    for row in table(report, table_id)["rows"]:
        if row_name in (row.get("item"), row.get("name"), row.get("unit"), row.get("department_economic")):
            value = row.get(column)
            if column in row:
                return value
    return None


def amount(value: str | None) -> str:
    return f"{value or 0}万元"


def share(part: str | None, whole: str | None) -> str:
    """占比: two decimals, halves up; 0% where nothing is printed."""
    if not part or not whole or not Decimal(part):
        return "0%"
    percent = Decimal(part) / Decimal(whole) * 100
    return f"{percent.quantize(Decimal('0.01'), ROUND_HALF_UP)}%"


def change(stated: Mapping | None, versus: str = "比上年") -> str:
    """比上年增加108.18万元，增长5.65%，主要原因是：…; what is not stated is left out."""
    if stated is None or stated["direction"] is None:
        return ""
    if stated["direction"] == "unchanged":
        return f"与{versus.removeprefix('比')}预算数相同"
    verb, rate_verb = DIRECTIONS[stated["direction"]]
    prior = f"{stated['prior']}万元" if stated.get("prior") else ""
    parts = [f"{versus}{prior}{verb}{stated['amount']}万元"]
    if stated["percent"]:
        parts.append(f"{rate_verb}{stated['percent']}%")
    if stated["reason"]:
        parts.append(f"主要原因是：{stated['reason']}")
    return "，".join(parts)


def classes(report: Mapping, table_id: str, column: str = "total") -> list[tuple[str, str]]:
    """The 类 rows that print an amount, as (name, amount)."""
    rows = table(report, table_id)["rows"]
    return [(row["name"], row[column]) for row in rows if len(row["code"] or "") == CLASS_CODE_LENGTH and row[column]]


def economic_items(report: Mapping, column: str) -> list[str]:
    """Names of the economic items of table 6 that have an amount in this column, each once, subtotals left out."""
    rows = table(report, "basic_by_economic")["rows"]
    names = [row["department_economic"] for row in rows if row["government_economic"] and row[column]]
    return list(dict.fromkeys(names))

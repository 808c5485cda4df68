"""项目支出预算表: which rows are the department, a budget unit or a project. The sums tell; nothing else says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ingest.parser import formats
from ingest.parser.report import Row
from ingest.parser.wording import folded

Kinds = list[str]


def with_kinds(rows: Sequence[Row], department: str | None) -> tuple[Row, ...]:
    """The rows with `kind` and the `unit` each belongs to."""
    first = 1 if rows and folded(rows[0].values.get("name")) in formats.TOTALS else 0
    totals = [_decimal(row) for row in rows]
    kinds = ["department"] * first + _kinds(totals[first:])
    unit = department
    result = []
    for row, kind in zip(rows, kinds, strict=True):
        name = row.values.get("name")
        if kind != "project" and folded(name) not in formats.TOTALS:
            unit = name
        printed_unit = row.values.get("unit")
        values = {"kind": kind, "unit": printed_unit or unit, "name": name}
        rest = {key: value for key, value in row.values.items() if key not in values}
        result.append(replace(row, values=values | rest))
    return tuple(result)


def _decimal(row: Row) -> Decimal:
    return Decimal(row.values.get("total") or "0")


def _agrees(total: Decimal, parts: Sequence[Decimal]) -> bool:
    """Within what rounding can do: half a printed step for the total and for each part."""
    exponent = min(int(number.as_tuple().exponent) for number in (total, *parts))
    return abs(total - sum(parts)) <= (len(parts) + 1) * Decimal(1).scaleb(exponent) / 2


def _kinds(totals: Sequence[Decimal]) -> Kinds:
    if len(totals) >= 3 and (units := _units(totals[1:])):
        heads = [total for total, kind in zip(totals[1:], units, strict=True) if kind == "unit"]
        if _agrees(totals[0], heads):
            return ["department", *units]
    return _units(totals) or ["project"] * len(totals)


def _units(totals: Sequence[Decimal]) -> Kinds:
    """Units each followed by its projects, whose sum is the unit's total; empty if the rows are not like that."""
    kinds: Kinds = []
    at = 0
    while at < len(totals):
        end = _end_of_unit(totals, at)
        if end is None:
            return []
        kinds += ["unit", *["project"] * (end - at - 1)]
        at = end
    return kinds


def _end_of_unit(totals: Sequence[Decimal], at: int) -> int | None:
    parts: list[Decimal] = []
    best = None
    for end in range(at + 1, len(totals)):
        parts.append(totals[end])
        if sum(parts) == totals[at]:
            return end + 1
        if best is None and _agrees(totals[at], parts):
            best = end + 1
    return best

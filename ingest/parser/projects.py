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
    parts = [row for row in rows if not _is_total(row)]
    has_units = any(row.values.get("unit") and row.values.get("name") for row in parts)
    kinds = iter(_kinds_beside_units(parts) if has_units else _kinds([_decimal(row) for row in parts]))
    unit = department
    result = []
    for row in rows:
        name, printed_unit = row.values.get("name"), row.values.get("unit")
        if _is_total(row):
            values = {"kind": "department", "unit": department, "name": name or printed_unit}
        else:
            kind = next(kinds)
            unit = name if kind != "project" and not has_units else unit
            values = {"kind": kind, "unit": printed_unit or unit, "name": name}
        rest = {key: value for key, value in row.values.items() if key not in values}
        result.append(replace(row, values=values | rest))
    return tuple(result)


def _kinds_beside_units(rows: Sequence[Row]) -> Kinds:
    """Where each project names its unit, a row without one sums those below: a unit's, or one project's by subject."""
    following = [*(row.values.get("name") for row in rows[1:]), None]
    is_sum = [
        not row.values.get("name") or (not row.values.get("unit") and row.values.get("name") == below)
        for row, below in zip(rows, following, strict=True)
    ]
    return ["unit" if summed else "project" for summed in is_sum]


def _is_total(row: Row) -> bool:
    """The 合计, which may stand in the column of the names or of the units."""
    return folded(row.values.get("name") or row.values.get("unit")) in formats.TOTALS


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

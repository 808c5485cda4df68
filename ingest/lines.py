"""From a parsed table to its stored rows: keys to columns, amounts to yuan, levels and totals marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from budgets.models import Line, ReportTable
from budgets.vocabulary import MEASURES
from ingest.amounts import number, yuan
from ingest.parser.report import Row, Table

ONLY_PRINTED = "只保留了原文。"
MOST_PERCENT = Decimal(10) ** 10  # ten digits and four decimals are stored
TOTAL = re.compile(r"^(.*总计|.*合计|小计)$")
CODE_LEVELS = {3: 1, 5: 2, 7: 3}
ROW_KIND_LEVELS = {"department": 1, "unit": 2, "project": 3}
SUB_ITEM = re.compile(r"^([①-⑳]|[（(]\d+[）)]|\d+[.．、]|其中)")
TEXTS = (
    "side",
    "code",
    "unit",
    "unit_code",
    "department_economic",
    "department_economic_code",
    "government_economic",
    "government_economic_code",
)
LONGEST = {key: Line._meta.get_field(key).max_length for key in (*TEXTS, "name")}  # characters


def lines_of(table: Table, stored: ReportTable, doubts: list[str]) -> Iterator[Line]:
    """The table's rows as unsaved lines, in printed order. What can't be held in yuan is told in `doubts`."""
    for position, row in enumerate(table.rows, start=1):
        yield line_of(table, row, stored, position, doubts)


def line_of(table: Table, row: Row, stored: ReportTable, position: int, doubts: list[str]) -> Line:
    values = row.values
    texts = {key: text(values.get(key), key, table, position, doubts) for key in TEXTS}
    name = text(name_of(values), "name", table, position, doubts)
    return Line(
        table=stored,
        position=position,
        page=row.page,
        box=[round(edge, 1) for edge in row.box] if row.box else None,
        name=name,
        level=level_of(table.id, values, name),
        is_total=is_total(values, name),
        row_kind=values.get("kind"),
        change_percent=percent(values.get("change_percent")),
        printed=dict(values),
        extra=dict(row.extra),
        confidence={key: sure for key, sure in row.confidence.items() if sure < 1},
        **texts,
        **{key: amount(values.get(key), table, position, doubts) for key in MEASURES},
    )


def text(printed: str | None, column: str, table: Table, position: int, doubts: list[str]) -> str | None:
    """None for what is longer than any name or code is."""
    if printed is None or len(printed) <= LONGEST[column]:
        return printed
    doubts.append(f"{table.title}第 {position} 行印的“{printed[:20]}…”太长，存不下，{ONLY_PRINTED}")
    return None


def amount(text: str | None, table: Table, position: int, doubts: list[str]) -> Decimal | None:
    if text is None:
        return None
    try:
        return yuan(text, table.unit)
    except ValueError:
        printed = f"{table.title}第 {position} 行印的“{text}{table.unit}”"
        doubts.append(f"{printed}细于一分或大得存不下，没有换算，{ONLY_PRINTED}")
        return None


def percent(text: str | None) -> Decimal | None:
    """None, too, for one that can't be stored."""
    value = number((text or "").rstrip("%％"))
    return value if value is not None and abs(value) < MOST_PERCENT else None


def name_of(values: Mapping[str, str | None]) -> str | None:
    return next((text for key in ("name", "item", "department_economic", "unit") if (text := values.get(key))), None)


def is_total(values: Mapping[str, str | None], name: str | None) -> bool:
    """Does the row hold a total of others, so that adding it to them would count twice?"""
    kind = values.get("kind")
    if kind:
        return kind != "project"
    return not values.get("code") and bool(TOTAL.match(name or ""))


def level_of(table_id: str, values: Mapping[str, str | None], name: str | None) -> int | None:
    """0 total, 1 类, 2 款, 3 项; the department, unit and project rows of a project table are 1, 2, 3."""
    get = values.get
    if get("kind"):
        return ROW_KIND_LEVELS.get(get("kind"))
    if is_total(values, name):
        return 0
    code = get("code") or (get("department_economic_code") if table_id == "basic_by_economic" else None)
    if code:
        return CODE_LEVELS.get(len(code))
    if table_id == "basic_by_economic":
        return 2 if get("government_economic") else 1
    return 2 if SUB_ITEM.match(name or "") else 1

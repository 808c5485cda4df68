"""可更正的行 (sheets): every part of a report that people correct, as rows of cells under an address of its own. Pure.

A table has its slug. `statements` are the figures of the narrative one by one, `narrative` its key figures;
`target-2` is the second target form, a field a row, and `indicators-2` its indicators.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from budgets.other_tables import columns, name_of
from budgets.vocabulary import MEASURES, TABLE_KIND
from ingest.checks.book import Sheet
from ingest.parser.report import Indicator, ParsedReport, Row, Statement, Table, Target
from ingest.sheet_fields import NARRATIVE, TARGET, Field, put_all

STATEMENTS, KEY_FIGURES = "statements", "narrative"
OF_TARGET = re.compile(r"(target|indicators)-([1-9]\d{0,3})")
STATEMENT = ("topic", "quote", "amount", "count", "share", "unit", "table", "row", "column")
INDICATOR = ("scope", "level1", "level2", "level3", "value")
ITEM, VALUE = "item", "value"
EXTRA = "extra:"


class NoSuchPlace(LookupError):  # noqa: N818  -- an answer
    """The report has no such table, row or column."""


def slugs(tables: tuple[Table, ...]) -> list[str]:
    """Each table's address in the report: its kind, kind-2 for a second of it, other-1 … without one."""
    seen: Counter[str] = Counter()
    found = []
    for table in tables:
        seen[table.id] += 1
        n = seen[table.id]
        found.append(f"other-{n}" if table.id == "other" else table.id if n == 1 else f"{table.id}-{n}")
    return found


def index_of(report: ParsedReport, slug: str | None) -> int:
    try:
        return slugs(report.tables).index(slug or "")
    except ValueError as missing:
        raise NoSuchPlace(slug) from missing


def form_of(report: ParsedReport, slug: str | None) -> tuple[str, int] | None:
    """`target` or `indicators` and the form's index; None for another address. Raises NoSuchPlace."""
    if not (found := OF_TARGET.fullmatch(slug or "")):
        return None
    if int(found[2]) > len(report.targets):
        raise NoSuchPlace(slug)
    return found[1], int(found[2]) - 1


def rows_of(report: ParsedReport, slug: str | None) -> tuple[Row, ...]:
    """Raises NoSuchPlace."""
    if slug == STATEMENTS:
        return tuple(row_of_statement(statement) for statement in report.statements)
    if slug == KEY_FIGURES:
        return field_rows(NARRATIVE, report.narrative, None)
    if form := form_of(report, slug):
        target = report.targets[form[1]]
        page = next(iter(target.pages), None)
        if form[0] == "target":
            return field_rows(TARGET, parts_of(target), page)
        return tuple(Row({key: getattr(i, key) for key in INDICATOR}, page=page) for i in target.indicators)
    return rows_of_table(report.tables[index_of(report, slug)])


def pages_of(report: ParsedReport, slug: str | None) -> tuple[int, ...]:
    """Where that part is printed, as far as it is known. Raises NoSuchPlace."""
    if slug in (STATEMENTS, KEY_FIGURES):
        return ()
    form = form_of(report, slug)
    return report.targets[form[1]].pages if form else report.tables[index_of(report, slug)].pages


def with_rows(report: ParsedReport, slug: str | None, rows: tuple[Row, ...]) -> ParsedReport:
    """The report with these rows there. Raises NoSuchPlace."""
    if slug == STATEMENTS:
        return replace(report, statements=tuple(statement_of(row) for row in rows))
    if slug == KEY_FIGURES:
        return replace(report, narrative=put_all(report.narrative, NARRATIVE, (row.values[VALUE] for row in rows)))
    if form := form_of(report, slug):
        part, at = form
        target = report.targets[at]
        if part == "target":
            parts = put_all(parts_of(target), TARGET, (row.values[VALUE] for row in rows))
            target = replace(target, **parts)
        else:
            target = replace(target, indicators=tuple(indicator_of(row) for row in rows))
        return replace(report, targets=(*report.targets[:at], target, *report.targets[at + 1 :]))
    at = index_of(report, slug)
    table = table_with(report.tables[at], rows)
    return replace(report, tables=(*report.tables[:at], table, *report.tables[at + 1 :]))


def rows_of_table(table: Table) -> tuple[Row, ...]:
    """The rows of one without a kind hold its cells as columns without a key."""
    if table.id != "other":
        return table.rows
    names = columns(table.headings, table.cells)
    page = next(iter(table.pages), None)
    return tuple(Row({}, dict(zip_longest(names, row)), page) for row in table.cells)


def table_with(table: Table, rows: tuple[Row, ...]) -> Table:
    if table.id != "other":
        return replace(table, rows=rows)
    names = columns(table.headings, table.cells)
    return replace(table, cells=tuple(tuple(row.extra.get(name) for name in names) for row in rows))


def field_rows(fields: tuple[Field, ...], held: Mapping[str, Any], page: int | None) -> tuple[Row, ...]:
    return tuple(Row({ITEM: field.heading, VALUE: field.read(held)}, page=page) for field in fields)


def parts_of(target: Target) -> dict[str, Any]:
    """What TARGET's fields lead into."""
    return {field.path[0]: getattr(target, field.path[0]) for field in TARGET}


def row_of_statement(statement: Statement) -> Row:
    values = {key: getattr(statement, key) for key in STATEMENT}
    count = values["count"]
    return Row({**values, "count": None if count is None else str(count)}, page=statement.page)


def statement_of(row: Row) -> Statement:
    """One that people added says nothing of its topic."""
    held = {**dict.fromkeys(STATEMENT), **row.values}
    count = held["count"]
    told = {**held, "topic": held["topic"] or "other", "count": None if count is None else int(count)}
    return Statement(**told, page=row.page)  # type: ignore[arg-type]


def indicator_of(row: Row) -> Indicator:
    scope = "implementation" if row.values["scope"] == "implementation" else "annual"
    return Indicator(scope, *(row.values[key] for key in INDICATOR[1:]))


def label_of(report: ParsedReport, slug: str | None, row: Row) -> str:
    """The row's own words, by which it is found again; those by which checks speak of a table's row."""
    if slug == STATEMENTS:
        return row.values["quote"] or ""
    if slug == KEY_FIGURES:
        return row.values[ITEM] or ""
    if form := form_of(report, slug):
        words = (row.values[ITEM],) if form[0] == "target" else (row.values["level3"], row.values["value"])
        return " ".join(part for part in (report.targets[form[1]].project, *words) if part)
    return label_in(report.tables[index_of(report, slug)], row)


def label_in(table: Table, row: Row) -> str:
    return name_of(list(row.extra.values())) if table.id == "other" else Sheet(table).label(row)


def keys_of(report: ParsedReport, slug: str | None) -> tuple[str, ...]:
    """What can be corrected in each row, beside what the row has."""
    if slug in (STATEMENTS, KEY_FIGURES):
        return STATEMENT[1:6] if slug == STATEMENTS else (VALUE,)
    if form := form_of(report, slug):
        return (VALUE,) if form[0] == "target" else INDICATOR
    return keys_in(report.tables[index_of(report, slug)])


def keys_in(table: Table) -> tuple[str, ...]:
    if table.id == "other":
        return tuple(f"{EXTRA}{name}" for name in columns(table.headings, table.cells))
    kind = TABLE_KIND[table.id]
    return (*kind.keys, *kind.measures)


def holds(slug: str | None, position: int, key: str) -> str:
    """What may stand in a cell: `amount` | `count` | `direction` | `text`."""
    if slug == STATEMENTS:
        return {"amount": "amount", "share": "amount", "count": "count"}.get(key, "text")
    fields = NARRATIVE if slug == KEY_FIGURES else TARGET if (slug or "").startswith("target-") else ()
    if fields:
        return fields[position - 1].holds if position <= len(fields) else "text"
    return "amount" if key in MEASURES and not (slug or "").startswith("indicators-") else "text"


def is_table(address: str) -> bool:
    return address not in (STATEMENTS, KEY_FIGURES) and not OF_TARGET.fullmatch(address)


def has_open_rows(slug: str | None) -> bool:
    """Whether rows may be split, joined, added and deleted: not where each row is one fixed field."""
    return slug != KEY_FIGURES and not (slug or "").startswith("target-")

"""更正 (corrections) on a parsed report: one cell, rows, a table's kind or unit, or whose report it is. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from budgets.vocabulary import HEADINGS, TABLE_KIND
from ingest.parser.columns import read_columns
from ingest.parser.printed import PrintedRow, PrintedTable
from ingest.parser.report import ParsedReport, Row, Table
from ingest.parser.rows import read_rows
from ingest.scan_repairs import with_sum_doubts
from ingest.sheets import EXTRA, NoSuchPlace, index_of, keys_of, label_of, rows_of, slugs, with_rows

OF_REPORT = ("department", "year", "scope")
OF_TABLE = ("kind", "unit")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was read: `field` alone for the report, with `table` (its address), with `position` for a row."""

    field: str
    table: str | None = None
    position: int | None = None


def row_at(report: ParsedReport, place: Place) -> Row:
    rows = rows_of(report, place.table)
    if place.position is None or not 1 <= place.position <= len(rows):
        raise NoSuchPlace(place)
    return rows[place.position - 1]


def label_at(report: ParsedReport, place: Place) -> str:
    """The row's own words. Raises NoSuchPlace."""
    return label_of(report, place.table, row_at(report, place))


def value_at(report: ParsedReport, place: Place) -> str | None:
    """What stands there now. Raises NoSuchPlace."""
    if place.table is None:
        if place.field not in OF_REPORT:
            raise NoSuchPlace(place)
        value = getattr(report, place.field)
        return None if value is None else str(value)
    if place.position is None:
        table = report.tables[index_of(report, place.table)]
        if place.field not in OF_TABLE:
            raise NoSuchPlace(place)
        return table.id if place.field == "kind" else table.unit
    row = row_at(report, place)
    cells, key = cells_of(row, place.field)
    if place.field not in columns_of(report, place.table, row):
        raise NoSuchPlace(place)
    return cells.get(key)


def columns_of(report: ParsedReport, address: str | None, row: Row) -> set[str]:
    """What can be corrected in the row: its kind's columns, and in a table whatever else it prints."""
    known = set(keys_of(report, address))
    if address in slugs(report.tables):
        known |= {*row.values, *(f"{EXTRA}{heading}" for heading in row.extra)}
    return known


def cells_of(row: Row, field: str) -> tuple[Mapping[str, str | None], str]:
    if field.startswith(EXTRA):
        return row.extra, field.removeprefix(EXTRA)
    return row.values, field


def corrected(report: ParsedReport, place: Place, value: str | None) -> ParsedReport:
    """The report with another value there, and with the doubts that its sums leave then. Raises NoSuchPlace."""
    changed = with_value(report, place, value)
    return with_sum_doubts(changed) if changed.is_ocr else changed


def with_value(report: ParsedReport, place: Place, value: str | None) -> ParsedReport:
    value_at(report, place)
    if place.table is None:
        return replace(report, **{place.field: int(value) if value and place.field == "year" else value})
    if place.position is not None:
        rows = with_cell(rows_of(report, place.table), place, value)
        return with_rows(report, place.table, rows)
    at = index_of(report, place.table)
    table = report.tables[at]
    changed = of_kind(table, value or "other") if place.field == "kind" else replace(table, unit=value)
    return replace(report, tables=(*report.tables[:at], changed, *report.tables[at + 1 :]))


def with_cell(rows: tuple[Row, ...], place: Place, value: str | None) -> tuple[Row, ...]:
    at = (place.position or 0) - 1
    row = without_confidence(rows[at], place)
    if place.field.startswith(EXTRA):
        row = replace(row, extra={**row.extra, place.field.removeprefix(EXTRA): value})
    else:
        row = replace(row, values={**row.values, place.field: value})
    return (*rows[:at], row, *rows[at + 1 :])


def without_confidence(row: Row, place: Place) -> Row:
    """A cell that somebody looked at is no longer as sure as its recognition."""
    key = place.field.removeprefix(EXTRA)
    return replace(row, confidence={other: sure for other, sure in row.confidence.items() if other != key})


def of_kind(table: Table, kind: str) -> Table:
    """The table as one of another kind. One kept as it stands is told apart into columns by its printed headings."""
    number = TABLE_KIND[kind].number if kind in TABLE_KIND and table.number else None
    if kind == table.id:
        return table
    if kind == "other":
        keys = list(dict.fromkeys(key for row in table.rows for key in (*row.values, *row.extra)))
        cells = tuple(tuple({**row.values, **row.extra}.get(key) for key in keys) for row in table.rows)
        headings = (tuple(HEADINGS.get(key, key) for key in keys),)
        return replace(table, id=kind, number=None, rows=(), headings=headings, cells=cells)
    if table.id == "other":
        return replace(table, id=kind, number=number, rows=rows_from_cells(table, kind), headings=(), cells=())
    return replace(table, id=kind, number=number)


def rows_from_cells(table: Table, kind: str) -> tuple[Row, ...]:
    """Raises NoSuchPlace where its headings are none of that kind's."""
    page = next(iter(table.pages), None)
    printed = PrintedTable(
        title=table.title,
        captions=[],
        headings=[[cell or "" for cell in row] for row in table.headings],
        rows=[PrintedRow([cell or "" for cell in row], page) for row in table.cells],
    )
    columns = read_columns(kind, printed.paths(), printed.held())
    if not any(column.role in TABLE_KIND[kind].measures for column in columns):
        raise NoSuchPlace(kind)
    return read_rows(kind, columns, printed.rows)

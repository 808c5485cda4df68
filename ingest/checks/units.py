"""金额单位 (units): amounts that must be alike don't differ by just a unit (元 printed as 万元, ten thousand times)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from budgets.vocabulary import UNITS
from ingest.checks.balances import grand_total
from ingest.checks.book import Book, Sheet
from ingest.checks.comparing import Cell, compare, one, skip
from ingest.checks.finding import Finding
from ingest.checks.projects import whole_of
from ingest.checks.statements import rows_named, speaks_of_its_cell, stated_cell
from ingest.checks.targets import amount_cell, folded
from ingest.parser.report import Row

RULE = "unit-plausible"
# pairs of cells that should hold one amount: (table, column of its total row) twice
SAME = (
    (("balance", ""), ("revenue", "total")),
    (("balance", ""), ("expenditure", "total")),
    (("balance", ""), ("appropriation", "")),
    (("appropriation", "general_public_budget"), ("general_expenditure", "total")),
    (("general_expenditure", "basic"), ("basic_by_economic", "total")),
    (("general_expenditure", "project"), ("projects", "total")),
    (("basic_by_economic", "public"), ("operating", "total")),
)


def check_units(book: Book) -> Iterator[Finding | None]:
    for sheet in (sheet for sheets in book.sheets.values() for sheet in sheets):
        if sheet.rows and sheet.table.unit not in UNITS:
            printed = f"“{sheet.table.unit}”不认识" if sheet.table.unit else "没有印出"
            yield skip(RULE, f"{sheet.name}的金额单位{printed}", sheet.id)
    for left, right in SAME:
        cells = [_cell(book, *place) for place in (left, right)]
        if cells[0] and cells[1]:
            yield _differ(cells[1], cells[0])
    yield from _stated(book)
    yield from _forms(book)


def _cell(book: Book, kind: str, column: str) -> Cell | None:
    sheet = book.sheet(kind)
    if sheet is None or not sheet.rows:
        return None
    if kind == "projects":
        cells = whole_of(sheet, column).cells
        return cells[0] if len(cells) == 1 else None
    row = _total(sheet)
    return sheet.cell(row, column or "total") if row is not None else None


def _total(sheet: Sheet) -> Row | None:
    return grand_total(sheet, "expenditure") if sheet.id in ("balance", "appropriation") else sheet.total()


def _stated(book: Book) -> Iterator[Finding | None]:
    """Each table against the first amount of the narrative that names one of its cells."""
    seen: set[str] = set()
    for statement in book.report.statements:
        sheet = book.sheet(statement.table) if statement.table else None
        if sheet is None or sheet.id in seen or not statement.amount or not speaks_of_its_cell(statement):
            continue
        rows = rows_named(sheet, statement.row)
        cell = sheet.cell(rows[0], statement.column or "") if rows else None
        if cell and cell.text and (finding := _differ(cell, stated_cell(statement))):
            seen.add(sheet.id)
            yield finding


def _forms(book: Book) -> Iterator[Finding | None]:
    sheet = book.sheet("projects")
    if sheet is None:
        return
    rows = {folded(row.values.get("name")): row for row in sheet.rows if row.values.get("kind") == "project"}
    for target in book.report.targets:
        row = rows.get(folded(target.project))
        if row is not None:
            yield _differ(amount_cell(book, target, "annual", "total"), sheet.cell(row, "total"))


def _differ(cell: Cell, other: Cell) -> Finding | None:
    """Passed unless the two agree, digit for digit, as soon as one is read in another unit."""
    plain = compare(RULE, one(cell), one(other))
    if plain is None or plain.outcome == "passed" or plain.gap is None:
        return plain
    if cell.unit not in UNITS or other.unit not in UNITS or not _has_amount(plain):
        return None
    for unit, _ in sorted(_other_units(cell), key=lambda pair: pair[1]):
        again = compare(RULE, one(replace(cell, unit=unit)), one(other))
        if again and again.outcome == "passed":
            return plain
    return replace(plain, outcome="passed", reason=None)


def _has_amount(finding: Finding) -> bool:
    sides = (finding.left, finding.right)
    return all(side is not None and side.amount and side.amount.strip("0.,") for side in sides)


def _other_units(cell: Cell) -> list[tuple[str, int]]:
    return [(unit, size) for (unit, size), (own, _) in _pairs() if own == cell.unit]


def _pairs() -> Iterator[tuple[tuple[str, int], tuple[str, int]]]:
    for first, second in combinations(UNITS.items(), 2):
        yield first, second
        yield second, first

"""文字与表 (statements): what the narrative states, held against the tables and against itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from budgets.vocabulary import MEASURES, TABLE_KIND
from ingest.checks.agreements import is_zero
from ingest.checks.balances import grand_total
from ingest.checks.book import Book, Sheet, bare, is_total
from ingest.checks.comparing import Cell, Sum, closest, compare, doubted, first_that_holds, judge, one, skip, total_of
from ingest.checks.finding import Finding, Side
from ingest.checks.percent import compute
from ingest.checks.printed import Amount, UnreadableError, is_known_unit, read_amount, read_number
from ingest.checks.three_public import totals_of_three
from ingest.parser.report import Row, Statement

OF_ANOTHER = re.compile(r"中小|小型|小微|预留")  # a share of procurement kept for small firms is not its total
CLAUSE = re.compile(r"[，,。；;：:、]")
SAID = "说明："  # before what the narrative states
QUOTED = 60  # of a quote's last signs


def quoted(quote: str) -> str:
    """How checks name a figure of the text."""
    return f"{SAID}{quote[-QUOTED:]}"


def stated_cell(statement: Statement) -> Cell:
    """The amount in the text as a cell that stands where the table's cell does, on the page of the text."""
    return Cell(
        quoted(statement.quote),
        statement.amount,
        statement.unit,
        statement.table,
        statement.row,
        statement.column,
        statement.page,
    )


def rows_named(sheet: Sheet, name: str | None) -> list[Row]:
    """The rows that print the name; for a total, the table's total row first."""
    wanted = bare(name)
    found = sheet.named.get(wanted, [])
    if wanted in ("合计", "部门合计", "总计") and (total := sheet.total()) is not None:
        return [total]
    if not found and wanted in ("收入总计", "支出总计"):
        grand = grand_total(sheet, "revenue" if wanted == "收入总计" else "expenditure")
        return [grand] if grand is not None else []
    return found


def speaks_of_its_cell(statement: Statement) -> bool:
    """Whether the words beside the figure fit the cell it was given; else nothing is held against it."""
    clauses = CLAUSE.split(statement.quote.rstrip("，,。；;：:、"))
    label = "".join(clauses[-2:] if statement.share else clauses[-1:])
    is_carryover = statement.column == "carryover" or "结转" in (statement.row or "") or "carryover" in statement.topic
    if re.search(r"结转|结余", label) and not is_carryover:
        return False
    if statement.topic.startswith("three_public") and "机关运行经费" in statement.quote:
        return False
    return not OF_ANOTHER.search(statement.quote)


def check_amounts(book: Book) -> Iterator[Finding | None]:
    """Each amount that names a cell = that cell; each share = its part of the whole."""
    rule = "narrative-matches-table"
    lost: Counter[tuple[str, str]] = Counter()
    for statement in book.report.statements:
        if statement.table is None or (statement.amount is None and statement.share is None):
            continue
        if not speaks_of_its_cell(statement):
            continue
        sheet = book.sheet(statement.table)
        column = statement.column or ""
        if sheet is None or not sheet.rows:
            lost[statement.table, book.missing(statement.table) or "没有读到这张表"] += 1
        elif not (rows := rows_named(sheet, statement.row)):
            lost[statement.table, f"{sheet.name}没有读到“{bare(statement.row)}”一行"] += 1
        elif not sheet.has(column) and not is_zero(statement.amount or statement.share):
            lost[statement.table, f"{sheet.name}没有“{MEASURES.get(column, column)}”一栏"] += 1
        elif statement.amount is None:
            yield _share(rule, statement, sheet, rows[0])
        elif all(row.values.get(column) is None and any(row.extra.values()) for row in rows):
            lost[statement.table, f"{sheet.name}“{bare(statement.row)}”一行的数在没有认出的栏里"] += 1
        else:
            stated = one(stated_cell(statement))
            yield closest(compare(rule, stated, side, is_blank_zero=True) for side in _sides(sheet, rows, column))
    for (table, reason), count in lost.items():
        yield skip(rule, f"{reason}，说明中有 {count} 个数没有核对", table if table in TABLE_KIND else None)


def _sides(sheet: Sheet, rows: Sequence[Row], column: str) -> Iterator[Sum]:
    """What the statement may speak of: any row of that name; for 三公经费 the three items where 合计 holds more."""
    yield from (one(sheet.cell(row, column)) for row in rows)
    if sheet.id == "three_public" and is_total(rows[0]):
        yield from totals_of_three(sheet, column)


def _share(rule: str, statement: Statement, sheet: Sheet, row: Row) -> Finding | None:
    """占比: the cell ÷ the total of its column, or ÷ the row's 合计 where the row is the total."""
    column = statement.column or ""
    side = "revenue" if row.values.get("side") == "revenue" else "expenditure"
    whole = grand_total(sheet, side) if sheet.id in ("balance", "appropriation") else sheet.total()
    if whole is None:
        return None
    part, left = sheet.cell(row, column), stated_cell(statement)
    over = sheet.cell(whole, "total" if row is whole else column)
    wholes = [one(over)]
    if row is whole and sheet.has("carryover"):
        wholes.append(total_of("合计与上年结转之和", [over, sheet.cell(row, "carryover")]))
    if sheet.id == "three_public":
        wholes += list(totals_of_three(sheet, column))
    return first_that_holds(ratio(rule, statement, left, part, base) for base in wholes)


def ratio(rule: str, statement: Statement, left: Cell, part: Cell, over: Sum) -> Finding | None:
    """The stated share against part ÷ over, as far as the printed figures tell."""
    try:
        share, amount = read_number(statement.share), _read(part)
        bases = [found for cell in over.cells if (found := _read(cell))]
    except UnreadableError:
        return None
    if share is None or amount is None or not bases:
        return None
    base = Amount(sum((b.value for b in bases), Decimal(0)), sum((b.step for b in bases), Decimal(0)))
    computed = compute(share, amount, base)
    if computed is None:
        return None
    parts = (part.as_side(), *(cell.as_side() for cell in over.cells))
    right = Side(f"{part.label} ÷ {over.label}", computed.value, "%", parts=parts)
    said = replace(left.as_side(), amount=statement.share, unit="%", column=f"{statement.column or ''}占比")
    finding = replace(judge(rule, computed.holds, said, right, gap=computed.gap), tolerance=computed.tolerance)
    return finding if computed.holds else doubted(finding, [left, part, *over.cells])


def _read(cell: Cell) -> Amount | None:
    return read_amount(cell.text, cell.unit) if cell.unit and is_known_unit(cell.unit) else None

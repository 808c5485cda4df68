"""各类支出 (by class): the classes of tables 1 and 4 agree with the tables that give them by code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.checks.agreements import is_zero
from ingest.checks.balances import FROM_LAST_YEAR, current_total, grand_total
from ingest.checks.book import Book, Sheet, bare, name_of
from ingest.checks.classes import CLASSES, class_code
from ingest.checks.comparing import Cell, Sum, closest, compare, one, skip, total_of
from ingest.checks.finding import Finding
from ingest.checks.hierarchy import code_of
from ingest.parser.report import Row

FUNDS: Mapping[str, re.Pattern[str]] = {
    "general_public_budget": re.compile(r"一般公共预算"),
    "government_fund": re.compile(r"政府性基金"),
    "state_capital": re.compile(r"国有资本经营"),
}
BY_CODE = ("general_expenditure", "fund_expenditure", "state_capital")


def check_classes(book: Book) -> Iterator[Finding | None]:
    """表1 by class = 表3 by class; 表2 by code, with what was carried over, = 表3 by code."""
    rule = "class-matches-balance"
    balance, revenue, spent = (book.sheet(kind) for kind in ("balance", "revenue", "expenditure"))
    if spent is None or not spent.rows:
        return
    rows = by_code(spent.rows)
    if balance and balance.rows:
        yield from _classes(rule, balance, {code: _cells(spent, found, "total") for code, found in rows.items()}, "表3")
    if revenue and (sources := by_code(revenue.rows)) and rows:
        yield from _codes(rule, revenue, sources, spent, rows)


def by_code(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """The rows of each functional code; a class that is printed only by its parts isn't in it."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        if (code := code_of(row)) and row.values.get("code"):
            found.setdefault(code, []).append(row)
    return found


def _cells(sheet: Sheet, rows: Sequence[Row], column: str) -> list[Cell]:
    return [sheet.cell(row, column) for row in rows]


def _classes(rule: str, sheet: Sheet, other: Mapping[str, Sequence[Cell]], name: str) -> Iterator[Finding | None]:
    printed = {code: row for row in sheet.side("expenditure") if (code := class_code(name_of(row)))}
    codes = {code for code in other if len(code) == 3}
    if not printed or not codes:
        yield skip(rule, f"{sheet.name if not printed else name}不按功能分类的类列支出", sheet.id)
        return
    for code, row in printed.items():
        cell = sheet.cell(row, "total")
        right = total_of(f"{name} {code}", other[code]) if code in other else one(_nothing(cell, name, code))
        yield compare(rule, one(cell), right, is_blank_zero=True)
    for code in sorted(codes - printed.keys()):
        lacking = _nothing(other[code][0], sheet.name, code)
        yield compare(rule, total_of(f"{name} {code}", other[code]), one(lacking), is_blank_zero=True)


def _nothing(like: Cell, table: str, code: str) -> Cell:
    name = CLASSES.get(code, (code,))[0]
    return Cell(f"{table}没有{name}支出（{code}）的数", None, like.unit, doubt=like.doubt)


def _codes(
    rule: str, revenue: Sheet, sources: Mapping[str, list[Row]], spent: Sheet, rows: Mapping[str, list[Row]]
) -> Iterator[Finding | None]:
    adds = _adds_carryover(revenue, spent)
    for code, found in sources.items():
        if code not in rows:
            lacking = _nothing(revenue.cell(found[0], "total"), spent.name, code)
            yield compare(rule, _income(revenue, code, found, adds), one(lacking), is_blank_zero=True)
            continue
        right = total_of(f"{spent.name} {code}", _cells(spent, rows[code], "total"))
        yield compare(rule, _income(revenue, code, found, adds), right)
    if _are_alike(revenue, spent):
        for code in (code for code in rows if code not in sources):
            lacking = _nothing(spent.cell(rows[code][0], "total"), revenue.name, code)
            spending = total_of(f"{spent.name} {code}", _cells(spent, rows[code], "total"))
            yield compare(rule, spending, one(lacking), is_blank_zero=True)


def _adds_carryover(revenue: Sheet, spent: Sheet) -> bool:
    """Whether 上年结转 stands beside 合计 and not in it: then only both together are what is spent."""
    income = revenue.total()
    return income is not None and not is_zero(income.values.get("carryover")) and not _are_alike(revenue, spent)


def _are_alike(revenue: Sheet, spent: Sheet) -> bool:
    """Whether 合计 of tables 2 and 3 is one amount: then both hold the same codes."""
    income, outgo = revenue.total(), spent.total()
    if income is None or outgo is None:
        return False
    return _passes(
        compare("class-matches-balance", one(revenue.cell(income, "total")), one(spent.cell(outgo, "total")))
    )


def _income(sheet: Sheet, code: str, rows: Sequence[Row], adds_carryover: bool) -> Sum:
    cells = _cells(sheet, rows, "total")
    if adds_carryover:
        cells += [cell for cell in _cells(sheet, rows, "carryover") if cell.text is not None]
    return Sum(f"{sheet.name} {code} {'合计与上年结转' if adds_carryover else '合计'}", tuple(cells))


def check_appropriation(book: Book) -> Iterator[Finding | None]:
    rule = "appropriation-matches-tables"
    given = book.sheet("appropriation")
    if given is None or not given.rows:
        return
    yield from _by_class(rule, book, given)
    yield from _funds(rule, book, given)
    yield from _income_alike(rule, book, given)


def _by_class(rule: str, book: Book, given: Sheet) -> Iterator[Finding | None]:
    """表4 by class = 表5 + 表8 + 表9, where their totals agree: else they stand on different bases."""
    parts = [part for part in (_spending(sheet) for sheet in book.of(*BY_CODE)) if part]
    whole = grand_total(given, "expenditure")
    if not parts or whole is None:
        yield skip(rule, "表5、表8、表9没有可与表4比的数", given.id)
        return
    total = current_total(given, "expenditure") or whole
    names = "、".join(part.sheet.name for part in parts)
    both = total_of(f"{names}合计之和", [part.total for part in parts if part.total])
    if uncoded := next(
        (part for part in parts if part.total and not is_zero(part.total.text) and not part.cells), None
    ):
        yield skip(rule, f"{uncoded.sheet.name}没有科目编码，不逐类比", given.id)
        return
    agree = [row for row in (total, whole) if _passes(compare(rule, one(given.cell(row, "total")), both))]
    if not agree:
        yield skip(rule, f"表4 支出合计与{names}合计之和口径不同（结转、其他资金），不逐类比", given.id)
        return
    codes: dict[str, list[Cell]] = {}
    for part in parts:
        for code, cells in part.cells.items():
            codes.setdefault(code, []).extend(cells)
    yield from _classes(rule, given, codes, names)


@dataclass(frozen=True)
class Spending:
    """What one of tables 5, 8 and 9 spends, by code."""

    sheet: Sheet
    total: Cell | None
    cells: dict[str, list[Cell]]


def _spending(sheet: Sheet) -> Spending | None:
    rows = [row for row in sheet.rows if row.values.get("side") != "revenue"]
    total = sheet.total(rows)
    if total is None:
        return None
    cells = {code: _cells(sheet, found, "total") for code, found in by_code(rows).items()}
    return Spending(sheet, sheet.cell(total, "total"), cells)


def _passes(finding: Finding | None) -> bool:
    return finding is not None and finding.outcome == "passed"


def _funds(rule: str, book: Book, given: Sheet) -> Iterator[Finding | None]:
    """表8 and 表9 totals = 表4's columns of those funds, with or without what was carried over; 表7 = its income."""
    grand = grand_total(given, "expenditure")
    for kind, column in (("fund_expenditure", "government_fund"), ("state_capital", "state_capital")):
        for part in (_spending(sheet) for sheet in book.of(kind)):
            if part and part.total and grand is not None and given.has(column):
                whole, brought = given.cell(grand, column), _brought(given, column)
                bases = [one(whole)] + ([total_of("表4 减上年结转", [whole, brought.negative()])] if brought else [])
                yield closest(compare(rule, one(part.total), base) for base in bases)
    for sheet in book.of("fund_revenue"):
        total, income = sheet.total(), _fund_row(given.side("revenue"), "government_fund")
        if total is not None and income is not None:
            yield compare(rule, one(sheet.cell(total, "amount")), one(given.cell(income, "amount")))


def _brought(given: Sheet, column: str) -> Cell | None:
    rows = given.side("revenue")
    head = next((at for at, row in enumerate(rows) if FROM_LAST_YEAR.match(bare(name_of(row)))), None)
    row = _fund_row(rows[head + 1 :], column) if head is not None else None
    return given.cell(row, "amount") if row is not None else None


def _fund_row(rows: Sequence[Row], fund: str) -> Row | None:
    return next((row for row in rows if FUNDS[fund].match(bare(name_of(row)))), None)


def _income_alike(rule: str, book: Book, given: Sheet) -> Iterator[Finding | None]:
    """The income of each of the three budgets is the same in tables 1, 2 and 4."""
    balance, revenue = book.sheet("balance"), book.sheet("revenue")
    total = revenue.total() if revenue else None
    for fund in FUNDS:
        row = _fund_row(given.side("revenue"), fund)
        if row is None:
            continue
        cell = one(given.cell(row, "amount"))
        if balance and (same := _fund_row(balance.side("revenue"), fund)) is not None:
            yield compare(rule, cell, one(balance.cell(same, "amount")))
        if revenue and total is not None and revenue.has(fund):
            yield compare(rule, cell, one(revenue.cell(total, fund)))

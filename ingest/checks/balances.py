"""收支总表 (balances): tables 1 and 4 close, and their revenue adds up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from ingest.checks.book import Book, Sheet, bare, found_once, name_of, squeezed
from ingest.checks.comparing import Sum, compare, one, skip, total_of
from ingest.checks.finding import Finding
from ingest.parser.report import Row

AMOUNT = {"revenue": "amount", "expenditure": "total"}
GRAND = re.compile(r"总计|总额")
CURRENT = re.compile(r"[本当]年(?:收入|支出)?(?:合计|小计|总计)?")
PLAIN_SUM = re.compile(r"(?:收入|支出)?合计")
NUMBERED = re.compile(r"^[一二三四五六七八九十]+、")
FROM_LAST_YEAR = re.compile(r"上年(?:财政拨款)?(?:结转|结余)")
BUDGET = re.compile(r"一般公共预算|政府性基金|国有资本经营")
SUB_ITEM = re.compile(r"^(?:其中|[（(]|[①-⑳]|\d+[.．、])")


@found_once
def grand_total(sheet: Sheet, side: str) -> Row | None:
    """The row 收入总计 or 支出总计; where none is printed so, the last plain 合计 that isn't this year's."""
    rows = sheet.side(side)
    named = [row for row in rows if GRAND.search(squeezed(name_of(row)))]
    plain = [row for row in rows if PLAIN_SUM.fullmatch(bare(name_of(row)))]
    found = named or plain
    return found[-1] if found else None


def current_total(sheet: Sheet, side: str) -> Row | None:
    """The row 本年收入合计 or 本年支出合计."""
    return next((row for row in sheet.side(side) if CURRENT.fullmatch(bare(name_of(row)))), None)


def top_level(rows: Sequence[Row]) -> list[Row]:
    """The rows that aren't part of another: the numbered ones (一、) where any is, else those without a sub-number."""
    if numbered := [row for row in rows if NUMBERED.match(squeezed(name_of(row)))]:
        return numbered
    return [row for row in rows if not SUB_ITEM.match(squeezed(name_of(row)))]


def check_balance(book: Book) -> Iterator[Finding | None]:
    yield from _closes(book, "balance-closes", "balance")


def check_appropriation(book: Book) -> Iterator[Finding | None]:
    yield from _closes(book, "appropriation-closes", "appropriation")


def _closes(book: Book, rule: str, kind: str) -> Iterator[Finding | None]:
    for sheet in book.of(kind):
        rows = {side: grand_total(sheet, side) for side in AMOUNT}
        revenue, expenditure = rows["revenue"], rows["expenditure"]
        if revenue is None or expenditure is None:
            yield skip(rule, f"{sheet.name}没有读到{'支出' if revenue else '收入'}总计", sheet.id)
            continue
        yield compare(rule, one(sheet.cell(revenue, "amount")), one(sheet.cell(expenditure, "total")))


def check_revenue(book: Book) -> Iterator[Finding | None]:
    rule = "balance-revenue-adds-up"
    for sheet in book.of("balance"):
        yield from _revenue(sheet, rule)
        yield from _by_year(sheet, rule)


def check_appropriation_revenue(book: Book) -> Iterator[Finding | None]:
    rule = "appropriation-revenue-adds-up"
    for sheet in book.of("appropriation"):
        yield from _revenue(sheet, rule)
        yield from _brought_forward(sheet, rule)


def _revenue(sheet: Sheet, rule: str) -> Iterator[Finding | None]:
    """本年收入合计 = its sources; 收入总计 = that and what is brought forward."""
    rows = sheet.side("revenue")
    current, grand = current_total(sheet, "revenue"), grand_total(sheet, "revenue")
    if current is None:
        yield skip(rule, f"{sheet.name}没有读到本年收入合计", sheet.id)
        return
    at = rows.index(current)
    if sources := _sources(sheet, rows[:at]):
        nothing = all(row.values.get("amount") is None for row in rows[:at])  # not even an item below is filled in
        yield compare(rule, one(sheet.cell(current, "amount")), sources, is_blank_zero=nothing)
    if grand is not None and rows.index(grand) > at:
        brought = top_level(rows[at + 1 : rows.index(grand)])
        parts = [sheet.cell(row, "amount") for row in (current, *brought)]
        yield compare(rule, one(sheet.cell(grand, "amount")), total_of("本年收入合计与其下各行之和", parts))


def _brought_forward(sheet: Sheet, rule: str) -> Iterator[Finding | None]:
    """上年财政拨款结转 = its lines by budget, where they follow it."""
    rows = sheet.side("revenue")
    at = next((n for n, row in enumerate(rows) if FROM_LAST_YEAR.match(bare(name_of(row)))), None)
    if at is None:
        return
    below = list(takewhile(lambda row: BUDGET.match(bare(name_of(row))), rows[at + 1 :]))
    if any(row.values.get("amount") is not None for row in below):
        parts = [sheet.cell(row, "amount") for row in below]
        yield compare(rule, one(sheet.cell(rows[at], "amount")), total_of("各预算上年结转之和", parts))


def _sources(sheet: Sheet, rows: Sequence[Row]) -> Sum | None:
    cells = [sheet.cell(row, "amount") for row in top_level(rows)]
    return total_of("各项收入之和", cells) if cells else None


def _by_year(sheet: Sheet, rule: str) -> Iterator[Finding | None]:
    if not sheet.has("current"):
        return
    for row in sheet.side("expenditure"):
        parts = [sheet.cell(row, column) for column in ("current", "carryover")]
        yield compare(rule, one(sheet.cell(row, "total")), total_of("当年预算安排与上年结转安排之和", parts))

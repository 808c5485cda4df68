"""三公经费 (three public expenses): 合计 = its three items; vehicles = purchase + running, in every column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise

from ingest.checks.book import Book, Sheet, bare, is_total, name_of
from ingest.checks.comparing import Sum, closest, compare, one, skip, total_of
from ingest.checks.finding import Finding
from ingest.parser.report import Row

RULE = "three-public-adds-up"
COLUMNS = ("total", "general_public_budget", "government_fund", "state_capital", "prior_total")
ITEMS = {
    "vehicles": re.compile(r"用车.*购置.*运行|用车.*运行.*购置|^公务用车(?:费|支出|经费)?$"),
    "purchase": re.compile(r"购置"),
    "running": re.compile(r"运行"),
    "abroad": re.compile(r"因公出国"),
    "reception": re.compile(r"接待"),
    "beside": re.compile(r"会议费|培训费"),
    "three": re.compile(r"三公[”\"]?经费"),
}
Items = dict[str, list[Row]]
Hold = Callable[[Sum, Sum], Finding | None]


def check_three_public(book: Book) -> Iterator[Finding | None]:
    for sheet in book.of("three_public"):
        found = [finding for rows in _blocks(sheet.rows) for finding in _block(sheet, rows)]
        yield from found or [skip(RULE, f"{sheet.name}没有读到合计或各项", sheet.id)]


def _blocks(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """One block per budget unit: where the total is printed first, each total begins one."""
    starts = [at for at, row in enumerate(rows) if is_total(row)] if rows and is_total(rows[0]) else [0]
    for start, end in pairwise([*starts, len(rows)]):
        yield list(rows[start:end])


def _block(sheet: Sheet, rows: Sequence[Row]) -> Iterator[Finding | None]:
    total = next((row for row in rows if is_total(row)), None)
    items = _items([row for row in rows if row is not total])
    vehicles, both, three = items.get("vehicles", [])[:1], _both(items), _three(items)
    for column in (column for column in COLUMNS if sheet.has(column)):
        hold = partial(compare, RULE, severity="warning" if column == "prior_total" else None)
        if subtotal := items.get("three"):
            yield hold(one(sheet.cell(subtotal[0], column)), _sum(sheet, "三项之和", three, column))
        if total is not None and three:
            yield closest(_totals(hold, sheet, total, items["three"][:1] if "three" in items else three, items, column))
        if vehicles and both:
            parts = _sum(sheet, "购置费与运行费之和", both, column)
            yield hold(one(sheet.cell(vehicles[0], column)), parts, is_blank_zero=True)


def _both(items: Items) -> list[Row]:
    return [row for key in ("purchase", "running") for row in items.get(key, [])[:1]]


def _three(items: Items) -> list[Row]:
    vehicles = items.get("vehicles", [])[:1] or _both(items)
    return [*items.get("abroad", [])[:1], *vehicles, *items.get("reception", [])[:1]]


def _items(rows: Sequence[Row]) -> Items:
    found: Items = {}
    for row in rows:
        name = bare(name_of(row))
        kind = next((kind for kind, words in ITEMS.items() if words.search(name)), None)
        if kind:
            found.setdefault(kind, []).append(row)
    return found


def totals_of_three(sheet: Sheet, column: str) -> Iterator[Sum]:
    """三公经费 without 会议费 and 培训费, where the first 合计 takes those in."""
    rows = next(_blocks(sheet.rows), [])
    items = _items([row for row in rows if not is_total(row)])
    if "three" in items:
        yield one(sheet.cell(items["three"][0], column))
    elif "beside" in items and (three := _three(items)):
        yield _sum(sheet, "三项之和", three, column)


def _totals(
    hold: Hold, sheet: Sheet, total: Row, three: Sequence[Row], items: Items, column: str
) -> Iterator[Finding | None]:
    """Some totals take in 会议费 and 培训费 that stand below."""
    whole, beside = one(sheet.cell(total, column)), items.get("beside", [])
    yield hold(whole, _sum(sheet, "三项之和", three, column))
    if beside:
        yield hold(whole, _sum(sheet, "三项与会议费、培训费之和", [*three, *beside], column))


def _sum(sheet: Sheet, label: str, rows: Sequence[Row], column: str) -> Sum:
    return total_of(label, [sheet.cell(row, column) for row in rows])

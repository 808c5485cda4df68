"""比上年 (changes): stated changes recompute on the year before, and their words fit the amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.checks.balances import current_total, grand_total
from ingest.checks.book import Book, found_once
from ingest.checks.compared import MOVES, comparisons
from ingest.checks.comparing import Cell, compare, doubted, first_that_holds, judge, one, skip, total_of
from ingest.checks.finding import Finding, Side
from ingest.checks.percent import compute
from ingest.checks.printed import Amount, UnreadableError, in_unit, is_known_unit, read_amount, read_number
from ingest.checks.statements import CLAUSE, stated_cell
from ingest.parser.narrative.wording import DIRECTIONS
from ingest.parser.report import Statement

TEXT_UNIT = "万元"  # what the narrative's figures are in where they say no other (docs/report.md)
# narrative key -> what changed, the topic of its statements, and the cell it speaks of
SUBJECTS: Mapping[str, tuple[str, str, str, str]] = {
    "revenue_change": ("收入", "revenue_total", "balance", "revenue"),
    "expenditure_change": ("支出", "expenditure_total", "balance", "expenditure"),
    "general_budget_change": ("一般公共预算支出", "general_total", "general_expenditure", ""),
    "three_public_change": ("三公经费", "three_public", "three_public", ""),
    "operating_change": ("机关运行经费", "operating", "operating", ""),
}
COVERED = frozenset({"revenue", "expenditure", "general", "three_public", "operating", "both_totals"})
SIGN = {"increase": 1, "decrease": -1, "unchanged": 0}
FIGURE = "\0"  # stands for the figure, so that one expression finds the words before any
MOVED = re.compile(MOVES)
MOVED_BY = re.compile(rf"(?:{MOVES})(?=[^，。；]{{0,8}}{FIGURE})")
WORDS = {"increase": "增加", "decrease": "减少", "unchanged": "持平"}


@dataclass(frozen=True, slots=True)
class Change:
    """One stated comparison: of what, its amounts as cells, and every amount that may be meant by this year's."""

    subject: str
    direction: str
    current: tuple[Cell, ...]
    amount: Cell | None = None
    percent: str | None = None
    prior: Cell | None = None
    page: int | None = None


@found_once
def find_changes(book: Book) -> tuple[Change, ...]:
    return (*summaries(book).values(), *_in_statements(book), *_in_passing(book))


def summaries(book: Book) -> dict[str, Change]:
    """The comparisons that the narrative's own keys hold, by key."""
    narrative = book.report.narrative
    return {key: _summary(book, key, stated) for key in SUBJECTS if (stated := narrative.get(key))}


def current_amounts(book: Book, key: str) -> tuple[Cell, ...]:
    """Every amount that may be meant by this year's: the table's totals, then what the text states."""
    _, topic, table, side = SUBJECTS[key]
    said = [s for s in book.report.statements if s.topic == topic and s.amount is not None]
    return (*_table_cells(book, table, side), *(stated_cell(s) for s in said))


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _summary(book: Book, key: str, stated: Mapping[str, object]) -> Change:
    subject, topic, table, _ = SUBJECTS[key]
    unit = _text(stated.get("unit")) or TEXT_UNIT
    page = next((s.page for s in book.report.statements if s.topic == topic and s.amount is not None), None)

    def cell(name: str, label: str) -> Cell | None:
        text = _text(stated.get(name))
        return Cell(f"说明：{subject}{label}", text, unit, table, subject, None, page) if text else None

    return Change(
        subject,
        _text(stated.get("direction")) or "",
        current_amounts(book, key),
        cell("amount", "比上年变动"),
        _text(stated.get("percent")),
        cell("prior", "上年数"),
        page,
    )


def _table_cells(book: Book, kind: str, side: str) -> Iterator[Cell]:
    sheet = book.sheet(kind)
    if sheet is None:
        return
    if side:
        column = "amount" if side == "revenue" else "total"
        rows = [grand_total(sheet, side), current_total(sheet, side)]
        yield from (sheet.cell(row, column) for row in rows if row is not None and row.values.get(column))
        if side == "expenditure" and rows[0] is not None and rows[0].values.get("current"):
            yield sheet.cell(rows[0], "current")
    elif (total := sheet.total()) is not None and total.values.get("total"):
        yield sheet.cell(total, "total")


def _in_statements(book: Book) -> Iterator[Change]:
    """Comparisons in the text, each behind the amount it compares; of the narrative's own keys, those with 上年数."""
    statements = book.report.statements
    for at, statement in enumerate(statements):
        topic = statement.topic.removesuffix("_change")
        if topic in (statement.topic, "other") or (at and statements[at - 1].topic == statement.topic):
            continue
        if statement.quote.startswith(("）", ")")):
            continue  # what is compared stands before the bracket
        before, run = statements[max(at - 4, 0) : at], statements[at : at + 2]
        current = next((s for s in reversed(before) if s.topic in (topic, f"{topic}_total") and s.amount), None)
        prior = next((s for s in reversed(before[-2:]) if s.topic == f"{topic}_prior" and s.amount), None)
        direction = _direction(statement)
        if current is None or direction is None or (topic in COVERED and (prior is None or topic == "operating")):
            continue
        amount = stated_cell(statement) if statement.amount else None
        yield Change(
            current.row or topic,
            direction,
            (stated_cell(current),),
            replace(amount, table=current.table, row=current.row or topic) if amount else None,
            next((s.share for s in run if s.topic == statement.topic and s.share), None),
            replace(stated_cell(prior), table=current.table) if prior else None,
            statement.page,
        )


def _in_passing(book: Book) -> Iterator[Change]:
    """Of items that have no topic of their own: named by the amount's own sentence."""
    for current, move, prior, share in comparisons(book):
        if direction := _direction(move):
            item = CLAUSE.split(current.quote.rstrip("，,。；;"))[-1][-40:]
            yield Change(
                item,
                direction,
                (stated_cell(current),),
                replace(stated_cell(move), row=item) if move.amount else None,
                share,
                replace(stated_cell(prior), row=item) if prior else None,
                move.page,
            )


def _direction(statement: Statement) -> str | None:
    """The last word of moving before the figure."""
    figure, quote = statement.amount or statement.share or "", statement.quote.replace(",", "")
    words = MOVED_BY.findall(quote.replace(figure, FIGURE)) if figure else MOVED.findall(quote)
    return DIRECTIONS[words[-1]] if words else None


def check_computes(book: Book) -> Iterator[Finding | None]:
    rule = "narrative-change-computes"
    for change in find_changes(book):
        if change.direction == "unchanged" or not (change.amount or change.prior):
            continue
        if not change.current:
            yield skip(rule, f"没有读到本年的{change.subject}，算不出上年数")
            continue
        yield from _computed(rule, change)


def _computed(rule: str, change: Change) -> Iterator[Finding | None]:
    """上年数 ± 增减额 = 本年数 where last year's is stated; the percentage on last year's as base."""
    if change.prior is not None and change.amount is not None:
        sums = total_of("上年数与增减额", [change.prior, _signed(change, change.amount)])
        yield first_that_holds(compare(rule, one(cell), sums, at=change.amount) for cell in change.current)
    if change.percent is not None:
        yield first_that_holds(_percent(rule, change, cell) for cell in change.current)


def _signed(change: Change, amount: Cell) -> Cell:
    return amount if change.direction == "increase" else amount.negative()


def _percent(rule: str, change: Change, current: Cell) -> Finding | None:
    try:
        stated, now = read_number(change.percent), _read(current)
        moved = _read(change.amount) if change.amount else None
        prior = _read(change.prior) if change.prior else None
    except UnreadableError:
        return None
    if stated is None or now is None or (moved is None and prior is None):
        return None
    sign = 1 if change.direction == "increase" else -1
    base = prior or Amount(now.value - sign * (moved.value if moved else 0), now.step + (moved.step if moved else 0))
    part = moved or Amount(abs(now.value - base.value), now.step + base.step)
    computed = compute(stated, part, base)
    if computed is None:
        return None
    at = change.amount or change.prior or current
    left = Side(f"{at.label}的百分比", change.percent, "%", at.table, change.subject, "percent", change.page)
    cells = [cell for cell in (change.amount, change.prior, current) if cell]
    parts = tuple(cell.as_side() for cell in cells)
    right = Side(_worked_out(change, current, base), computed.value, "%", parts=parts)
    finding = replace(judge(rule, computed.holds, left, right, gap=computed.gap), tolerance=computed.tolerance)
    return finding if computed.holds else doubted(finding, cells)


def _worked_out(change: Change, current: Cell, base: Amount) -> str:
    """How last year's amount, the base of the percentage, came about."""
    if change.prior is not None or change.amount is None:
        return f"增减额 ÷ 上年数（{change.prior.text if change.prior else ''}）"
    sign = "−" if change.direction == "increase" else "+"
    return f"增减额 ÷ 上年数（{current.text} {sign} {change.amount.text} = {in_unit(base.value, current.unit)}）"


def _read(cell: Cell) -> Amount | None:
    return read_amount(cell.text, cell.unit) if cell.unit and is_known_unit(cell.unit) else None


def check_direction(book: Book) -> Iterator[Finding | None]:
    """增加, 减少 or 持平 fits the two amounts."""
    rule = "narrative-direction"
    for change in find_changes(book):
        if change.prior is not None and change.current and change.direction in SIGN:
            yield _fits(rule, change, change.prior, change.current)


def _fits(rule: str, change: Change, prior: Cell, current: Sequence[Cell]) -> Finding | None:
    try:
        before, now = _read(prior), [amount for cell in current if (amount := _read(cell))]
    except UnreadableError:
        return None
    if before is None or not now:
        return None
    holds = any(_sign(amount.value - before.value) == SIGN[change.direction] for amount in now)
    said = f"说明：{change.subject}{WORDS[change.direction]}"
    left = Side(said, current[0].text, current[0].unit, prior.table, change.subject, "direction", change.page)
    finding = judge(rule, holds, left, prior.as_side())
    return finding if holds else doubted(finding, [prior, *current])


def _sign(value: Decimal) -> int:
    return (value > 0) - (value < 0)

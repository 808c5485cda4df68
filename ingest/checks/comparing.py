"""比较 (comparing): two sums of printed numbers, held against each other with no more tolerance than their rounding.

Each printed number may be off by half its own last place, in its own unit; the two sides may differ by the sum of
these halves and by nothing else. A printed 0 without decimals takes the finest place of the numbers beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from budgets.rules import RULE, Severity
from ingest.checks.finding import Finding, Outcome, Side
from ingest.checks.printed import Amount, UnreadableError, decimals, in_unit, is_known_unit, read_amount

ZERO = Decimal(0)
DISTANCE: Mapping[Outcome, int] = {"passed": 0, "failed": 1, "skipped": 2}
HOLDS = (DISTANCE["passed"], ZERO)  # without a gap


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed cell, or one amount of the text, and where it stands. `sign` -1 takes it off the sum."""

    label: str
    text: str | None
    unit: str | None
    table: str | None = None
    row: str | None = None
    column: str | None = None
    page: int | None = None
    sign: int = 1
    doubt: str | None = None  # why the reading of this cell is doubtful

    def negative(self) -> Cell:
        return replace(self, sign=-self.sign)

    def as_side(self, label: str | None = None) -> Side:
        label = label or (self.label if self.sign > 0 else f"减：{self.label}")
        return Side(label, self.text, self.unit, self.table, self.row, self.column, self.page, sign=self.sign)


@dataclass(frozen=True, slots=True)
class Sum:
    """One side: cells that are added up under one name."""

    label: str
    cells: tuple[Cell, ...]

    @property
    def is_blank(self) -> bool:
        return all(cell.text is None for cell in self.cells)


def one(cell: Cell) -> Sum:
    return Sum(cell.label, (cell,))


def total_of(label: str, cells: Iterable[Cell]) -> Sum:
    return Sum(label, tuple(cells))


def compare(
    rule: str,
    left: Sum,
    right: Sum,
    *,
    at_most: bool = False,
    is_blank_zero: bool = False,
    severity: Severity | None = None,
    at: Cell | None = None,
) -> Finding | None:
    """left = right (or ≤, with `at_most`), found at `at` or else at the first cell of the left side.

    None where both sides are blank: then nothing was printed to check. A side that is blank as a whole stops the
    check unless `is_blank_zero`: then an amount against nothing has failed.
    """
    if not left.cells or not right.cells or (left.is_blank and right.is_blank):
        return None
    cells = (*left.cells, *right.cells)
    result = Result(rule, at or left.cells[0], severity)
    if unknown := next((cell for cell in cells if cell.text is not None and not is_known_unit(cell.unit)), None):
        return result.skipped(f"{unknown.label}的金额单位{f'“{unknown.unit}”不认识' if unknown.unit else '没有印出'}")
    try:
        amounts = _amounts(cells)
    except UnreadableError as unreadable:
        return result.skipped(f"“{unreadable}”读不成数")
    lefts, rights = amounts[: len(left.cells)], amounts[len(left.cells) :]
    unit = next(cell.unit for cell in cells if cell.text is not None)
    left_value, right_value = _value(left.cells, lefts), _value(right.cells, rights)
    difference = left_value - right_value
    gap = max(difference, ZERO) if at_most else abs(difference)
    tolerance = sum((amount.step for amount in amounts if amount), ZERO) / 2
    is_alike = gap <= tolerance
    finding = result.compared(
        "passed" if is_alike else "failed",
        left=_side(left, left_value),
        right=_side(right, right_value),
        gap=in_unit(gap, unit, max(decimals(cell.text) for cell in cells if cell.unit == unit)),
        tolerance=in_unit(tolerance, unit),
        unit=unit,
    )
    if is_alike:
        return finding
    blank = next((side for side in (left, right) if side.is_blank), None)
    if blank is not None and not is_blank_zero:
        return replace(finding, outcome="skipped", reason=f"{blank.label}没有填数")
    return doubted(finding, cells)


def judge(
    rule: str, holds: bool, left: Side, right: Side, *, gap: str | None = None, severity: Severity | None = None
) -> Finding:
    """A comparison of counts, years or words, found where the left side stands."""
    result = Result(rule, Cell(left.label, None, None, left.table, left.row, left.column, left.page), severity)
    return result.compared("passed" if holds else "failed", left=left, right=right, gap=gap, unit=left.unit)


def doubted(finding: Finding, cells: Sequence[Cell]) -> Finding:
    """A difference that a doubtful reading may have made is no failure."""
    doubt = next((cell.doubt for cell in cells if cell.doubt), None)
    return replace(finding, outcome="skipped", reason=doubt) if doubt else finding


def closest(findings: Iterable[Finding | None]) -> Finding | None:
    """Where several bases are right, the one that holds; else a failure with the smallest gap.

    Nothing is closer than one that holds without a gap: what follows it isn't added up.
    """
    nearest: Finding | None = None
    least: tuple[int, Decimal] | None = None
    for finding in findings:
        if finding is None:
            continue
        distance = (DISTANCE[finding.outcome], Decimal(finding.gap or 0))
        if least is None or distance < least:
            nearest, least = finding, distance
        if distance == HOLDS:
            break
    return nearest


def first_that_holds(findings: Iterable[Finding | None]) -> Finding | None:
    """Where one of several may be meant, the one that holds; else the first, which is the likeliest."""
    first: Finding | None = None
    for finding in findings:
        if finding is not None and finding.outcome == "passed":
            return finding
        first = first or finding
    return first


@dataclass(frozen=True, slots=True)
class Result:
    """Findings of one rule at one place."""

    rule: str
    place: Cell | None = None
    severity: Severity | None = None

    def compared(
        self,
        outcome: Outcome,
        left: Side | None = None,
        right: Side | None = None,
        gap: str | None = None,
        tolerance: str | None = None,
        unit: str | None = None,
        reason: str | None = None,
    ) -> Finding:
        severity, at = self.severity or RULE[self.rule].severity, self.place
        table, row, column, page = (at.table, at.row, at.column, at.page) if at else (None,) * 4
        return Finding(
            self.rule, outcome, severity, left, right, gap, tolerance, unit, table, row, column, page, reason
        )

    def skipped(self, reason: str) -> Finding:
        return self.compared("skipped", reason=reason)


def skip(rule: str, reason: str, table: str | None = None) -> Finding:
    return replace(Result(rule).skipped(reason), table=table)


def _amounts(cells: Sequence[Cell]) -> list[Amount | None]:
    read = [read_amount(cell.text, cell.unit) if cell.text is not None and cell.unit else None for cell in cells]
    finest = min((amount.step for amount in read if amount and amount.value), default=None)
    if finest is None:
        return read
    return [Amount(a.value, min(a.step, finest)) if a and not a.value else a for a in read]


def _value(cells: Sequence[Cell], amounts: Sequence[Amount | None]) -> Decimal:
    return sum((cell.sign * a.value for cell, a in zip(cells, amounts, strict=True) if a), ZERO)


def _side(side: Sum, value: Decimal) -> Side:
    if len(side.cells) == 1 and side.cells[0].sign > 0:
        return side.cells[0].as_side(side.label)
    unit = next((cell.unit for cell in side.cells if cell.text is not None), side.cells[0].unit)
    parts = tuple(cell.as_side() for cell in side.cells if cell.text is not None)
    places = max(decimals(cell.text) for cell in side.cells)
    return Side(
        side.label, in_unit(value, unit, places), unit, side.cells[0].table, page=side.cells[0].page, parts=parts
    )

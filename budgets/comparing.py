"""What a comparison holds (比一比): the same for its page, its charts, its files and the API."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from budgets.addresses import base_of
from budgets.amounts import share
from budgets.models import Department, Report
from budgets.queries import compare as comparing
from budgets.queries import measures
from budgets.queries.changes import Change, changes
from budgets.queries.compare import Side
from budgets.queries.measures import Measure


@dataclass(frozen=True, slots=True)
class Choice:
    """What to compare, from the address."""

    departments: list[int]
    years: list[int]
    measure: Measure
    without_carryover: bool
    baseline: int | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A department's figure in a year: printed, derived, or 未收录 (None)."""

    amount: Decimal | None
    is_derived: bool
    has_report: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A department's figures, with this year against last and against the baseline in the year compared."""

    side: Side
    cells: list[Cell]
    change: Change | None
    from_baseline: tuple[Decimal, Decimal | None] | None  # difference, in per cent of the baseline
    is_baseline: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything compared: page, chart and file are made of the same one."""

    chosen: Choice
    sides: list[Side]
    years: list[int]
    year: int | None  # the one in which departments are held against each other
    rows: list[Row]


def comparison(chosen: Choice) -> Comparison:
    sides = comparing.sides(chosen.departments)
    reports = [report for side in sides for report in side.by_year.values()]
    amounts = measures.amounts(chosen.measure, reports)
    if is_current(chosen):
        amounts = {r.pk: amounts[r.pk] - (r.carryover or 0) for r in reports if r.pk in amounts}
    derivable = chosen.measure.topic and not is_current(chosen)
    by_change = changes(reports, chosen.measure.topic) if derivable else {}
    years = chosen.years or years_held(sides, by_change)
    year = shared_year(sides, years)
    cells = [[cell(side, y, amounts, by_change) for y in years] for side in sides]
    of_year = {
        side.department.pk: row[years.index(year)].amount for side, row in zip(sides, cells, strict=True) if year
    }
    baseline = chosen.baseline if of_year.get(chosen.baseline) is not None else None
    if baseline is None and len(sides) > 1:
        baseline = next((pk for pk, amount in of_year.items() if amount is not None), None)
    rows = [
        Row(
            side,
            found,
            by_change.get(side.by_year[year].pk) if year in side.by_year else None,
            against(of_year.get(side.department.pk), of_year.get(baseline)),
            side.department.pk == baseline,
        )
        for side, found in zip(sides, cells, strict=True)
    ]
    return Comparison(chosen, sides, years, year, rows)


def is_current(chosen: Choice) -> bool:
    """只看今年的钱 changes the total alone."""
    return chosen.without_carryover and chosen.measure.key == "total"


def cell(side: Side, year: int, amounts: dict[int, Decimal], by_change: dict[int, Change]) -> Cell:
    if year in side.by_year:
        return Cell(amounts.get(side.by_year[year].pk), is_derived=False, has_report=True)
    following = side.by_year.get(year + 1)
    change = by_change.get(following.pk) if following else None
    if change and change.is_derived:
        return Cell(change.prior, is_derived=True, has_report=False)
    return Cell(None, is_derived=False, has_report=False)


def against(amount: Decimal | None, baseline: Decimal | None) -> tuple[Decimal, Decimal | None] | None:
    if amount is None or baseline is None:
        return None
    return amount - baseline, share(amount - baseline, baseline)


def years_held(sides: list[Side], by_change: dict[int, Change]) -> list[int]:
    held = {year for side in sides for year in side.by_year}
    derived = {year - 1 for side in sides for year, report in side.by_year.items() if report.pk in by_change}
    return list(range(min(held | derived), max(held) + 1)) if held else []


def shared_year(sides: list[Side], years: list[int]) -> int | None:
    """The year that most of the departments have a report of; of several the newest."""
    return max(years, key=lambda year: (len([side for side in sides if year in side.by_year]), year), default=None)


@dataclass(frozen=True, slots=True)
class Compared:
    """One department's year. `amount` in yuan, `share` in per cent: what is compared is one or the other."""

    department: Department
    year: int
    report: Report | None
    measure: str
    basis: str
    amount: Decimal | None
    share: Decimal | None
    is_derived: bool

    @property
    def is_held(self) -> bool:
        return self.report is not None

    @property
    def address(self) -> str | None:
        return base_of(self.report) if self.report else None


def compared(shown: Comparison) -> Iterator[Compared]:
    of = shown.chosen.measure
    basis = "不含上年结转" if is_current(shown.chosen) else "照报告"
    for row in shown.rows:
        for year, one in zip(shown.years, row.cells, strict=True):
            amount, part = (None, one.amount) if of.is_share else (one.amount, None)
            report = row.side.by_year.get(year)
            yield Compared(row.side.department, year, report, of.official, basis, amount, part, one.is_derived)

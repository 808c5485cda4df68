"""算式 (equations): the sums that the checks hold over a report's printed cells, as sums over places in its tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from budgets.vocabulary import UNITS
from ingest.checks import Finding, check_report
from ingest.checks.book import Sheet
from ingest.checks.finding import Side
from ingest.checks.printed import read_amount
from ingest.parser.report import ParsedReport

# Rules that say that one sum of printed figures equals another; the rest compare counts, shares, words or bounds.
SUMS = frozenset(
    {
        *("balance-closes", "balance-revenue-adds-up", "appropriation-closes", "appropriation-revenue-adds-up"),
        *("revenue-matches-balance", "expenditure-matches-balance", "classes-add-up", "children-add-up"),
        *("basic-plus-project", "revenue-by-source", "general-matches-appropriation", "class-matches-balance"),
        *("appropriation-matches-tables", "carryover-adds-up", "basic-matches-economic", "personnel-plus-public"),
        *("appropriation-by-fund", "three-public-adds-up", "operating-adds-up", "projects-match-expenditure"),
        *("targets-match-projects", "narrative-matches-table"),
    }
)
OF_TEXT = frozenset({"narrative-matches-table", "targets-match-projects"})  # their left side stands in no table
ZERO = Decimal(0)
MOST_STEPS = 10_000  # 元 beside 亿元 leave millions of fen between which nothing tells


class Spot(NamedTuple):
    """A cell: the table's place in the report, the row's in the table, the column's key."""

    table: int
    row: int
    key: str


class Term(NamedTuple):
    """One printed figure of a sum, in yuan; `sign` -1 on the right side. `spot` is None where it can't be told."""

    spot: Spot | None
    sign: int
    value: Decimal
    step: Decimal


@dataclass(frozen=True)
class Equation:
    """Σ sign × value = 0 within half a step for each figure. In yuan."""

    finding: Finding
    terms: tuple[Term, ...]

    @property
    def rule(self) -> str:
        return self.finding.rule

    @property
    def holds(self) -> bool:
        return abs(self.gap) <= self.tolerance

    @cached_property
    def gap(self) -> Decimal:
        return sum((term.sign * term.value for term in self.terms), ZERO)

    @cached_property
    def tolerance(self) -> Decimal:
        return sum((term.step for term in self.terms), ZERO) / 2

    @cached_property
    def spots(self) -> frozenset[Spot]:
        """The cells it adds up once; one that it names twice tells nothing."""
        times = Counter(term.spot for term in self.terms if term.spot)
        return frozenset(spot for spot, count in times.items() if count == 1)

    def holds_with(self, spot: Spot, value: Decimal) -> bool:
        """Whether it would hold if the cell printed another value."""
        term = self._term(spot)
        return abs(self.gap + term.sign * (value - term.value)) <= self.tolerance

    def values_for(self, spot: Spot) -> Iterator[Decimal]:
        """What the cell may print so that the sum holds, the exact value first: every step within the tolerance."""
        term = self._term(spot)
        steps = [other.step for other in self.terms if other.spot and other.spot.table == spot.table and other.value]
        step = min(steps, default=term.step)
        exact = term.value - term.sign * self.gap
        for away in range(min(int(self.tolerance / step), MOST_STEPS) + 1):
            yield from {exact + away * step, exact - away * step}

    def _term(self, spot: Spot) -> Term:
        return next(term for term in self.terms if term.spot == spot)


def equations(report: ParsedReport) -> list[Equation]:
    """Every sum of the report whose figures are all there, whether it holds or not."""
    places = _places(report)
    found = []
    for finding in check_report(report):
        if finding.rule not in SUMS or finding.gap is None or not finding.left or not finding.right:
            continue
        left = list(_terms(finding.left, 1, {} if finding.rule in OF_TEXT else places))
        terms = [*left, *_terms(finding.right, -1, places)]
        if terms and all(terms):
            found.append(Equation(finding, tuple(term for term in terms if term)))
    return found


def _places(report: ParsedReport) -> Mapping[tuple[str | None, ...], Spot]:
    """Where each cell that a check names stands; names that stand for several cells are left out."""
    named: dict[tuple[str | None, ...], list[Spot]] = {}
    for at, table in enumerate(report.tables):
        sheet = Sheet(table)
        for number, row in enumerate(table.rows):
            for key in row.values:
                cell = sheet.cell(row, key)
                name = (cell.table, cell.row, cell.column, str(cell.page))
                named.setdefault(name, []).append(Spot(at, number, key))
    return {name: spots[0] for name, spots in named.items() if len(spots) == 1}


def _terms(side: Side, sign: int, places: Mapping[tuple[str | None, ...], Spot]) -> Iterator[Term | None]:
    """The printed figures of one side; None for one without a known unit."""
    if side.parts:
        for part in side.parts:
            yield from _terms(part, sign, places)
        return
    if side.unit not in UNITS:
        yield None
        return
    amount = read_amount(side.amount, side.unit)
    if amount is not None:
        spot = places.get((side.table, side.row, side.column, str(side.page)))
        yield Term(spot, sign * side.sign, amount.value, amount.step)

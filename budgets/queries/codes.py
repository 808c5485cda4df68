"""Who spends on a code (科目): functional codes in table 3, economic ones in table 6."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.db.models import F, Q, QuerySet, Sum

from budgets.amounts import CENT, share
from budgets.models import CodeKind, EconomicCode, FunctionalCode, Line, RegionCode, Report, ReportCode
from budgets.queries.reports import with_holder, without_overlap

ECONOMIC_COLUMN = {CodeKind.DEPARTMENT: "department_economic", CodeKind.GOVERNMENT: "government_economic"}


@dataclass(frozen=True, slots=True)
class Spender:
    """What one report spends on a code: the sum of its rows, which are several where a place prints them apart."""

    report: Report
    line: Line
    row_count: int
    total: Decimal | None
    basic: Decimal | None
    project: Decimal | None
    personnel: Decimal | None
    public: Decimal | None

    @property
    def share(self) -> Decimal | None:
        return share(self.total, self.report.total)


@dataclass(frozen=True, slots=True)
class CodeYear:
    """The reports of real places, or of fictional ones, that spend on a code in a year: never of both."""

    year: int
    is_fictional: bool
    reports: int
    unit_reports: int
    total: Decimal | None


def functional(code: str) -> list[FunctionalCode]:
    """The code under each name it was printed with, commonest first."""
    return sorted(FunctionalCode.objects.filter(code=code), key=lambda c: -len(c.years))


def functional_children(code: str) -> list[FunctionalCode]:
    longer = FunctionalCode.objects.filter(code__startswith=code, code__regex=rf"^.{{{len(code) + 2}}}$")
    return once(longer)


def economic(code: str) -> list[EconomicCode]:
    return sorted(EconomicCode.objects.filter(code=code), key=lambda c: -len(c.years))


def once(codes: Iterable) -> list:
    found: dict[str, object] = {}
    for code in codes:
        other = found.get(code.code)
        if other is None or len(code.years) > len(other.years):
            found[code.code] = code
    return list(found.values())


def of_function(code: str) -> Q:
    return Q(kind=CodeKind.FUNCTION, code=code)


def of_economic(known: Sequence[EconomicCode]) -> Q:
    """By code, or by name where a place prints no codes."""
    wanted = Q(pk__in=[])
    for code in known:
        wanted |= Q(kind=code.classification, code__in=[code.code, code.name])
    return wanted


def by_year(wanted: Q) -> list[CodeYear]:
    """Newest first."""
    found = RegionCode.objects.filter(wanted).order_by("-year", "region__is_fictional")
    sums = found.values_list("year", "region__is_fictional").annotate(Sum("reports"), Sum("unit_reports"), Sum("total"))
    return [CodeYear(*row, total if total is None else total.quantize(CENT)) for *row, total in sums]


def of_one_year(wanted: Q, year: int) -> QuerySet[ReportCode]:
    """Largest first."""
    return ReportCode.objects.filter(wanted, year=year).order_by(F("total").desc(nulls_last=True), "line")


def spenders(kept: Iterable[ReportCode]) -> list[Spender]:
    """A page of them, with what it shows of each report and row."""
    kept = list(kept)
    reports = with_holder(Report.published.defer("narrative", "printed")).in_bulk([of.report_id for of in kept])
    lines = Line.objects.only("page", "box", "position", "table__slug").select_related("table")
    lines = lines.in_bulk([of.line for of in kept])
    found = []
    for of in kept:
        line = lines[of.line]
        line.table.report = reports[of.report_id]
        amounts = (of.total, of.basic, of.project, of.personnel, of.public)
        found.append(Spender(line.table.report, line, of.rows, *amounts))
    return found


def functional_lines(code: str) -> QuerySet[Line]:
    return countable().filter(table__slug="expenditure", code=code)


def economic_lines(known: Iterable[EconomicCode]) -> QuerySet[Line]:
    wanted = Q()
    for code in known:
        column = ECONOMIC_COLUMN[code.classification]
        wanted |= Q(**{f"{column}_code": code.code}) | Q(**{f"{column}_code": None, column: code.name})
    return countable().filter(wanted, table__slug="basic_by_economic") if wanted else Line.objects.none()


def countable() -> QuerySet[Line]:
    return Line.objects.filter(table__report__in=without_overlap().order_by().values("pk")).select_related(
        "table__report__department__region", "table__report__unit", "table__report__source"
    )


def spenders_one_by_one(lines: QuerySet[Line]) -> Iterator[Spender]:
    """By region, department and year; each given away before the next is read."""
    place = ("table__report__department__region_id", "table__report__department_id", "table__report__year")
    found = lines.order_by(*place, "table__report_id", "pk").iterator(chunk_size=1000)
    for _, same in groupby(found, key=lambda line: line.table.report_id):
        held = list(same)
        sums = (sum_of(held, column) for column in ("total", "basic", "project", "personnel", "public"))
        yield Spender(held[0].table.report, held[0], len(held), *sums)


def sum_of(lines: Iterable[Line], column: str) -> Decimal | None:
    amounts = [amount for line in lines if (amount := getattr(line, column)) is not None]
    return sum(amounts, Decimal(0)) if amounts else None

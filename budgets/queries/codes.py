"""Who spends on a code (科目): functional codes in table 3, economic ones in table 6."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from django.db.models import Q, QuerySet

from budgets.amounts import share
from budgets.models import EconomicCode, FunctionalCode, Line, Report
from budgets.queries.reports import without_overlap


@dataclass(slots=True)
class Spender:
    """What one report spends on a code: the sum of its rows, which are several where a place prints them apart."""

    report: Report
    lines: list[Line] = field(default_factory=list)

    def sum_of(self, column: str) -> Decimal | None:
        amounts = [amount for line in self.lines if (amount := getattr(line, column)) is not None]
        return sum(amounts, Decimal(0)) if amounts else None

    @property
    def row_count(self) -> int:
        return len(self.lines)

    @property
    def total(self) -> Decimal | None:
        return self.sum_of("total")

    @property
    def basic(self) -> Decimal | None:
        return self.sum_of("basic")

    @property
    def project(self) -> Decimal | None:
        return self.sum_of("project")

    @property
    def personnel(self) -> Decimal | None:
        return self.sum_of("personnel")

    @property
    def public(self) -> Decimal | None:
        return self.sum_of("public")

    @property
    def share(self) -> Decimal | None:
        return share(self.total, self.report.total)

    @property
    def line(self) -> Line:
        return self.lines[0]


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


def functional_lines(code: str) -> QuerySet[Line]:
    return countable().filter(table__slug="expenditure", code=code)


def economic_lines(known: Iterable[EconomicCode]) -> QuerySet[Line]:
    """By code, or by name where a place prints no codes."""
    wanted = Q()
    for code in known:
        column = f"{code.classification}_economic"
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
        yield Spender(held[0].table.report, held)


def spenders(lines: Iterable[Line]) -> list[Spender]:
    """By report, largest first."""
    found: dict[int, Spender] = {}
    for line in lines:
        found.setdefault(line.table.report_id, Spender(line.table.report)).lines.append(line)
    return sorted(found.values(), key=lambda s: -(s.total or Decimal(0)))

"""地区年度合计 (RegionYear) as pages ask for them: of real places, or of fictional ones, never of both."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import QuerySet, Sum

from budgets.models import RegionYear


def of_years(region: str | None = None, year: int | None = None) -> QuerySet[RegionYear]:
    """A row for each region and year. `region`: what the region's code begins with."""
    found = RegionYear.objects.filter(year__isnull=False).order_by()
    if region:
        found = found.filter(region__code__startswith=region)
    return found.filter(year=year) if year else found


def of_regions(region: str | None = None) -> QuerySet[RegionYear]:
    """A row for each region, of all its years together."""
    found = RegionYear.objects.filter(year=None).order_by()
    return found.filter(region__code__startswith=region) if region else found


def of_newest_year(*, is_fictional: bool) -> list[RegionYear]:
    of_kind = of_years().filter(region__is_fictional=is_fictional)
    newest = of_kind.order_by("-year").values_list("year", flat=True).first()
    return list(of_kind.filter(year=newest).defer("attributes", "shares")) if newest else []


def years(region: str | None = None) -> list[int]:
    """Years with a report, newest first."""
    return list(of_years(region).order_by("-year").values_list("year", flat=True).distinct())


def sum_of(rows: QuerySet[RegionYear], column: str) -> int:
    """Of a whole column, added up where it is stored."""
    return rows.aggregate(sum=Sum(column))["sum"] or 0


def add(rows: Iterable[RegionYear], column: str) -> Decimal:
    """The sum of a column, blank ones left out."""
    return sum((value for row in rows if (value := getattr(row, column)) is not None), Decimal(0))


def number(rows: Iterable[RegionYear], column: str) -> int:
    return sum(getattr(row, column) for row in rows)

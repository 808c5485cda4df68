"""The big picture (一眼看全): the newest year's totals. Real places and the fictional one are never added together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet

from budgets import figures, plain_words
from budgets.models import Line, RegionYear, Report
from budgets.queries import checks, reports, totals
from budgets.queries.summaries import Summary, as_shown, summaries

MOST_NAMED = 5
MOST_SHARES = 8  # of the largest 项目支出占比, kept of each region and shown of all


@dataclass(frozen=True, slots=True)
class ByClass:
    """支出功能分类的类 over several reports."""

    code: str
    name: str
    plain: str | None
    amount: Decimal


@dataclass(frozen=True, slots=True)
class BigPicture:
    """The newest year with a report: sums over reports that don't overlap, put together from regions' own."""

    year: int
    is_fictional: bool
    departments: int
    units_only: int
    unit_names: list[str]  # whose budget is a unit's alone; empty where they are many
    total: Decimal
    carryover: Decimal
    three_public: Decimal
    projects: int
    largest_project: Line | None
    classes: list[ByClass]
    without_classes: int
    checks: checks.Counts


@dataclass(frozen=True, slots=True)
class Shares:
    """项目支出占比 of each department's newest report: the largest few, out of `count`, `mostly` of them above half."""

    shown: list[Report]
    count: int
    mostly: int
    is_fictional: bool

    @property
    def years(self) -> list[int]:
        return sorted({report.year for report in self.shown})


def largest_shares() -> Shares | None:
    """Of real places; only where none has a report with all three figures, of the fictional ones."""
    for is_fictional in (False, True):
        of_kind = totals.of_regions().filter(region__is_fictional=is_fictional, with_shares__gt=0)
        if rows := list(of_kind.values_list("with_shares", "mostly_projects", "shares")):
            parts = sorted((-Decimal(part), key) for _, _, shares in rows for key, part in shares)
            shown = as_listed([key for _, key in parts[:MOST_SHARES]])
            return Shares(shown, sum(row[0] for row in rows), sum(row[1] for row in rows), is_fictional)
    return None


def as_listed(keys: Sequence[int]) -> list[Report]:
    """Reports in this order, with what a list shows of them."""
    found = as_shown(Report.published.all()).defer("narrative").in_bulk(keys)
    return [found[key] for key in keys if key in found]


def newest_with_shares(region_id: str) -> QuerySet[Report]:
    """One report per department of a region: of its newest year, 部门 before 单位."""
    of_region = reports.without_overlap().filter(department__region_id=region_id)
    whole = reports.by_project_share(of_region).filter(basic__isnull=False)
    later = reports.without_overlap().filter(department=OuterRef("department"))
    later = later.filter(Q(year__gt=OuterRef("year")) | Q(year=OuterRef("year"), pk__lt=OuterRef("pk")))
    return whole.exclude(Exists(later))


def big_picture() -> BigPicture | None:
    """Of real places; only where none has a report, of the fictional ones, which then say so."""
    for is_fictional in (False, True):
        if rows := totals.of_newest_year(is_fictional=is_fictional):
            return picture(rows, is_fictional=is_fictional)
    return None


def picture(rows: Sequence[RegionYear], *, is_fictional: bool) -> BigPicture:
    return BigPicture(
        rows[0].year,
        is_fictional,
        totals.number(rows, "departments"),
        totals.number(rows, "unit_reports"),
        unit_names(rows),
        totals.add(rows, "total"),
        totals.add(rows, "carryover"),
        totals.add(rows, "three_public"),
        totals.number(rows, "projects"),
        largest_project(rows),
        by_class(rows),
        totals.number(rows, "reports") - totals.number(rows, "with_classes"),
        checks.counts_of(rows),
    )


def unit_names(rows: Sequence[RegionYear]) -> list[str]:
    held = [row.region_id for row in rows if row.unit_reports]
    if not 0 < totals.number(rows, "unit_reports") <= MOST_NAMED:
        return []
    found = reports.without_overlap().filter(year=rows[0].year, unit__isnull=False, department__region__in=held)
    return [report.unit.name for report in found.order_by("pk")]


def largest_project(rows: Sequence[RegionYear]) -> Line | None:
    keys = [row.largest_project for row in rows if row.largest_project]
    return Line.objects.filter(pk__in=keys).only("name", "total").order_by("-total", "pk").first()


def by_class(rows: Sequence[RegionYear]) -> list[ByClass]:
    """Sums by 类, largest first."""
    sums: dict[str, Decimal] = {}
    names: dict[str, str] = {}
    for row in rows:
        for code, (name, amount) in row.classes.items():
            sums[code] = sums.get(code, Decimal(0)) + Decimal(amount)
            names.setdefault(code, name)
    found = [ByClass(code, names[code], plain_words.functional(code), amount) for code, amount in sums.items()]
    return sorted(found, key=lambda c: -c.amount)


def newest_published(most: int = 8) -> list[Summary]:
    return summaries(as_shown(reports.published()).order_by("-published_at", "-id")[:most])


def example(of: BigPicture) -> Report | None:
    """A report for the picture at the top: one whose hundred can be drawn, of the newest year, published last."""
    known = as_shown(reports.published()).defer("narrative").filter(total__gt=0, basic__gt=0, project__gt=0)
    of_kind = known.filter(department__region__is_fictional=of.is_fictional).order_by("-published_at", "pk")
    return of_kind.filter(year=of.year).first() or of_kind.first()


def parts_of(report: Report) -> list[figures.Part]:
    lines = Line.objects.filter(table__report=report, table__slug="basic_by_economic")
    economic = list(lines.defer("printed", "extra", "confidence", "box"))
    return figures.hundred(report.total, report.basic, report.project, economic)

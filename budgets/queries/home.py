"""The big picture (一眼看全): the newest year's totals. Real places and the fictional one are never added together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from budgets import figures, plain_words
from budgets.models import Line, Report
from budgets.queries import checks, reports
from budgets.queries.summaries import Summary, by_total, summaries


@dataclass(frozen=True, slots=True)
class ByClass:
    """支出功能分类的类 over several reports."""

    code: str
    name: str
    plain: str | None
    amount: Decimal


@dataclass(frozen=True, slots=True)
class BigPicture:
    """The newest year with a report: sums over reports that don't overlap."""

    year: int
    is_fictional: bool
    summaries: list[Summary]
    projects: int
    largest_project: Line | None
    classes: list[ByClass]
    without_classes: int
    checks: checks.Counts

    @property
    def departments(self) -> int:
        return len({s.report.department_id for s in self.summaries})

    @property
    def units_only(self) -> list[Report]:
        return [s.report for s in self.summaries if s.report.unit_id]

    def sum_of(self, column: str) -> Decimal:
        return sum((getattr(s.report, column) or Decimal(0) for s in self.summaries), Decimal(0))

    @property
    def total(self) -> Decimal:
        return self.sum_of("total")

    @property
    def carryover(self) -> Decimal:
        return self.sum_of("carryover")

    @property
    def three_public(self) -> Decimal:
        return self.sum_of("three_public")


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


def largest_shares(most: int = 8) -> Shares | None:
    """Of real places; only where none has a report with all three figures, of the fictional one."""
    for is_fictional in (False, True):
        found = newest_with_shares().filter(department__region__is_fictional=is_fictional)
        count = found.count()
        if count:
            mostly = found.filter(project__gt=F("total") / 2).count()
            return Shares(list(found.order_by("-project_share", "pk")[:most]), count, mostly, is_fictional)
    return None


def newest_with_shares() -> QuerySet[Report]:
    """One report per department: of its newest year, 部门 before 单位."""
    whole = reports.by_project_share(reports.without_overlap()).filter(basic__isnull=False)
    later = reports.without_overlap().filter(department=OuterRef("department"))
    later = later.filter(Q(year__gt=OuterRef("year")) | Q(year=OuterRef("year"), pk__lt=OuterRef("pk")))
    return whole.exclude(Exists(later))


def big_picture() -> BigPicture | None:
    """Of real places; only where none has a report, of the fictional one, which then says so."""
    for is_fictional in (False, True):
        of_kind = reports.without_overlap().filter(department__region__is_fictional=is_fictional)
        newest = of_kind.order_by("-year").first()
        if newest:
            return picture(list(of_kind.filter(year=newest.year)), newest.year, is_fictional=is_fictional)
    return None


def picture(of: Sequence[Report], year: int, *, is_fictional: bool) -> BigPicture:
    projects = Line.objects.filter(table__report__in=of, table__kind="projects", row_kind="project")
    entries = by_total(summaries(of))
    classes, without = by_class(of)
    totals = checks.Counts()
    for entry in entries:
        if entry.checks:
            for key in ("passed", "skipped", "error", "warning", "notice"):
                setattr(totals, key, getattr(totals, key) + getattr(entry.checks, key))
    return BigPicture(
        year,
        is_fictional,
        entries,
        projects.count(),
        projects.filter(total__isnull=False).select_related("table__report").order_by("-total").first(),
        classes,
        without,
        totals,
    )


def by_class(of: Sequence[Report]) -> tuple[list[ByClass], int]:
    """Sums by 类 over table 3 of each report, and how many reports print no 类 there."""
    lines = Line.objects.filter(table__report__in=of, table__slug="expenditure", level=1, total__isnull=False)
    sums: dict[str, Decimal] = {}
    names: dict[str, str] = {}
    seen = set()
    for code, name, total, report in lines.values_list("code", "name", "total", "table__report_id"):
        if code and len(code) == 3:
            sums[code] = sums.get(code, Decimal(0)) + total
            names.setdefault(code, name or "")
            seen.add(report)
    found = [ByClass(code, names[code], plain_words.functional(code), amount) for code, amount in sums.items()]
    return sorted(found, key=lambda c: -c.amount), len(of) - len(seen)


def newest_published(most: int = 8) -> list[Summary]:
    return summaries(reports.published().order_by("-published_at", "-id")[:most])


def example() -> Report | None:
    """A report for the picture at the top: one whose hundred can be drawn, the newest."""
    known = reports.published().filter(total__gt=0, basic__gt=0, project__gt=0)
    real = known.filter(department__region__is_fictional=False).order_by("-year", "-published_at").first()
    return real or known.order_by("-year", "-published_at").first()


def parts_of(report: Report) -> list[figures.Part]:
    economic = list(Line.objects.filter(table__report=report, table__slug="basic_by_economic"))
    return figures.hundred(report.total, report.basic, report.project, economic)

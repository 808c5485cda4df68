"""Regions (行政区划) and departments (部门), and how many of them have a published report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q

from budgets.models import Department, Region, Report, Succession
from budgets.queries import renames, totals
from budgets.queries.reports import STAGE, listed, published, with_holder


@dataclass(slots=True)
class Place:
    """A region with the number of departments that have a published report, in it and below it."""

    region: Region
    count: int = 0
    children: list[Place] = field(default_factory=list)


def region(code: str) -> Region | None:
    return Region.objects.select_related("parent__parent", "successor").filter(code=code).first()


def path(of: Region) -> list[Region]:
    """From the province down to the region itself."""
    upwards = [of]
    while upwards[-1].parent:
        upwards.append(upwards[-1].parent)
    return upwards[::-1]


def prefix(code: str) -> str:
    """What the codes of a region and all below it begin with: 140000 → 14, 141100 → 1411, 141102 → 141102."""
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code


def department_counts() -> dict[str, int]:
    """Departments with a published report, by region code."""
    return dict(totals.of_regions().values_list("region_id", "departments"))


def with_counts(regions: Iterable[Region], counts: dict[str, int]) -> list[Place]:
    sums: dict[str, int] = {}
    for code, count in counts.items():
        for start in (code[:2], code[:4], code):
            sums[start] = sums.get(start, 0) + count
    return [Place(r, sums.get(prefix(r.code), 0)) for r in regions]


def counted(regions: Iterable[Region]) -> list[Place]:
    return with_counts(regions, department_counts())


def provinces() -> list[Place]:
    """Provinces, and under those that have reports their cities: those with reports first."""
    counts = department_counts()
    places = with_counts(Region.objects.filter(level=Region.Level.PROVINCE), counts)
    cities: dict[str, list[Region]] = {}
    held = [place.region.code for place in places if place.count]
    for city in Region.objects.filter(parent_id__in=held):
        cities.setdefault(city.parent_id, []).append(city)
    for place in places:
        place.children = sorted(with_counts(cities.get(place.region.code, []), counts), key=lambda p: -p.count)
    orphans = Region.objects.filter(parent=None).exclude(level=Region.Level.PROVINCE)
    return places + with_counts(orphans, counts)


def children(of: Region) -> list[Place]:
    return sorted(with_counts(of.children.all(), department_counts()), key=lambda place: -place.count)


def newest_reports(of: Region) -> list[Report]:
    """The newest year's report of each department of the region itself: 部门 before 单位."""
    held = Report.published.filter(stage=STAGE, department__region=of).order_by("department_id", "-year", "unit_id")
    ranked = held.select_related("department", "unit").only("year", "department__name", "unit__name")
    return listed([report.pk for report in one_per_department(ranked)])


def reports_of_year(of: Region, year: int) -> list[Report]:
    """One report of a year for each department of the region itself, so that they may be added up."""
    return one_per_department(published().filter(department__region=of, year=year).order_by("department_id", "unit_id"))


def years(of: Region) -> list[int]:
    """Years with a report of the region's own departments, newest first."""
    return sorted(totals.of_years().filter(region=of).values_list("year", flat=True), reverse=True)


def others(of: Region, here: Iterable[int]) -> list[Department]:
    """The region's own departments that have any published report, but for those that are here."""
    held = Report.published.filter(stage=STAGE, department=OuterRef("pk"))
    found = Department.objects.filter(Exists(held), region=of).exclude(pk__in=list(here))
    return list(found.only("name").order_by("name"))


@dataclass(frozen=True, slots=True)
class Standing:
    """A department's report of a year, as far as it matters for the sum and the order of a region's departments."""

    report_id: int
    department_id: int
    department: str
    unit: str | None
    total: Decimal | None
    carryover: Decimal | None

    @property
    def rank(self) -> tuple[bool, bool, int]:
        return (self.unit is not None, self.unit not in (None, self.department), self.report_id)


def standing(of: Region, year: int) -> list[Standing]:
    """One report of a year for each of the region's own departments, 部门 before 单位 (本级 first); largest first."""
    columns = ("pk", "department_id", "department__name", "unit__name", "total", "carryover")
    held = Report.published.filter(stage=STAGE, department__region=of, year=year).order_by("department_id", "unit_id")
    chosen: dict[int, Standing] = {}
    for row in held.values_list(*columns):
        one = Standing(*row)
        other = chosen.get(one.department_id)
        if other is None or one.rank < other.rank:
            chosen[one.department_id] = one
    return sorted(chosen.values(), key=lambda s: (s.total is None, -(s.total or 0)))


def one_per_department(reports: Iterable[Report]) -> list[Report]:
    """One report per department: the newest year, 部门 before 单位 (本级 first). Nothing is added up twice."""
    chosen: dict[int, Report] = {}
    for report in reports:
        other = chosen.get(report.department_id)
        if other is None or rank(report) < rank(other):
            chosen[report.department_id] = report
    return list(chosen.values())


def rank(report: Report) -> tuple[int, bool, bool, int]:
    unit = report.unit
    return (-report.year, unit is not None, unit is not None and unit.name != report.department.name, report.pk)


def department(department_id: int) -> Department | None:
    """Only one that has something published: drafts don't make a department public."""
    is_public = Exists(Report.published.filter(department=OuterRef("pk")))
    return Department.objects.select_related("region__parent__parent").filter(is_public, pk=department_id).first()


def department_reports(of: Department) -> list[Report]:
    """Under its present name and the names it had before."""
    found = Report.published.filter(stage=STAGE, department_id__in=renames.of(of.pk))
    return list(with_holder(found).order_by("-year", "unit_id"))


def successions(of: Department) -> list[Succession]:
    """Where the department came from and went on, oldest first; `other` has a page where it has a report."""
    found = Succession.objects.filter(Q(successor=of) | Q(predecessor=of)).select_related("predecessor", "successor")
    found = sorted(found, key=lambda s: (s.year, s.predecessor_id == of.pk))
    others = {s.predecessor_id for s in found} | {s.successor_id for s in found}
    public = set(Report.published.filter(department_id__in=others).values_list("department_id", flat=True))
    for succession in found:
        succession.is_before = succession.successor_id == of.pk
        succession.other = succession.predecessor if succession.is_before else succession.successor
        succession.other_is_public = succession.other.pk in public
    return found


@dataclass(frozen=True, slots=True)
class Choice:
    """A region as one of many to choose from."""

    code: str
    name: str
    is_fictional: bool
    parent: str | None


def with_reports() -> list[Choice]:
    """Regions that have a published report."""
    held = Region.objects.filter(code__in=totals.of_regions().values("region_id"))
    return [Choice(*row) for row in held.values_list("code", "name", "is_fictional", "parent__name")]

"""Projects (项目): their rows in published reports, one project over the years, its targets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from budgets.models import Line, Project, Report, Target
from budgets.queries import totals
from budgets.queries.reports import STAGE, published, without_overlap

if TYPE_CHECKING:
    from budgets.queries.search import Asked

KINDS = ("projects", "carryover_projects")
ORDERS = {"amount": (F("total").desc(nulls_last=True), "id"), "name": ("name", "id")}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which project rows: amounts in yuan; `turnover`: "new" ones of a year, or those "ended" in it."""

    question: Asked | None = None
    year: int | None = None
    region: str | None = None
    department: int | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    attribute: str = ""
    turnover: str = ""


def rows(wanted: Wanted, order: str = "amount") -> QuerySet[Line]:
    """Project rows, a unit's own only where its department's report isn't there: none stands twice."""
    found = Line.objects.filter(
        row_kind="project", table__kind__in=KINDS, table__report__in=without_overlap().order_by().values("pk")
    ).select_related("table__report__department__region", "table__report__unit", "table__report__source")
    if wanted.question and wanted.question.words:
        found = found.filter(wanted.question.matches("name"))
    if wanted.region:
        found = found.filter(table__report__department__region__code__startswith=wanted.region)
    if wanted.department:
        found = found.filter(table__report__department_id=wanted.department)
    if wanted.least is not None:
        found = found.filter(total__gte=wanted.least)
    if wanted.most is not None:
        found = found.filter(total__lte=wanted.most)
    if wanted.attribute:
        found = found.filter(Exists(forms_of_line().filter(attribute=wanted.attribute)))
    return turned(found, wanted).order_by(*ORDERS[order])


def turned(found: QuerySet[Line], wanted: Wanted) -> QuerySet[Line]:
    """Of one year; or those that last year's report of the same holder hasn't got, or next year's hasn't any more."""
    if wanted.turnover == "ended":
        found = found.filter(table__report__year=wanted.year - 1) if wanted.year else found
        return beside(found, 1)
    found = found.filter(table__report__year=wanted.year) if wanted.year else found
    return beside(found, -1) if wanted.turnover == "new" else found


def beside(found: QuerySet[Line], step: int) -> QuerySet[Line]:
    """Rows whose project the published report `step` years on doesn't list, though it lists projects."""
    same = {
        "table__report__status": Report.Status.PUBLISHED,
        "table__report__stage": STAGE,
        "table__report__department": OuterRef("table__report__department"),
        "table__report__year": OuterRef("table__report__year") + step,
        "table__kind__in": KINDS,
        "row_kind": "project",
    }
    other = Line.objects.annotate(of_unit=Coalesce("table__report__unit_id", 0)).filter(
        **same, of_unit=OuterRef("holder")
    )
    this_year = Line.objects.filter(
        table__report=OuterRef("table__report"), table__kind="projects", project_identity=OuterRef("project_identity")
    )
    return (
        found.filter(project_identity__isnull=False)
        .annotate(holder=Coalesce("table__report__unit_id", 0))
        .filter(Exists(other))
        .exclude(Exists(other.filter(project_identity=OuterRef("project_identity"))))
        .exclude(Q(table__kind="carryover_projects") & Exists(this_year))
    )


def forms_of_line() -> QuerySet[Target]:
    return Target.objects.filter(project=OuterRef("project_identity"), report=OuterRef("table__report"))


def attributes() -> list[str]:
    """项目属性 that published target forms print, commonest first."""
    counted: Counter[str] = Counter()
    for attributes in totals.of_years().values_list("attributes", flat=True):
        counted.update(attributes)
    return sorted(counted, key=lambda attribute: (-counted[attribute], attribute))


@dataclass(frozen=True, slots=True)
class Turnover:
    """Projects of a year beside the year before: new, no longer listed, and those whose amount changed."""

    before: Report
    new: list[Line]
    ended: list[Line]
    changed: list[tuple[Line, Line]]  # then, now; the largest change first


def turnover(report: Report) -> Turnover | None:
    """By identity, never by similar names. None without last year's published report, or where either lists none."""
    before = last_year(report)
    if before is None:
        return None
    then, now = identified(before), identified(report)
    if not then or not now:
        return None
    money = {key: (then[key], now[key]) for key in then.keys() & now.keys()}
    changed = [
        (old, new)
        for old, new in money.values()
        if old.table.kind == new.table.kind == "projects"
        and None not in (old.total, new.total)
        and old.total != new.total
    ]
    return Turnover(
        before,
        by_amount(line for key, line in now.items() if key not in then),
        by_amount(line for key, line in then.items() if key not in now),
        sorted(changed, key=lambda pair: -abs(pair[1].total - pair[0].total)),
    )


def last_year(report: Report) -> Report | None:
    """Of the same department and unit: projects are theirs, so a renamed department begins anew."""
    same = {"department_id": report.department_id, "unit_id": report.unit_id}
    return published().filter(**same, year=report.year - 1).first()


def identified(report: Report) -> dict[int, Line]:
    """Project rows by project, this year's money before carry-over."""
    found = Line.objects.filter(
        table__report=report, table__kind__in=KINDS, row_kind="project", project_identity__isnull=False
    )
    found = found.select_related("table").order_by(F("table__kind").desc(), "position")
    rows: dict[int, Line] = {}
    for line in found:
        line.table.report = report
        rows.setdefault(line.project_identity_id, line)
    return rows


def by_amount(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: -(line.total or 0))


def project(project_id: int) -> Project | None:
    """Only one with a row in a published report."""
    return (
        Project.objects.filter(pk=project_id, lines__table__report__status=Report.Status.PUBLISHED)
        .select_related("department__region__parent__parent")
        .distinct()
        .first()
    )


def lines(of: Project) -> list[Line]:
    """Its rows by year, of the 部门 report before the unit's own, this year's money before carry-over."""
    found = of.lines.filter(table__report__status=Report.Status.PUBLISHED, table__report__stage=STAGE)
    return sorted(
        found.select_related("table__report__department__region", "table__report__unit", "table__report__source"),
        key=lambda line: (
            line.table.report.year,
            line.table.report.unit_id is not None,
            line.table.kind == "carryover_projects",
            line.position,
        ),
    )


def one_per_year(of: Sequence[Line]) -> list[Line]:
    """One scope per year, so that nothing is counted twice: lines must come sorted as `lines` gives them."""
    report_of_year: dict[int, int] = {}
    return [
        line
        for line in of
        if report_of_year.setdefault(line.table.report.year, line.table.report_id) == line.table.report_id
    ]


def targets(of: Project) -> list[Target]:
    """Its target forms in published reports, 部门 before 单位."""
    return forms_in(of, Report.Status.PUBLISHED)


def replaced_targets(of: Project) -> list[Target]:
    """Its forms in versions that were replaced since."""
    return forms_in(of, Report.Status.SUPERSEDED)


def forms_in(of: Project, status: str) -> list[Target]:
    found = of.targets.filter(report__status=status, report__stage=STAGE)
    return list(
        found.select_related("report__source", "report__department__region", "report__unit")
        .prefetch_related("indicators")
        .order_by("-report__year", F("report__unit_id").asc(nulls_first=True), "-report__version", "position")
    )


def reported_years(of: Project) -> list[int]:
    """Years in which its department has a published report, whether it lists the project or not."""
    return list(Report.published.filter(department=of.department, stage=STAGE).values_list("year", flat=True))


def next_reports(of: Project, years: Sequence[int], unit_ids: Sequence[int | None]) -> list[Report]:
    """Published reports of the same holder that list projects, for years after this one's last: it has ended."""
    if not years:
        return []
    listing = Line.objects.filter(table__report=OuterRef("pk"), table__kind__in=KINDS, row_kind="project")
    later = Report.published.filter(Exists(listing), department=of.department, stage=STAGE, year__gt=max(years))
    later = later.select_related("department", "unit").order_by("year")
    return [report for report in later if report.unit_id in set(unit_ids)]

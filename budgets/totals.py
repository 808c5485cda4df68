"""Keeping 地区年度合计 (RegionYear) and what lists page through equal to the published reports.

Called whenever what is public changes."""

from __future__ import annotations

from collections.abc import Mapping

from django.apps.registry import Apps
from django.db import transaction
from django.db.models import Count, F, Max, Q, QuerySet, Sum

from budgets import kept_rows
from budgets.models import Finding, Line, ListedProject, Region, RegionYear, Report, ReportHoldings, Target
from budgets.queries import checks, home
from budgets.queries.reports import STAGE, without_overlap


@transaction.atomic
def refresh_for(report: Report) -> None:
    """A report became public, or is no longer: compute anew what it is part of."""
    region_id = report.department.region_id
    lock(region_id)
    kept_rows.refresh_year(region_id, report.department_id, report.year)
    add_up(region_id)


@transaction.atomic
def refresh_whole(region_id: str) -> None:
    lock(region_id)
    kept_rows.refresh_region(region_id)
    add_up(region_id)


def lock(region_id: str) -> None:
    """Whoever does it at the same time waits, and then sees this one's reports."""
    Region.objects.select_for_update().get(pk=region_id)


@transaction.atomic
def refresh_checks(report: Report) -> None:
    """A published report was checked anew: its rows are the same."""
    lock(report.department.region_id)
    kept_rows.rewrite_holdings(Q(pk=report.pk))
    add_up(report.department.region_id)


def add_up(region_id: str) -> None:
    """Compute one region's totals anew."""
    rows = {year: RegionYear(region_id=region_id, year=year) for year in years_of(region_id)}
    counted = without_overlap().filter(department__region_id=region_id).order_by()
    add_reports(rows, region_id, counted)
    add_projects(rows, region_id)
    add_classes(rows, counted)
    add_shares(rows, region_id)
    add_attributes(rows, region_id)
    add_checks(rows, region_id)
    RegionYear.objects.filter(region_id=region_id).delete()
    RegionYear.objects.bulk_create(rows.values())


def refresh_all() -> None:
    """All regions', or none: pages that search projects wait for the end."""
    held = set(RegionYear.objects.values_list("region_id", flat=True))
    with kept_rows.words_indexed_once():
        for region_id in sorted(held | set(published_in().values_list("department__region_id", flat=True).distinct())):
            refresh_whole(region_id)


def fill_if_missing(apps: Apps | None = None, **_signal: object) -> None:
    """After migrating a portal that published before there were such rows; not while it is at an older state."""
    if apps is None:  # a flush tells too
        return
    try:
        apps.get_model("budgets", "ReportHoldings")
    except LookupError:
        return
    if not ReportHoldings.objects.exists():
        for report in Report.objects.filter(check_counts=None).only("pk"):
            count_checks(report)
        refresh_all()
        kept_rows.analyze()


def count_checks(report: Report) -> None:
    """What lists show of a report's checks: a report has hundreds."""
    found = report.findings.filter(origin=Finding.Origin.CHECK).order_by()
    each = found.values_list("rule", "outcome", "severity").annotate(count=Count("pk"))
    report.check_counts = counted({tuple(which): count for *which, count in each})
    Report.objects.filter(pk=report.pk).update(check_counts=report.check_counts)


def counted(findings: Mapping[tuple[str, ...], int]) -> dict[str, int] | None:
    """From how many there are by rule, outcome and severity; None where nothing was checked."""
    counts: dict[str, int] = {}
    for (rule, outcome, severity), count in findings.items():
        if rule not in checks.FOR_STAFF:
            key = severity if outcome == "failed" else outcome
            counts[key] = counts.get(key, 0) + count
    return counts or None


def published_in(region_id: str | None = None) -> QuerySet[Report]:
    found = Report.published.filter(stage=STAGE).order_by()
    return found.filter(department__region_id=region_id) if region_id else found


def years_of(region_id: str) -> list[int | None]:
    years = list(published_in(region_id).values_list("year", flat=True).distinct())
    return [*years, None] if years else []


def add_reports(rows: dict[int | None, RegionYear], region_id: str, counted: QuerySet[Report]) -> None:
    of_region = published_in(region_id)
    for year, departments, published in of_region.values_list("year").annotate(
        Count("department", distinct=True), Count("pk")
    ):
        rows[year].departments, rows[year].published = departments, published
    if None in rows:
        rows[None].departments = of_region.aggregate(n=Count("department", distinct=True))["n"]
        rows[None].published = of_region.count()
    sums = counted.values("year").annotate(
        reports=Count("pk"),
        unit_reports=Count("unit"),
        total_sum=Sum("total"),
        carryover_sum=Sum("carryover"),
        three_public_sum=Sum("three_public"),
        with_three_public=Count("three_public"),
    )
    for found in sums:
        row = rows[found.pop("year")]
        for key, value in found.items():
            setattr(row, key.removesuffix("_sum"), value)


def add_projects(rows: dict[int | None, RegionYear], region_id: str) -> None:
    listed = ListedProject.objects.filter(region=region_id).order_by()
    this_year = Q(line__table__kind="projects")
    counted = listed.values_list("year").annotate(
        every=Count("pk"), own=Count("pk", filter=this_year), most=Max("total", filter=this_year)
    )
    for year, every, own, most in counted:
        rows[year].project_rows, rows[year].projects = every, own
        if most is not None:
            largest = listed.filter(this_year, year=year, total=most).order_by("pk")
            rows[year].largest_project = largest.values_list("pk", flat=True).first()


def add_classes(rows: dict[int | None, RegionYear], counted: QuerySet[Report]) -> None:
    """Sums by 类 over table 3 of each report."""
    lines = Line.objects.filter(
        table__report__in=counted.values("pk"), table__slug="expenditure", level=1, total__isnull=False
    )
    of_classes = lines.filter(code__regex=r"^\d{3}$").order_by()
    for year, with_classes in of_classes.values_list("table__report__year").annotate(
        Count("table__report", distinct=True)
    ):
        rows[year].with_classes = with_classes
    for year, code, amount, name in of_classes.values_list("table__report__year", "code").annotate(
        Sum("total"), Max("name")
    ):
        rows[year].classes[code] = [name or "", str(amount)]


def add_shares(rows: dict[int | None, RegionYear], region_id: str) -> None:
    """项目支出占比 of each department's newest report."""
    if None not in rows:
        return
    found = home.newest_with_shares(region_id)
    rows[None].with_shares = found.count()
    rows[None].mostly_projects = found.filter(project__gt=F("total") / 2).count()
    largest = found.order_by("-project_share", "pk")[: home.MOST_SHARES]
    rows[None].shares = [[report.pk, str(report.project_share)] for report in largest]


def add_attributes(rows: dict[int | None, RegionYear], region_id: str) -> None:
    printed = Target.objects.filter(report__in=published_in(region_id).values("pk"), attribute__gt="").order_by()
    for year, attribute, count in printed.values_list("report__year", "attribute").annotate(Count("pk")):
        rows[year].attributes[attribute] = count


def add_checks(rows: dict[int | None, RegionYear], region_id: str) -> None:
    found = Finding.objects.filter(report__in=published_in(region_id).values("pk"), origin=Finding.Origin.CHECK)
    counted = found.exclude(rule__in=checks.FOR_STAFF).order_by()
    for year, outcome, rule, severity, count in counted.values_list(
        "report__year", "outcome", "rule", "severity"
    ).annotate(Count("pk")):
        row = rows[year]
        if outcome == "failed":
            row.failed.setdefault(rule, {})[severity] = count
        else:
            setattr(row, outcome, getattr(row, outcome) + count)

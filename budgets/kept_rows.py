"""Keeping what lists page through (ListedProject, ReportCode) and sums by code and term equal to the published reports,
set by set in SQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Exists, F, Min, Model, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import MD5, Coalesce

from budgets import listed_turnover
from budgets.models import (
    CodeKind,
    Finding,
    GlossaryTerm,
    Line,
    ListedProject,
    RegionCode,
    RegionTerm,
    Report,
    ReportCode,
    ReportHoldings,
    ReportTable,
    Target,
)
from budgets.queries.codes import ECONOMIC_COLUMN
from budgets.queries.projects import KINDS
from budgets.queries.reports import STAGE, without_overlap

REPORT = "table__report_id"
YEAR = "table__report__year"
DEPARTMENT = "table__report__department_id"
REGION = "table__report__department__region_id"
WORDS = "listed_project_words"  # migration 0010
AMOUNTS = ("total", "basic", "project", "personnel", "public")


def refresh_year(region_id: str, department_id: int, year: int) -> None:
    """One department's year anew (only its own reports overlap), and the region's sums."""
    rewrite(Q(department=department_id, year=year))
    listed_turnover.mark(Q(department=department_id))
    add_up_codes(region_id, year)
    add_up_terms(region_id)


def refresh_region(region_id: str) -> None:
    rewrite(Q(department__region=region_id))
    listed_turnover.mark(Q(department__region=region_id))
    add_up_codes(region_id)
    add_up_terms(region_id)


def rewrite(which: Q) -> None:
    """What is kept of these reports, whether they still count or not, goes; what counts comes back."""
    every = Report.objects.filter(which).order_by().values("pk")
    counted = without_overlap().filter(which).order_by().values("pk")
    for model in (ListedProject, ReportCode):
        model._base_manager.filter(report__in=every).delete()
    insert(ListedProject, OF_PROJECT, project_rows(counted))
    for found in code_sums(counted):
        insert(ReportCode, ("report", "year", "kind", "code", "rows", "line", *AMOUNTS), found)
    rewrite_holdings(which)


def rewrite_holdings(which: Q) -> None:
    """Of every published report, those that overlap too."""
    ReportHoldings.objects.filter(report__in=Report.objects.filter(which).order_by().values("pk")).delete()
    found = holdings(Report.published.filter(which, stage=STAGE).order_by())
    insert(ReportHoldings, ("report", "tables", "empty_tables", "targets", "missing_tables", "missing_forms"), found)


def holdings(reports: QuerySet[Report]) -> QuerySet[Report]:
    known = ReportTable.objects.exclude(kind="other")
    return reports.values_list(
        "pk",
        number_of(known),
        number_of(known.exclude(Exists(Line.objects.filter(table=OuterRef("pk"))))),
        number_of(Target.objects.all()),
        number_of(lacking("tables-present")),
        number_of(lacking("targets-match-projects")),
    )


def number_of(rows: QuerySet[Any]) -> Coalesce:
    of_report = rows.filter(report=OuterRef("pk")).order_by().values("report")
    return Coalesce(Subquery(of_report.annotate(number=Count("pk")).values("number")), 0)


def lacking(rule: str) -> QuerySet[Finding]:
    """Tables or forms that a check of presence didn't find; amounts that differ aren't among them."""
    failed = Finding.objects.filter(origin=Finding.Origin.CHECK, rule=rule, outcome="failed")
    return failed.filter(column__isnull=True).exclude(table="targets")


OF_PROJECT = ("line", "report", "department", "region", "year", "name", "total", "attribute")


def project_rows(reports: QuerySet[Report]) -> QuerySet[Line]:
    """A unit's own only where its department's report isn't there: none stands twice."""
    found = Line.objects.filter(row_kind="project", table__kind__in=KINDS, table__report__in=reports)
    forms = Target.objects.filter(project=OuterRef("project_identity"), report=OuterRef(REPORT), attribute__gt="")
    attribute = Subquery(forms.order_by("position").values("attribute")[:1])
    return found.order_by().values_list("pk", REPORT, DEPARTMENT, REGION, YEAR, "name", "total", attribute)


def code_sums(reports: QuerySet[Report]) -> Iterator[QuerySet[Line]]:
    """Rows of one report under the same code are parts of one item: some places print them apart."""
    lines = Line.objects.filter(table__report__in=reports).order_by()
    functions = lines.filter(table__slug="expenditure", code__gt="").annotate(key=F("code"))
    yield summed(functions, CodeKind.FUNCTION)
    economics = lines.filter(table__slug="basic_by_economic")
    for kind, column in ECONOMIC_COLUMN.items():
        yield summed(economics.annotate(key=Coalesce(f"{column}_code", column)).filter(key__gt=""), kind)


def summed(lines: QuerySet[Line], kind: str) -> QuerySet[Line]:
    by_code = lines.annotate(of_kind=Value(kind)).values_list(REPORT, YEAR, "of_kind", "key")
    return by_code.annotate(Count("pk"), Min("pk"), *(Sum(column) for column in AMOUNTS))


def add_up_codes(region_id: str, year: int | None = None) -> None:
    """科目年度合计 of a region, from its reports' own sums."""
    which = Q(year=year) if year else Q()
    found = ReportCode.objects.filter(which, report__department__region=region_id).order_by()
    by_code = found.values_list("report__department__region_id", "year", "kind", "code")
    sums = by_code.annotate(Count("pk"), Count("report__unit"), Sum("total"))
    RegionCode.objects.filter(which, region=region_id).delete()
    insert(RegionCode, ("region", "year", "kind", "code", "reports", "unit_reports", "total"), sums)


def add_up_terms(region_id: str) -> None:
    region = "report__department__region_id"
    explained = GlossaryTerm.objects.filter(report__status=Report.Status.PUBLISHED, **{region: region_id})
    by_wording = explained.exclude(definition="").order_by().values_list(region, "term", MD5("definition"))
    RegionTerm.objects.filter(region=region_id).delete()
    insert(RegionTerm, ("region", "term", "wording", "reports", "first"), by_wording.annotate(Count("pk"), Min("pk")))


def insert(model: type[Model], fields: tuple[str, ...], found: QuerySet) -> None:
    """INSERT … SELECT: a region has thousands of rows, which needn't come here and go back."""
    columns = ", ".join(connection.ops.quote_name(model._meta.get_field(name).column) for name in fields)
    select, given = found.query.sql_with_params()
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({columns}) {select}", given)


@contextmanager
def words_indexed_once() -> Iterator[None]:
    """Putting a name's pairs of characters into their index row by row takes several times as long as all at once."""
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", [WORDS])
        (defined,) = cursor.fetchone()
        cursor.execute(f"DROP INDEX {connection.ops.quote_name(WORDS)}")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks that still wait gets no index
        yield
        cursor.execute(defined)


def analyze() -> None:
    """After filling them all: until PostgreSQL knows how many rows there are, it misjudges the ways to them."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for model in (ListedProject, RegionCode, RegionTerm, ReportCode, ReportHoldings):
                cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")

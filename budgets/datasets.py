"""数据集 (datasets): what leaves with you, declared once.

From here come the CSV and XLSX columns, the data dictionary, the API's schemas and the packages. A dataset's columns
are the file columns of its table (budgets/tables): `key` names the field in the API and in Parquet, `heading` stands in
CSV and XLSX, `type` is Table Schema's. Amounts are exact, in 万元. Rows come in a fixed order, a batch at a time, so
that a million of them need no more memory than a thousand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any

from django.db.models import Count, Model, Prefetch, QuerySet
from pydantic import BaseModel

from budgets import exports, narrowing
from budgets.models import Department, Finding, Indicator, Line, Project, Region, Report, ReportTable, Target
from budgets.narrowing import Filter
from budgets.queries import checks, places
from budgets.queries.reports import published
from budgets.queries.summaries import summaries
from budgets.tables import flat
from budgets.tables.columns import KINDS, PublicTable
from budgets.tables.findings import FindingsTable
from budgets.tables.lists import ReportsTable

BATCH = 1000


@dataclass(frozen=True, slots=True)
class Column:
    """`choices`: the word that a CSV file shows for each value. `source`: where the value comes from in the record."""

    key: str
    heading: str
    type: str
    unit: str
    about: str
    choices: Mapping[Any, str]
    source: str

    @property
    def kind(self) -> str:
        return KINDS[self.type]

    @property
    def words(self) -> str:
        """The Chinese word of each value that stands as a key."""
        said = self.choices.items() if self.type == "string" else ()
        return "；".join(f"{value} = {word}" for value, word in said)


@dataclass(frozen=True)
class Dataset:
    """`query` gives the rows that belong to published reports, `prepared` what the table reads of a batch of them."""

    name: str
    title: str
    table: type[PublicTable]
    query: Callable[[QuerySet[Report]], QuerySet[Any]]
    key: tuple[str, ...] = ("id",)
    prepared: Callable[[list[Any]], Iterable[object]] = iter
    filters: Mapping[str, Filter] = field(default_factory=dict)

    @property
    def about(self) -> str:
        return self.table.about

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return tuple(
            Column(
                bound.name,
                str(bound.header),
                bound.column.type,
                bound.column.unit,
                bound.column.about,
                bound.column.choices,
                str(bound.accessor),
            )
            for bound in self.table([]).file_columns()
        )

    def records(self, reports: QuerySet[Report] | None = None) -> Iterator[object]:
        """What the table makes rows of; of all published reports where none are given."""
        found = self.query(published() if reports is None else reports).order_by("pk")
        return self.batched(found.iterator(chunk_size=BATCH))

    def narrowed(self, found: QuerySet[Any], given: Mapping[str, object]) -> QuerySet[Any]:
        """`given` as `asked` or the API read it."""
        return found.filter(narrowing.conditions(self.filters, given))

    @cached_property
    def asked(self) -> type[BaseModel]:
        """The filters as a model that reads them and refuses what they can't be."""
        return narrowing.query_model(f"{self.name.title()}Query", self.filters)

    def batched(self, found: Iterable[Model]) -> Iterator[object]:
        rest = iter(found)
        while batch := list(islice(rest, BATCH)):
            yield from self.prepared(batch)

    def sheet(self, found: QuerySet[Any]) -> exports.Sheet:
        """The rows that are found, as a file; written by the database where the table reads of a row nothing more."""
        if self.prepared is iter:
            return exports.sheet_of_query(self.title, self.table([]), found)
        records = self.batched(found.iterator(chunk_size=BATCH))
        return exports.sheet(self.title, self.table([]), records, found.count)

    def rows(self, reports: QuerySet[Report] | None = None) -> Iterator[list[object]]:
        """Typed values in the order of `columns`: str, int, Decimal, bool, date, dict; None = nothing there."""
        make = self.table([]).typed_row
        return (make(record) for record in self.records(reports))


def ids(reports: QuerySet[Report]) -> QuerySet[Any]:
    return reports.order_by().values("pk")


def regions(reports: QuerySet[Report]) -> QuerySet[Region]:
    """All of them: a code list, whether or not a region has reports."""
    return Region.objects.all()


def departments(reports: QuerySet[Report]) -> QuerySet[Department]:
    public = Prefetch(
        "reports", queryset=reports.select_related(None).only("department", "year"), to_attr="public_reports"
    )
    whose = reports.order_by().values("department")
    return Department.objects.filter(pk__in=whose).select_related("region").prefetch_related("names", public)


def tables(reports: QuerySet[Report]) -> QuerySet[ReportTable]:
    found = ReportTable.objects.filter(report__in=ids(reports)).annotate(line_count=Count("lines"))
    return found.defer("headings").prefetch_related(Prefetch("report", queryset=whole_reports()))


def lines(reports: QuerySet[Report]) -> QuerySet[Line]:
    tables = ReportTable.objects.defer("cells", "headings", "note").prefetch_related(
        Prefetch("report", queryset=whole_reports())
    )
    found = Line.objects.filter(table__report__in=ids(reports)).defer("printed", "box")
    return found.prefetch_related(Prefetch("table", queryset=tables))


def whole_reports() -> QuerySet[Report]:
    """A report with whose it is: fetched once for the many rows of a batch that share it."""
    return Report.objects.defer("narrative").select_related("department__region", "unit", "source")


def projects(reports: QuerySet[Report]) -> QuerySet[Project]:
    shown = Line.objects.filter(table__report__in=ids(reports), project_identity__isnull=False)
    found = Project.objects.filter(pk__in=shown.order_by().values("project_identity"))
    return found.select_related("department__region")


def targets(reports: QuerySet[Report]) -> QuerySet[Target]:
    found = Target.objects.filter(report__in=ids(reports))
    return found.prefetch_related(Prefetch("report", queryset=whole_reports()))


def indicators(reports: QuerySet[Report]) -> QuerySet[Indicator]:
    found = Indicator.objects.filter(target__report__in=ids(reports))
    forms = Target.objects.only("report", "position", "name").prefetch_related(
        Prefetch("report", queryset=whole_reports())
    )
    return found.prefetch_related(Prefetch("target", queryset=forms))


def findings(reports: QuerySet[Report]) -> QuerySet[Finding]:
    whose = whole_reports().prefetch_related("acknowledgements", "replies")
    found = Finding.objects.filter(report__in=ids(reports), origin=Finding.Origin.CHECK)
    return found.exclude(rule__in=checks.FOR_STAFF).prefetch_related(Prefetch("report", queryset=whose))


DATASETS = (
    Dataset("regions", "行政区划", flat.RegionsTable, regions, ("code",), places.counted, narrowing.REGIONS),
    Dataset("departments", "部门", flat.DepartmentsTable, departments, filters=narrowing.DEPARTMENTS),
    Dataset("reports", "报告", ReportsTable, lambda reports: reports, ("public_id",), summaries, narrowing.REPORTS),
    Dataset("tables", "表", flat.TablesTable, tables, filters=narrowing.TABLES),
    Dataset("lines", "表里的行", flat.LinesTable, lines, filters=narrowing.LINES),
    Dataset("projects", "项目", flat.ProjectsListTable, projects, filters=narrowing.PROJECTS),
    Dataset("targets", "绩效目标表", flat.TargetsTable, targets, filters=narrowing.TARGETS),
    Dataset(
        "indicators",
        "绩效指标",
        flat.IndicatorsTable,
        indicators,
        ("target_id", "position"),
        filters=narrowing.INDICATORS,
    ),
    Dataset("checks", "核对结果", FindingsTable, findings, filters=narrowing.CHECKS),
)
DATASET = {dataset.name: dataset for dataset in DATASETS}

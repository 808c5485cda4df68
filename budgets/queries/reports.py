"""Reports (公开报告) by address: the published one, the other scopes and years beside it, one version for ever."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db import connections, router
from django.db.models import Count, Exists, F, FloatField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce

from budgets.models import BudgetUnit, GlossaryTerm, Line, Report, ReportTable, Section, SourceFile, Statement
from budgets.models.lookups import JSONLength
from budgets.queries import renames, totals
from budgets.queries.changes import decimal
from budgets.vocabulary import UNITS

STAGE = "budget"
SHOWN_BESIDE = (
    *("public_id", "department__name", "unit__name", "year", "version", "version_reason", "status"),
    *("total", "three_public", "source__kind"),
)
WHOLE = ("department__region__parent__parent", "unit", "source", "reading")
NOT_PUBLIC = (Report.Status.DRAFT, Report.Status.SUBMITTED)


def published() -> QuerySet[Report]:
    """Where every public list starts: published budgets with whose they are and where the file is."""
    return Report.published.filter(stage=STAGE).select_related(*WHOLE)


def listed(keys: Sequence[int]) -> list[Report]:
    """Published reports as lists show them, in no order."""
    return list(with_holder(Report.published.filter(pk__in=keys)))


def with_holder(found: QuerySet[Report]) -> QuerySet[Report]:
    """With whose they are and the file: a list needs no more, and may be long."""
    return found.select_related("department__region", "unit", "source").defer("printed", "stated")


class Addressed(NamedTuple):
    """What an address leads to, and the newest event of its department: what its validators are made of."""

    pk: int
    status: str
    published_at: datetime
    unit_id: int | None
    unit: str | None
    department: str
    event: int | None
    changed_at: datetime


# Every page of a report and every "is it still the same?" begins with this one query: building it with the ORM takes
# several times as long as running it.
ADDRESSED = """
    SELECT r.id, r.status, r.published_at, r.unit_id, u.name, d.name,
        (SELECT MAX(e.id) FROM budgets_event e JOIN budgets_report o ON o.id = e.report_id
         WHERE o.department_id = r.department_id),
        (SELECT MAX(e.at) FROM budgets_event e JOIN budgets_report o ON o.id = e.report_id
         WHERE o.department_id = r.department_id)
    FROM budgets_report r JOIN budgets_department d ON d.id = r.department_id
        LEFT JOIN budgets_budgetunit u ON u.id = r.unit_id
    WHERE {} ORDER BY r.unit_id
"""
OF_YEAR = "r.department_id = %s AND r.year = %s AND r.status = 'published' AND r.stage = 'budget'"


def addressed(where: str, *values: object) -> list[Addressed]:
    connection = connections[router.db_for_read(Report)]
    with connection.cursor() as cursor:
        cursor.execute(ADDRESSED.format(where), values)
        rows = cursor.fetchall()
    return [
        Addressed(pk, status, moment(published_at), *whose, event, moment(changed_at or published_at))
        for pk, status, published_at, *whose, event, changed_at in rows
    ]


def moment(stored: datetime | str) -> datetime:
    """SQLite keeps moments as text, in UTC."""
    return stored if isinstance(stored, datetime) else datetime.fromisoformat(stored).replace(tzinfo=UTC)


def of_department(department_id: int, year: int) -> Addressed | None:
    """部门预算 before 单位预算; among units the 本级 (named like its department) before the others."""
    found = addressed(OF_YEAR, department_id, year)
    return min(found, key=lambda r: (r.unit_id is not None, r.unit != r.department), default=None)


def of_unit(department_id: int, unit_id: int, year: int) -> Addressed | None:
    return next(iter(addressed(f"{OF_YEAR} AND r.unit_id = %s", department_id, year, unit_id)), None)


def of_public_id(public_id: str) -> Addressed | None:
    """One version, whatever became of it since; a draft, submitted or not, has no public address."""
    return next(iter(addressed("r.public_id = %s AND r.status NOT IN ('draft', 'submitted')", public_id)), None)


def whole(pk: int) -> Report:
    return Report.objects.select_related(*WHOLE).get(pk=pk)


@dataclass(frozen=True, slots=True)
class Beside:
    """What else there is of a report's department and of its holder."""

    siblings: list[Report]  # the other published ones of the same year: the 部门 one and the units' own
    holders: list[Report]  # the same holder's published ones, the department under whatever name, by year
    versions: list[Report]  # earlier and later ones, newest first; withdrawn ones too, since their addresses say so

    @property
    def present(self) -> Report | None:
        """The published version, if there is one."""
        return next((version for version in self.versions if version.status == Report.Status.PUBLISHED), None)

    def is_correction(self, report: Report) -> bool:
        """It replaced a version, whose cells can be held against its own."""
        replaced = Report.Status.SUPERSEDED
        return any(version.status == replaced and version.version < report.version for version in self.versions)


def beside(report: Report) -> Beside:
    same_year = Q(department_id=report.department_id, year=report.year)
    same_holder = Q(department_id__in=renames.of(report.department_id), unit_id=report.unit_id)
    found = Report.objects.filter(same_year | same_holder, stage=report.stage).exclude(status__in=NOT_PUBLIC)
    found = list(found.select_related("department", "unit", "source").only(*SHOWN_BESIDE).order_by("year", "unit_id"))
    published = [other for other in found if other.status == Report.Status.PUBLISHED]
    here = (report.department_id, report.year)
    return Beside(
        [r for r in published if (r.department_id, r.year) == here and r.unit_id != report.unit_id],
        [r for r in published if r.unit_id == report.unit_id],
        sorted(
            (r for r in found if (r.department_id, r.year, r.unit_id) == (*here, report.unit_id)),
            key=lambda version: -version.version,
        ),
    )


def present(report: Report) -> Report | None:
    """The published version of this report, if there is one."""
    return published().filter(**same(report)).first()


def name_then(report: Report) -> str:
    """Whose report it is, by the name it had in that year: old pages keep the old name."""
    if report.unit:
        return report.unit.name
    former = report.department.names.filter(from_year__lte=report.year, to_year__gte=report.year).first()
    return former.name if former else report.department.name


def same(report: Report) -> dict[str, object]:
    return {
        "department_id": report.department_id,
        "unit_id": report.unit_id,
        "year": report.year,
        "stage": report.stage,
    }


def units(department_id: int) -> QuerySet[BudgetUnit]:
    return BudgetUnit.objects.filter(department_id=department_id)


def tables(report: Report) -> list[ReportTable]:
    """The report's tables in printed order, with `row_count`; the cells of those without a kind are not loaded."""
    counted = Line.objects.filter(table=OuterRef("pk")).order_by().values("table").annotate(rows=Count("*"))
    row_count = Coalesce(Subquery(counted.values("rows")), JSONLength("cells"))
    stored = list(report.tables.annotate(row_count=row_count).defer("cells", "headings"))
    for table in stored:
        table.report = report
    return stored


def table(report: Report, slug: str) -> ReportTable | None:
    return report.tables.filter(slug=slug).first()


def lines(stored: ReportTable) -> list[Line]:
    found = list(stored.lines.all())
    for line in found:
        line.table = stored
    return found


def lines_of_kinds(stored: Sequence[ReportTable], slugs: Mapping[str, Q]) -> dict[str, list[Line]]:
    """Rows of several of a report's tables in one query, by table: of each table those that its condition lets in."""
    by_slug: dict[str, list[Line]] = {slug: [] for slug in slugs}
    wanted = {table.pk: table for table in stored if table.slug in by_slug}
    rows = Q(pk=None)
    for table in wanted.values():
        rows |= Q(table=table) & slugs[table.slug]
    for line in Line.objects.filter(rows).order_by("table_id", "position"):
        line.table = wanted[line.table_id]
        by_slug[line.table.slug].append(line)
    return by_slug


def line(report: Report, slug: str, position: int) -> Line | None:
    return (
        Line.objects.filter(table__report=report, table__slug=slug, position=position).select_related("table").first()
    )


def sections(report: Report) -> list[Section]:
    return list(report.sections.all())


DUTIES = Q(title__contains="职责") | Q(title__contains="职能") | Q(title__contains="机构") | Q(title__contains="构成")


def duties(report: Report) -> list[Section]:
    """主要职责 and 机构设置, in the report's own words; a section without text says nothing and is left out."""
    return list(report.sections.filter(DUTIES).exclude(text=""))


def statements(report: Report) -> list[Statement]:
    return list(report.statements.all())


def stated(statements: Iterable[Statement], topic: str) -> Statement | None:
    """The sentence that states a figure of a topic, with `yuan`; None where it states none or in no known unit."""
    for said in statements:
        amount = decimal(said.amount) if said.topic == topic and said.unit in UNITS else None
        if amount is not None:
            said.yuan = amount * UNITS[said.unit]
            return said
    return None


def terms(report: Report) -> list[GlossaryTerm]:
    return list(report.glossary.all())


def without_overlap() -> QuerySet[Report]:
    """Published reports that may be added up: a unit's own is left out where its department's is there too."""
    whole = Report.published.filter(stage=STAGE, unit=None, department=OuterRef("department"), year=OuterRef("year"))
    return published().exclude(Q(unit__isnull=False) & Exists(whole))


def by_project_share(found: QuerySet[Report]) -> QuerySet[Report]:
    """With `project_share`, 项目支出 out of the total: those that print both, real places first, the largest first."""
    both = found.filter(total__gt=0, project__isnull=False)
    # Only for the order: SQLite divides whole numbers without decimals.
    part = Cast("project", FloatField()) / Cast("total", FloatField())
    return both.annotate(project_share=part).order_by("department__region__is_fictional", "-project_share", "pk")


def by_total(found: QuerySet[Report]) -> QuerySet[Report]:
    return found.order_by("department__region__is_fictional", F("total").desc(nulls_last=True), "pk")


def newest_year() -> int | None:
    """The newest year with a report of a real place; where there is none, of the fictional one."""
    found = totals.of_years().order_by("region__is_fictional", "-year")
    return found.values_list("year", flat=True).first()


def personal_boxes(source: SourceFile) -> dict[int, list[tuple[Decimal, ...]]]:
    """Boxes of form-fillers' names and telephones by page, as any reading of the file found them."""
    found: dict[int, list[tuple[Decimal, ...]]] = {}
    for boxes in source.readings.order_by("pk").values_list("personal_boxes", flat=True):
        for page, on_page in (boxes or {}).items():
            known = found.setdefault(int(page), [])
            exact = (tuple(Decimal(str(edge)) for edge in box) for box in on_page)
            known += [box for box in exact if box not in known]
    return {page: boxes for page, boxes in found.items() if boxes}


def personal_spans(source: SourceFile) -> list[tuple[int, int]]:
    """The same of a text or web page: from byte to byte."""
    found = {tuple(span) for spans in source.readings.values_list("personal_spans", flat=True) for span in spans}
    return sorted(found)


def is_masked(source: SourceFile) -> bool:
    """Whether what visitors get is a copy without form-fillers' names and telephones."""
    held = source.readings.values_list("personal_boxes", "personal_spans")
    return any(spans or any((boxes or {}).values()) for boxes, spans in held)

"""Reports (公开报告) by address: the published one, the other scopes and years beside it, one version for ever."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.db.models import Exists, F, FloatField, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from budgets.models import BudgetUnit, GlossaryTerm, Line, Report, ReportTable, Section, SourceFile, Statement
from budgets.queries import renames, totals
from budgets.vocabulary import UNITS

STAGE = "budget"
NOT_PUBLIC = (Report.Status.DRAFT, Report.Status.SUBMITTED)


def published() -> QuerySet[Report]:
    """Where every public list starts: published budgets with whose they are and where the file is."""
    return Report.published.filter(stage=STAGE).select_related(
        "department__region__parent__parent", "unit", "source", "reading"
    )


def listed(keys: Sequence[int]) -> list[Report]:
    """Published reports as lists show them, in no order."""
    return list(with_holder(Report.published.filter(pk__in=keys)))


def with_holder(found: QuerySet[Report]) -> QuerySet[Report]:
    """With whose they are and the file: a list needs no more, and may be long."""
    return found.select_related("department__region", "unit", "source")


def of_department(department_id: int, year: int) -> Report | None:
    """部门预算 before 单位预算; among units the 本级 (named like its department) before the others."""
    reports = list(published().filter(department_id=department_id, year=year).order_by("unit_id"))
    if not reports:
        return None
    return min(reports, key=lambda r: (r.unit_id is not None, r.unit is not None and r.unit.name != r.department.name))


def of_unit(department_id: int, unit_id: int, year: int) -> Report | None:
    return published().filter(department_id=department_id, unit_id=unit_id, year=year).first()


def of_public_id(public_id: str) -> Report | None:
    """One version, whatever became of it since; a draft, submitted or not, has no public address."""
    return (
        Report.objects.exclude(status__in=NOT_PUBLIC)
        .select_related("department__region__parent__parent", "unit", "source", "reading")
        .filter(public_id=public_id)
        .first()
    )


def beside(report: Report) -> list[Report]:
    """The published reports of the same department in the same year, and of the same holder, whatever its name, in
    every year."""
    same_year = Q(department_id=report.department_id, year=report.year)
    same_holder = Q(department_id__in=renames.of(report.department_id), unit_id=report.unit_id)
    return list(published().filter(same_year | same_holder).order_by("year", "unit_id"))


def siblings(report: Report, beside: Sequence[Report]) -> list[Report]:
    """Of these the other ones of the same year: the 部门 one and the units' own."""
    same_year = [other for other in beside if (other.department_id, other.year) == (report.department_id, report.year)]
    return [other for other in same_year if other.unit_id != report.unit_id]


def years(report: Report, beside: Sequence[Report]) -> list[Report]:
    """Of these the same holder's, the department under whatever name, by year."""
    return [other for other in beside if other.unit_id == report.unit_id]


def present(report: Report) -> Report | None:
    """The published version of this report, if there is one."""
    return published().filter(**same(report)).first()


def versions(report: Report) -> list[Report]:
    """Earlier and later versions, newest first; withdrawn ones too, since their addresses say so."""
    return list(Report.objects.exclude(status__in=NOT_PUBLIC).filter(**same(report)).order_by(F("version").desc()))


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
    """The report's tables in printed order, with `row_count`."""
    counts: dict[int, int] = {}
    for table_id in Line.objects.filter(table__report=report).values_list("table_id", flat=True):
        counts[table_id] = counts.get(table_id, 0) + 1
    stored = list(report.tables.all())
    for table in stored:
        table.row_count = counts.get(table.pk, len(table.cells))
    return stored


def table(report: Report, slug: str) -> ReportTable | None:
    return report.tables.filter(slug=slug).first()


def lines(stored: ReportTable) -> list[Line]:
    found = list(stored.lines.all())
    for line in found:
        line.table = stored
    return found


def lines_of_kinds(report: Report, slugs: Sequence[str]) -> dict[str, list[Line]]:
    """Rows of several tables in one query, by table."""
    by_slug: dict[str, list[Line]] = {slug: [] for slug in slugs}
    found = Line.objects.filter(table__report=report, table__slug__in=slugs).select_related("table")
    for line in found.order_by("table__position", "position"):
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


def stated(report: Report, topic: str) -> Statement | None:
    """The sentence that states a figure of a topic, with `yuan`; None where it states none or in no known unit."""
    found = report.statements.filter(topic=topic, amount__regex=r"^\d+(\.\d+)?$", unit__in=UNITS).first()
    if found:
        found.yuan = Decimal(found.amount) * UNITS[found.unit]
    return found


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


def of_real_places() -> QuerySet[Report]:
    """Without the fictional region, whose figures are never added to real ones."""
    return without_overlap().filter(department__region__is_fictional=False)


def years_with_reports(region: str | None = None) -> list[int]:
    """Newest first. `region`: what the region's code begins with."""
    return sorted(set(totals.of_years(region).values_list("year", flat=True)), reverse=True)


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

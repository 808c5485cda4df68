"""From a parsed report to its stored rows. Called by the one saving action, inside its transaction."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from django.db.models import QuerySet

from budgets import totals
from budgets.models import (
    Finding,
    GlossaryTerm,
    Indicator,
    Line,
    Project,
    Report,
    ReportTable,
    Section,
    ServicePurchase,
    Statement,
    Target,
)
from ingest.checks import Finding as CheckFinding
from ingest.identity import project_key
from ingest.lines import lines_of
from ingest.parser.report import ParsedReport

BATCH = 1000
COLUMNS_OF_FINDING = {"rule", "severity", "outcome", "table", "row", "column", "page", "reason"}


def save_tables(report: Report, parsed: ParsedReport) -> list[str]:
    """Tables and their lines; gives the doubts that came up, in Chinese."""
    doubts: list[str] = []
    slugs: Counter[str] = Counter()
    for position, table in enumerate(parsed.tables, start=1):
        slugs[table.id] += 1
        stored = ReportTable.objects.create(
            report=report,
            position=position,
            kind=table.id,
            slug=slug(table.id, slugs[table.id]),
            number=table.number,
            title=table.title,
            unit=table.unit,
            carryover=table.carryover,
            funds=table.funds,
            note=table.note,
            pages=list(table.pages),
            headings=[list(row) for row in table.headings],
            cells=[list(row) for row in table.cells],
        )
        save_lines(report, list(lines_of(table, stored, doubts)))
    return doubts


def slug(table_id: str, occurrence: int) -> str:
    if table_id == "other":
        return f"other-{occurrence}"
    return table_id if occurrence == 1 else f"{table_id}-{occurrence}"


def save_lines(report: Report, lines: list[Line]) -> None:
    if report.department:
        for line in lines:
            if line.row_kind == "project" and line.name:
                line.project_identity = project_of(report, line.unit, line.name)
    Line.objects.bulk_create(lines, batch_size=BATCH)


def project_of(report: Report, unit: str | None, name: str) -> Project:
    project, _ = Project.objects.get_or_create(
        department=report.department,
        unit_name=unit or report.department.name,
        key=project_key(name),
        defaults={"name": name},
    )
    return project


def link_projects(report: Report) -> None:
    """Tie lines and targets to their projects, once the department is known."""
    for line in Line.objects.filter(
        table__report=report, row_kind="project", project_identity=None, name__isnull=False
    ):
        line.project_identity = project_of(report, line.unit, line.name)
        line.save(update_fields=["project_identity"])
    for target in report.targets.filter(project=None):
        target.project = known_project(report, target.unit, target.name)
        target.save(update_fields=["project"])


def known_project(report: Report, unit: str | None, name: str) -> Project | None:
    """The project a target form speaks of: by unit and name, or by name alone where only one unit has it."""
    if report.department is None:
        return None
    named = Project.objects.filter(
        department=report.department, key=project_key(name), lines__table__report=report
    ).distinct()
    exact = [project for project in named if project.unit_name == unit]
    found = exact or list(named)
    return found[0] if len(found) == 1 else None


def save_targets(report: Report, parsed: ParsedReport) -> None:
    for position, target in enumerate(parsed.targets, start=1):
        stored = Target.objects.create(
            report=report,
            project=known_project(report, target.unit, target.project),
            position=position,
            name=target.project,
            department_code=target.department_code,
            unit=target.unit,
            attribute=target.attribute,
            period=target.period,
            funding={half: dict(sources) for half, sources in target.funding.items()},
            overview=target.overview,
            basis=target.basis,
            necessity=target.necessity,
            measures=target.measures,
            plan=target.plan,
            implementation_goal=target.goals.get("implementation"),
            annual_goal=target.goals.get("annual"),
            filled_at=target.filled_at,
            pages=list(target.pages),
        )
        Indicator.objects.bulk_create(
            Indicator(
                target=stored,
                position=n,
                scope=i.scope,
                level1=i.level1,
                level2=i.level2,
                level3=i.level3,
                value=i.value,
            )
            for n, i in enumerate(target.indicators, start=1)
        )


def save_texts(report: Report, parsed: ParsedReport) -> None:
    Section.objects.bulk_create(
        Section(report=report, position=n, part=s.part, title=s.title, text=s.text, page=s.page)
        for n, s in enumerate(parsed.sections, start=1)
    )
    save_statements(report, parsed)
    GlossaryTerm.objects.bulk_create(
        GlossaryTerm(report=report, position=n, term=t.term, definition=t.definition)
        for n, t in enumerate(parsed.glossary, start=1)
    )
    ServicePurchase.objects.bulk_create(
        ServicePurchase(report=report, position=n, code=p.code, name=p.name, amount=p.amount)
        for n, p in enumerate(parsed.service_purchases, start=1)
    )


def save_statements(report: Report, parsed: ParsedReport) -> None:
    Statement.objects.bulk_create(
        Statement(
            report=report,
            position=n,
            **{
                key: getattr(s, key)
                for key in ("topic", "quote", "amount", "count", "share", "unit", "table", "row", "column", "page")
            },
        )
        for n, s in enumerate(parsed.statements, start=1)
    )


def save_findings(report: Report, parsed: ParsedReport, checked: tuple[CheckFinding, ...], notes: list[str]) -> None:
    """Doubts of the reading first, then what the checks found."""
    doubts = [
        Finding(
            report=report,
            origin="reading",
            rule=f.rule,
            severity=f.severity,
            outcome="failed",
            table=f.table,
            row=f.row,
            column=f.column,
            page=f.page,
            message=f.message,
        )
        for f in parsed.findings
    ]
    doubts += [
        Finding(report=report, origin="reading", rule="identity", severity="notice", outcome="failed", message=note)
        for note in notes
    ]
    results = [
        Finding(
            report=report,
            origin="check",
            rule=f.rule,
            severity=f.severity,
            outcome=f.outcome,
            table=f.table,
            row=f.row,
            column=f.column,
            page=f.page,
            evidence=evidence_of(f),
            message=f.reason or "",
        )
        for f in checked
    ]
    for position, finding in enumerate([*doubts, *results], start=1):
        finding.position = position
    Finding.objects.bulk_create([*doubts, *results], batch_size=BATCH)
    totals.count_checks(report)
    if report.status == Report.Status.PUBLISHED:
        totals.refresh(report.department.region_id)


def evidence_of(found: CheckFinding) -> dict[str, object]:
    """What has no column of its own. A report has hundreds of findings: what is stored twice is the largest table."""
    told = found.to_json()
    if found.occurrence == 1:
        del told["place"]  # Finding.place puts it together
    return {key: value for key, value in told.items() if value is not None and key not in COLUMNS_OF_FINDING}


def summarise(report: Report) -> None:
    """The report's headline amounts in yuan, from its own tables: NULL where the table or the row isn't there."""
    lines = Line.objects.filter(table__report=report).order_by("table__position", "position")
    balance, expenditure = lines.filter(table__slug="balance"), lines.filter(table__slug="expenditure")
    closing = balance.filter(side="expenditure", name__contains="总计").last()
    whole = whole_of(expenditure)
    report.total = first_amount(closing and closing.total, whole and whole.total)
    report.basic, report.project = (whole.basic, whole.project) if whole else (None, None)
    three_public = lines.filter(table__slug="three_public")
    headline = three_public.filter(name__contains="三公").first() or three_public.filter(is_total=True).first()
    report.three_public = headline and headline.total
    brought = balance.filter(side="revenue", name__startswith="上年结转").first()
    report.carryover = brought and brought.amount


def whole_of(expenditure: QuerySet[Line]) -> Line | None:
    """The row of the whole 支出总表: 合计, or in its place the department's own row, which has no code."""
    return expenditure.filter(level=0).first() or expenditure.filter(position=1, code=None).first()


def first_amount(*amounts: Decimal | None) -> Decimal | None:
    """The first that is there: 0 is there, a blank is not."""
    return next((amount for amount in amounts if amount is not None), None)

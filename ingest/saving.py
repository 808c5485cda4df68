"""From a parsed report to its stored rows. Called by the one saving action, inside its transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

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
from ingest.inserting import insert_rows
from ingest.lines import lines_of
from ingest.parser.report import ParsedReport, Table
from ingest.parser.report import Target as ParsedTarget
from ingest.project_identities import identify_lines, meant_by
from ingest.sheets import slugs
from ingest.stored import STATEMENT, TARGET

INDICATOR = ("scope", "level1", "level2", "level3", "value")


@dataclass(frozen=True, slots=True)
class SavedTables:
    """All rows in printed order, the projects they speak of, and the doubts that came up, in Chinese."""

    lines: list[Line]
    projects: set[Project]
    doubts: list[str]


def save_tables(report: Report, parsed: ParsedReport) -> SavedTables:
    stored = ReportTable.objects.bulk_create(
        new_table(report, position, table, slug)
        for position, (table, slug) in enumerate(zip(parsed.tables, slugs(parsed.tables), strict=True), start=1)
    )
    doubts: list[str] = []
    lines = [line for table, at in zip(parsed.tables, stored, strict=True) for line in lines_of(table, at, doubts)]
    projects = {line.project_identity for line in identify_lines(report, lines)}
    insert_rows(lines)
    return SavedTables(lines, projects, doubts)


def new_table(report: Report, position: int, table: Table, slug: str) -> ReportTable:
    return ReportTable(
        report=report,
        position=position,
        kind=table.id,
        slug=slug,
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


def save_targets(report: Report, parsed: ParsedReport, projects: Collection[Project]) -> None:
    """The target forms with their indicators; `projects` are those that the report's rows speak of."""
    stored = Target.objects.bulk_create(
        new_target(report, position, target, meant_by(projects, target.unit, target.project))
        for position, target in enumerate(parsed.targets, start=1)
    )
    insert_rows(
        [
            Indicator(target_id=at.pk, position=n, **{key: getattr(i, key) for key in INDICATOR})
            for target, at in zip(parsed.targets, stored, strict=True)
            for n, i in enumerate(target.indicators, start=1)
        ]
    )


def new_target(report: Report, position: int, target: ParsedTarget, project: Project | None) -> Target:
    return Target(
        report=report,
        project=project,
        position=position,
        name=target.project,
        funding={half: dict(sources) for half, sources in target.funding.items()},
        implementation_goal=target.goals.get("implementation"),
        annual_goal=target.goals.get("annual"),
        filled_at=target.filled_at,
        pages=list(target.pages),
        **{key: getattr(target, key) for key in TARGET},
    )


def save_texts(report: Report, parsed: ParsedReport) -> None:
    insert_rows(
        [
            Section(report_id=report.pk, position=n, part=s.part, title=s.title, text=s.text, page=s.page)
            for n, s in enumerate(parsed.sections, start=1)
        ]
    )
    save_statements(report, parsed)
    insert_rows(
        [
            GlossaryTerm(report_id=report.pk, position=n, term=t.term, definition=t.definition)
            for n, t in enumerate(parsed.glossary, start=1)
        ]
    )
    insert_rows(
        [
            ServicePurchase(report_id=report.pk, position=n, code=p.code, name=p.name, amount=p.amount)
            for n, p in enumerate(parsed.service_purchases, start=1)
        ]
    )


def save_statements(report: Report, parsed: ParsedReport) -> None:
    insert_rows(
        [
            Statement(report_id=report.pk, position=n, **{key: getattr(s, key) for key in STATEMENT})
            for n, s in enumerate(parsed.statements, start=1)
        ]
    )


def save_findings(report: Report, parsed: ParsedReport, checked: tuple[CheckFinding, ...], notes: list[str]) -> None:
    """Doubts of the reading first, then what the checks found. The caller saves the report with its new counts."""
    doubts = [
        Finding(
            report_id=report.pk,
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
        Finding(
            report_id=report.pk, origin="reading", rule="identity", severity="notice", outcome="failed", message=note
        )
        for note in notes
    ]
    results = [
        Finding(
            report_id=report.pk,
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
    insert_rows([*doubts, *results])
    report.check_counts = totals.counted(Counter((f.rule, f.outcome, f.severity) for f in checked))


def evidence_of(found: CheckFinding) -> dict[str, object]:
    """What has no column of its own. A report has hundreds of findings: what is stored twice is the largest table."""
    told = {
        "left": found.left and found.left.to_json(),
        "right": found.right and found.right.to_json(),
        "gap": found.gap,
        "tolerance": found.tolerance,
        "unit": found.unit,
        "place": found.place if found.occurrence > 1 else None,  # else Finding.place puts it together
    }
    return {key: value for key, value in told.items() if value is not None}

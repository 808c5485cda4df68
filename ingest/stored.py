"""存成的报告 (stored reports) back as parsed ones: what checks, corrections and comparisons start from."""

from __future__ import annotations

from budgets.models import Line, Report, ReportTable
from budgets.models import Target as StoredTarget
from ingest.parser.as_json import page_kinds_from
from ingest.parser.report import (
    Indicator,
    ParsedReport,
    ReadingFinding,
    Row,
    Section,
    ServicePurchase,
    Statement,
    Table,
    Target,
    Term,
)
from ingest.reading.page import Box

NOTES = ("identity",)  # findings that storing added to those of the reading
STATEMENT = ("topic", "quote", "amount", "count", "share", "unit", "table", "row", "column", "page")
TARGET = ("department_code", "unit", "attribute", "period", "overview", "basis", "necessity", "measures", "plan")


def parsed_report(report: Report) -> ParsedReport:
    """The report as it stands: as read, with the corrections that were made since."""
    return ParsedReport(
        department=report.printed.get("department"),
        year=report.printed.get("year"),
        scope=report.printed.get("scope"),
        stage=report.stage,
        tables=tuple(table_of(table) for table in report.tables.prefetch_related("lines")),
        narrative=report.narrative,
        statements=tuple(Statement(**{key: getattr(s, key) for key in STATEMENT}) for s in report.statements.all()),
        sections=tuple(Section(s.part, s.title, s.text, s.page) for s in report.sections.all()),
        targets=tuple(target_of(target) for target in report.targets.prefetch_related("indicators")),
        service_purchases=tuple(ServicePurchase(p.name, p.code, p.amount) for p in report.service_purchases.all()),
        glossary=tuple(Term(t.term, t.definition) for t in report.glossary.all()),
        findings=tuple(
            ReadingFinding(f.rule, f.severity, f.message, f.table, f.page, f.row, f.column)
            for f in report.findings.filter(origin="reading").exclude(rule__in=NOTES)
        ),
        page_count=report.source.page_count,
        is_ocr=report.reading.is_ocr,
        page_kinds=page_kinds_from(report.reading.page_kinds),
        personal_boxes={
            int(page): tuple(Box(*box) for box in boxes) for page, boxes in report.reading.personal_boxes.items()
        },
        personal_spans=tuple((start, end) for start, end in report.reading.personal_spans),
    )


def table_of(stored: ReportTable) -> Table:
    lines = sorted(stored.lines.all(), key=lambda line: line.position)
    return Table(
        id=stored.kind,
        title=stored.title,
        unit=stored.unit,
        pages=tuple(stored.pages),
        number=stored.number,
        carryover=stored.carryover,
        funds=stored.funds,
        rows=tuple(row_of(line) for line in lines),
        headings=tuple(tuple(row) for row in stored.headings),
        cells=tuple(tuple(row) for row in stored.cells),
        note=stored.note,
    )


def row_of(line: Line) -> Row:
    box = Box(*line.box) if line.box else None
    return Row(dict(line.printed), dict(line.extra), line.page, box, dict(line.confidence))


def target_of(stored: StoredTarget) -> Target:
    goals = {"implementation": stored.implementation_goal, "annual": stored.annual_goal}
    return Target(
        project=stored.name,
        funding=stored.funding,
        goals={scope: text for scope, text in goals.items() if text is not None},
        indicators=tuple(
            Indicator(i.scope, i.level1, i.level2, i.level3, i.value)
            for i in sorted(stored.indicators.all(), key=lambda indicator: indicator.position)
        ),
        filled_at=stored.filled_at,
        pages=tuple(stored.pages),
        **{key: getattr(stored, key) for key in TARGET},
    )

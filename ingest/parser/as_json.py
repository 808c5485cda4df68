"""解析结果的 JSON 形式: the published shape of a parsed report (docs/report.md), there and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

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

SCHEMA = 1


def to_json(report: ParsedReport) -> dict[str, Any]:
    """The report as JSON values only; amounts stay strings."""
    return {
        "schema": SCHEMA,
        "department": report.department,
        "year": report.year,
        "scope": report.scope,
        "stage": report.stage,
        "tables": [_table(table) for table in report.tables],
        "narrative": {key: dict(value) if value is not None else None for key, value in report.narrative.items()},
        "statements": [asdict(statement) for statement in report.statements],
        "sections": [asdict(section) for section in report.sections],
        "targets": [_target(target) for target in report.targets],
        "service_purchases": [
            {"code": bought.code, "name": bought.name, "amount": bought.amount} for bought in report.service_purchases
        ],
        "glossary": [asdict(term) for term in report.glossary],
        "findings": [asdict(finding) for finding in report.findings],
        "page_kinds": _page_kinds(report.page_kinds),
    }


def _page_kinds(kinds: Mapping[str, tuple[int, ...]] | None) -> dict[str, list[int]] | None:
    return None if kinds is None else {kind: list(pages) for kind, pages in kinds.items()}


def page_kinds_from(stored: Mapping[str, Any] | None) -> dict[str, tuple[int, ...]] | None:
    return None if stored is None else {kind: tuple(pages) for kind, pages in stored.items()}


def _table(table: Table) -> dict[str, Any]:
    head = {
        "id": table.id,
        "number": table.number,
        "title": table.title,
        "unit": table.unit,
        "carryover": table.carryover,
        "funds": table.funds,
        "pages": list(table.pages),
    }
    note = {"note": table.note} if table.note else {}
    if table.id == "other":
        headings, cells = [list(row) for row in table.headings], [list(row) for row in table.cells]
        return head | note | {"headings": headings, "rows": cells}
    return head | note | {"rows": [_row(row) for row in table.rows]}


def _row(row: Row) -> dict[str, Any]:
    """`confidence` is given where cells were recognised from a picture."""
    beside = {"extra": dict(row.extra), "confidence": dict(row.confidence)}
    return dict(row.values) | {key: held for key, held in beside.items() if held}


def _target(target: Target) -> dict[str, Any]:
    return asdict(target) | {"pages": list(target.pages), "indicators": [asdict(i) for i in target.indicators]}


def from_json(stored: Mapping[str, Any]) -> ParsedReport:
    """A report that was stored as JSON; its rows know no page. Raises KeyError or TypeError when it's none."""
    return ParsedReport(
        department=stored["department"],
        year=stored["year"],
        scope=stored["scope"],
        stage=stored["stage"],
        tables=tuple(_table_from(table) for table in stored["tables"]),
        narrative=stored.get("narrative") or {},
        statements=tuple(Statement(**statement) for statement in stored.get("statements") or ()),
        sections=tuple(Section(**section) for section in stored.get("sections") or ()),
        targets=tuple(_target_from(target) for target in stored.get("targets") or ()),
        service_purchases=tuple(ServicePurchase(**bought) for bought in stored.get("service_purchases") or ()),
        glossary=tuple(Term(**term) for term in stored.get("glossary") or ()),
        findings=tuple(ReadingFinding(**finding) for finding in stored.get("findings") or ()),
        page_kinds=page_kinds_from(stored.get("page_kinds")),
    )


def _table_from(stored: Mapping[str, Any]) -> Table:
    is_other = stored["id"] == "other"
    return Table(
        id=stored["id"],
        title=stored["title"],
        unit=stored["unit"],
        pages=tuple(stored.get("pages") or ()),
        number=stored.get("number"),
        carryover=stored.get("carryover"),
        funds=stored.get("funds"),
        rows=() if is_other else tuple(_row_from(row) for row in stored["rows"]),
        headings=tuple(tuple(row) for row in stored.get("headings") or ()),
        cells=tuple(tuple(row) for row in stored["rows"]) if is_other else (),
        note=stored.get("note"),
    )


def _row_from(stored: Mapping[str, Any]) -> Row:
    values = {key: value for key, value in stored.items() if key not in ("extra", "confidence")}
    return Row(values, stored.get("extra") or {}, confidence=stored.get("confidence") or {})


def _target_from(stored: Mapping[str, Any]) -> Target:
    indicators = tuple(Indicator(**indicator) for indicator in stored.get("indicators") or ())
    return Target(**{**stored, "indicators": indicators, "pages": tuple(stored.get("pages") or ())})

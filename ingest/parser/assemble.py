"""整份报告 (the whole report): pages in, ParsedReport out."""

from __future__ import annotations

from collections.abc import Callable

from ingest.parser.completeness import completeness
from ingest.parser.forms import without_read_forms
from ingest.parser.frames import without_frames
from ingest.parser.glossary import read_glossary
from ingest.parser.narrative import read_doubts, read_narrative, read_statements
from ingest.parser.page_kinds import page_kinds
from ingest.parser.purchases import read_service_purchases
from ingest.parser.recognition import as_displayed, displayed_boxes, recognition_doubts
from ingest.parser.report import ParsedReport
from ingest.parser.sections import read_sections
from ingest.parser.tables import printed_tables, read_report_tables, unknown_tables
from ingest.parser.targets import read_targets
from ingest.parser.targets.personal import personal_boxes
from ingest.parser.targets.personal_text import personal_spans
from ingest.reading import MAX_BYTES, MAX_PAGES, read_document

Progress = Callable[[int, int], None]  # pages done, pages in all


def parse_report(
    data: bytes,
    name: str = "",
    progress: Progress | None = None,
    *,
    max_bytes: int = MAX_BYTES,
    max_pages: int = MAX_PAGES,
) -> ParsedReport:
    """Read a whole report. Raises Refused, with one Chinese sentence, when it can't be read or is no budget report."""
    document = read_document(data, name, progress=progress, max_bytes=max_bytes, max_pages=max_pages)
    document = without_frames(document)
    printed = printed_tables(document)
    meta, tables, findings = read_report_tables(printed, document)
    sections = read_sections(document)
    targets, doubts = read_targets(document, printed)
    tables = without_read_forms(tables, targets)
    return ParsedReport(
        department=meta.department,
        year=meta.year,
        scope=meta.scope,
        stage="budget",
        tables=as_displayed(tables, document),
        narrative=read_narrative(sections),
        statements=read_statements(sections, tables),
        sections=sections,
        targets=targets,
        service_purchases=read_service_purchases(sections),
        glossary=read_glossary(sections),
        findings=(
            *findings,
            *recognition_doubts(document),
            *unknown_tables(tables),
            *doubts,
            *read_doubts(sections),
            *completeness(data, document, tables),
        ),
        page_count=None if document.kind in {"text", "html"} else len(document.pages),
        is_ocr=document.kind == "ocr",
        page_kinds=page_kinds(document),
        personal_boxes={
            page.number: displayed_boxes(page, boxes) for page in document.pages if (boxes := personal_boxes(page))
        },
        personal_spans=personal_spans(data) if document.kind in {"text", "html"} else (),
    )

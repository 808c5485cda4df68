"""第二种读法 (second reading): before a sum that fails is put down to the document, another reader looks at its page.

The figures of each failed error are looked for with pdfplumber, which shares no code with the reader. A figure that it
doesn't find makes the table's reading doubtful, so that the check says skipped in place of failed: a wrong reading is
never reported as the department's mistake. Pages are opened only where an error fails.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

import pdfplumber

from ingest.checks import Finding, check_report
from ingest.checks.finding import Side
from ingest.parser.report import ParsedReport, ReadingFinding

RULE = "second-reading"
NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
OVERPRINT = 1  # points: bold print sets a character twice, so far apart


def with_second_reading(report: ParsedReport, data: bytes) -> ParsedReport:
    """The report, with a doubt for each table whose failing figures the second reader doesn't find on their page."""
    if report.page_count is None or report.is_ocr:
        return report
    wanted = figures_to_confirm(check_report(report))
    if not wanted:
        return report
    try:
        printed = numbers_on_pages(data, {page for _, page in wanted})
    except Exception as error:  # a broken PDF can raise anything there; the first reading stands
        note = ReadingFinding(RULE, "notice", f"第二种读法读不了这个文件（{type(error).__name__}），没有对照。")
        return replace(report, findings=(*report.findings, note))
    doubts = tuple(
        ReadingFinding(RULE, "warning", f"第 {page} 页的{'、'.join(lost)}两种读法不一致，请对照原件。", table, page)
        for (table, page), figures in wanted.items()
        if (lost := [text for text in figures if value(text) not in printed[page]])
    )
    return replace(report, findings=report.findings + doubts)


def figures_to_confirm(findings: Iterable[Finding]) -> dict[tuple[str, int], list[str]]:
    """The printed figures of failed errors, by table and page."""
    wanted: dict[tuple[str, int], list[str]] = defaultdict(list)
    for finding in findings:
        if finding.outcome == "failed" and finding.severity == "error":
            for side in (finding.left, finding.right):
                for cell in cells_of(side):
                    if cell.amount and cell.table and cell.page and cell.amount not in wanted[cell.table, cell.page]:
                        wanted[cell.table, cell.page].append(cell.amount)
    return dict(wanted)


def cells_of(side: Side | None) -> Iterator[Side]:
    """What is printed: the parts of a sum, not the sum."""
    if side and side.parts:
        for part in side.parts:
            yield from cells_of(part)
    elif side:
        yield side


def numbers_on_pages(data: bytes, pages: set[int]) -> dict[int, set[Decimal]]:
    found = {}
    with pdfplumber.open(io.BytesIO(data), pages=sorted(pages)) as document:
        for page in document.pages:
            text = page.dedupe_chars(tolerance=OVERPRINT).extract_text() or ""
            found[page.page_number] = {value(number) for number in NUMBER.findall(text)}
            page.close()
    return found


def value(text: str) -> Decimal:
    return Decimal(text.replace(",", "")).normalize()

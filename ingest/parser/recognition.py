"""识别结果 (recognition): what is particular to pages that were recognised from a picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.parser.report import ReadingFinding, Row, Table
from ingest.reading.page import Box, Document, Page


def recognition_doubts(document: Document) -> Iterator[ReadingFinding]:
    """What the pages themselves could not read, or not with certainty."""
    for page in document.pages:
        for sentence in page.doubts:
            yield ReadingFinding("reading.recognition", "warning", sentence, None, page.number)


def as_displayed(tables: Sequence[Table], document: Document) -> tuple[Table, ...]:
    """The tables with each row's box where it stands on the page as displayed: a scan shows it askew."""
    askew = {page.number: replace(page, lines=(), find_grids=tuple) for page in document.pages if page.tilt}
    if not askew:
        return tuple(tables)
    return tuple(replace(table, rows=tuple(_moved(row, askew) for row in table.rows)) for table in tables)


def _moved(row: Row, askew: dict[int, Page]) -> Row:
    page = askew.get(row.page or 0)
    return replace(row, box=page.as_displayed(row.box)) if page and row.box else row


def displayed_boxes(page: Page, boxes: Sequence[Box]) -> tuple[Box, ...]:
    return tuple(page.as_displayed(box) for box in boxes)

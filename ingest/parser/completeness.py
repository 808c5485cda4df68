"""完整性 (completeness): signs that a file holds less than was published, so that a short reading is never silent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from budgets.vocabulary import TABLE_KIND, TABLE_KINDS
from ingest.parser.layout import is_contents
from ingest.parser.report import ReadingFinding, Table
from ingest.parser.wording import folded
from ingest.reading.damage import damage_of
from ingest.reading.media import is_pdf
from ingest.reading.page import Document, Page

FOOT = re.compile(r"[-—–\s]*第?\s*(\d{1,3})\s*[-—–\s]*(?:页)?(?:\s*[,，/]?\s*共?\s*\d+\s*页?)?")
EDGE = 0.1  # of the page's height: where page numbers stand
ENOUGH = 5  # tables, all of them under their own numbers: then the report numbers the thirteen


def completeness(data: bytes, document: Document, tables: Sequence[Table]) -> Iterator[ReadingFinding]:
    if is_pdf(data):
        yield from _damage(data)
    yield from missing_tables(tables, contents_of(document))
    yield from _missing_pages(document.pages)


def _damage(data: bytes) -> Iterator[ReadingFinding]:
    damage = damage_of(data)
    if damage:
        parts = [f"{damage.streams} 处内容解不开或校验不符"] if damage.streams else []
        parts += [f"缺 {damage.objects} 个对象"] if damage.objects else []
        parts += [] if damage.has_end else ["文件没有结尾"]
        yield ReadingFinding("reading.damaged", "error", f"PDF 文件有损坏：{'，'.join(parts)}。读出的内容可能不全。")


def contents_of(document: Document) -> str:
    """What the contents (目录) list, without white space; empty for plain text."""
    if document.kind == "text":
        return ""
    return folded("".join(line.text for page in document.pages if is_contents(page) for line in page.lines))


def missing_tables(tables: Sequence[Table], contents: str) -> Iterator[ReadingFinding]:
    """Of a report that prints the thirteen tables' own numbers, those that its numbers or contents say are there.

    A report without money carried over rightly ends with its twelfth.
    """
    known = {table.id: table.number for table in tables if table.id in TABLE_KIND}
    if len(known) < ENOUGH or any(number != TABLE_KIND[table_id].number for table_id, number in known.items()):
        return
    last = max(TABLE_KIND[table_id].number for table_id in known)
    for kind in TABLE_KINDS:
        if kind.id not in known and (kind.number < last or folded(kind.name) in contents):
            yield ReadingFinding("reading.missing", "warning", f"没有读到表{kind.number}（{kind.name}）。", kind.id)


def _missing_pages(pages: Sequence[Page]) -> Iterator[ReadingFinding]:
    """Where the printed page numbers leave some out."""
    last: tuple[int, int] | None = None  # page, printed number
    for page in pages:
        printed = _printed_number(page)
        if printed is None:
            continue
        if last and printed - last[1] > page.number - last[0]:
            said = f"印出的页码从 {last[1]} 到 {printed}，中间可能缺页。"
            yield ReadingFinding("reading.missing", "warning", said, page=page.number)
        last = (page.number, printed)


def _printed_number(page: Page) -> int | None:
    for line in reversed(page.lines):
        if line.box and line.box.top > page.height * (1 - EDGE) and (match := FOOT.fullmatch(line.text.strip())):
            return int(match[1])
    return None

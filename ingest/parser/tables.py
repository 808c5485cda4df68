"""报表 (tables): every table of a document, with the doubts that reading them left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from budgets.vocabulary import TABLE_KIND, TABLE_KINDS, UNITS
from ingest.parser.kinds import read_kinds
from ingest.parser.layout import read_tables as read_printed
from ingest.parser.meta import Meta, read_meta
from ingest.parser.printed import PrintedTable
from ingest.parser.report import ReadingFinding, Refused, Table
from ingest.reading.page import Document

FINAL_ACCOUNT = "决算"


def printed_tables(document: Document) -> list[PrintedTable]:
    return read_printed(document)


def read_report_tables(
    printed: Sequence[PrintedTable], document: Document
) -> tuple[Meta, tuple[Table, ...], tuple[ReadingFinding, ...]]:
    """Raises Refused when the document is no budget report, or a final account."""
    meta = read_meta(document, [table.captions for table in printed], [table.title for table in printed])
    tables = tuple(table for one in printed for table in read_kinds(one, meta.department))
    _refuse_others(printed, tables)
    tables = _numbered(tables)
    return meta, tables, tuple(_doubts(tables))


def _refuse_others(printed: Sequence[PrintedTable], tables: Sequence[Table]) -> None:
    known = {table.id for table in tables} - {"other"}
    finals = sum(FINAL_ACCOUNT in table.title for table in printed)
    if finals >= 2 and finals * 2 > len(known):
        raise Refused("这是部门决算，不是部门预算，暂不收录决算。")
    if len(known) < 2:
        raise Refused("没有认出部门预算的报表，这不像一份部门预算公开报告。")


def _numbered(tables: Sequence[Table]) -> tuple[Table, ...]:
    """A report that prints the thirteen tables, all and in their order, has numbered them, even if not above each."""
    kinds = [table.id for table in tables if table.id != "other"]
    if kinds != [kind.id for kind in TABLE_KINDS]:
        return tuple(tables)
    return tuple(
        replace(table, number=TABLE_KIND[table.id].number) if table.id != "other" and not table.number else table
        for table in tables
    )


def _doubts(tables: Sequence[Table]) -> Iterator[ReadingFinding]:
    for table in tables:
        page = table.pages[0] if table.pages else None
        if table.id == "other":
            continue
        if table.unit is None:
            yield ReadingFinding("reading.unit", "error", f"《{table.title}》没有印金额单位。", table.id, page)
        elif table.unit not in UNITS:
            yield ReadingFinding(
                "reading.unit", "error", f"《{table.title}》的金额单位“{table.unit}”不认识。", table.id, page
            )


def unknown_tables(tables: Sequence[Table]) -> Iterator[ReadingFinding]:
    """A notice for each table that is none of the thirteen."""
    for table in tables:
        if table.id == "other":
            page = table.pages[0] if table.pages else None
            title = f"《{table.title}》" if table.title else "一张没有表名的表"
            yield ReadingFinding("reading.other", "notice", f"{title}不是十三张表之一，原样保留。", "other", page)

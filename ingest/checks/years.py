"""跨年 (years): what a report says of last year is what last year's report published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ingest.checks.book import Book, Sheet, bare, name_of
from ingest.checks.changes import Change, current_amounts, summaries
from ingest.checks.comparing import Cell, Sum, closest, compare, one, skip, total_of
from ingest.checks.finding import Finding
from ingest.checks.hierarchy import code_of
from ingest.parser.report import ParsedReport, Row

RULE = "year-over-year"
SCOPES = {"department": "部门预算", "unit": "单位预算"}


def check_against_prior(report: ParsedReport, prior: ParsedReport) -> tuple[Finding, ...]:
    """This report's statements about last year against last year's report. Both must be of one scope."""
    if reason := _not_comparable(report, prior):
        return (skip(RULE, reason),)
    book, before = Book(report), Book(prior)
    found = [f for f in (*_changes(book, before), *_columns(book, before)) if f is not None]
    return tuple(found) or (skip(RULE, "报告没有写上年数"),)


def _not_comparable(report: ParsedReport, prior: ParsedReport) -> str | None:
    if report.year is None or prior.year != report.year - 1:
        return f"{prior.year}年的报告不是上一年的"
    if report.scope != prior.scope:
        ours, theirs = (SCOPES.get(scope or "", "口径不明") for scope in (report.scope, prior.scope))
        return f"两年的口径不同：{ours}、{theirs}"
    return None


def _changes(book: Book, before: Book) -> Iterator[Finding | None]:
    """上年数, stated or implied by the change, = the amount that was published."""
    for key, change in summaries(book).items():
        published = [_last_year(cell) for cell in current_amounts(before, key)]
        yield closest(
            compare(RULE, said, one(cell), at=_place(change, said)) for said in _implied(change) for cell in published
        )


def _place(change: Change, said: Sum) -> Cell:
    return replace(said.cells[0], row=change.subject, column="prior", page=change.page)


def _last_year(cell: Cell) -> Cell:
    return replace(cell, label=f"上年报告 {cell.label}")


def _implied(change: Change) -> Iterator[Sum]:
    """Last year's amount as stated, or this year's less the change."""
    if change.prior is not None:
        yield one(change.prior)
    elif change.direction == "unchanged":
        yield from (one(cell) for cell in change.current)
    elif change.amount is not None:
        moved = change.amount.negative() if change.direction == "increase" else change.amount
        for cell in change.current:
            yield total_of(f"{cell.label}扣除增减额", [cell, moved])


def _columns(book: Book, before: Book) -> Iterator[Finding | None]:
    """A printed column of last year's figures against last year's table, row by row."""
    for kind, sheets in book.sheets.items():
        last = before.sheet(kind)
        if last is None or not last.rows or kind == "other":
            continue
        for sheet in sheets:
            if sheet.has("prior_total"):
                yield from _rows(sheet, last)


def _rows(sheet: Sheet, last: Sheet) -> Iterator[Finding | None]:
    known = {_key(row): row for row in reversed(last.rows)}
    for row in sheet.rows:
        if row.values.get("prior_total") is not None and (old := known.get(_key(row))) is not None:
            yield compare(RULE, one(sheet.cell(row, "prior_total")), one(_last_year(last.cell(old, "total"))))


def _key(row: Row) -> tuple[str | None, ...]:
    return (code_of(row), bare(name_of(row)), row.values.get("unit"), row.values.get("side"))

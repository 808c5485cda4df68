"""表类 (kinds): a printed table as a table of the contract, or as `other` when it is none of the thirteen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from budgets.vocabulary import TABLE_KIND
from ingest.parser import formats
from ingest.parser.captions import Caption, printed_number, printed_unit, read_title
from ingest.parser.columns import Column, read_columns
from ingest.parser.printed import PrintedTable
from ingest.parser.privacy import masked
from ingest.parser.projects import with_kinds
from ingest.parser.report import Row, Table
from ingest.parser.rows import read_rows
from ingest.parser.three_public import is_laid_across, read_across, read_operating
from ingest.parser.wording import squeezed

# A table of the kind has at least one column of each group; else it is laid out by something else, and so `other`.
NEEDED = {
    "balance": (("item",), ("amount", "total")),
    "appropriation": (("item",), ("amount", "total")),
    "revenue": (("total",),),
    "expenditure": (("total",), ("code", "name", "subject", "unit", "basic", "project")),
    "general_expenditure": (("code", "name", "subject"), ("total",)),
    "basic_by_economic": (("dept_name", "dept_subject", "gov_name", "gov_subject"), ("total",)),
    "fund_revenue": (("name", "subject", "code"),),
    "fund_expenditure": (("code", "name", "subject"),),
    "state_capital": (("code", "name", "subject"),),
    "three_public": (("item",), ("total",)),
    "operating": (("unit",), ("total",)),
    "projects": (("name",), ("total",)),
    "carryover_projects": (("name",), ("total",)),
}


def read_kinds(printed: PrintedTable, department: str | None) -> Iterator[Table]:
    """The table under each id that it serves."""
    caption = read_title(printed.title)
    made = [table for kind in caption.kinds if (table := _read_kind(kind, printed, caption, department))]
    if made:
        yield from made
    else:
        yield _other(printed, caption)


def _base(table_id: str, printed: PrintedTable, caption: Caption) -> Table:
    captions = printed.captions
    return Table(
        id=table_id,
        title=caption.title,
        unit=printed_unit(captions),
        pages=tuple(page for page in printed.pages if page),
        number=printed_number(captions),
        carryover=caption.carryover,
        funds=caption.funds,
        note=next(iter(printed.notes), None),
    )


def _read_kind(kind: str, printed: PrintedTable, caption: Caption, department: str | None) -> Table | None:
    paths = printed.paths()
    columns = read_columns(kind, paths, printed.held())
    base = _base(kind, printed, caption)
    if kind in ("three_public", "operating") and is_laid_across(paths):
        rows = read_across(printed, columns) if kind == "three_public" else read_operating(printed)
        return replace(base, rows=rows)
    if not _fits(kind, columns):
        return None
    rows = read_rows(kind, columns, printed.rows)
    if _is_economic(rows):
        return None
    if kind in ("projects", "carryover_projects"):
        rows = with_kinds(rows, department)
    if kind == "fund_revenue" and len(caption.kinds) > 1 and not rows:
        return None
    return replace(base, rows=() if _says_empty(printed, rows) else rows)


def _fits(kind: str, columns: Sequence[Column]) -> bool:
    roles = {column.role for column in columns}
    return all(roles & set(group) for group in NEEDED[kind])


def _is_economic(rows: Sequence[Row]) -> bool:
    """Whether a table that should be laid out by function has economic codes only (functional ones begin with 2)."""
    codes = [code for row in rows if (code := row.values.get("code"))]
    return bool(codes) and all(code[0] in "35" for code in codes)


def _says_empty(printed: PrintedTable, rows: Sequence[Row]) -> bool:
    """本表无数据 is printed under the table, and no amount in it."""
    has_amounts = any(row.values.get(key) for row in rows for key in _measures(row))
    return not has_amounts and any(word in note for note in printed.notes for word in formats.EMPTY_NOTES)


def _measures(row: Row) -> list[str]:
    return [key for kind in TABLE_KIND.values() for key in kind.measures if key in row.values]


def _other(printed: PrintedTable, caption: Caption) -> Table:
    """Kept whole, cells as printed; the cells that name a person or a telephone are left blank."""
    cells = masked([[_as_printed(cell) for cell in row.cells] for row in printed.rows])
    headings = masked([[level or None for level in row] for row in printed.headings])
    return replace(
        _base("other", printed, caption),
        headings=tuple(tuple(row) for row in headings),
        cells=tuple(tuple(row) for row in cells),
    )


def _as_printed(cell: str | None) -> str | None:
    if cell is None or not cell.strip():
        return None
    return squeezed(cell)

"""A table of no known kind (其他表): its printed columns as they stand, between whose it is and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

from budgets.models import Report, ReportTable
from budgets.tables.columns import PublicColumn, PublicTable
from budgets.tables.whose import place_columns, report_columns, source_columns

FIRST = ("department", "unit", "year", "scope", "stage", "version")


@dataclass(frozen=True, slots=True)
class Row:
    report: Report
    cells: list[str | None]


class CellColumn(PublicColumn):
    def __init__(self, heading: str, place: int):
        super().__init__(heading, "照原表", places="file")
        self.place = place

    def data(self, record: Row) -> str | None:
        return (record.cells[self.place] if self.place < len(record.cells) else None) or None


def as_printed(stored: ReportTable) -> PublicTable:
    """With its `records`. Heading rows of several lines become one, from top to bottom."""
    whose = report_columns("report")
    columns = {
        **{key: whose[key] for key in FIRST},
        **{f"cell_{n}": CellColumn(heading, n) for n, heading in enumerate(headings(stored))},
        "pages": PublicColumn("页码", "PDF 第几页", places="file"),
        **place_columns("report__department__region"),
        **source_columns("report"),
    }
    pages = " ".join(str(page) for page in stored.pages)
    declared = {**columns, "data_pages": lambda self, record: pages or None, "about": stored.title}
    table = type("OtherTable", (PublicTable,), declared)([])
    table.records = [Row(stored.report, cells) for cells in stored.cells]
    return table


def headings(stored: ReportTable) -> list[str]:
    width = max((len(row) for row in (*stored.headings, *stored.cells)), default=0)
    above = [" ".join(dict.fromkeys(cell for cell in column if cell)) for column in zip_longest(*stored.headings)]
    return [*above, *[""] * (width - len(above))]

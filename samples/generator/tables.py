"""十三张表 (the thirteen tables): rows of facts set into their printed layouts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportlab.platypus import Flowable, Table, TableStyle

from samples.generator.grid import ruled_table
from samples.generator.layouts import IDENTIFYING, LAYOUT, Layout
from samples.generator.styles import (
    BOTTOM_MARGIN,
    LANDSCAPE,
    MARK,
    NOTE,
    PORTRAIT,
    SIDE_MARGIN,
    TABLE_TITLE,
    TOP_MARGIN,
    UNIT,
)
from samples.generator.text import Text

Row = Mapping[str, str | None]
ROOM = PORTRAIT[1] - TOP_MARGIN - BOTTOM_MARGIN
TOTALS = {"合计", "部门合计", "单位合计", "本年收入合计", "本年支出合计", "收入总计", "支出总计"}
PROJECT_INDENT = {"department": 0, "unit": 9, "project": 18}


def table_flowables(report: Mapping, table: Mapping) -> list[Flowable]:
    """One table with its mark, title, name and unit line, and its note."""
    layout = LAYOUT[table["id"]]
    page = LANDSCAPE if layout.is_landscape else PORTRAIT
    width = page[0] - 2 * SIDE_MARGIN
    label = "单位名称" if report["scope"] == "unit" else "部门名称"
    name_and_unit = Table(
        [[Text(f"{label}：{report['department']}", MARK), Text(f"单位：{table['unit']}", UNIT)]],
        colWidths=[width * 0.75, width * 0.25],
        style=TableStyle([("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0)]),
    )
    flowables: list[Flowable] = [
        Text(f"预算公开表{table['number']}", MARK),
        Text(table["title"], TABLE_TITLE),
        name_and_unit,
        _grid(layout, table, report["year"], width),
    ]
    if table.get("note"):
        flowables.append(Text(f"注：{table['note']}", NOTE))
    return flowables


def _grid(layout: Layout, table: Mapping, year: int, width: float) -> Table:
    scale = width / sum(layout.widths)
    headings = [[text.format(year=year) for text in row] for row in layout.headings]
    columns = (*layout.columns, *layout.right)
    alignments = ["LEFT" if key in IDENTIFYING else "RIGHT" for key in columns]
    rows: Sequence[Row] = table["rows"]
    cells = _paired_cells(rows, layout) if layout.right else [[row[key] for key in columns] for row in rows]
    styles, bold = _row_styles(rows, cells, layout)
    if not cells and "code" in columns:
        cells, styles, bold = _empty_total(columns)
    return ruled_table(headings, cells, [part * scale for part in layout.widths], alignments, styles, bold, TOTALS)


def _paired_cells(rows: Sequence[Row], layout: Layout) -> list[list[str | None]]:
    """Rows of one side each, in printed order, as printed lines: revenue left, expenditure right."""
    lines: list[tuple[Row | None, Row | None]] = []
    for row in rows:
        if row["side"] == "revenue":
            lines.append((row, None))
        elif lines and lines[-1][1] is None:
            lines[-1] = (lines[-1][0], row)
        else:
            lines.append((None, row))
    blank: dict[str, None] = dict.fromkeys((*layout.columns, *layout.right))
    return [
        [*((left or blank)[key] for key in layout.columns), *((right or blank)[key] for key in layout.right)]
        for left, right in lines
    ]


def _row_styles(rows: Sequence[Row], cells: list[list[str | None]], layout: Layout) -> tuple[list[tuple], list[int]]:
    styles: list[tuple] = []
    bold = [index for index, line in enumerate(cells) if TOTALS & {text for text in line if text}]
    columns = (*layout.columns, *layout.right)
    for index, line in enumerate(cells):
        for column, key in enumerate(columns):
            if line[column] not in TOTALS:
                continue
            styles.append(("ALIGN", (column, index), (column, index), "CENTER"))
            if key == "name" and line[column - 1] is None:  # 合计 stands across code and name
                line[column - 1], line[column] = line[column], None
                styles.append(("SPAN", (column - 1, index), (column, index)))
                styles.append(("ALIGN", (column - 1, index), (column, index), "CENTER"))
    if "kind" in (rows[0] if rows else ()):
        for index, row in enumerate(rows):
            styles.append(("LEFTPADDING", (0, index), (0, index), 4 + PROJECT_INDENT[row["kind"]]))
            if row["kind"] != "project":
                bold.append(index)
    return styles, bold


def _empty_total(columns: Sequence[str]) -> tuple[list[list[str | None]], list[tuple], list[int]]:
    """A table without data keeps a 合计 row and one more, both blank, as the form prints them."""
    blank: list[str | None] = [None] * len(columns)
    return [["合计", *blank[1:]], blank], [("SPAN", (0, 0), (1, 0))], [0]

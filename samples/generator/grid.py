"""表格线 (ruled grids): headings with merged cells and rows of text become one reportlab table."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Table, TableStyle

from samples.generator.fonts import SONG
from samples.generator.styles import BOLD_CELL, BOLD_RIGHT, CELL, CELL_CENTRED, CELL_HEAD, CELL_SIZE, RULE
from samples.generator.text import Text

LEFT, UP = "<", "^"  # in a heading: this cell belongs to the one on its left, or above it
PADDING = 4
Cell = str | Text


def heading_spans(headings: Sequence[Sequence[str]]) -> list[tuple[int, int, int, int]]:
    """Merged heading cells as (first column, first row, last column, last row)."""
    spans = []
    for top, row in enumerate(headings):
        for left, text in enumerate(row):
            if text in (LEFT, UP):
                continue
            right, bottom = left, top
            while right + 1 < len(row) and row[right + 1] == LEFT:
                right += 1
            while bottom + 1 < len(headings) and headings[bottom + 1][left] == UP:
                bottom += 1
            if (right, bottom) != (left, top):
                spans.append((left, top, right, bottom))
    return spans


def fit(text: str | None, width: float, style: ParagraphStyle) -> Cell:
    """Plain text where it fits on one line (smaller and faster), a wrapping paragraph where it does not."""
    if not text:
        return ""
    if not hasattr(style, "is_bold") and stringWidth(text, style.fontName, style.fontSize) <= width - 2 * PADDING:
        return text
    return Text(text, style)


def ruled_table(
    headings: Sequence[Sequence[str]],
    rows: Sequence[Sequence[str | None]],
    widths: Sequence[float],
    alignments: Sequence[str],
    styles: Sequence[tuple] = (),
    bold_rows: Sequence[int] = (),
    centred: Collection[str] = (),
) -> Table:
    """A table whose headings repeat on every page; `styles` and `bold_rows` count the rows after the heading.

    Texts in `centred` (合计 …) stand in the middle of their cells.
    """
    height = len(headings)
    merged = heading_spans(headings)
    spanned = {(left, top): sum(widths[left : right + 1]) for left, top, right, _ in merged}
    data: list[list[Cell]] = [
        [
            "" if text in (LEFT, UP) else fit(text, spanned.get((column, top), widths[column]), CELL_HEAD)
            for column, text in enumerate(row)
        ]
        for top, row in enumerate(headings)
    ]
    for number, row in enumerate(rows):
        looks = [_cell_style(alignments[column], number in bold_rows) for column in range(len(row))]
        looks = [
            CELL_HEAD if number in bold_rows and text in centred else look
            for text, look in zip(row, looks, strict=True)
        ]
        data.append([fit(text, widths[column], looks[column]) for column, text in enumerate(row)])
    commands: list[tuple] = [
        ("GRID", (0, 0), (-1, -1), 0.5, RULE),
        ("FONT", (0, 0), (-1, -1), SONG, CELL_SIZE),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("ALIGN", (0, 0), (-1, height - 1), "CENTER"),
        ("LEFTPADDING", (0, 0), (-1, -1), PADDING),
        ("RIGHTPADDING", (0, 0), (-1, -1), PADDING),
        ("TOPPADDING", (0, 0), (-1, -1), 1.4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.2),
    ]
    commands += [("SPAN", (left, top), (right, bottom)) for left, top, right, bottom in merged]
    commands += [("ALIGN", (column, height), (column, -1), side) for column, side in enumerate(alignments)]
    commands += [(name, (c0, r0 + height), (c1, r1 + height), *rest) for name, (c0, r0), (c1, r1), *rest in styles]
    return Table(data, colWidths=list(widths), style=TableStyle(commands), repeatRows=height)


def _cell_style(alignment: str, is_bold: bool) -> ParagraphStyle:
    if is_bold:
        return BOLD_RIGHT if alignment == "RIGHT" else BOLD_CELL
    return CELL_CENTRED if alignment == "CENTER" else CELL

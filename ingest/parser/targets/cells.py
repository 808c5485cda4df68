"""格 (cells): the rows of a form, whether they come from a ruled grid or from text with tabs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.reading.page import Box, Grid

BRACKETS = str.maketrans("（）：", "():")


@dataclass(frozen=True, slots=True)
class FormCell:
    text: str  # lines of the cell joined, white space kept inside a line
    at: float  # middle of the cell across the page, or its number among the row's cells
    box: Box | None = None

    @property
    def bare(self) -> str:
        """For comparison with labels: without white space, brackets and colons half-width."""
        return re.sub(r"\s+", "", self.text).translate(BRACKETS)


@dataclass(frozen=True, slots=True)
class FormRow:
    """`cells` are the cells that start in this row, empty ones too."""

    cells: tuple[FormCell, ...]
    page: int | None = None
    opens_page: bool = False  # the first row of a grid that goes on from the page before

    @property
    def filled(self) -> list[FormCell]:
        return [cell for cell in self.cells if cell.text]


def joined(text: str) -> str:
    """The lines of a cell as one: a blank is kept only between two Latin words."""
    lines = [line.strip(" \u3000") for line in text.split("\n")]
    result = ""
    for line in filter(None, lines):
        is_latin = result[-1:].isascii() and result[-1:].isalpha() and line[0].isascii() and line[0].isalpha()
        result += (" " if is_latin else "") + line
    return result


def grid_rows(grid: Grid, page: int, opens_page: bool) -> list[FormRow]:
    rows = []
    for number, row in enumerate(grid.rows):
        cells = tuple(
            FormCell(joined(cell.text), (cell.box.x0 + cell.box.x1) / 2 if cell.box else float(at), cell.box)
            for at, cell in enumerate(row)
            if cell is not None
        )
        rows.append(FormRow(cells, page, opens_page and number == 0))
    return rows


def tab_row(cells: tuple[str, ...]) -> FormRow:
    return FormRow(tuple(FormCell(joined(cell), float(at)) for at, cell in enumerate(cells)))

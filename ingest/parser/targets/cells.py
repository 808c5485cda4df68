"""格 (cells): the rows of a form, whether they come from a ruled grid or from text with tabs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.reading.page import Box, Cell, Grid, Page

BRACKETS = str.maketrans("（）：", "():")


@dataclass(frozen=True, slots=True)
class FormCell:
    text: str  # lines of the cell joined, white space kept inside a line
    at: float  # middle of the cell across the page, or its number among the row's cells
    box: Box | None = None
    is_cut: bool = False  # its one line of text leaves no room for another character, so it may be cut

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


def grid_rows(grid: Grid, page: Page, opens_page: bool) -> list[FormRow]:
    rows = []
    words = [word for line in page.lines for word in line.words]
    for number, row in enumerate(grid.rows):
        cells = tuple(_form_cell(cell, at, words) for at, cell in enumerate(row) if cell is not None)
        rows.append(FormRow(cells, page.number, opens_page and number == 0))
    return rows


def _form_cell(cell: Cell, at: int, words: Sequence[Cell]) -> FormCell:
    box = cell.box
    if box is None:
        return FormCell(joined(cell.text), float(at))
    sizes = [
        word.box.bottom - word.box.top
        for word in words
        if word.box and box.x0 < word.box.x1 and word.box.x0 < box.x1 and _is_beside(word.box, box)
    ]
    is_cut = bool(sizes) and "\n" not in cell.text and _is_full(cell, box, min(sizes))
    return FormCell(joined(cell.text), (box.x0 + box.x1) / 2, box, is_cut)


def _is_beside(word: Box, box: Box) -> bool:
    return box.top <= (word.top + word.bottom) / 2 <= box.bottom


def _is_full(cell: Cell, box: Box, size: float) -> bool:
    """Whether no other character has room; a Chinese one takes up its size, any other a little over half of it."""
    width = sum(size if sign > "\u2000" else 0.55 * size for sign in cell.text)
    return box.x0 + cell.indent + width > box.x1 - size


def tab_row(cells: tuple[str, ...]) -> FormRow:
    return FormRow(tuple(FormCell(joined(cell), float(at)) for at, cell in enumerate(cells)))

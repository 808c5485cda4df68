"""印出的表 (a printed table): what stands on paper, before it is known which of the tables it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from ingest.parser.wording import amount
from ingest.reading.page import Box


@dataclass(slots=True)
class PrintedRow:
    """One row, a text per column: "" is a blank cell, None a place that a merged cell covers."""

    cells: list[str | None]
    page: int | None = None
    box: Box | None = None
    indents: list[float] = field(default_factory=list)  # points from the column's left edge to the text
    merged_above: frozenset[int] = frozenset()  # columns that a cell of an earlier row covers
    confidences: dict[int, float] = field(default_factory=dict)  # of the recognised cells, by column


@dataclass(slots=True)
class PrintedTable:
    """A table with all its continuations. `captions` stand above it, `notes` below; `headings` repeat merged cells."""

    title: str
    captions: list[str]
    headings: list[list[str]]
    rows: list[PrintedRow]
    edges: list[tuple[float, float]] = field(default_factory=list)  # where each column begins and ends
    pages: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def width(self) -> int:
        return max([len(row) for row in self.headings] + [len(row.cells) for row in self.rows], default=0)

    def held(self) -> list[Literal["text", "figures", ""]]:
        """What the cells of each column mostly hold."""
        columns = ([row.cells[at] or "" for row in self.rows if at < len(row.cells)] for at in range(self.width))
        return [_held([cell for cell in column if cell.strip()]) for column in columns]

    def paths(self) -> list[tuple[str, ...]]:
        """Each column's heading from its highest level to its lowest, each level once."""
        paths = []
        for column in range(self.width):
            levels: list[str] = []
            for row in self.headings:
                text = row[column] if column < len(row) else ""
                if text and (not levels or levels[-1] != text):
                    levels.append(text)
            paths.append(tuple(levels))
        return paths


def _held(cells: Sequence[str]) -> Literal["text", "figures", ""]:
    figures = sum(amount(cell) is not None for cell in cells)
    if not cells:
        return ""
    return "figures" if figures * 2 > len(cells) else "text"

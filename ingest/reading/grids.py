"""表格 (grids): ruled tables, found from the rules of a page and filled with its glyphs.

Rules that touch make one table. Its lines cut it into the smallest fields; fields with no rule between them are one
cell. A side that the page leaves open is closed at the table's edge.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from ingest.reading.glyphs import Glyph
from ingest.reading.lines import in_lines, in_pieces, least_sure, text_of
from ingest.reading.loose_tables import loose_tables, missing_floors
from ingest.reading.merged_tables import merged_tables
from ingest.reading.open_tables import open_tables, starts_of
from ingest.reading.page import Box, Cell, Grid
from ingest.reading.rules import Rules
from ingest.reading.spans import Span, Table, by_table, places

PADDING = 6.0  # points: text so near a cell's edge is set against it
COVERED = 0.6  # of a field's side: a rule at least so long parts two fields

Sides = set[tuple[int, int]]  # (which place, which field along it) of each side that a rule covers


class Fields:
    """The smallest fields of one table and which of them are one cell."""

    def __init__(self, across: list[Span], down: list[Span]) -> None:
        self.xs, self.ys = places(down, across), places(across, down)
        self.width, self.height = len(self.xs) - 1, len(self.ys) - 1
        walls = _walls(down, self.xs, self.ys)
        floors = _walls(across, self.ys, self.xs)
        self.cell = self._cells(walls, floors)

    def _cells(self, walls: Sides, floors: Sides) -> list[list[int]]:
        """For each field the number of its cell; a cell is always a rectangle."""
        cell = [[-1] * self.width for _ in range(self.height)]

        def goes_on(row: int, left: int, right: int) -> bool:
            if any((row, column) in floors or cell[row][column] >= 0 for column in range(left, right)):
                return False
            return not any((column, row) in walls for column in range(left + 1, right))

        number = 0
        for row in range(self.height):
            for column in range(self.width):
                if cell[row][column] >= 0:
                    continue
                right = column + 1
                while right < self.width and (right, row) not in walls and cell[row][right] < 0:
                    right += 1
                below = row + 1
                while below < self.height and goes_on(below, column, right):
                    below += 1
                for r in range(row, below):
                    cell[r][column:right] = [number] * (right - column)
                number += 1
        return cell

    def at(self, x: float, y: float) -> tuple[int, int] | None:
        """Row and column of the field that holds the point."""
        row, column = bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1
        if 0 <= row < self.height and 0 <= column < self.width:
            return row, column
        return None


def _walls(spans: Sequence[Span], at: list[float], along: list[float]) -> Sides:
    found: dict[tuple[int, int], float] = {}
    for place, start, end in spans:
        index = max(0, bisect_right(at, place + 0.01) - 1)
        for field in range(len(along) - 1):
            low, high = along[field], along[field + 1]
            shared = min(end, high) - max(start, low)
            if shared > 0:
                found[index, field] = found.get((index, field), 0.0) + shared / (high - low)
    return {key for key, share in found.items() if share >= COVERED}


def find_grids(glyphs: Sequence[Glyph], rules: Rules) -> tuple[Grid, ...]:
    """Every table of the page that has at least two cells, from top to bottom."""
    ruled, alone = by_table(rules)
    ruled = [([*across, *missing_floors(across, down, glyphs)], down) for across, down in ruled]
    starts = starts_of(glyphs) if alone else []
    forms, alone = merged_tables(alone, glyphs, starts)
    grids = [*_grids(ruled, glyphs), *_grids([*forms, *open_tables(alone, glyphs, starts)], glyphs)]
    taken = [grid.box for grid in grids if grid.box]
    grids += _grids(loose_tables(glyphs, taken), glyphs)
    return tuple(sorted(grids, key=lambda grid: grid.box.top if grid.box else 0.0))


def _grids(tables: Sequence[Table], glyphs: Sequence[Glyph]) -> list[Grid]:
    cut = [Fields(across, down) for across, down in tables]
    return [_filled(fields, glyphs) for fields in cut if fields.width * fields.height > 1]


def _filled(fields: Fields, glyphs: Sequence[Glyph]) -> Grid:
    inside: dict[int, list[Glyph]] = {}
    for piece in in_pieces(glyphs):
        place = _home(fields, piece)
        if place:
            inside.setdefault(fields.cell[place[0]][place[1]], []).extend(piece)
    seen: set[int] = set()
    rows = []
    for r in range(fields.height):
        row: list[Cell | None] = []
        for c in range(fields.width):
            number = fields.cell[r][c]
            row.append(None if number in seen else _cell(fields, r, c, inside.get(number, [])))
            seen.add(number)
        rows.append(tuple(row))
    return Grid(tuple(rows), Box(fields.xs[0], fields.ys[0], fields.xs[-1], fields.ys[-1]))


def _home(fields: Fields, piece: Sequence[Glyph]) -> tuple[int, int] | None:
    """The field a piece of text belongs to. One that runs over its cell's edge belongs where it begins or ends."""
    middle = sum(glyph.middle for glyph in piece) / len(piece)
    start, end = piece[0].x0, piece[-1].x1
    home = fields.at((start + end) / 2, middle)
    first, last = fields.at(start + 0.5, middle), fields.at(end - 0.5, middle)
    if first and last and fields.cell[first[0]][first[1]] != fields.cell[last[0]][last[1]]:
        if start - fields.xs[first[1]] <= PADDING:
            return first
        if fields.xs[last[1] + 1] - end <= PADDING:
            return last
    return home


def _cell(fields: Fields, row: int, column: int, glyphs: Sequence[Glyph]) -> Cell:
    number = fields.cell[row][column]
    right, below = column + 1, row + 1
    while right < fields.width and fields.cell[row][right] == number:
        right += 1
    while below < fields.height and fields.cell[below][column] == number:
        below += 1
    box = Box(fields.xs[column], fields.ys[row], fields.xs[right], fields.ys[below])
    indent = min((glyph.x0 for glyph in glyphs if not glyph.text.isspace()), default=box.x0) - box.x0
    return Cell(cell_text(glyphs), box, right - column, below - row, indent, least_sure(glyphs))


def cell_text(glyphs: Sequence[Glyph]) -> str:
    """The cell's lines, parted by line feeds; leading full-width blanks stay, since they indent."""
    lines = (text_of(line).rstrip() for line in in_lines(glyphs))
    return "\n".join(line for line in lines if line.strip())

"""表格 (grids): ruled tables, found from the rules of a page and filled with its glyphs.

Rules that touch make one table. Its lines cut it into the smallest fields; fields with no rule between them are one
cell. A side that the page leaves open is closed at the table's edge.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from ingest.reading.glyphs import Glyph
from ingest.reading.lines import in_lines, in_pieces, text_of
from ingest.reading.page import Box, Cell, Grid
from ingest.reading.rules import Rules

SNAP = 3.0  # points: rules nearer than this are one (double borders)
TOUCH = 3.0  # points: how far a rule may end before the one it should meet
PADDING = 6.0  # points: text so near a cell's edge is set against it
COVERED = 0.6  # of a field's side: a rule at least so long parts two fields

Span = tuple[float, float, float]  # place, from, to
Sides = set[tuple[int, int]]  # (which place, which field along it) of each side that a rule covers


def joined(spans: Sequence[Span]) -> list[Span]:
    """Rules at (nearly) one place that touch or overlap, put together."""
    rows: list[list[Span]] = []
    for span in sorted(spans):
        if rows and span[0] - rows[-1][-1][0] <= 1.0 and span[0] - rows[-1][0][0] <= SNAP:
            rows[-1].append(span)
        else:
            rows.append([span])
    result = []
    for row in rows:
        row.sort(key=lambda span: span[1])
        at, start, end = row[0]
        for place, a, b in row[1:]:
            if a <= end + TOUCH:
                end = max(end, b)
            else:
                result.append((at, start, end))
                at, start, end = place, a, b
        result.append((at, start, end))
    return result


def tables(rules: Rules) -> list[tuple[list[Span], list[Span]]]:
    """The rules by table, from top to bottom: horizontal and vertical ones that cross or touch."""
    across, down = joined(rules.horizontal), joined(rules.vertical)
    parent = list(range(len(across) + len(down)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for i, (y, x0, x1) in enumerate(across):
        for j, (x, top, bottom) in enumerate(down, len(across)):
            if x0 - TOUCH <= x <= x1 + TOUCH and top - TOUCH <= y <= bottom + TOUCH:
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Span], list[Span]]] = {}
    for i, span in enumerate(across):
        groups.setdefault(root(i), ([], []))[0].append(span)
    for j, span in enumerate(down, len(across)):
        groups.setdefault(root(j), ([], []))[1].append(span)
    found = [group for group in groups.values() if group[0] and group[1]]
    return sorted(found, key=lambda group: min(y for y, _, _ in group[0]))


def places(spans: Sequence[Span], crossing: Sequence[Span]) -> list[float]:
    """Where the rules stand, those nearer than SNAP as one, closed at both ends of the table."""
    ends = [end for _, *both in crossing for end in both]
    result: list[float] = []
    for at in sorted([min(ends), max(ends), *(span[0] for span in spans)]):
        if not result or at - result[-1] > SNAP:
            result.append(at)
    return result


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
    """Every ruled table of the page that has at least two cells, from top to bottom."""
    grids = []
    for across, down in tables(rules):
        fields = Fields(across, down)
        if fields.width * fields.height > 1:
            grids.append(_filled(fields, glyphs))
    return tuple(grids)


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
    return Cell(cell_text(glyphs), box, right - column, below - row, indent)


def cell_text(glyphs: Sequence[Glyph]) -> str:
    """The cell's lines, parted by line feeds; leading full-width blanks stay, since they indent."""
    lines = (text_of(line).rstrip() for line in in_lines(glyphs))
    return "\n".join(line for line in lines if line.strip())

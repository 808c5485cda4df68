"""无线的表 (loose tables): rows that no rule parts. Lines of words set in columns, with figures in them, are rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.reading.glyphs import Glyph
from ingest.reading.lines import box_of, in_lines, in_words, text_of
from ingest.reading.open_tables import FIGURE, Word, walls_between
from ingest.reading.page import Box
from ingest.reading.spans import Span, Table

FEWEST_ROWS = 4  # lines with figures that make a table without any rule
FEWEST_WORDS = 3  # in a row
STACKED = 3  # figures one below the other in one field: its rows are not ruled
FARTHEST = 2.6  # heights from one row to the next
TALL = 24.0  # points: a row lower than this holds no three rows
AMOUNT = re.compile(r"-?[\d,]*\d\.\d+|-?\d{1,3}(,\d{3})+")
MARGIN = 3.0  # points around the words

Line = list[Word]


def loose_tables(glyphs: Sequence[Glyph], ruled: Sequence[Box]) -> list[Table]:
    """Runs of rows outside every ruled table, with rules put between them."""
    free = [g for g in glyphs if not any(b.x0 <= g.x0 <= b.x1 and b.top <= g.middle <= b.bottom for b in ruled)]
    return [_table(run) for run in _runs(_lines(free))]


def _lines(glyphs: Sequence[Glyph]) -> list[Line]:
    return [[(box_of(word), text_of(word)) for word in in_words(line)] for line in in_lines(glyphs) if line]


def _runs(lines: Sequence[Line]) -> list[list[Line]]:
    runs: list[list[Line]] = []
    last: Line = []
    for line in lines:
        if len(line) < FEWEST_WORDS:
            last = []
        else:
            near = bool(last) and _middle(line) - _middle(last) <= FARTHEST * (line[0][0].bottom - line[0][0].top)
            if near:
                runs[-1].append(line)
            else:
                runs.append([line])
            last = line
    return [run for run in runs if sum(_has_figure(line) for line in run) >= FEWEST_ROWS]


def _middle(line: Line) -> float:
    return sum((box.top + box.bottom) / 2 for box, _ in line) / len(line)


def _has_figure(line: Line) -> bool:
    return any(FIGURE.search(text) for _, text in line)


def _table(run: Sequence[Line]) -> Table:
    words = [word for line in run for word in line]
    left, right = min(box.x0 for box, _ in words) - MARGIN, max(box.x1 for box, _ in words) + MARGIN
    borders = [min(box.top for box, _ in run[0]) - 1, *_between(run), max(box.bottom for box, _ in run[-1]) + 1]
    across: list[Span] = [(y, left, right) for y in borders]
    return across, walls_between(across, words, left, right)


def _between(run: Sequence[Line]) -> list[float]:
    return [(_middle(upper) + _middle(lower)) / 2 for upper, lower in pairwise(run)]


def missing_floors(across: Sequence[Span], down: Sequence[Span], glyphs: Sequence[Glyph]) -> list[Span]:
    """Rules for a table whose rows are not ruled: where figures stand one below the other between two rules."""
    ys, xs = sorted({y for y, _, _ in across}), sorted({x for x, _, _ in down})
    added: list[Span] = []
    for top, bottom in pairwise(ys):
        if bottom - top < TALL:
            continue
        inside = [g for g in glyphs if top < g.middle < bottom and xs[0] <= g.x0 <= xs[-1]]
        if len(inside) < STACKED:
            continue
        lines = [line for line in _lines(inside) if len(line) > 1 and _has_figure(line)]
        if len(lines) >= STACKED and _are_stacked(lines, xs):
            added += [(y, xs[0], xs[-1]) for y in _between(lines)]
    return added


def _are_stacked(lines: Sequence[Line], xs: Sequence[float]) -> bool:
    """Whether one column holds a figure in that many lines."""
    for left, right in pairwise(xs):
        held = sum(any(left <= box.x0 and box.x1 <= right and AMOUNT.fullmatch(t) for box, t in line) for line in lines)
        if held >= STACKED:
            return True
    return False

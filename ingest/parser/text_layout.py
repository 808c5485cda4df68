"""纯文本的表 (tables of plain text): runs of lines whose cells are parted by tabs, as grids like those of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.parser.headings import CODE, COLUMN_NUMBER, is_heading_word
from ingest.parser.wording import folded, is_figure
from ingest.reading.page import Box, Cell, Grid, Line

PAGE_OF_ENTRY = re.compile(r"\d{1,3}")


def text_blocks(lines: Sequence[Line]) -> Iterator[Line | Grid]:
    """The lines in order, with each run of lines that tabs part as one grid; blank lines don't end a run."""
    run: list[Line] = []
    for line in lines:
        if line.cells:
            run.append(line)
        elif line.text.strip():
            yield from _run_blocks(run)
            run = []
            yield line
    yield from _run_blocks(run)


def _run_blocks(run: Sequence[Line]) -> Iterator[Line | Grid]:
    """A run may hold tables of several widths one after another; contents entries (目录) are no table."""
    part: list[tuple[str, ...]] = []
    for line in run:
        cells = line.cells or ()
        if part and len(cells) != len(part[0]):
            yield from _grids(part)
            part = []
        part.append(cells)
    yield from _grids(part)


def _grids(rows: Sequence[tuple[str, ...]]) -> Iterator[Grid]:
    if not rows or len(rows[0]) < 2:
        return
    if all(len(row) == 2 and PAGE_OF_ENTRY.fullmatch(row[1].strip(". …")) for row in rows):
        return
    yield Grid(tuple(_cells(rows)), Box(0, 0, len(rows[0]), len(rows)))


def _cells(rows: Sequence[tuple[str, ...]]) -> list[tuple[Cell | None, ...]]:
    """The rows' cells; in the headings a blank cell belongs to the merged cell above it or left of it."""
    owner: list[list[tuple[int, int]]] = []
    heads = _count_heads(rows)
    for r, row in enumerate(rows):
        owner.append([])
        for c, text in enumerate(row):
            if r >= heads or text:
                owner[r].append((r, c))
            elif r and owner[r - 1][c][1] == c and rows[owner[r - 1][c][0]][c]:
                owner[r].append(owner[r - 1][c])
            elif c and rows[owner[r][c - 1][0]][owner[r][c - 1][1]]:
                owner[r].append(owner[r][c - 1])
            else:
                owner[r].append((r, c))
    return [tuple(_cell(rows, owner, r, c) for c in range(len(row))) for r, row in enumerate(rows)]


def _cell(rows: Sequence[tuple[str, ...]], owner: list[list[tuple[int, int]]], r: int, c: int) -> Cell | None:
    if owner[r][c] != (r, c):
        return None
    across = down = 1
    while c + across < len(rows[r]) and owner[r][c + across] == (r, c):
        across += 1
    while r + down < len(rows) and owner[r + down][c] == (r, c):
        down += 1
    return Cell(rows[r][c], Box(c, r, c + across, r + down), across, down)


def _count_heads(rows: Sequence[tuple[str, ...]]) -> int:
    """Rows at the top that are headings: the first one, and those of heading words or under its merged cells."""
    for at, row in enumerate(rows):
        texts = [folded(text) for text in row if text.strip()]
        is_body = any(is_figure(t) for t in texts) or bool(texts and CODE.fullmatch(texts[0]))
        is_numbers = len(texts) > 1 and all(COLUMN_NUMBER.fullmatch(t) for t in texts)
        if is_numbers:
            return at
        if is_body or (at and (len(texts) < 2 or not any(is_heading_word(t) for t in texts))):
            return at
    return 1

"""其他表 (other tables) on a page: headings merged as on paper, figures to the right, empty columns left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

FIGURE = re.compile(r"-?\d[\d,]*(?:\.\d+)?[%％]?")
Cells = Sequence[str | None]


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    across: int
    down: int


@dataclass(frozen=True, slots=True)
class Sheet:
    headings: list[list[Heading]]
    rows: list[list[tuple[str, str]]]  # css class and text of each cell


def sheet(headings: Sequence[Cells], rows: Sequence[Cells]) -> Sheet:
    """The table as a reader sees it; its file keeps every column."""
    width = max((len(row) for row in (*headings, *rows)), default=0)
    kept = [at for at in range(width) if any(_cell(row, at) for row in (*headings, *rows))]
    styles = {at: "n" if _holds_figures([_cell(row, at) for row in rows]) else "" for at in kept}
    return Sheet(
        _merged([[_cell(row, at) for at in kept] for row in headings]),
        [[(styles[at], _cell(row, at)) for at in kept] for row in rows],
    )


def _cell(row: Cells, at: int) -> str:
    return (row[at] if at < len(row) else None) or ""


def _holds_figures(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and sum(FIGURE.fullmatch(cell) is not None for cell in filled) * 2 > len(filled)


def _merged(rows: Sequence[Sequence[str]]) -> list[list[Heading]]:
    """A text that fills several cells of the headings side by side or one above the other stands once."""
    taken: set[tuple[int, int]] = set()
    made: list[list[Heading]] = []
    for r, row in enumerate(rows):
        line: list[Heading] = []
        for c, text in enumerate(row):
            if (r, c) in taken:
                continue
            across = _run([cell for at, cell in enumerate(row[c:], c) if (r, at) not in taken], text)
            down = _down(rows, r, c, across)
            taken |= {(r + below, c + right) for below in range(down) for right in range(across)}
            line.append(Heading(text, across, down))
        made.append(line)
    return made


def _run(cells: Sequence[str], text: str) -> int:
    count = next((at for at, cell in enumerate(cells) if cell != text), len(cells))
    return count if text else 1


def _down(rows: Sequence[Sequence[str]], r: int, c: int, across: int) -> int:
    text = rows[r][c]
    down = 1
    while text and r + down < len(rows) and all(cell == text for cell in rows[r + down][c : c + across]):
        down += 1
    return down

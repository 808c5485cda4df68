"""What a report consists of before it's typeset: paragraphs, grids, and where pages end."""

from dataclasses import dataclass, field


@dataclass
class Cell:
    text: str = ""
    across: int = 1
    down: int = 1
    align: str = "left"
    bold: bool = False
    indent: int = 0


@dataclass
class Text:
    text: str
    size: float = 10.5
    align: str = "left"
    bold: bool = False
    right: str | None = None  # stands at the line's other end
    key: object = None  # what the page of this text is noted for


@dataclass
class Grid:
    rows: list[list[Cell | None]]  # None: a merged cell covers the place
    weights: list[float]
    heads: int = 0
    key: object = None
    size: float = 9


@dataclass
class NewPage:
    landscape: bool = False


@dataclass
class Book:
    blocks: list = field(default_factory=list)
    running_head: str = ""
    running_foot: str = ""


def cover(rows):
    """The grid's rows with None wherever a merged cell of above or of the left reaches."""
    width = sum(cell.across for cell in rows[0]) if rows else 0
    taken, result = set(), []
    for r, row in enumerate(rows):
        line, cells, c = [], list(row), 0
        while c < width:
            if (r, c) in taken:
                line.append(None)
                c += 1
                continue
            cell = cells.pop(0) if cells else Cell()
            taken |= {(r + i, c + j) for i in range(cell.down) for j in range(cell.across)}
            line += [cell, *[None] * (cell.across - 1)]
            c += cell.across
        result.append(line)
    return result

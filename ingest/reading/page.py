"""The page model (版面): one shape for a PDF's text layer, a scan read by OCR and extracted plain text.

Coordinates are points from the top left of the page as a reader sees it (rotation applied). Plain text has no boxes.
Grids are costly and are found only when a page is asked for them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple


class Box(NamedTuple):
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text, its lines parted by line feeds; `across` and `down` count the columns and rows it covers."""

    text: str
    box: Box | None = None
    across: int = 1
    down: int = 1
    indent: float = 0.0  # points between the cell's left edge and its first character
    confidence: float | None = None  # 0–1, of its least certain recognised character; None for printed text


@dataclass(frozen=True, slots=True)
class Line:
    """One visual line of text: `cells` where tabs separate them, `words` its parts that stand apart on a page."""

    text: str
    box: Box | None = None
    cells: tuple[str, ...] | None = None
    words: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: `rows[r][c]` is the cell that starts there, None where a merged cell covers the place."""

    rows: tuple[tuple[Cell | None, ...], ...]
    box: Box | None = None


@dataclass
class Page:
    """One page, 1-based `number`; `lines` from top to bottom; `grids` as `find_grids` finds them, once."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    find_grids: Callable[[], tuple[Grid, ...]] = tuple
    is_scanned: bool = False  # recognised from a picture; `tilt` degrees clockwise were undone first
    tilt: float = 0.0
    doubts: tuple[str, ...] = ()  # what on this page could not be read, or not with certainty: sentences in Chinese

    @cached_property
    def grids(self) -> tuple[Grid, ...]:
        return self.find_grids()

    def as_displayed(self, box: Box) -> Box:
        """The box moved to where it stands on the page as displayed, which a scan shows askew."""
        if not self.tilt:
            return box
        slope, flat = math.sin(math.radians(self.tilt)), math.cos(math.radians(self.tilt))
        x, y = (box.x0 + box.x1 - self.width) / 2, (box.top + box.bottom - self.height) / 2
        right, down = x * flat - y * slope - x, x * slope + y * flat - y
        return Box(box.x0 + right, box.top + down, box.x1 + right, box.bottom + down)

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Document:
    """A file as pages. Plain text and HTML are one page, numbered 0, which never comes out as a page number."""

    kind: Literal["pdf", "ocr", "text", "html"]
    pages: Sequence[Page]

"""书架 (shelf): the pages of a document, so kept that a long one takes hardly more memory than a short one.

A page's lines and grids take some 60 KB as objects and 5 KB packed. The first pages stay as they are, so that a usual
report is never packed; every later one is packed when it's put there and unpacked for as long as it's looked at.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, overload

from ingest.reading.page import Box, Cell, Grid, Line, Page

OPEN = 80  # pages that stay as they are
QUICK = 1  # zlib's level: half the time of the usual one for a tenth more bytes


@dataclass(frozen=True, slots=True)
class Packed:
    """A page whose lines and grids are bytes; `bare` is the page without them."""

    bare: Page
    content: bytes


class Shelf(Sequence[Page]):
    """Pages in order; one may be put in another's place. Each look at a packed page gives a new object."""

    def __init__(self, pages: Iterable[Page] = ()) -> None:
        self._held: list[Page | Packed] = []
        for page in pages:
            self.append(page)

    def append(self, page: Page) -> None:
        self._held.append(page if len(self._held) < OPEN else packed(page))

    def __setitem__(self, at: int, page: Page) -> None:
        self._held[at] = page if at < OPEN else packed(page)

    def __len__(self) -> int:
        return len(self._held)

    def __iter__(self) -> Iterator[Page]:
        return map(unpacked, self._held)

    @overload
    def __getitem__(self, at: int) -> Page: ...
    @overload
    def __getitem__(self, at: slice) -> list[Page]: ...
    def __getitem__(self, at: int | slice) -> Page | list[Page]:
        found = self._held[at]
        return list(map(unpacked, found)) if isinstance(found, list) else unpacked(found)


def packed(page: Page) -> Packed:
    lines = [(line.text, _bare(line.box), line.cells, _bare_cells(line.words)) for line in page.lines]
    grids = [([_bare_cells(row) for row in grid.rows], _bare(grid.box)) for grid in page.grids]
    content = zlib.compress(pickle.dumps((lines, grids), pickle.HIGHEST_PROTOCOL), QUICK)
    return Packed(replace(page, lines=(), find_grids=tuple), content)


def unpacked(held: Page | Packed) -> Page:
    if isinstance(held, Page):
        return held
    lines, grids = pickle.loads(zlib.decompress(held.content))  # noqa: S301  -- made by `packed`
    tables = tuple(Grid(tuple(map(_cells, rows)), _box(box)) for rows, box in grids)
    read = tuple(Line(text, _box(box), cells, _cells(words)) for text, box, cells, words in lines)
    return replace(held.bare, lines=read, find_grids=lambda: tables)


def _bare(box: Box | None) -> tuple[float, ...] | None:
    return tuple(box) if box else None


def _box(bare: Any) -> Box | None:
    return Box(*bare) if bare else None


def _bare_cells(cells: Sequence[Cell | None]) -> list[Any]:
    return [c and (c.text, _bare(c.box), c.across, c.down, c.indent, c.confidence) for c in cells]


def _cells(bare: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(c and Cell(c[0], _box(c[1]), *c[2:]) for c in bare)

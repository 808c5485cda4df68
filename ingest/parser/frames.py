"""页眉框 (frames): boxes drawn around running heads and feet, which are no tables."""

from __future__ import annotations

from dataclasses import replace

from ingest.parser.layout import running_lines, running_place
from ingest.reading.page import Box, Document, Grid, Page
from ingest.reading.shelf import Shelf


def without_frames(document: Document) -> Document:
    """The document without the grids that hold nothing but a line which most pages repeat."""
    running = running_lines(document.pages)
    if not running:
        return document
    return replace(document, pages=Shelf(_without_frames(page, running) for page in document.pages))


def _without_frames(page: Page, running: frozenset[str]) -> Page:
    grids = tuple(grid for grid in page.grids if not _is_frame(grid, page, running))
    if len(grids) == len(page.grids):
        return page
    return replace(page, find_grids=lambda: grids)


def _is_frame(grid: Grid, page: Page, running: frozenset[str]) -> bool:
    box = grid.box
    if box is None:
        return False
    inside = [line for line in page.lines if line.box and _meets(line.box, box)]
    return bool(inside) and all(running_place(line, page) in running for line in inside)


def _meets(line: Box, box: Box) -> bool:
    return box.top <= (line.top + line.bottom) / 2 <= box.bottom and line.x0 < box.x1 and box.x0 < line.x1

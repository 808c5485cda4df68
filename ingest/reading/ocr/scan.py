"""扫描页 (scanned page): one page without text as the page model, from its picture."""

from __future__ import annotations

from typing import Any

from ingest.reading.grids import find_grids
from ingest.reading.lines import read_lines
from ingest.reading.ocr.drawn_rules import erased, find_rules
from ingest.reading.ocr.picture import take_picture
from ingest.reading.ocr.text import read_text
from ingest.reading.page import Page


def read_scanned_page(page: Any, number: int, *, only_ruled: bool = False) -> Page | None:
    """`page` is PDFium's. Lines and grids stand in the straightened page. None if `only_ruled` and it has no table."""
    picture = take_picture(page)
    rules = find_rules(picture)
    tables = [grid.box for grid in find_grids([], rules) if grid.box]
    if only_ruled and not tables:
        return None
    grey, ink = erased(picture, rules)
    glyphs = read_text(grey, ink, rules, tables, picture.scale)
    grids = find_grids(glyphs, rules)
    height, width = (side / picture.scale for side in picture.grey.shape)
    return Page(number, width, height, read_lines(glyphs), lambda: grids, is_scanned=True, tilt=picture.tilt)

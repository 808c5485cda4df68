"""扫描页 (scanned page): one page without text as the page model, from its picture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from ingest.reading.grids import find_grids
from ingest.reading.lines import read_lines
from ingest.reading.ocr.drawn_rules import erased, find_rules
from ingest.reading.ocr.picture import take_picture
from ingest.reading.ocr.text import read_text
from ingest.reading.page import Grid, Page

CERTAIN = 0.8  # amounts with a less certain figure or mark are named to the reviewer
AMOUNT = re.compile(r"[-+]?[\d,.]{1,9}|[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-+]?\d+\.\d+")  # no telephone number


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
    return Page(
        number,
        width,
        height,
        read_lines(glyphs),
        lambda: grids,
        is_scanned=True,
        tilt=picture.tilt,
        doubts=tuple(doubtful_amounts(grids)),
    )


def doubtful_amounts(grids: Sequence[Grid]) -> Iterator[str]:
    """A sentence for each amount that was not recognised with certainty."""
    for cell in (cell for grid in grids for row in grid.rows for cell in row if cell):
        if cell.confidence is not None and cell.confidence < CERTAIN and AMOUNT.fullmatch(cell.text):
            yield f"数字“{cell.text}”识别得没有把握（{cell.confidence:.0%}），请对照原件。"

"""目录引线 (leaders): the rows of dots that lead to a page number, told by their shape; recognising them takes long."""

from __future__ import annotations

from itertools import groupby

import numpy as np

from ingest.reading.ocr.engine import Letter, PixelBox
from ingest.reading.ocr.picture import Grey

FLAT = 0.35  # of the line's height: what is taller is no dot
LONG = 3.0  # times the line's height: a leader is at least so long
FEWEST = 6  # dots
GAP = 1.2  # of the line's height: dots stand no further apart
SHOWN = 6  # dots by which a leader is given, however many it has


def find_leader(ink: PixelBox, dark: Grey) -> PixelBox | None:
    """The part of the strip that a row of dots takes up, whole columns of it."""
    x0, y0, x1, y1 = ink
    height = y1 - y0
    if x1 - x0 < LONG * height:
        return None
    strip = dark[y0:y1, x0:x1] > 0
    tall = np.where(strip.any(axis=0), y1 - y0 - strip.argmax(axis=0) - strip[::-1].argmax(axis=0), 0)
    start = 0
    best: tuple[int, int] | None = None
    for low, columns in groupby(tall <= FLAT * height):
        width = len(list(columns))
        if low and width >= LONG * height and _dots(tall[start : start + width], height) >= FEWEST:
            best = (start, start + width)
        start += width
    if best is None:
        return None
    inked = np.nonzero(tall[best[0] : best[1]])[0]
    return PixelBox(x0 + best[0] + int(inked[0]), y0, x0 + best[0] + int(inked[-1]) + 1, y1)


def _dots(tall: np.ndarray, height: int) -> int:
    """How many spots the columns hold; 0 where two of them stand too far apart or one is too wide for a dot."""
    count = 0
    for empty, columns in groupby(tall == 0):
        width = len(list(columns))
        if empty and width > GAP * height and count:
            return count
        if not empty:
            if width > FLAT * height:
                return 0
            count += 1
    return count


def leader_letters() -> list[Letter]:
    return [Letter(".", (at + 0.5) / SHOWN, 1.0) for at in range(SHOWN)]

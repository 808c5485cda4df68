"""文字条 (strips): the pieces of lines that stand within one cell each, ready to be recognised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from ingest.reading.ocr.engine import PixelBox
from ingest.reading.ocr.leaders import find_leader
from ingest.reading.ocr.picture import Grey
from ingest.reading.page import Box
from ingest.reading.rules import Rules

AT_EDGE = 3  # pixels: a rule so near a box's end doesn't part it
LEAST = 3  # pixels: ink smaller than this is dirt
NEXT = 0.9  # of the line's height: ink so near a line's end belongs to it
CORE = 0.1  # of a box's height at its top and bottom: what stands there may be of the line above or below
LEVEL = 0.6  # of the lower one's height: boxes that share so much stand on one line
UPRIGHT, SQUARE = 1.8, 1.15  # of its width: the height of a strip that holds signs on top of one another; of a sign
KEEP_OFF = 5  # pixels from a rule: what is dark there may be its rest
LETTER = (0.45, 2.5)  # of the usual height: ink smaller or larger than this is no overlooked character

Limits = tuple[int, int]
Taken = npt.NDArray[np.int32]


class Strip(NamedTuple):
    """One piece of a line: `ink` fits its characters, `height` is that of its line."""

    ink: PixelBox
    height: int
    is_leader: bool = False


def find_strips(boxes: Sequence[PixelBox], ink: Grey, rules: Rules, scale: float) -> list[Strip]:
    """The boxes cut at the vertical rules that pass through them, each fitted to the ink that belongs to it."""
    pieces = _merged(piece for box in boxes for piece in _cut(box, rules, scale))
    taken = np.zeros(ink.shape, np.int32)
    for number, (box, _) in enumerate(pieces, start=1):
        taken[box.y0 : box.y1, box.x0 : box.x1] = number
    strips: list[Strip] = []
    for number, (box, limits) in enumerate(pieces, start=1):
        strip = fitted(_grown(box, limits, ink, taken, number), ink)
        if strip and strip.ink.y1 - strip.ink.y0 > UPRIGHT * (strip.ink.x1 - strip.ink.x0):
            strips += _stacked(strip, ink)
        elif strip:
            strips += _parted(strip, ink)
    return strips


def _stacked(strip: Strip, ink: Grey) -> Iterator[Strip]:
    """Characters set one below the other, each as a strip of its own."""
    x0, y0, x1, y1 = strip.ink
    rows = np.asarray((ink[y0:y1, x0:x1] > 0).any(axis=1))
    starts = [y for y in range(y1 - y0) if rows[y] and (y == 0 or not rows[y - 1])]
    ends = [y + 1 for y in range(y1 - y0) if rows[y] and (y + 1 == y1 - y0 or not rows[y + 1])]
    signs: list[tuple[int, int]] = []
    for start, end in zip(starts, ends, strict=True):
        if signs and end - signs[-1][0] <= SQUARE * (x1 - x0):
            signs[-1] = (signs[-1][0], end)
        else:
            signs.append((start, end))
    for start, end in signs:
        sign = fitted(PixelBox(x0, y0 + start, x1, y0 + end), ink)
        if sign:
            yield Strip(sign.ink, x1 - x0)


def _parted(strip: Strip, ink: Grey) -> Iterator[Strip]:
    """The strip, or what stands before and behind a leader, and the leader."""
    leader = find_leader(strip.ink, ink)
    if leader is None:
        yield strip
        return
    yield Strip(leader, strip.height, is_leader=True)
    for x0, x1 in ((strip.ink.x0, leader.x0), (leader.x1, strip.ink.x1)):
        part = fitted(PixelBox(x0, strip.ink.y0, x1, strip.ink.y1), ink)
        if part:
            yield Strip(part.ink, strip.height)


def _cut(box: PixelBox, rules: Rules, scale: float) -> Iterator[tuple[PixelBox, Limits]]:
    """The parts of the box between rules, each with how far left and right its cell reaches."""
    middle = (box.y0 + box.y1) / 2 / scale
    passing = sorted(round(x * scale) for x, top, bottom in rules.vertical if top <= middle <= bottom)
    cuts = [x for x in passing if box.x0 + AT_EDGE < x < box.x1 - AT_EDGE]
    for left, right in pairwise([box.x0, *cuts, box.x1]):
        low = max((x for x in passing if x <= left + AT_EDGE), default=0)
        high = min((x for x in passing if x >= right - AT_EDGE), default=1 << 30)
        yield PixelBox(max(left, low), box.y0, min(right, high), box.y1), (low, high)


def _merged(pieces: Iterable[tuple[PixelBox, Limits]]) -> list[tuple[PixelBox, Limits]]:
    """Boxes of one line and cell that overlap, put together, lest a sign be read twice."""
    result: list[tuple[PixelBox, Limits]] = []
    for box, limits in sorted(pieces):
        for at, (other, reach) in enumerate(result):
            beside = min(box.x1, other.x1) - max(box.x0, other.x0)
            level = min(box.y1, other.y1) - max(box.y0, other.y0)
            if limits == reach and beside > 0 and level > LEVEL * min(box.y1 - box.y0, other.y1 - other.y0):
                edges = min(box.x0, other.x0), min(box.y0, other.y0), max(box.x1, other.x1), max(box.y1, other.y1)
                result[at] = PixelBox(*edges), limits
                break
        else:
            result.append((box, limits))
    return result


def _grown(box: PixelBox, limits: Limits, ink: Grey, taken: Taken, number: int) -> PixelBox:
    """The box with the ink right beside it: what finds text often leaves out a thin sign at a line's end."""
    height = box.y1 - box.y0
    rows = slice(max(0, box.y0 + round(CORE * height)), box.y1 - round(CORE * height))
    reach = round(NEXT * height)
    start, end = max(0, limits[0] + KEEP_OFF), min(ink.shape[1], limits[1] - KEEP_OFF)
    dark = (ink[rows, :] > 0).sum(axis=0) >= 2
    free = ((taken[rows, :] == 0) | (taken[rows, :] == number)).all(axis=0)
    right, at = box.x1, box.x1
    while at < end and free[at] and at - right <= reach:
        right, at = (at + 1 if dark[at] else right), at + 1
    left, at = box.x0, box.x0 - 1
    while at >= start and free[at] and left - at <= reach:
        left, at = (at if dark[at] else left), at - 1
    return PixelBox(left, box.y0, right, box.y1)


def fitted(box: PixelBox, ink: Grey) -> Strip | None:
    """The box drawn close around its ink; None where there is none."""
    x, y = max(0, box.x0), max(0, box.y0)
    columns, rows = (np.nonzero((ink[y : box.y1, x : box.x1] > 0).any(axis=axis))[0] for axis in (0, 1))
    if len(columns) == 0 or max(columns[-1] - columns[0], rows[-1] - rows[0]) < LEAST:
        return None
    tight = PixelBox(x + int(columns[0]), y + int(rows[0]), x + int(columns[-1]) + 1, y + int(rows[-1]) + 1)
    return Strip(tight, box.y1 - box.y0)


def overlooked(strips: Sequence[Strip], ink: Grey, tables: Sequence[Box], scale: float) -> list[Strip]:
    """Ink as large as a character that stands within a table and in none of the strips."""
    if not strips:
        return []
    usual = float(np.median([strip.height for strip in strips])) * 0.7
    rest = np.zeros_like(ink)
    for table in tables:
        x0, y0, x1, y1 = (round(edge * scale) for edge in table)
        rest[y0:y1, x0:x1] = ink[y0:y1, x0:x1]
    for (x0, y0, x1, y1), *_ in strips:
        rest[max(0, y0 - 2) : y1 + 2, max(0, x0 - 2) : x1 + 2] = 0
    beside = cv2.getStructuringElement(cv2.MORPH_RECT, (max(3, round(usual * 0.6)), 3))
    count, _, stats, _ = cv2.connectedComponentsWithStats(np.asarray(cv2.dilate(rest, beside), dtype=np.uint8))
    found = []
    for at in range(1, count):
        x, y, width, height = (int(v) for v in stats[at][:4])
        strip = fitted(PixelBox(x, y, x + width, y + height), rest)
        if strip and LETTER[0] * usual <= strip.ink.y1 - strip.ink.y0 <= LETTER[1] * usual:
            found.append(Strip(strip.ink, round(usual / 0.7)))
    return found

"""扫描件的表线 (drawn rules): the straight lines of tables, found on the picture of a page."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from ingest.reading.ocr.picture import Grey, Picture
from ingest.reading.rules import Rules

CERTAIN = 60.0  # points: no row of strokes that run into one another is so long, so that it is a rule
SHORTEST = 10.0  # points: shorter dark runs are never taken for rules
MEETS = 2.5  # points: how near a short rule must end to a rule across it
THICK = 4.0  # points: what is thicker is no rule
EDGE, FRINGE = 5, 9  # pixels: spots taken out around a rule's own: its grey edge; what remains of it
WAVER = 2  # pixels by which runs are widened, since a rule may waver by one either way
Span = tuple[float, float, float]


def find_rules(picture: Picture) -> Rules:
    """Long dark runs, and short ones that reach from one rule to another. In points."""
    scale = picture.scale
    across = _spans(_runs(picture.strokes, scale, level=True), scale)
    down = _spans(_runs(picture.strokes, scale, level=False).T, scale)
    rules = Rules([s for s in across if _is_long(s)], [s for s in down if _is_long(s)])
    for _ in range(2):
        rules = Rules(
            [s for s in across if _is_long(s) or _reaches(s, rules.vertical)],
            [s for s in down if _is_long(s) or _reaches(s, rules.horizontal)],
        )
    return rules


def erased(picture: Picture, rules: Rules) -> tuple[Grey, Grey]:
    """The picture and its ink without the rules, as paper."""
    mask = np.zeros_like(picture.ink)
    level = _runs(picture.strokes, picture.scale, level=True)
    upright = _runs(picture.strokes, picture.scale, level=False)
    _keep(level, rules.horizontal, picture.scale, mask)
    _keep(upright.T, rules.vertical, picture.scale, mask.T)
    taken = _widened(mask, EDGE) > 0
    grey, ink = picture.grey.copy(), picture.ink.copy()
    grey[taken], ink[taken] = picture.paper, 0
    rest = _rest(ink, _widened(mask, FRINGE))
    grey[rest], ink[rest] = picture.paper, 0
    return grey, ink


def _widened(mask: Grey, spot: int) -> Grey:
    return np.asarray(cv2.dilate(mask, np.ones((spot, spot), np.uint8)), dtype=np.uint8)


def _rest(ink: Grey, fringe: Grey) -> npt.NDArray[np.bool_]:
    """The spots of ink that lie wholly within the fringe; a character so near a rule reaches out of it."""
    _, labels = cv2.connectedComponents(ink, connectivity=8)
    outside = np.unique(labels[(fringe == 0) & (ink > 0)])
    kept = np.zeros(int(labels.max()) + 1, dtype=bool)
    kept[outside] = True
    return np.asarray((ink > 0) & ~kept[labels])


def _runs(ink: Grey, scale: float, *, level: bool) -> Grey:
    """The ink that lies in runs of at least the shortest rule."""
    length = round(SHORTEST * scale)
    along, thick = ((length, 1), (1, 3)) if level else ((1, length), (3, 1))
    wide = cv2.dilate(ink, cv2.getStructuringElement(cv2.MORPH_RECT, thick))
    opened = cv2.morphologyEx(wide, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, along))
    return np.asarray(opened, dtype=np.uint8)


def _spans(runs: Grey, scale: float) -> list[Span]:
    """The level runs as (y, x0, x1) in points; pieces far thicker than a rule are left out."""
    count, _, stats, centres = cv2.connectedComponentsWithStats(np.ascontiguousarray(runs), connectivity=8)
    found = []
    for at in range(1, count):
        x, _, width, _, area = (int(v) for v in stats[at])
        if area / width - WAVER <= THICK * scale and width >= SHORTEST * scale:
            found.append((float(centres[at][1]) / scale, x / scale, (x + width) / scale))
    return found


def _is_long(span: Span) -> bool:
    return span[2] - span[1] >= CERTAIN


def _reaches(span: Span, crossing: Sequence[Span]) -> bool:
    """Whether both ends of the run lie at rules across it."""
    at, *ends = span
    return all(
        any(abs(place - end) <= MEETS and a - MEETS <= at <= b + MEETS for place, a, b in crossing) for end in ends
    )


def _keep(runs: Grey, spans: Sequence[Span], scale: float, mask: Grey) -> None:
    reach = round(THICK * scale / 2) + 1
    for at, start, end in spans:
        rows = slice(max(0, round(at * scale) - reach), round(at * scale) + reach + 1)
        columns = slice(max(0, round(start * scale)), round(end * scale) + 1)
        mask[rows, columns] |= runs[rows, columns]

"""表线 (rules): the straight lines drawn on a PDF page, whether strokes, thin filled shapes or thin pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from ingest.reading.glyphs import Point

THIN = 3.0  # points: a shape no thicker than this is a rule
SHORTEST = 3.0  # points: what is shorter is a dot, not a rule
DOT, PITCH, LEVEL = 2.0, 4.0, 0.4  # points: how large the dots of a rule are, how far apart, how uneven at most
FEWEST_DOTS, CLOSEST = 5, 0.8  # points from one dot to the next: a curve drawn in small steps has them closer
MAX_DEPTH = 4  # forms within forms


@dataclass
class Rules:
    """Horizontal rules as (y, x0, x1) and vertical ones as (x, top, bottom)."""

    horizontal: list[tuple[float, float, float]] = field(default_factory=list)
    vertical: list[tuple[float, float, float]] = field(default_factory=list)
    dots: list[tuple[float, float]] = field(default_factory=list)  # middles of shapes that a dotted rule may consist of

    def add(self, ax: float, ay: float, bx: float, by: float) -> None:
        """Take in the shape between two corners if it is a line along an axis."""
        x0, x1, y0, y1 = min(ax, bx), max(ax, bx), min(ay, by), max(ay, by)
        wide, high = x1 - x0, y1 - y0
        if high <= THIN and wide >= SHORTEST and wide > high:
            self.horizontal.append(((y0 + y1) / 2, x0, x1))
        elif wide <= THIN and high >= SHORTEST and high > wide:
            self.vertical.append(((x0 + x1) / 2, y0, y1))
        elif wide <= DOT and high <= DOT:
            self.dots.append(((x0 + x1) / 2, (y0 + y1) / 2))

    def join_dots(self) -> None:
        """Take rows of dots for rules."""
        self.horizontal += _dotted([(y, x) for x, y in self.dots])
        self.vertical += _dotted(self.dots)
        self.dots = []


def _dotted(dots: list[tuple[float, float]]) -> Iterator[tuple[float, float, float]]:
    """Rules of dots, given as (where the rule lies, where on it the dot stands)."""
    rows: list[list[tuple[float, float]]] = []
    for dot in sorted(dots):
        if rows and dot[0] - rows[-1][0][0] <= LEVEL:
            rows[-1].append(dot)
        else:
            rows.append([dot])
    for row in rows:
        start = 0
        row.sort(key=lambda dot: dot[1])
        for end in range(1, len(row) + 1):
            if end == len(row) or row[end][1] - row[end - 1][1] > PITCH:
                first, last, gaps = row[start][1], row[end - 1][1], end - start - 1
                if gaps >= FEWEST_DOTS and last - first >= CLOSEST * gaps:
                    yield row[start][0], first, last
                start = end


def read_rules(page: Any, point: Point) -> Rules:
    rules = Rules()
    count = pdfium.FPDFPage_CountObjects(page)
    objects = (pdfium.FPDFPage_GetObject(page, at) for at in range(count))
    _collect(objects, point, rules, 0)
    rules.join_dots()
    return rules


def _collect(objects: Iterator[Any], point: Point, rules: Rules, depth: int) -> None:
    for drawn in objects:
        kind = pdfium.FPDFPageObj_GetType(drawn)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            _add_path(drawn, point, rules)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            corners = _bounds(drawn, point)
            if corners and min(abs(corners[2] - corners[0]), abs(corners[3] - corners[1])) <= THIN:
                rules.add(*corners)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
            inner = (pdfium.FPDFFormObj_GetObject(drawn, at) for at in range(pdfium.FPDFFormObj_CountObjects(drawn)))
            _collect(inner, _through(drawn, point), rules, depth + 1)


def _through(drawn: Any, point: Point) -> Point:
    """The way from the object's own points to the page as seen."""
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(drawn, matrix):
        return point
    a, b, c, d, e, f = matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f
    return lambda x, y: point(a * x + c * y + e, b * x + d * y + f)


def _bounds(drawn: Any, point: Point) -> tuple[float, float, float, float] | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(drawn, left, bottom, right, top):
        return None
    return (*point(left.value, top.value), *point(right.value, bottom.value))


def _add_path(drawn: Any, point: Point, rules: Rules) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(drawn, fill, stroke)
    if not (fill.value or stroke.value):
        return
    corners = _bounds(drawn, point)
    if corners is None:
        return
    if min(abs(corners[2] - corners[0]), abs(corners[3] - corners[1])) <= THIN:
        rules.add(*corners)
        return
    for outline in _outlines(drawn, _through(drawn, point)):
        if stroke.value:
            for (ax, ay), (bx, by) in pairwise(outline):
                rules.add(ax, ay, bx, by)
        else:
            xs, ys = [x for x, _ in outline], [y for _, y in outline]
            rules.add(min(xs), min(ys), max(xs), max(ys))


def _outlines(drawn: Any, point: Callable[[float, float], tuple[float, float]]) -> list[list[tuple[float, float]]]:
    """The path's parts, each as its corners; curves count as their ends."""
    x, y = ctypes.c_float(), ctypes.c_float()
    outlines: list[list[tuple[float, float]]] = []
    for at in range(pdfium.FPDFPath_CountSegments(drawn)):
        segment = pdfium.FPDFPath_GetPathSegment(drawn, at)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        corner = point(x.value, y.value)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO or not outlines:
            outlines.append([corner])
        else:
            outlines[-1].append(corner)
        if pdfium.FPDFPathSegment_GetClose(segment):
            outlines[-1].append(outlines[-1][0])
    return outlines

"""字形 (glyphs): the characters of a PDF page with their boxes, as a reader sees them."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from ingest.reading.characters import repaired
from ingest.reading.page import Box
from ingest.reading.sight import clip_box, in_sight

Point = Callable[[float, float], tuple[float, float]]
MAX_DEPTH = 4  # forms within forms
SLANT = (0.17, 1.40)  # radians off the page's axes, about 10 to 80 degrees: a watermark across the page
MIDDLE = 2.5  # points from the base line up to the middle
OVERPRINT = 0.12  # of the height: bold text made by printing twice lies less than this apart


class Glyph(NamedTuple):
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    middle: float  # a little above the base line, which fonts share, unlike their boxes
    run: int  # characters shown by one text object have the same run
    confidence: float | None = None  # 0–1, of a recognised character

    @property
    def height(self) -> float:
        return self.bottom - self.top


def viewer(page: Any) -> tuple[float, float, Point]:
    """Width and height of the page as displayed, and the way from its own points to points from the top left."""
    left, bottom, right, top = page.get_bbox()
    turn = page.get_rotation()
    ways: dict[int, Point] = {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }
    size = (right - left, top - bottom)
    width, height = size if turn in (0, 180) else size[::-1]
    return width, height, ways[turn]


def read_glyphs(page: Any, point: Point) -> list[Glyph]:
    """Every character in sight but those of slanting watermarks; text printed twice to look bold is given once."""
    textpage = page.get_textpage()
    try:
        glyphs, clips = _raw_glyphs(textpage.raw, point)
        order = {run: at for at, run in enumerate(_text_objects(page))}
    finally:
        textpage.close()
    drawn = sorted(glyphs, key=lambda glyph: order.get(glyph.run, len(order)))
    return _without_overprint(in_sight(drawn, clips))


def _text_objects(page: Any) -> Iterator[int]:
    """The page's text objects in the order in which they are drawn. PDFium's own order mixes texts that overlap."""

    def walk(objects: Iterable[Any], depth: int) -> Iterator[int]:
        for drawn in objects:
            kind = pdfium.FPDFPageObj_GetType(drawn)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                yield ctypes.cast(drawn, ctypes.c_void_p).value or 0
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
                count = pdfium.FPDFFormObj_CountObjects(drawn)
                yield from walk((pdfium.FPDFFormObj_GetObject(drawn, at) for at in range(count)), depth + 1)

    count = pdfium.FPDFPage_CountObjects(page)
    return walk((pdfium.FPDFPage_GetObject(page, at) for at in range(count)), 0)


def _pen_box(textpage: Any, at: int, sign: str, origin: float) -> tuple[float, float] | None:
    """The width a wide character takes up, one em from the pen's place; some fonts tell its ink alone."""
    matrix = pdfium.FS_MATRIX()
    if unicodedata.east_asian_width(sign) not in "WF" or not pdfium.FPDFText_GetMatrix(textpage, at, matrix):
        return None
    if matrix.b or matrix.a <= 0:
        return None
    return origin, origin + matrix.a * pdfium.FPDFText_GetFontSize(textpage, at)


def _raw_glyphs(textpage: Any, point: Point) -> tuple[list[Glyph], dict[int, Box | None]]:
    """The characters in the order of the text layer, and what each text object is clipped to."""
    loose, tight = pdfium.FS_RECTF(), [ctypes.c_double() for _ in range(4)]
    origin = [ctypes.c_double() for _ in range(2)]
    glyphs: list[Glyph] = []
    clips: dict[int, Box | None] = {}
    slanted: dict[int, bool] = {}
    for at in range(pdfium.FPDFText_CountChars(textpage)):
        if pdfium.FPDFText_IsGenerated(textpage, at) == 1:
            continue
        text = repaired(chr(pdfium.FPDFText_GetUnicode(textpage, at)))
        if not text or text < " ":
            continue
        run = ctypes.cast(pdfium.FPDFText_GetTextObject(textpage, at), ctypes.c_void_p).value or 0
        if run not in slanted:
            slanted[run] = SLANT[0] < pdfium.FPDFText_GetCharAngle(textpage, at) % (math.pi / 2) < SLANT[1]
        if slanted[run]:
            continue
        pdfium.FPDFText_GetCharOrigin(textpage, at, *origin)
        if pdfium.FPDFText_GetLooseCharBox(textpage, at, loose) and loose.top - loose.bottom > 1:
            box = (loose.left, loose.right, loose.bottom, loose.top)
        else:
            pdfium.FPDFText_GetCharBox(textpage, at, *tight)
            box = (tight[0].value, tight[1].value, tight[2].value, tight[3].value)
        left, right = _pen_box(textpage, at, text[-1], origin[0].value) or box[:2]
        box = (left, right, box[2], box[3])
        (ax, ay), (bx, by) = point(box[0], box[3]), point(box[1], box[2])
        top, bottom = min(ay, by), max(ay, by)
        middle = point(origin[0].value, origin[1].value)[1] - MIDDLE
        glyphs.append(Glyph(text, min(ax, bx), top, max(ax, bx), bottom, middle, run))
        if run not in clips:
            clips[run] = clip_box(pdfium.FPDFText_GetTextObject(textpage, at), point)
    return glyphs, clips


def _without_overprint(glyphs: list[Glyph]) -> list[Glyph]:
    seen: dict[tuple[str, int, int], list[Glyph]] = {}
    kept = []
    for glyph in glyphs:
        column, row = round(glyph.x0 / 4), round(glyph.middle / 4)
        near = [
            other
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for other in seen.get((glyph.text, column + dx, row + dy), ())
        ]
        reach = max(1.0, OVERPRINT * glyph.height)
        if any(abs(other.x0 - glyph.x0) < reach and abs(other.middle - glyph.middle) < reach for other in near):
            continue
        seen.setdefault((glyph.text, column, row), []).append(glyph)
        kept.append(glyph)
    return kept

"""看得见的字 (sight): text that a clip hides is not printed, as spreadsheets leave it beside merged cells."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium

from ingest.reading.lines import in_pieces
from ingest.reading.page import Box

if TYPE_CHECKING:
    from ingest.reading.glyphs import Glyph, Point

AT_EDGE = 1.0  # points
RECTANGLE = (4, 5)  # segments; its first and third corner say all, and pages have a clip for every letter


def clip_box(drawn: Any, point: Point) -> Box | None:
    """What the object's clip leaves in sight, as one box; None if nothing clips it."""
    clip = pdfium.FPDFPageObj_GetClipPath(drawn) if drawn else None
    paths = pdfium.FPDFClipPath_CountPaths(clip) if clip else 0
    x, y = ctypes.c_float(), ctypes.c_float()
    shown: Box | None = None
    for path in range(max(0, paths)):
        corners = []
        count = pdfium.FPDFClipPath_CountPathSegments(clip, path)
        for at in (0, 2) if count in RECTANGLE else range(count):
            pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(clip, path, at), x, y)
            corners.append(point(x.value, y.value))
        if corners:
            xs, ys = [c[0] for c in corners], [c[1] for c in corners]
            box = Box(min(xs), min(ys), max(xs), max(ys))
            shown = box if shown is None else _both(shown, box)
    return shown


def _both(one: Box, other: Box) -> Box:
    return Box(max(one.x0, other.x0), max(one.top, other.top), min(one.x1, other.x1), min(one.bottom, other.bottom))


def in_sight(glyphs: list[Glyph], clips: dict[int, Box | None]) -> list[Glyph]:
    """The glyphs without the pieces of text that lie wholly out of sight; what is cut at a cell's edge stays whole."""
    if all(_is_shown(glyph, clips) for glyph in glyphs):
        return glyphs
    pieces = in_pieces(glyphs)
    return [glyph for piece in pieces if any(_is_shown(glyph, clips) for glyph in piece) for glyph in piece]


def _is_shown(glyph: Glyph, clips: dict[int, Box | None]) -> bool:
    box = clips.get(glyph.run)
    if box is None:
        return True
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    return box.x0 - AT_EDGE <= x <= box.x1 + AT_EDGE and box.top - AT_EDGE <= y <= box.bottom + AT_EDGE

"""版式 (styles): sizes, paragraph styles and colours, in one place."""

from __future__ import annotations

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle

from samples.generator.fonts import SONG

PORTRAIT, LANDSCAPE = A4, landscape(A4)
SIDE_MARGIN, TOP_MARGIN, BOTTOM_MARGIN = 50, 60, 52
RULE = colors.HexColor("#333333")
FAINT = colors.HexColor("#666666")
MARK_COLOUR = colors.HexColor("#9A1B1B")
CELL_SIZE, CELL_LEADING = 9, 11.4
FORM_SIZE, FORM_LEADING = 8, 10


def _style(name: str, size: float, leading: float, **more: object) -> ParagraphStyle:
    return ParagraphStyle(name, fontName=SONG, fontSize=size, leading=leading, wordWrap="CJK", **more)


def _bold(name: str, size: float, leading: float, **more: object) -> ParagraphStyle:
    return _style(name, size, leading, is_bold=True, **more)


COVER_NAME = _bold("cover name", 26, 40, alignment=TA_CENTER)
COVER_TITLE = _bold("cover title", 22, 36, alignment=TA_CENTER)
COVER_NOTE = _style("cover note", 11, 18, alignment=TA_CENTER, leftIndent=60, rightIndent=60, spaceBefore=6)
COVER_NOTICE = _bold(
    "cover notice",
    14,
    20,
    alignment=TA_CENTER,
    textColor=MARK_COLOUR,
    borderColor=MARK_COLOUR,
    borderWidth=0.8,
    borderPadding=8,
    leftIndent=110,
    rightIndent=110,
)
CONTENTS = _bold("contents", 18, 30, alignment=TA_CENTER, spaceAfter=4)
PART = _bold("part", 18, 28, alignment=TA_CENTER, spaceAfter=10)
SECTION = _bold("section", 12.5, 20, spaceBefore=6, spaceAfter=3, firstLineIndent=25, keepWithNext=1)
SUBSECTION = _style("subsection", 11, 19, firstLineIndent=22, keepWithNext=1)
BODY = _style("body", 11, 19, firstLineIndent=22)
MARK = _style("mark", 9, 13)
TABLE_TITLE = _bold("table title", 14, 22, alignment=TA_CENTER, spaceAfter=4)
UNIT = _style("unit", 9, 13, alignment=TA_RIGHT)
NOTE = _style("note", 9, 14, spaceBefore=3)
YEAR_LINE = _style("year line", 9, 13, alignment=TA_CENTER, spaceAfter=3)
TOC_LEVELS = [
    _style("toc part", 11, 18),
    _style("toc section", 10.5, 16, leftIndent=20),
]

CELL = _style("cell", CELL_SIZE, CELL_LEADING)
CELL_CENTRED = _style("cell centred", CELL_SIZE, CELL_LEADING, alignment=TA_CENTER)
BOLD_CELL = _bold("bold cell", CELL_SIZE, CELL_LEADING)
BOLD_RIGHT = _bold("bold right", CELL_SIZE, CELL_LEADING, alignment=TA_RIGHT)
CELL_HEAD = _bold("cell head", CELL_SIZE, CELL_LEADING, alignment=TA_CENTER)
FORM = _style("form", FORM_SIZE, FORM_LEADING)
FORM_CENTRED = _style("form centred", FORM_SIZE, FORM_LEADING, alignment=TA_CENTER)

"""字体 (the typeface): one Song face, embedded as TrueType outlines.

reportlab embeds TrueType outlines only, while Noto CJK has CFF outlines, so the characters that are needed are cut out
and their curves converted. Nothing of the result depends on which other reports are made in the same run.
"""

from __future__ import annotations

import io
from pathlib import Path

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont, newTable
from fontTools.ttLib.scaleUpem import scale_upem
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont as EmbeddedFont

SONG = "Song"
DEFAULT_FILE = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")
SAMPLES = Path(__file__).resolve().parents[1]
CURVE_ERROR = 2.0  # in thousandths of the em
UNITS_PER_EM = 250  # a coarser grid than the original's 1000: not to be seen at 10 points, and a quarter smaller
UNUSED_TABLES = ["vmtx", "vhea", "VORG", "BASE", "GSUB", "GPOS", "GDEF", "DSIG"]


class FontMissingError(Exception):
    """A font file that regenerating needs is not there. The message says which, and what provides it."""


def register_font(path: Path = DEFAULT_FILE) -> None:
    """Make SONG known to reportlab."""
    if not path.exists():
        raise FontMissingError(
            f"Font file {path} is missing: install Noto Serif CJK (Debian: fonts-noto-cjk) or name a font with --font."
        )
    pdfmetrics.registerFont(EmbeddedFont(SONG, io.BytesIO(truetype_subset(path, used_characters()))))


def used_characters() -> str:
    """Every character of the facts and of the generator's own sources: all that a report can print."""
    sources = [*SAMPLES.rglob("*.json"), *SAMPLES.rglob("*.py")]
    ascii_characters = {chr(code) for code in range(0x20, 0x7F)}
    return "".join(sorted(ascii_characters.union(*(path.read_text("utf-8") for path in sources))))


def truetype_subset(path: Path, characters: str) -> bytes:
    font = _open_simplified_chinese(path)
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.drop_tables += UNUSED_TABLES
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=characters)
    subsetter.subset(font)
    if "CFF " in font:
        _convert_outlines(font)
    scale_upem(font, UNITS_PER_EM)
    _fix_what_depends_on_the_selection(font)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _open_simplified_chinese(path: Path) -> TTFont:
    if path.suffix.lower() != ".ttc":
        return TTFont(path)
    names = [font["name"].getDebugName(4) for font in TTCollection(path, lazy=True).fonts]
    number = next((index for index, name in enumerate(names) if " SC" in name), 0)
    return TTFont(path, fontNumber=number, lazy=True)


def _convert_outlines(font: TTFont) -> None:
    glyphs, order = font.getGlyphSet(), font.getGlyphOrder()
    converted = {}
    for name in order:
        pen = TTGlyphPen(None)
        glyphs[name].draw(Cu2QuPen(pen, CURVE_ERROR, reverse_direction=True))
        converted[name] = pen.glyph()
        converted[name].recalcBounds(None)
    font["loca"] = newTable("loca")
    font["glyf"] = newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, converted
    del font["CFF "]
    font["maxp"].tableVersion = 0x00010000
    font["post"].formatType = 3.0
    font.sfntVersion = "\0\1\0\0"


def _fix_what_depends_on_the_selection(font: TTFont) -> None:
    """So that another report's characters do not change this report's bytes."""
    font.recalcBBoxes = font.recalcTimestamp = False
    limits = {"maxZones": 1, "maxPoints": 2000, "maxContours": 200}
    others = "maxCompositePoints maxCompositeContours maxTwilightPoints maxStorage maxFunctionDefs maxInstructionDefs"
    others += " maxStackElements maxSizeOfInstructions maxComponentElements maxComponentDepth"
    for attribute, value in {**dict.fromkeys(others.split(), 0), **limits}.items():
        setattr(font["maxp"], attribute, value)
    font["OS/2"].usFirstCharIndex, font["OS/2"].usLastCharIndex = 0x20, 0xFFFF

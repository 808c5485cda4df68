"""文字行 (lines): glyphs put together to words and visual lines."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ingest.reading.page import Box, Cell, Line

if TYPE_CHECKING:
    from ingest.reading.glyphs import Glyph

SAME_LINE = 0.4  # of the height: how far two middles of one line lie apart at most
CLOSE = 0.2  # of the height: glyphs that one text object shows as one piece stand no further apart
TIGHT = 0.02  # of the height: the same for glyphs of several text objects
NEW_WORD = 0.9  # of the height: a gap this wide parts two words


def box_of(glyphs: Iterable[Glyph]) -> Box:
    boxes = [(g.x0, g.top, g.x1, g.bottom) for g in glyphs]
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return Box(min(x0), min(top), max(x1), max(bottom))


def in_lines(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """The glyphs as visual lines from top to bottom, each from left to right."""
    lines: list[list[Glyph]] = []
    middle = 0.0
    for glyph in sorted(glyphs, key=lambda g: g.middle):
        if lines and glyph.middle - middle <= SAME_LINE * min(glyph.height, lines[-1][0].height):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
            middle = glyph.middle
    return [sorted(line, key=lambda g: g.x0) for line in lines]


def in_words(line: Sequence[Glyph]) -> list[list[Glyph]]:
    """The line cut where the gap between two glyphs is wide; blanks at a word's ends are left out."""
    words: list[list[Glyph]] = []
    for glyph in line:
        if glyph.text.isspace():
            if words:
                words[-1].append(glyph)
            continue
        inked = next((g for g in reversed(words[-1]) if not g.text.isspace()), None) if words else None
        if inked is None or glyph.x0 - inked.x1 > NEW_WORD * glyph.height:
            words.append([glyph])
        else:
            words[-1].append(glyph)
    return [_trimmed(word) for word in words]


def _trimmed(word: list[Glyph]) -> list[Glyph]:
    while word[-1].text.isspace():
        word = word[:-1]
    return word


def in_pieces(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Glyphs set next to each other on a line: the smallest text that belongs to one cell."""
    pieces: list[list[Glyph]] = []
    for glyph in glyphs:
        last = pieces[-1][-1] if pieces else None
        if (
            last
            and not glyph.text.isspace()
            and not last.text.isspace()
            and abs(glyph.x0 - last.x1) <= (CLOSE if glyph.run == last.run else TIGHT) * glyph.height
            and abs(glyph.middle - last.middle) <= SAME_LINE * glyph.height
        ):
            pieces[-1].append(glyph)
        else:
            pieces.append([glyph])
    return pieces


def text_of(glyphs: Iterable[Glyph]) -> str:
    return "".join(g.text for g in glyphs)


def least_sure(glyphs: Iterable[Glyph]) -> float | None:
    """The confidence of the least certain recognised character, in hundredths, rounded down; None for printed text."""
    least = min((g.confidence for g in glyphs if g.confidence is not None), default=None)
    return None if least is None else math.floor(least * 100) / 100


def read_lines(glyphs: Sequence[Glyph]) -> tuple[Line, ...]:
    """Visual lines; words that stand apart are joined by one blank in `text` and are given each in `words`."""
    lines = []
    for row in in_lines(glyphs):
        words = tuple(Cell(text_of(word), box_of(word), confidence=least_sure(word)) for word in in_words(row))
        if words:
            lines.append(Line(" ".join(word.text for word in words), box_of(row), None, words))
    return tuple(lines)

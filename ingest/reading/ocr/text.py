"""识别文字 (recognised text): the text of a scanned page as glyphs, like those of a text layer."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

import cv2
import numpy as np

from ingest.reading.glyphs import Glyph
from ingest.reading.ocr.engine import Letter, find_text, read_strips
from ingest.reading.ocr.leaders import leader_letters
from ingest.reading.ocr.mending import mended, with_custom
from ingest.reading.ocr.picture import Grey
from ingest.reading.ocr.strips import Strip, find_strips, overlooked
from ingest.reading.page import Box
from ingest.reading.rules import Rules

MARGIN, SMALL_MARGIN = 0.32, 0.16  # of a line's height: paper left around its ink
SURE = 0.8  # a strip with a less certain character is read again in other ways
SURE_ENOUGH, LONG = 0.6, 12  # likewise in a strip of more letters than this, which takes longer to read
BELIEVED = 0.5  # overlooked ink is taken for text only when read with this confidence
MISSING = 0.3  # what a reading's certainty is worth when it leaves ink out
FAINTEST, END = 2, 3  # pixels of ink in a column, and such columns between letters and at a strip's ends, that count
GAP, HALF, OWN = 1.5, 0.5, 0.75  # of the step between signs: a gap that lacks one; what a sign covers within, at an end
WIDE, NARROW = 0.55, 0.4  # of the line's height: half of what a Chinese sign and a Latin one take up

LEADING = 99.0  # the dots of a leader take up all of it

Reading = list[Letter]


def read_text(grey: Grey, ink: Grey, rules: Rules, tables: Sequence[Box], scale: float) -> list[Glyph]:
    """Every character found on the rule-less picture, in points; those of one strip have one run."""
    strips = find_strips(find_text(grey), ink, rules, scale)
    known = len(strips)
    strips += overlooked(strips, ink, tables, scale)
    readings = [
        mended(reading, strip.ink, grey) if at < known or certainty(reading, strip, ink) >= BELIEVED else []
        for at, (strip, reading) in enumerate(zip(strips, _read(grey, ink, strips), strict=True))
    ]
    runs = enumerate(zip(strips, with_custom(readings), strict=True), start=1)
    return [glyph for run, (strip, reading) in runs for glyph in _glyphs(strip, reading, run, scale)]


def _read(grey: Grey, ink: Grey, strips: Sequence[Strip]) -> list[Reading]:
    """The best reading of each strip; doubtful ones are read in three ways, of which most decide."""
    worded = [at for at, strip in enumerate(strips) if not strip.is_leader]
    readings = [leader_letters() for _ in strips]
    for at, reading in zip(worded, read_strips([_picture(grey, strips[at], MARGIN) for at in worded]), strict=True):
        readings[at] = reading
    doubtful = [at for at in worded if _is_doubtful(readings[at], strips[at], ink)]
    second = read_strips([_picture(grey, strips[at], SMALL_MARGIN) for at in doubtful])
    third = read_strips([_sharpened(_picture(grey, strips[at], SMALL_MARGIN)) for at in doubtful])
    for at, *others in zip(doubtful, second, third, strict=True):
        candidates = [readings[at], *others]
        readings[at] = elected(candidates, [certainty(reading, strips[at], ink) for reading in candidates])
    return readings


def _is_doubtful(reading: Reading, strip: Strip, ink: Grey) -> bool:
    return certainty(reading, strip, ink) < (SURE if len(reading) <= LONG else SURE_ENOUGH)


def _picture(grey: Grey, strip: Strip, margin: float) -> Grey:
    x0, y0, x1, y1 = strip.ink
    space = round(margin * _height(strip))
    lacking = max(0, round(0.5 * strip.height) - (y1 - y0)) // 2  # a lone dash would else fill the strip
    return grey[max(0, y0 - space - lacking) : y1 + space + lacking, max(0, x0 - space) : x1 + space]


def _sharpened(strip: Grey) -> Grey:
    large = cv2.resize(strip, None, fx=2, fy=2, interpolation=cv2.INTER_LANCZOS4)
    full = cv2.normalize(cv2.GaussianBlur(large, (0, 0), 1), np.empty_like(large), 0, 255, cv2.NORM_MINMAX)
    return np.asarray(full, dtype=np.uint8)


def certainty(reading: Sequence[Letter], strip: Strip, ink: Grey) -> float:
    """The confidence of the least certain letter, far less where ink stands that no letter accounts for."""
    least = min((letter.confidence for letter in reading), default=0.0)
    return least * (MISSING if _has_unread_ink(reading, strip, ink) else 1.0)


def _has_unread_ink(reading: Sequence[Letter], strip: Strip, ink: Grey) -> bool:
    """Whether ink stands where a sign is lacking: in a gap as wide as one between Chinese signs, or beyond the ends."""
    if not reading:
        return True
    x0, y0, x1, y1 = strip.ink
    dark = (ink[y0:y1, x0:x1] > 0).sum(axis=0) >= FAINTEST
    centres = [centre - x0 for centre in _centres(reading, strip)]
    wide = [letter.text > "\u2e7f" for letter in reading]
    steps = [b - a for (a, b), both in zip(pairwise(centres), pairwise(wide), strict=True) if all(both)]
    pitch = float(np.median(steps)) if steps else _height(strip)
    gaps = [(0.0, centres[0] - OWN * pitch, END), (centres[-1] + OWN * pitch, float(x1 - x0), END)]
    for (a, b), both in zip(pairwise(centres), pairwise(wide), strict=True):
        if all(both) and b - a > GAP * pitch:
            gaps.append((a + HALF * pitch, b - HALF * pitch, FAINTEST))
    return any(int(dark[max(0, round(a)) : max(0, round(b))].sum()) >= least for a, b, least in gaps)


def elected(readings: Sequence[Reading], certainties: Sequence[float]) -> Reading:
    """The reading whose text has most certainty together; full and half width count as the same."""
    folded = [unicodedata.normalize("NFKC", "".join(letter.text for letter in reading)) for reading in readings]
    votes: dict[str, float] = defaultdict(float)
    for text, certain in zip(folded, certainties, strict=True):
        votes[text] += certain
    best = max(votes, key=lambda text: votes[text])
    return readings[max((certainties[at], at) for at, text in enumerate(folded) if text == best)[1]]


def _height(strip: Strip) -> float:
    return max(strip.ink.y1 - strip.ink.y0, 0.6 * strip.height)


def _centres(letters: Sequence[Letter], strip: Strip) -> list[float]:
    x0, _, x1, _ = strip.ink
    space = round(MARGIN * _height(strip))
    return [x0 - space + letter.at * (x1 - x0 + 2 * space) for letter in letters]


def _spread(letters: Sequence[Letter], strip: Strip) -> Iterator[tuple[Letter, float, float]]:
    """Each letter with where it begins and ends: half-way to the next one, but no wider than such a letter is."""
    if not letters:
        return
    x0, _, x1, _ = strip.ink
    height, centres = _height(strip), _centres(letters, strip)
    borders = [(a + b) / 2 for a, b in pairwise(centres)]
    for letter, centre, left, right in zip(letters, centres, [x0, *borders], [*borders, x1], strict=True):
        half = height * (LEADING if strip.is_leader else WIDE if letter.text > "\u2e7f" else NARROW)
        start, end = max(left, centre - half), min(right, centre + half)
        yield letter, start, max(start, end)


def _glyphs(strip: Strip, letters: Sequence[Letter], run: int, scale: float) -> Iterator[Glyph]:
    middle, half = (strip.ink.y0 + strip.ink.y1) / 2, _height(strip) / 2
    top, bottom = (middle - half) / scale, (middle + half) / scale
    for letter, start, end in _spread(letters, strip):
        yield Glyph(letter.text, start / scale, top, end / scale, bottom, middle / scale, run, letter.confidence)

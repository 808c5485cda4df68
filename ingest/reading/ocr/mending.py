"""标点校正 (mending): marks that look alike to the recogniser, told apart by place, shape and spelling.

Figures are never changed here: only a ring where a figure must stand is taken for 0.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np

from ingest.reading.ocr.engine import Letter, PixelBox
from ingest.reading.ocr.picture import Grey

SEPARATORS = ".,"
AMOUNT = re.compile(r"[-+]?\d[\d.,]*\d")
ROUND = "OoCDQ〇○"
NEAR_FIGURES = re.compile(rf"(?=[{ROUND}\d.,]*[{ROUND}])(?:[{ROUND}]|(?=.*\d.*\d)[-+]?[{ROUND}\d.,]+)")
BOUND = re.compile(r"[<>＜＞]\d.*")
AT_LEAST = {">": "≥", "＞": "≥", "<": "≤", "＜": "≤"}
ENLARGED = 3
ROOM = 2  # pixels of paper around the ink
TALL, LOW = 0.7, 0.5  # of the figures' height: figures are at least so tall, separators at most
COMMA = 0.325  # of the figures' height: how tall a separator is and reaches below the line, together
LABEL = 12  # signs: labels are no longer
BARRED = 0.85  # of the figures' height: > and < are less tall, ≥ and ≤ taller
DASHES = "-–—－―"
HOLLOW = 0.05  # of its strip: the inside of a 0 is at least so large
SURE = 0.9
INFERRED = 0.5  # the confidence of a mark that only the rest of the page tells
PARTED = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
THREE_DECIMALS = re.compile(r"[-+]?\d{1,3}(?:,\d{3})*\.\d{3}")


def mended(reading: Sequence[Letter], ink: PixelBox, grey: Grey) -> list[Letter]:
    letters = _with_colon(_with_strokes(_without_echo(reading)))
    text = unicodedata.normalize("NFKC", "".join(letter.text for letter in letters)).replace("。", ".")
    if len(text) != len(letters):
        return letters
    if NEAR_FIGURES.fullmatch(text) and (len(text) > 1 or has_hole(grey, ink)):
        letters = [
            letter._replace(text="0", confidence=min(letter.confidence, INFERRED)) if letter.text in ROUND else letter
            for letter in letters
        ]
        text = "".join("0" if sign in ROUND else sign for sign in text)
    if AMOUNT.fullmatch(text) and any(mark in text for mark in SEPARATORS):
        spelt = separated(text, marks_seen(shapes(grey, ink)))
        return [letter._replace(text=sign) for letter, sign in zip(letters, spelt, strict=True)]
    if BOUND.fullmatch(text) and letters[0].confidence < SURE and is_barred(shapes(grey, ink)):
        return [letters[0]._replace(text=AT_LEAST[letters[0].text]), *letters[1:]]
    return letters


def separated(text: str, seen: str) -> str:
    """The amount with its commas and its point, where how it is written leaves no choice.

    All separators but the last part thousands; the last one does so too or is the point. Where three figures follow it,
    it is a comma if recognised as one or `seen` as one (the marks as they look, "" when that can't be told).
    """
    groups = re.split(r"[.,]", text)
    marks = [sign for sign in text if sign in SEPARATORS]
    if len(groups) > 2 and (len(groups[0].lstrip("-+")) > 3 or any(len(group) != 3 for group in groups[1:-1])):
        return text
    last = marks[-1]
    if len(groups[-1]) != 3 or len(groups[0].lstrip("-+")) > 3:
        last = "."
    elif len(seen) == len(marks) and seen[-1] == ",":
        last = ","
    return ",".join(groups[:-1]) + last + groups[-1]


def with_custom(readings: Sequence[list[Letter]]) -> list[list[Letter]]:
    """A page that parts thousands by commas and prints no three decimals has a comma before three last figures."""
    texts = ["".join(letter.text for letter in reading) for reading in readings]
    parted = sum(bool(PARTED.fullmatch(text)) for text in texts)
    decimals = sum(bool(THREE_DECIMALS.fullmatch(text)) for text in texts)
    if parted < decimals:
        return list(readings)
    return [
        [_as_comma(letter) for letter in reading] if THREE_DECIMALS.fullmatch(text) else reading
        for text, reading in zip(texts, readings, strict=True)
    ]


def _as_comma(letter: Letter) -> Letter:
    return letter._replace(text=",", confidence=min(letter.confidence, INFERRED)) if letter.text == "." else letter


Shape = tuple[int, int, int]  # from the left: x, y, height


def shapes(grey: Grey, ink: PixelBox) -> list[Shape]:
    """The connected dark shapes of a strip, enlarged, from left to right."""
    strip = grey[max(0, ink.y0 - ROOM) : ink.y1 + ROOM, max(0, ink.x0 - ROOM) : ink.x1 + ROOM]
    large = cv2.resize(strip, None, fx=ENLARGED, fy=ENLARGED, interpolation=cv2.INTER_CUBIC)
    _, dark = cv2.threshold(large, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    _, _, stats, _ = cv2.connectedComponentsWithStats(np.asarray(dark, dtype=np.uint8))
    return sorted((x, y, height) for x, y, _, height, area in stats[1:].tolist() if area > ENLARGED**2)


def marks_seen(found: Sequence[Shape]) -> str:
    """The separators of a strip of figures as they look: what is long and reaches below the line is a comma."""
    tallest = max((height for _, _, height in found), default=0)
    feet = [y + height for _, y, height in found if height >= TALL * tallest]
    if not feet:
        return ""
    base = float(np.median(feet))
    low = [(y, height) for _, y, height in found if height <= LOW * tallest and y > base - LOW * tallest]
    return "".join("," if (y + 2 * height - base) / tallest > COMMA else "." for y, height in low)


def is_barred(found: Sequence[Shape]) -> bool:
    """Whether the strip's first sign is as tall as its figures: ≥ and ≤ are, > and < are not."""
    if len(found) < 2:
        return False
    first = found[0]
    under = [y + height for x, y, height in found[1:3] if x < first[0] + first[2] // 2]  # a bar that stands by itself
    bottom = max([first[1] + first[2], *under])
    return bottom - first[1] >= BARRED * float(np.median([height for _, _, height in found[1:]]))


def has_hole(grey: Grey, ink: PixelBox) -> bool:
    """Whether the strip shows a closed ring."""
    strip = grey[max(0, ink.y0 - ROOM) : ink.y1 + ROOM, max(0, ink.x0 - ROOM) : ink.x1 + ROOM]
    large = cv2.resize(strip, None, fx=ENLARGED, fy=ENLARGED, interpolation=cv2.INTER_CUBIC)
    _, light = cv2.threshold(large, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    _, _, stats, _ = cv2.connectedComponentsWithStats(np.asarray(light, dtype=np.uint8), connectivity=4)
    height, width = strip.shape[0] * ENLARGED, strip.shape[1] * ENLARGED
    inside = [area for x, y, w, h, area in stats[1:].tolist() if x > 0 and y > 0 and x + w < width and y + h < height]
    return bool(max(inside, default=0) >= HOLLOW * height * width)


def _without_echo(reading: Sequence[Letter]) -> list[Letter]:
    """Without dashes recognised twice from one long stroke."""
    kept = list(reading[:1])
    for before, letter in pairwise(reading):
        if not (letter.text in DASHES and before.text == letter.text and letter.confidence < SURE):
            kept.append(letter)
    return kept


def _with_strokes(letters: list[Letter]) -> list[Letter]:
    """一 and the dash told apart: the dash stands between Latin signs, and no line begins with one before 级."""
    result = list(letters)
    for at, letter in enumerate(letters):
        before = letters[at - 1].text if at else ""
        after = letters[at + 1].text if at + 1 < len(letters) else ""
        if letter.text == "一" and _is_latin(before) and _is_latin(after):
            result[at] = letter._replace(text="-")
        elif letter.text in DASHES and not before and after == "级":
            result[at] = letter._replace(text="一")
    return result


def _with_colon(letters: list[Letter]) -> list[Letter]:
    """A label ends in a colon: no semicolon stands behind so few signs at a line's end."""
    if len(letters) <= LABEL and letters and letters[-1].text in ";；" and letters[-1].confidence < SURE:
        return [*letters[:-1], letters[-1]._replace(text="：", confidence=min(letters[-1].confidence, INFERRED))]
    return letters


def _is_latin(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()

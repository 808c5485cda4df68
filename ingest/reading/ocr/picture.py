"""图像 (picture): a scanned page as grey levels, stood upright and straight."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium

Grey = npt.NDArray[np.uint8]

POINTS_PER_INCH = 72
COARSEST, FINEST = 150, 200  # dots per inch to read at: below it figures blur, above it nothing is won but time
ROUNDING = 1 - 1e-6  # PDFium gives a page that is a hair too wide one pixel more, and blurs all the others
MOST_TILT = 5.0  # degrees: pages askew by more are not looked for
COARSE, FINE = 0.2, 0.02  # degrees between two tries
SURROUNDINGS, CONTRAST = 41, 13  # pixels around a stroke, grey levels that it is darker than their mean
SHRUNK, NEIGHBOURHOOD = 4, 9  # the paper's shade is what remains of a picture so shrunk once such spots are filled
DARKER = 18  # grey levels that ink is darker than its paper at least
GRAINS = 4.5  # times the paper's grain: likewise
SPECK = 4  # pixels: dark spots smaller than this are grain


@dataclass(frozen=True)
class Picture:
    """The straightened page. `ink` is 255 where it is dark, `strokes` where it is so beside its surroundings.

    `scale` counts pixels a point; `tilt` was undone.
    """

    grey: Grey
    ink: Grey
    strokes: Grey
    scale: float
    tilt: float  # degrees, clockwise as seen

    @property
    def paper(self) -> int:
        """The grey level of the paper."""
        return int(np.median(self.grey))


def take_picture(page: Any) -> Picture:
    """The page as displayed, at the resolution of its scan, turned until its rules and lines stand straight."""
    scale = _resolution(page) / POINTS_PER_INCH * ROUNDING
    grey = np.array(page.render(scale=scale, grayscale=True, may_draw_forms=False).to_numpy())
    if grey.ndim == 3:
        grey = grey[:, :, 0]
    tilt = find_tilt(strokes(grey))
    grey = _turned(grey, -tilt)
    return Picture(grey, dark(grey), strokes(grey), scale, tilt)


def _resolution(page: Any) -> float:
    """Dots per inch of the largest picture on the page, within what is worth reading at."""
    finest = 0.0
    for drawn in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=2):
        left, bottom, right, top = drawn.get_bounds()
        sides = sorted((right - left, top - bottom))
        if sides[0] > 0:
            finest = max(finest, max(drawn.get_px_size()) / sides[1] * POINTS_PER_INCH)
    return min(max(finest, COARSEST), FINEST)


def strokes(grey: Grey) -> Grey:
    """255 along strokes alone, however close they stand: what rules are told by."""
    smooth = cv2.GaussianBlur(grey, (3, 3), 0)
    method, kind = cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV
    return np.asarray(cv2.adaptiveThreshold(smooth, 255, method, kind, SURROUNDINGS, CONTRAST), dtype=np.uint8)


def dark(grey: Grey) -> Grey:
    """255 where the picture is darker than the paper around it: ink, whatever the paper's shade and grain."""
    smooth = cv2.GaussianBlur(grey, (3, 3), 0)
    height, width = grey.shape
    small = cv2.resize(smooth, (max(1, width // SHRUNK), max(1, height // SHRUNK)), interpolation=cv2.INTER_AREA)
    filled = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((NEIGHBOURHOOD, NEIGHBOURHOOD), np.uint8))
    paper = cv2.resize(cv2.blur(filled, (5, 5)), (width, height), interpolation=cv2.INTER_LINEAR)
    grain = 1.48 * float(np.median(cv2.absdiff(smooth, np.full_like(smooth, np.median(smooth)))))
    depth = cv2.subtract(paper, smooth)
    return _without_specks(np.where(depth > max(DARKER, GRAINS * grain), 255, 0).astype(np.uint8))


def _without_specks(ink: Grey) -> Grey:
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    return np.where((stats[:, cv2.CC_STAT_AREA] >= SPECK)[labels], ink, 0).astype(np.uint8)


def find_tilt(ink: Grey) -> float:
    """Degrees by which lines fall to the right: where the rows' sums differ most, lines of text and rules lie level."""
    lower = (ink[:-1] > 0) & (ink[1:] == 0)
    ys, xs = np.nonzero(lower)
    if len(ys) < 50:
        return 0.0

    def sharpness(degrees: float) -> float:
        slope = math.tan(math.radians(degrees))
        rows = np.rint(ys - xs * slope).astype(np.int64)
        counts = np.bincount(rows - rows.min()).astype(np.float64)
        return float(np.square(counts).sum())

    coarse = max(np.arange(-MOST_TILT, MOST_TILT + COARSE, COARSE), key=sharpness)
    return float(max(np.arange(coarse - COARSE, coarse + COARSE, FINE), key=sharpness))


def _turned(grey: Grey, degrees: float) -> Grey:
    if abs(degrees) < FINE:
        return grey
    height, width = grey.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    turned = cv2.warpAffine(
        grey,
        turn,
        (width, height),
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=float(np.median(grey)),
    )
    return np.asarray(turned, dtype=np.uint8)

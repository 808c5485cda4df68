"""What is seen on a picture before anything is recognised: its tilt, its rules, its leaders."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from ingest.reading.ocr.drawn_rules import erased, find_rules
from ingest.reading.ocr.engine import PixelBox
from ingest.reading.ocr.leaders import find_leader
from ingest.reading.ocr.picture import Picture, dark, find_tilt, strokes

SCALE = 150 / 72


def drawn(*lines, size=(1240, 1754), turned=0.0):
    image = Image.new("L", size, 240)
    pen = ImageDraw.Draw(image)
    for x0, y0, x1, y1 in lines:
        pen.line((x0, y0, x1, y1), fill=30, width=3)
    return np.asarray(image.rotate(-turned, resample=Image.Resampling.BICUBIC, fillcolor=240))


def picture(grey):
    return Picture(grey, dark(grey), strokes(grey), SCALE, 0.0)


TABLE = (
    (100, 200, 1100, 200),
    (100, 260, 1100, 260),
    (100, 320, 1100, 320),
    (100, 200, 100, 320),
    (1100, 200, 1100, 320),
)


@pytest.mark.parametrize("degrees", [-2.0, -0.5, 0.0, 0.3, 3.0])
def test_the_tilt_is_found(degrees):
    assert abs(find_tilt(strokes(drawn(*TABLE, turned=degrees))) - degrees) < 0.08


def test_rules_are_found_in_points_and_a_stroke_is_none():
    grey = drawn(*TABLE, (600, 200, 600, 260), (300, 280, 340, 280), (700, 275, 700, 305))
    rules = find_rules(picture(grey))
    assert [round(y * SCALE) for y, _, _ in sorted(rules.horizontal)] == [200, 260, 320]
    assert [(round(x * SCALE), round((bottom - top) * SCALE / 60)) for x, top, bottom in sorted(rules.vertical)] == [
        (100, 2),
        (600, 1),
        (1100, 2),
    ]


def test_what_stands_close_to_a_rule_is_kept_when_the_rule_is_taken_out():
    grey = drawn(*TABLE, (1091, 220, 1091, 240))
    page = picture(grey)
    _, ink = erased(page, find_rules(page))
    rows, columns = np.nonzero(ink)
    assert rows.min() >= 215 and rows.max() <= 245
    assert columns.min() >= 1085 and columns.max() <= 1095


def test_a_leader_is_told_by_its_dots():
    ink = np.zeros((100, 600), np.uint8)
    ink[20:44, 10:100] = 255
    for x in range(120, 500, 8):
        ink[40:43, x : x + 3] = 255
    ink[20:44, 520:540] = 255
    assert find_leader(PixelBox(10, 20, 540, 44), ink) == PixelBox(120, 20, 499, 44)
    assert find_leader(PixelBox(10, 20, 100, 44), ink) is None

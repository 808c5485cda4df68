"""Marks that look alike, told apart."""

import pytest

from ingest.reading.ocr.engine import Letter
from ingest.reading.ocr.mending import separated, with_custom
from ingest.reading.ocr.text import elected


def letters(text, confidence=0.9):
    return [Letter(sign, 0.0, confidence) for sign in text]


def text_of(reading):
    return "".join(letter.text for letter in reading)


@pytest.mark.parametrize(
    ("read", "seen", "amount"),
    [
        ("1.617.55", "", "1,617.55"),
        ("1.617,55", "..", "1,617.55"),
        ("12,5", "", "12.5"),
        ("1.200.000", ",,", "1,200,000"),
        ("400.000", ",", "400,000"),
        ("400.000", ".", "400.000"),
        ("400.000", "", "400.000"),
        ("400,000", ".", "400,000"),
        ("2023,53", "", "2023.53"),
        ("1.2.3", "", "1.2.3"),
        ("-1.234.50", "", "-1,234.50"),
    ],
)
def test_separators_follow_from_how_amounts_are_written(read, seen, amount):
    assert separated(read, seen) == amount


def test_on_a_page_that_parts_thousands_three_last_figures_follow_a_comma():
    page = [letters("1,287,600"), letters("429.200"), letters("0.50"), letters("第1.200条")]
    mended = with_custom(page)
    assert [text_of(reading) for reading in mended] == ["1,287,600", "429,200", "0.50", "第1.200条"]
    assert [letter.confidence for letter in mended[1]] == [0.9, 0.9, 0.9, 0.5, 0.9, 0.9, 0.9]


def test_on_a_page_with_three_decimals_points_stay():
    page = [letters("1,287,600"), letters("429.200"), letters("12.345")]
    assert with_custom(page) == page


def test_the_reading_most_agree_on_is_taken_whatever_the_width_of_brackets():
    readings = [letters("提升率(%)", 0.4), letters("提升事（%）", 0.6), letters("提升率（%）", 0.5)]
    assert text_of(elected(readings, [0.4, 0.6, 0.5])) == "提升率（%）"

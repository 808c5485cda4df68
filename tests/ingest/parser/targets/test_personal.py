import pytest

from ingest.parser.targets import personal_boxes
from ingest.parser.targets.personal import strip_persons
from ingest.reading.page import Box, Cell, Line, Page


def page_with(*words):
    cells = tuple(Cell(text, Box(x0, 480, x1, 490)) for text, x0, x1 in words)
    line = Line(" ".join(cell.text for cell in cells), Box(40, 480, 560, 490), None, cells)
    return Page(25, 600, 840, (line,))


def test_what_stands_behind_a_label_in_its_own_word_is_masked():
    (box,) = personal_boxes(page_with(("负责人：", 40, 80), ("经办人：林示例", 120, 190), ("填报日期：2023", 300, 370)))
    assert (box.top, box.bottom, box.x1) == (479, 491, 191)
    assert 150 < box.x0 < 160


def test_a_name_in_a_word_of_its_own_is_masked_whole():
    assert personal_boxes(page_with(("联系电话：", 40, 90), ("8220001", 100, 150))) == (Box(99, 479, 151, 491),)


def test_labels_alone_mask_nothing():
    words = (
        ("负责人：", 40, 80),
        ("经办人：", 120, 160),
        ("联系电话：", 200, 250),
        ("填报日期：20231222153002", 300, 420),
    )
    assert personal_boxes(page_with(*words)) == ()


TEXTS = [
    ("联系人：林示例，联系电话：0358-1234567。", "联系人：，联系电话：。"),
    ("经办人:张示例 填报日期", "经办人: 填报日期"),
    ("负责人：统筹协调全市水务工作", "负责人：统筹协调全市水务工作"),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_running_text_loses_names_and_telephones(text, expected):
    assert strip_persons(text) == expected

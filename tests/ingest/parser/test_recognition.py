"""What is particular to recognised pages on their way into the report."""

from ingest.parser.recognition import as_displayed, displayed_boxes, recognition_doubts
from ingest.parser.report import ReadingFinding, Row, Table
from ingest.reading.page import Box, Document, Page

STRAIGHT = Page(1, 600, 800, ())
ASKEW = Page(2, 600, 800, (), is_scanned=True, tilt=1.0, doubts=("数字“1.5”识别得没有把握（40%），请对照原件。",))
DOCUMENT = Document("ocr", (STRAIGHT, ASKEW))


def test_doubts_of_a_page_become_findings():
    assert list(recognition_doubts(DOCUMENT)) == [
        ReadingFinding("reading.recognition", "warning", "数字“1.5”识别得没有把握（40%），请对照原件。", None, 2)
    ]


def test_rows_of_a_page_askew_are_marked_where_they_stand_on_it():
    box = Box(540, 390, 560, 410)
    table = Table("expenditure", "支出总表", "万元", rows=(Row({}, page=1, box=box), Row({}, page=2, box=box), Row({})))
    (moved,) = as_displayed([table], DOCUMENT)
    assert [row.box and tuple(round(edge, 1) for edge in row.box) for row in moved.rows] == [
        (540, 390, 560, 410),
        (540.0, 394.4, 560.0, 414.4),
        None,
    ]
    assert displayed_boxes(STRAIGHT, [box]) == (box,)

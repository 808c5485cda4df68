"""Scanned pages read back: the cells are those of the text layer that the page was made from."""

import io
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from ingest.parser.kinds import read_kinds
from ingest.parser.layout import read_tables
from ingest.reading import Refused, read_document
from ingest.reading.page import Box, Page
from tests.ingest.reading.ocr.scanner import scanned

SAMPLES = Path(__file__).parents[4] / "samples" / "reports"
THREE_PUBLIC, PROJECTS, FORM = 14, 16, 20  # pages of the sample


@pytest.fixture(scope="module")
def sample():
    return (SAMPLES / "示例市教育局-2024-部门预算.pdf").read_bytes()


def texts(page):
    return [[[cell.text if cell else None for cell in row] for row in grid.rows] for grid in page.grids]


def folded(page):
    """The grids without what full and half width make differ."""
    width = str.maketrans("（）：，；", "():,;", " \u3000")
    return [[[text and text.translate(width) for text in row] for row in grid] for grid in texts(page)]


def test_a_scanned_table_gives_its_cells(sample):
    document = read_document(scanned(sample, [THREE_PUBLIC], degrees=0.8))
    (page,) = document.pages
    assert document.kind == "ocr"
    assert page.is_scanned
    assert abs(page.tilt - 0.8) < 0.1
    assert folded(page) == folded(read_document(sample).pages[THREE_PUBLIC - 1])
    assert all(0.5 < cell.confidence <= 1 for row in page.grids[0].rows for cell in row if cell and cell.text)
    assert "2024年财政拨款" in page.text
    (table,) = [table for printed in read_tables(document) for table in read_kinds(printed, None)]
    assert table.id == "three_public"
    assert all(row.confidence.keys() == {k for k, text in row.values.items() if text} for row in table.rows)
    assert all(0.5 < sure <= 1 for row in table.rows for sure in row.confidence.values())


def test_a_form_with_stacked_signs_and_merged_cells_gives_its_cells_however_askew(sample):
    (page,) = read_document(scanned(sample, [FORM], degrees=-1.5)).pages
    assert folded(page) == folded(read_document(sample).pages[FORM - 1])


def test_a_wide_page_keeps_its_size(sample):
    (page,) = read_document(scanned(sample, [PROJECTS], degrees=0.4)).pages
    printed = read_document(sample).pages[PROJECTS - 1]
    assert abs(page.width - printed.width) < 1
    assert folded(page) == folded(printed)


def test_a_box_is_shown_where_it_stands_on_the_page_askew():
    page = Page(1, 595.2, 841.8, (), is_scanned=True, tilt=1.0)
    right, middle = Box(500, 400, 540, 420), Box(277.6, 410.9, 317.6, 430.9)
    assert [round(edge, 1) for edge in page.as_displayed(right)] == [500.2, 403.9, 540.2, 423.9]
    assert [round(edge, 1) for edge in page.as_displayed(middle)] == [277.6, 410.9, 317.6, 430.9]


def with_scans(text, text_pages, scan):
    """A PDF of some pages with text and then scanned ones."""
    joined, source = pypdfium2.PdfDocument.new(), pypdfium2.PdfDocument(text)
    joined.import_pages(source, [number - 1 for number in text_pages])
    joined.import_pages(pypdfium2.PdfDocument(scan))
    out = io.BytesIO()
    joined.save(out)
    return out.getvalue()


def test_among_pages_with_text_only_pictures_of_tables_are_recognised(sample):
    pages = read_document(with_scans(sample, [3, 18], scanned(sample, [THREE_PUBLIC, 27]))).pages
    assert [page.is_scanned for page in pages] == [False, False, True, False]
    assert folded(pages[2]) == folded(read_document(sample).pages[THREE_PUBLIC - 1])
    assert pages[3].lines == ()


def test_a_scan_is_refused_where_nothing_can_recognise_it(sample, monkeypatch):
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    with pytest.raises(Refused, match=r"^这是扫描件，服务器没有安装文字识别组件$"):
        read_document(scanned(sample, [THREE_PUBLIC]))


def test_a_page_that_is_a_picture_says_so_where_nothing_can_recognise_it(sample, monkeypatch):
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    pages = read_document(with_scans(sample, [3, 18], scanned(sample, [THREE_PUBLIC]))).pages
    assert [page.doubts for page in pages] == [(), (), ("这一页是图片，服务器没有安装文字识别组件，没有读。",)]


def test_a_file_with_text_does_not_load_the_recogniser(sample, tmp_path):
    file = tmp_path / "text.pdf"
    file.write_bytes(sample)
    code = (
        "import sys, pathlib; from ingest.reading import read_document;"
        f"read_document(pathlib.Path({str(file)!r}).read_bytes());"
        "print([name for name in ('cv2', 'numpy', 'rapidocr', 'onnxruntime') if name in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=SAMPLES.parents[1]
    )
    assert run.stdout.strip() == "[]"

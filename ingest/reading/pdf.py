"""PDF 读取: the text layer of a PDF as pages, one page open at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.reading.glyphs import read_glyphs, viewer
from ingest.reading.grids import find_grids
from ingest.reading.lines import read_lines
from ingest.reading.page import Document, Page
from ingest.reading.refusal import Refused
from ingest.reading.rules import read_rules

PDFIUM = threading.Lock()  # PDFium must not be entered twice at once
TOO_LITTLE_TEXT = 8  # characters a page: less on nearly every page is a scan


def read_pdf(data: bytes, *, max_pages: int, progress: Callable[[int, int], None] | None = None) -> Document:
    """Raises Refused for a file that is encrypted, broken, too long or has no text layer."""
    with PDFIUM:
        file = _opened(data)
        try:
            if len(file) > max_pages:
                raise Refused(f"PDF 有 {len(file)} 页，上限是 {max_pages} 页。")
            pages = []
            for at in range(len(file)):
                pages.append(_read_page(file, at))
                if progress:
                    progress(at + 1, len(file))
        finally:
            file.close()
    if sum(len(line.text) for page in pages for line in page.lines) < TOO_LITTLE_TEXT * len(pages):
        raise Refused("PDF 没有文字层（是扫描件），暂时不能读。")
    return Document("pdf", tuple(pages))


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        file = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD:
            raise Refused("PDF 加了密码，请上传没有密码的文件。") from error
        raise Refused(_broken(data)) from error
    if len(file) == 0:
        raise Refused("PDF 里没有页。")
    return file


def _broken(data: bytes) -> str:
    if b"%%EOF" not in data[-2048:]:
        return "PDF 不完整（没有传完），请重新上传。"
    return "PDF 已损坏，打不开。"


def _read_page(file: pypdfium2.PdfDocument, at: int) -> Page:
    page = file[at]
    try:
        width, height, point = viewer(page)
        glyphs = read_glyphs(page, point)
        grids = find_grids(glyphs, read_rules(page, point))
        return Page(at + 1, width, height, read_lines(glyphs), lambda: grids)
    finally:
        page.close()

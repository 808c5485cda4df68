"""PDF 读取: the text layer of a PDF as pages, one page open at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.reading.glyphs import read_glyphs, viewer
from ingest.reading.grids import find_grids
from ingest.reading.lines import read_lines
from ingest.reading.ocr import is_scan, lacks_text, read_scans
from ingest.reading.page import Document, Page
from ingest.reading.refusal import Refused
from ingest.reading.rules import read_rules
from ingest.reading.shelf import Shelf

PAGES_AT_ONCE = 50  # some 0.2 MB each; opening a file takes milliseconds
TAIL = 4096  # bytes in which a whole file has its end mark
PDFIUM = threading.Lock()  # PDFium must not be entered twice at once


def read_pdf(data: bytes, *, max_pages: int, progress: Callable[[int, int], None] | None = None) -> Document:
    """Raises Refused for a file that is encrypted, broken, too long or a scan where the recogniser is missing."""
    with PDFIUM:
        file = OpenFile(data)
        try:
            if len(file) > max_pages:
                raise Refused(f"PDF 有 {len(file)} 页，上限是 {max_pages} 页。")
            pages, without_text = Shelf(), []
            for at in range(len(file)):
                with file.page(at) as drawn:
                    page = _read_page(drawn, at + 1)
                pages.append(page)
                if lacks_text(page):
                    without_text.append(at)
                elif progress:
                    progress(len(pages) - len(without_text), len(file))
            whole = is_scan(len(without_text), len(pages))
            read = len(pages) - len(without_text)
            tell = (lambda done: progress(read + done, len(file))) if progress else None
            read_scans(file, pages, without_text, tell)
        finally:
            file.close()
    return Document("ocr" if whole else "pdf", pages)


class OpenFile:
    """PDFium's document, opened anew every so many pages: as long as it's open it keeps all that its pages refer to.

    Raises Refused for a file that can't be opened or has no page.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._file = _opened(data)
        self._count, self._left = len(self._file), PAGES_AT_ONCE

    def __len__(self) -> int:
        return self._count

    @contextmanager
    def page(self, at: int) -> Iterator[Any]:
        if self._left == 0:
            self._file.close()
            self._file, self._left = pypdfium2.PdfDocument(self._data), PAGES_AT_ONCE
        self._left -= 1
        page = self._file[at]
        try:
            yield page
        finally:
            page.close()

    def close(self) -> None:
        self._file.close()


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    if not _is_whole(data):  # PDFium would mend it and leave out the pages that are not there
        raise Refused("PDF 不完整（没有传完），请重新上传。")
    try:
        file = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD:
            raise Refused("PDF 加了密码，请上传没有密码的文件。") from error
        raise Refused("PDF 已损坏，打不开。") from error
    if len(file) == 0:
        raise Refused("PDF 里没有页。")
    return file


def _is_whole(data: bytes) -> bool:
    return b"%%EOF" in data[-TAIL:]


def _read_page(drawn: Any, number: int) -> Page:
    width, height, point = viewer(drawn)
    glyphs = read_glyphs(drawn, point)
    grids = find_grids(glyphs, read_rules(drawn, point))
    return Page(number, width, height, read_lines(glyphs), lambda: grids)

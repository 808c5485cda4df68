"""读取 (reading): a file's bytes as pages of lines and grids, whatever kind of file it is."""

from __future__ import annotations

from collections.abc import Callable

from ingest.reading.html import read_html
from ingest.reading.media import is_html, is_pdf, refuse_foreign
from ingest.reading.page import Box, Cell, Document, Grid, Line, Page
from ingest.reading.pdf import read_pdf
from ingest.reading.plain import read_plain
from ingest.reading.refusal import Refused

__all__ = ["Box", "Cell", "Document", "Grid", "Line", "Page", "Refused", "read_document"]

MAX_BYTES = 100 * 1024 * 1024
MAX_PAGES = 1000


def read_document(
    data: bytes,
    name: str = "",
    *,
    max_bytes: int = MAX_BYTES,
    max_pages: int = MAX_PAGES,
    progress: Callable[[int, int], None] | None = None,
) -> Document:
    """The file as pages; `progress` is told after each page how many of how many are read.

    `name` is never read for facts. Raises Refused with one sentence for whoever sent the file.
    """
    if len(data) > max_bytes:
        raise Refused(f"文件太大（{len(data) // 1024 // 1024} MB），上限是 {max_bytes // 1024 // 1024} MB。")
    if is_pdf(data):
        return read_pdf(data, max_pages=max_pages, progress=progress)
    refuse_foreign(data)
    return read_html(data) if is_html(data) else read_plain(data)

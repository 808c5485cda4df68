"""扫描件 (scans): pages that hold a picture in place of text, read by text recognition.

Nothing heavy is imported before a page needs it.
"""

from __future__ import annotations

import resource
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.util import find_spec
from typing import Any

from ingest.reading.page import Page
from ingest.reading.refusal import Refused
from ingest.reading.shelf import Shelf

NOT_INSTALLED = "这是扫描件，服务器没有安装文字识别组件"
UNREAD = "这一页是图片，服务器没有安装文字识别组件，没有读。"
TOO_LITTLE_TEXT = 8  # characters: a page with fewer has no text layer worth the name
NEARLY_ALL = 0.8  # of the pages: when so many lack text the file is a scan
FULL_PAGE = 0.5  # of the page's area: a picture this large may be a scanned page


def lacks_text(page: Page) -> bool:
    return sum(len(line.text) for line in page.lines) < TOO_LITTLE_TEXT


def is_scan(without_text: int, pages: int) -> bool:
    return without_text >= NEARLY_ALL * pages


def read_scans(file: Any, pages: Shelf, without_text: Sequence[int], tell: Callable[[int], None] | None) -> None:
    """Put the pages that lack text, recognised from their picture, in place; `tell` is given how many of them are done.

    `file` gives PDFium's pages. In a file that has text otherwise only pictures with a ruled table are read.
    Raises Refused for a scan where the recogniser isn't installed.
    """
    whole = is_scan(len(without_text), len(pages))
    wanted = [at for at in without_text if whole or _is_picture(file, at)]
    if not wanted:
        return
    try:
        _require()
        _take_the_memory_allowed()
        from ingest.reading.ocr.scan import read_scanned_page  # noqa: PLC0415  -- heavy
    except ImportError as error:
        if whole:
            raise Refused(NOT_INSTALLED) from error
        for at in wanted:
            pages[at] = replace(pages[at], doubts=(UNREAD,))
        return
    for done, at in enumerate(wanted, start=1):
        with file.page(at) as page:
            pages[at] = read_scanned_page(page, at + 1, only_ruled=not whole) or pages[at]
        if tell:
            tell(done)


def _take_the_memory_allowed() -> None:
    """Raise a soft limit on memory to the hard one: the recogniser's models and threads map nearly 2 GB."""
    _, allowed = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (allowed, allowed))


def _require() -> None:
    """Raise ImportError where the recogniser or what it runs on isn't installed."""
    for name in ("rapidocr", "onnxruntime", "cv2", "numpy"):
        if find_spec(name) is None:
            raise ImportError(name)


def _is_picture(file: Any, at: int) -> bool:
    """Whether pictures cover most of the page."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    with file.page(at) as page:
        width, height = page.get_size()
        covered = 0.0
        for drawn in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=2):
            left, bottom, right, top = drawn.get_bounds()
            covered += abs(right - left) * abs(top - bottom)
        return bool(covered >= FULL_PAGE * width * height)

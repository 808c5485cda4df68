"""扫描件 (scans): pages that hold a picture in place of text, read by text recognition.

Nothing heavy is imported before a page needs it.
"""

from __future__ import annotations

import resource
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from typing import Any

from ingest.reading.page import Page
from ingest.reading.refusal import Refused

NOT_INSTALLED = "这是扫描件，服务器没有安装文字识别组件"
UNREAD = "这一页是图片，服务器没有安装文字识别组件，没有读。"
TOO_LITTLE_TEXT = 8  # characters: a page with fewer has no text layer worth the name
NEARLY_ALL = 0.8  # of the pages: when so many lack text the file is a scan
FULL_PAGE = 0.5  # of the page's area: a picture this large may be a scanned page


def lacks_text(page: Page) -> bool:
    return sum(len(line.text) for line in page.lines) < TOO_LITTLE_TEXT


def is_scan(pages: Sequence[Page]) -> bool:
    return sum(map(lacks_text, pages)) >= NEARLY_ALL * len(pages)


def read_scans(file: Any, pages: Sequence[Page], tell: Callable[[int], None]) -> list[Page]:
    """The pages, those that lack text recognised from their picture; `tell` is given how many of these are done.

    `file` is PDFium's document. In a file that has text otherwise only pictures with a ruled table are read.
    Raises Refused for a scan where the recogniser isn't installed.
    """
    whole = is_scan(pages)
    wanted = [at for at, page in enumerate(pages) if lacks_text(page) and (whole or _is_picture(file, at))]
    result = list(pages)
    if not wanted:
        return result
    try:
        _require()
        _take_the_memory_allowed()
        from ingest.reading.ocr.scan import read_scanned_page  # noqa: PLC0415  -- heavy
    except ImportError as error:
        if whole:
            raise Refused(NOT_INSTALLED) from error
        for at in wanted:
            result[at].doubts += (UNREAD,)
        return result
    for done, at in enumerate(wanted, start=1):
        page = file[at]
        try:
            result[at] = read_scanned_page(page, at + 1, only_ruled=not whole) or result[at]
        finally:
            page.close()
        tell(done)
    return result


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

    page = file[at]
    try:
        width, height = page.get_size()
        covered = 0.0
        for drawn in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=2):
            left, bottom, right, top = drawn.get_bounds()
            covered += abs(right - left) * abs(top - bottom)
        return bool(covered >= FULL_PAGE * width * height)
    finally:
        page.close()

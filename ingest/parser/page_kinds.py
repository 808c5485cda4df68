"""页的种类 (kinds of pages): which page is the cover, which the contents, and which is blank.

What an inspection of a disclosed report looks for and no table or section tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from ingest.parser.layout import is_contents
from ingest.parser.wording import squeezed
from ingest.reading.page import Document, Page

PageKind = Literal["cover", "contents", "blank"]
TITLE = re.compile(r"20\d\d.*预算|预算.*20\d\d|[部门单位]{2}(?:综合)?预算|预算(?:信息)?公开")
CONTENTS = re.compile(r"目[录次]")
SENTENCE = re.compile(r"[。；]")
MOST_WORDS = 160  # characters: a cover names the report and little else
MOST_STOPS = 2


def page_kinds(document: Document) -> Mapping[str, tuple[int, ...]] | None:
    """Page numbers by kind, of the kinds that are there; None for a file without pages."""
    if document.kind in {"text", "html"}:
        return None
    found: dict[str, tuple[int, ...]] = {}
    first = next((page for page in document.pages if not is_blank(page)), None)
    for page in document.pages:
        for kind in _kinds_of(page, page is first):
            found[kind] = (*found.get(kind, ()), page.number)
    return found


def _kinds_of(page: Page, is_first: bool) -> Iterator[PageKind]:
    """A title may stand over the contents, on one page."""
    if is_blank(page):
        yield "blank"
        return
    if is_first and is_cover(page):
        yield "cover"
    if is_contents(page):
        yield "contents"


def is_blank(page: Page) -> bool:
    return not page.lines and not page.grids and not page.doubts


def is_cover(page: Page) -> bool:
    """A title that names the budget, and little else: no prose, no tables."""
    text = CONTENTS.split("".join(squeezed(line.text) for line in page.lines))[0]
    is_short = len(text) <= MOST_WORDS and len(SENTENCE.findall(text)) <= MOST_STOPS
    return is_short and bool(TITLE.search(text)) and not page.grids

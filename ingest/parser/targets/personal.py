"""遮盖 (masking): where on a page the names and telephones of form-fillers stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.parser.targets.cells import BRACKETS
from ingest.parser.targets.wording import FILLED, PERSONAL
from ingest.reading.page import Box, Cell, Line, Page

MARGIN = 1.0  # points around what is masked
LABEL_START = re.compile(rf"(?P<label>{PERSONAL.pattern})(?P<colon>:?)(?P<value>.*)")


NAMED = re.compile(
    r"(?P<label>(?:负责人|经办人|联系人|填报人|填表人|审核人)(?:（签字）|（签章）)?\s*[:：])\s*[一-龥·]{2,4}(?=$|[\s，,；;。、])"
    r"|(?P<phone>(?:联系电话|联系方式|办公电话|电话)\s*[:：])\s*[\d()（）\-—－ ]{7,20}"
)


def personal_boxes(page: Page) -> tuple[Box, ...]:
    """A box for each name or telephone behind 负责人, 经办人, 联系人 or 联系电话; none where the labels stand alone."""
    return tuple(box for line in page.lines for box in _in_line(line, page))


def strip_persons(text: str) -> str:
    """Running text without the names and telephones that stand behind such labels."""
    return NAMED.sub(lambda match: match["label"] or match["phone"], text)


def _in_line(line: Line, page: Page) -> Iterator[Box]:
    words = [(word, _bare(word)) for word in line.words]
    if not any(LABEL_START.match(bare) for _, bare in words):
        return
    is_open = False  # the word before was a label without a value
    for word, bare in words:
        match = LABEL_START.match(bare)
        if match and (match["colon"] or not match["value"]):
            is_open = not match["value"]
            if match["value"] and word.box:
                yield _grown(_behind(word.box, len(match["label"]) + 1, len(bare)))
        elif is_open and word.box and not FILLED.match(bare) and not _is_heading(bare):
            yield _grown(_rest_of_cell(word.box, page))
            is_open = False
        else:
            is_open = False


def _bare(word: Cell) -> str:
    return re.sub(r"\s+", "", word.text).translate(BRACKETS)


def _is_heading(bare: str) -> bool:
    return bare.endswith(":") or bare in ("单位", "职务", "备注")


def _behind(box: Box, label: int, whole: int) -> Box:
    """The part of the word behind its label; a little early rather than late."""
    return Box(box.x0 + (box.x1 - box.x0) * (label - 0.3) / whole, box.top, box.x1, box.bottom)


def _rest_of_cell(box: Box, page: Page) -> Box:
    """The whole of the ruled cell that holds the word, since a name may go on in its next line."""
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    for grid in page.grids:
        for row in grid.rows:
            for cell in row:
                inside = cell and cell.box
                if inside and inside.x0 <= x <= inside.x1 and inside.top <= y <= inside.bottom:
                    return Box(min(box.x0, inside.x0), inside.top, max(box.x1, inside.x1), inside.bottom)
    return box


def _grown(box: Box) -> Box:
    return Box(box.x0 - MARGIN, box.top - MARGIN, box.x1 + MARGIN, box.bottom + MARGIN)

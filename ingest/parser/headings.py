"""表头 (headings): where a grid's captions end, where its headings end and where its body begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.parser import formats
from ingest.parser.captions import TITLE_BRACKET, is_mark, is_title
from ingest.parser.wording import folded, is_figure, squeezed, without_years
from ingest.reading.page import Cell

CellRow = Sequence[Cell | None]
CAPTION = re.compile(
    r"(?:金额|计量|货币)?单位[:：].*|.{0,6}(?:部门|单位|编制)[^:：]{0,6}[:：].*|(?:金额)?单位(?:为)?(?:万|千|亿)?元"
)
COLUMN_NUMBER = re.compile(
    r"\d{1,2}(?:=[\d+\-—~～.…]+)?|[\d+=]{1,12}|[A-Z甲乙丙丁一二三四五六七八九十]|栏次|行次|\*+|—+"
)
CODE = re.compile(r"(?!20\d\d年)(?:\d{2,7}|\d{3}[- ]?\d{2}([- ]?\d{2})?|\d{3,7}[-－—]?[^\d.,].*)")
WORDS = frozenset(
    folded(word)
    for words in (*formats.TAGS.values(), formats.ITEM_WORDS, formats.UNIT_CODES, formats.UNITS_OF, formats.SERIALS)
    for word in words
) | frozenset(
    (
        *formats.CODE_LEVELS,
        "科目编码",
        "科目名称",
        "功能科目编码",
        "功能分类科目编码",
        "功能分类科目名称",
        "备注",
        "科目代码",
    )
)


def text(cell: Cell | None) -> str:
    return folded(cell.text) if cell else ""


def filled(row: CellRow) -> list[str]:
    return [text(cell) for cell in row if text(cell)]


def is_caption_row(row: CellRow) -> bool:
    """A row of the grid that holds a title, a unit, a department's name or a table's number, or nothing at all."""
    texts = filled(row)
    return all(
        is_title(t)
        or is_mark(t)
        or CAPTION.fullmatch(t)
        or (TITLE_BRACKET.fullmatch(t) and len(texts) == 1)
        or _is_year(t)
        for t in texts
    )


def _is_year(words: str) -> bool:
    return not without_years(words.strip("（）"))


def is_column_numbers(row: CellRow) -> bool:
    texts = filled(row)
    return len(texts) >= 2 and all(COLUMN_NUMBER.fullmatch(t) for t in texts) and any(t.isdigit() for t in texts[1:])


def is_heading_word(words: str) -> bool:
    return without_years(words) in WORDS or words in WORDS


def has_body(row: CellRow) -> bool:
    """Whether the row shows a figure or begins with a code: no heading does."""
    texts = filled(row)
    return any(is_figure(t) for t in texts) or bool(texts and CODE.fullmatch(texts[0]))


def count_headings(rows: Sequence[CellRow]) -> int:
    """How many rows at the top are headings; the first one is."""
    if not rows or has_body(rows[0]):
        return 0
    count, reach = 0, 1
    while count < len(rows):
        row = rows[count]
        if count >= reach and not _goes_on(rows[count - 1], row):
            break
        if has_body(row) and not is_column_numbers(row):
            break
        reach = max([reach, *(count + cell.down for cell in row if cell and (text(cell) or count == 0))])
        count += 1
    return count


def _goes_on(above: CellRow, row: CellRow) -> bool:
    """Whether a row below the headings is one more of them."""
    if is_column_numbers(row):
        return True
    texts = filled(row)
    if len(texts) < 2 or has_body(row) or set(texts) <= set(formats.TOTALS):  # 合计 on both sides, without amounts
        return False
    if all(is_heading_word(t) or _is_year(t) for t in texts):
        return True
    return _parts_merged(above, row)


def _parts_merged(above: CellRow, row: CellRow) -> bool:
    """Whether two cells or more stand under one merged heading."""
    for column, cell in enumerate(above):
        if cell and cell.across > 1 and text(cell):
            below = [text(row[c]) for c in range(column, min(column + cell.across, len(row))) if text(row[c])]
            if len(below) >= 2 and not any(t in formats.TOTALS and len(texts_of(row)) == 1 for t in below):
                return all(len(t) <= 16 for t in below)
    return False


def texts_of(row: CellRow) -> set[str]:
    return set(filled(row))


def expanded(rows: Sequence[CellRow], width: int) -> list[list[str]]:
    """The rows with each merged cell's text in every column that it covers."""
    result = [[""] * width for _ in rows]
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if cell is None:
                continue
            for down in range(r, min(r + cell.down, len(rows))):
                for across in range(c, min(c + cell.across, width)):
                    result[down][across] = squeezed(cell.text)
    return result

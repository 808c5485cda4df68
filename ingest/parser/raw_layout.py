"""原样抽取的文本 (raw text): tables whose cells one blank joins, as text layers come out of some extractors.

Nothing there marks a blank cell but one blank more, so the columns are those of the thirteen tables (十三张表), as far
as the headings above the rows name them. Bold text comes twice, a bold blank cell as two blanks more, and a wrapped
cell on lines of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.parser import formats
from ingest.parser.captions import is_mark, is_title, kinds_of
from ingest.parser.printed import PrintedRow, PrintedTable
from ingest.parser.wording import folded, is_figure, undoubled
from ingest.reading.page import Line

PART = re.compile(r"第[一二三四五六七八九十]部分.*")
NOTE = re.compile(r"(?:备)?注[:：].*")
FURNITURE = re.compile(r"[-—]\s*\d{1,3}\s*[-—]|.*预算公开(?:报告)?")
FIGURE = r"-?\d[\d,]*\.\d+"
DOUBLED_FIGURE = re.compile(rf"(?<![\d.])({FIGURE})\1(?![\d])")
SEAM = re.compile(r"(?<=[^\s\d,.\-])(?=-?\d[\d,]*\.\d\d(?:\s|$))|(?<=\.\d\d)(?=[^\s\d,.])")
COLUMN_NUMBERS = re.compile(r"1( \d{1,2})+ ?")
ITEM = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}、|[①②]|因公出国|公务|本年收入|收入总计|\d{3,7} )")


def read_raw_tables(lines: Sequence[Line]) -> Iterator[PrintedTable]:
    """Every table of the thirteen whose title, headings and rows are found; a title in the contents has no headings."""
    texts = [line.text for line in lines]
    starts = [at for at, text in enumerate(texts) if _is_known_title(text)]
    for start, following in pairwise([*starts, len(texts)]):
        end = next((at for at in range(start + 1, following) if _ends_tables(texts[at])), following)
        table = _read_table(texts, start, end)
        if table:
            yield table


def _clean(text: str) -> str:
    return "".join(undoubled(word) for word in undoubled(text.strip()).split())


def _is_known_title(text: str) -> bool:
    return is_title(_clean(text)) and bool(kinds_of(_clean(text)))


def _ends_tables(text: str) -> bool:
    part = PART.fullmatch(_clean(text))
    return part is not None and not _clean(text).startswith("第二部分")


def _read_table(texts: Sequence[str], start: int, end: int) -> PrintedTable | None:
    title = _clean(texts[start])
    kind = kinds_of(title)[0]
    standard = formats.STANDARD_HEADINGS.get(kind)
    body = next((at for at in range(start + 1, end) if _begins_body(texts[at])), end)
    captions = [_clean(text) for text in texts[max(0, start - 4) : start] if is_mark(_clean(text))]
    captions += [undoubled(text.strip()) for text in texts[start:body] if text.strip()]
    heading = "".join(_clean(text) for text in texts[start + 1 : body])
    if not standard:
        return None
    columns = [path for path in standard if folded(path[-1]) in folded(heading)]
    if len(columns) < len(standard) - 2:
        return None
    depth = max(len(path) for path in columns)
    headings = [[path[min(level, len(path) - 1)] for path in columns] for level in range(depth)]
    rows, notes = [], []
    for row, is_bold in _rows(texts[body:end], columns):
        if NOTE.fullmatch(_clean(row)):
            notes.append(_clean(row))
        else:
            rows.append(PrintedRow(list(_cells(row, columns, is_bold))))
    return PrintedTable(title, captions, headings, rows, notes=notes)


def _begins_body(text: str) -> bool:
    """A row's first line: one with a figure, 合计, an item or a code, or the numbers of the columns."""
    first = undoubled(text.split(" ", maxsplit=1)[0].strip())
    return bool(
        re.search(FIGURE, text)
        or (first in formats.TOTALS and not any(word in text for word in ("支出", "预算", "经费")))
        or ITEM.match(text)
        or COLUMN_NUMBERS.fullmatch(text.strip())
    )


def _text_columns(columns: Sequence[tuple[str, ...]]) -> int:
    """How many columns of text lead a row."""
    return sum(path[-1].endswith(("编码", "名称", "项目")) for path in columns)


def _is_two_sided(columns: Sequence[tuple[str, ...]]) -> bool:
    return ("收入", "项目") in columns


def _once(line: str) -> tuple[str, bool]:
    """The line with what stands twice once, and whether its figures did: 7777 alone is a number like any other."""
    words = SEAM.sub(" ", DOUBLED_FIGURE.sub(r"\1", line)).split(" ")
    has_bold = line != DOUBLED_FIGURE.sub(r"\1", line)
    twice = [word for word in words if undoubled(word) != word]
    is_bold = has_bold or (any(word.isdigit() for word in twice) and not all(word.isdigit() for word in twice))
    return " ".join(undoubled(word) if is_bold or not word.isdigit() else word for word in words), is_bold


def _rows(lines: Sequence[str], columns: Sequence[tuple[str, ...]]) -> Iterator[tuple[str, bool]]:
    """Lines put together until a row has all its cells, and whether its figures are bold."""
    row, is_bold = "", False
    for line in lines:
        text, has_bold = _once(line)
        if not line or FURNITURE.fullmatch(line.strip()) or PART.match(line.strip()) or COLUMN_NUMBERS.fullmatch(line):
            continue
        if not text.strip() and not row and len(text) >= len(columns) - 1:
            continue
        if NOTE.match(line.strip()):
            yield line, False
            row = ""
            continue
        is_bold = has_bold or (is_bold and bool(row))
        row += (" " if _needs_blank(row, text) else "") + text
        if _is_complete(row, columns):
            yield row, is_bold
            row, is_bold = "", False


def _needs_blank(row: str, text: str) -> bool:
    """A wrapped cell's last line stands for its own blank behind it."""
    if not row.strip() or row.endswith(" "):
        return False
    return text.startswith(" ") or not text.strip() or is_figure(text.split(" ", maxsplit=1)[0])


def _is_complete(row: str, columns: Sequence[tuple[str, ...]]) -> bool:
    cells = row.split(" ")
    merged = _text_columns(columns) == 2 and not _is_two_sided(columns) and cells[0] in formats.TOTALS
    return len(cells) >= len(columns) - merged and bool(row.strip())


def _cells(row: str, columns: Sequence[tuple[str, ...]], is_bold: bool) -> Iterator[str]:
    if _is_two_sided(columns):
        split = next((at for at, path in enumerate(columns) if path[0] == "支出"), len(columns))
        left, right = _sides(row)
        yield from _one_side(left, columns[:split], is_bold)
        yield from _one_side(right, columns[split:], is_bold)
    else:
        # A page's first line begins with a blank of its own.
        yield from _one_side((row.lstrip(" ") if _text_columns(columns) == 1 else row).split(" "), columns, is_bold)


def _sides(row: str) -> tuple[list[str], list[str]]:
    """The cells of revenue and those of expenditure: a row that begins with a blank has no revenue."""
    cells = row.split(" ")
    texts = [at for at, cell in enumerate(cells) if cell and not is_figure(cell)]
    if not texts:
        return [], []
    if row.startswith(" "):
        return [], cells[texts[0] :]
    if len(texts) == 1:
        return cells, []
    return cells[: texts[1]], cells[texts[1] :]


def _one_side(cells: Sequence[str], columns: Sequence[tuple[str, ...]], is_bold: bool) -> Iterator[str]:
    """One cell for each column; of a bold row's blanks every other one is a cell."""
    lead = _text_columns(columns)
    texts = list(cells[:lead])
    if lead == 2 and cells and cells[0] in formats.TOTALS:
        texts = ["", cells[0]] if columns[0][-1].endswith("编码") else [cells[0], ""]
        figures = _without_end(cells[1:])
        figures = figures[1:] if len(figures) > len(columns) - lead and not figures[0] else figures
    else:
        figures = _without_end(cells[lead:])
    if is_bold or len(figures) > len(columns) - lead:
        figures = _bold(figures)
    yield from [*texts, *[""] * (lead - len(texts))]
    yield from [*figures, *[""] * (len(columns) - lead - len(figures))]


def _without_end(cells: Sequence[str]) -> list[str]:
    result = list(cells)
    while result and not result[-1]:
        result.pop()
    return result


def _bold(cells: Sequence[str]) -> list[str]:
    result: list[str] = []
    blanks = 0
    for cell in cells:
        if cell:
            result += [""] * (blanks // 2) + [cell]
        blanks = 0 if cell else blanks + 1
    return result


def is_raw(lines: Sequence[Line]) -> bool:
    """Whether no tab parts any cell, as it does in text of the other kind."""
    return not any(line.cells for line in lines)

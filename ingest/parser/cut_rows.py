"""断行 (cut rows): a row that a page's end has cut in two, put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.parser.formats import TOTALS
from ingest.parser.printed import PrintedRow
from ingest.parser.wording import folded, is_figure, squeezed

LIST_NUMBER = re.compile(r"[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|[①-⑳]|\d{1,3}[、.．]|其中")
ITEM_OF_ITS_OWN = re.compile(r"合计|总计|结转|结余")
CODE = re.compile(r"\d{3,7}")
ENOUGH = 4  # rows: so many tell whether every row of the table has figures


def is_rest_of_row(row: PrintedRow, rows: Sequence[PrintedRow]) -> bool:
    """Whether a page's first row is the lower part of the last before it: no number of its own, no second figure."""
    before = rows[-1]
    filled = {at: cell for at, cell in enumerate(row.cells) if cell and cell.strip()}
    texts = {at: cell for at, cell in filled.items() if not is_figure(cell)}
    upper = [before.cells[at] if at < len(before.cells) else None for at in texts]
    if not texts or not all(upper) or any(_starts_anew(text) for text in texts.values()):
        return False
    if len(texts) < len(filled):  # the figures stand in the lower part
        return bool(CODE.fullmatch(squeezed(before.cells[0]))) and 0 not in filled and not _has_figures(before)
    if all(LIST_NUMBER.match(squeezed(text)) for text in upper):
        return not any(ITEM_OF_ITS_OWN.search(text) for text in texts.values())
    has_all = len(rows) >= ENOUGH and sum(_has_figures(one) for one in rows) >= 0.9 * len(rows)
    is_inside = 0 not in texts and bool(before.cells[0])
    return _has_figures(before) and (has_all or (is_inside and len(texts) == 1))


def _starts_anew(text: str) -> bool:
    bare = squeezed(text)
    return bool(LIST_NUMBER.match(bare) or CODE.match(bare)) or folded(bare) in TOTALS


def _has_figures(row: PrintedRow) -> bool:
    return any(is_figure(cell) for cell in row.cells)


def with_rest(row: PrintedRow, rest: PrintedRow) -> PrintedRow:
    pairs = zip(row.cells, [*rest.cells, *[None] * len(row.cells)], strict=False)
    confidences = rest.confidences | {
        at: min(sure, rest.confidences.get(at, 1.0)) for at, sure in row.confidences.items()
    }
    return replace(row, cells=[_together(cell, more) for cell, more in pairs], confidences=confidences)


def _together(cell: str | None, more: str | None) -> str | None:
    if not more or not more.strip():
        return cell
    return f"{cell}\n{more}" if cell and cell.strip() else more

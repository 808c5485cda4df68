"""断行 (cut rows): a form's row of short fields that the page's end has cut in two, put together before it is read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.parser.targets.cells import FormCell, FormRow
from ingest.parser.targets.wording import FIELD_LABELS, FILLED, LONG_TEXTS

SAME = 4.0  # points: cells of one column on two pages stand no further apart
END_OF_VALUE = re.compile(r"[元%％次个人天月年日台套项件]|万元|以[上下内]|[底之]?前|左右")
SHORT_LABELS = [words for key, words in FIELD_LABELS.items() if key not in LONG_TEXTS]


def without_cuts(rows: Sequence[FormRow]) -> list[FormRow]:
    """The rows with each that only ends the one before it joined to that one, on whose page it stays."""
    result: list[FormRow] = []
    for row in rows:
        if result and _is_rest(row, result[-1]):
            result[-1] = _together(result[-1], row)
        else:
            result.append(row)
    return result


def _pairs(before: FormRow, row: FormRow) -> list[tuple[FormCell, FormCell]]:
    """Each cell with the one below it; none where a text stands below nothing."""
    left = list(row.cells)
    pairs = []
    for upper in before.cells:
        lower = next((cell for cell in left if abs(cell.at - upper.at) <= SAME), None)
        if lower is None or (lower.text and not upper.text):
            return []
        left.remove(lower)
        pairs.append((upper, lower))
    return [] if any(cell.text for cell in left) else pairs


def _is_rest(row: FormRow, before: FormRow) -> bool:
    if not row.opens_page or not row.filled:
        return False
    pairs = _pairs(before, row)
    alone = [upper.bare for upper, lower in pairs if upper.text and not lower.text]
    if any(words.fullmatch(bare) for bare in alone for words in SHORT_LABELS):
        return True
    if any(FILLED.match(upper.bare) for upper, lower in pairs if lower.text):
        return True
    return bool(alone) and any(END_OF_VALUE.fullmatch(cell.bare) for cell in row.filled)


def _together(before: FormRow, row: FormRow) -> FormRow:
    pairs = _pairs(before, row)
    return replace(before, cells=tuple(replace(upper, text=upper.text + lower.text) for upper, lower in pairs))

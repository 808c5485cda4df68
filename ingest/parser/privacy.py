"""隐私 (privacy): the cells that name whoever filled a form in, or a telephone, never leave the parser."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.parser import formats
from ingest.parser.wording import folded

PERSONAL = frozenset(folded(word) for word in formats.PERSONAL)
LABELLED = re.compile("(" + "|".join(sorted(map(re.escape, PERSONAL), key=len, reverse=True)) + ")：.+")
TELEPHONE = re.compile(r"(?<!\d)(?:0\d{2,3}[-—－ ]\d{7,8}|1[3-9]\d{9})(?!\d)")


def masked(rows: Sequence[Sequence[str | None]]) -> list[list[str | None]]:
    """The rows with personal cells blank: those right of a personal label, and a label's own rest."""
    return [_masked_row(row) for row in rows]


def _masked_row(row: Sequence[str | None]) -> list[str | None]:
    result: list[str | None] = []
    hides = False
    for cell in row:
        text = folded(cell)
        label = text.rstrip("：")
        if label in PERSONAL:
            hides = True
            result.append(cell)
        elif (found := LABELLED.fullmatch(text)) is not None:
            result.append(found[1] + "：")
        elif hides and text:
            hides = False
            result.append(None)
        else:
            result.append(TELEPHONE.sub("", cell) if cell else cell)
    return result

"""行的更正 (rows corrected): rows split, joined, added or deleted where the reader drew the lines wrong. Pure.

One shape for all four: some rows that stand one below the other are replaced by others, by none, or none by some.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ingest.parser.report import ParsedReport, Row
from ingest.scan_repairs import with_sum_doubts
from ingest.sheets import EXTRA, NoSuchPlace, label_of, pages_of, rows_of, with_rows

ROWS = "rows"  # the field of such a correction, as budgets.models.corrections shows it
LONGEST_LABEL = 300  # signs of the row's words that a correction keeps
Cells = Mapping[str, str | None]  # by key, or by printed heading after "extra:"


def cells_of(row: Row) -> dict[str, str | None]:
    return {**row.values, **{f"{EXTRA}{heading}": text for heading, text in row.extra.items()}}


def as_text(rows: Sequence[Cells]) -> str:
    """As a correction keeps them: what was read, and what the page has."""
    return json.dumps(rows, ensure_ascii=False)


def from_text(text: str | None) -> list[dict[str, str | None]]:
    return json.loads(text or "[]")


def read_at(report: ParsedReport, address: str, position: int, count: int) -> list[dict[str, str | None]]:
    """What stands in `count` rows from `position` (1 is the first). Raises NoSuchPlace."""
    rows = rows_of(report, address)
    if not 1 <= position <= len(rows) + 1 or position + count - 1 > len(rows):
        raise NoSuchPlace(address)
    return [cells_of(row) for row in rows[position - 1 : position - 1 + count]]


def replaced(report: ParsedReport, address: str, position: int, count: int, new: Sequence[Cells]) -> ParsedReport:
    """`count` rows from `position` on give way to `new`, which stand where those stood. Raises NoSuchPlace."""
    read_at(report, address, position, count)
    rows = rows_of(report, address)
    at = position - 1
    old = rows[at : at + count]
    around = old or rows[max(0, at - 1) : at] or rows[:1]
    first = Row({}, page=next(iter(pages_of(report, address)), None))
    made = tuple(
        row_like(around[min(n, len(around) - 1)] if around else first, cells, bool(old)) for n, cells in enumerate(new)
    )
    changed = with_rows(report, address, (*rows[:at], *made, *rows[at + count :]))
    return with_sum_doubts(changed) if changed.is_ocr else changed


def row_like(near: Row, cells: Cells, is_there: bool) -> Row:
    """On the page of the row it stands for; an added one is on its neighbour's page, nobody knows where."""
    values = {key: text for key, text in cells.items() if not key.startswith(EXTRA)}
    extra = {key.removeprefix(EXTRA): text for key, text in cells.items() if key.startswith(EXTRA)}
    return replace(
        near,
        values={**dict.fromkeys(near.values), **values},
        extra=extra,
        box=near.box if is_there else None,
        confidence={},
    )


def again(
    report: ParsedReport, address: str, position: int, before: str | None, read: str | None, new: str | None
) -> ParsedReport | None:
    """The same correction on another reading; None where it doesn't apply any more.

    It applies where the very rows that were read then are read again, at their number or once elsewhere; rows that read
    right by now are left alone. Added rows go behind the row with the words `before`.
    """
    old, wanted = from_text(read), from_text(new)
    try:
        rows = [cells_of(row) for row in rows_of(report, address)]
    except NoSuchPlace:
        return None
    if found := where(rows, old, position):
        return replaced(report, address, found, len(old), wanted)
    if (wanted and where(rows, wanted, position)) or not wanted:
        return report
    if not old and (behind := row_named(report, address, before, position - 1)) is not None:
        return replaced(report, address, behind + 1, 0, wanted)
    return None


def where(rows: Sequence[Cells], wanted: Sequence[Cells], position: int) -> int | None:
    """The number of the first of the wanted rows: the one expected, else the only one."""
    if not wanted:
        return None
    starts = [at + 1 for at in range(len(rows) - len(wanted) + 1) if alike(rows[at : at + len(wanted)], wanted)]
    return position if position in starts else starts[0] if len(starts) == 1 else None


def alike(rows: Sequence[Cells], wanted: Sequence[Cells]) -> bool:
    """A cell that isn't there is blank."""
    return [stated(row) for row in rows] == [stated(row) for row in wanted]


def stated(row: Cells) -> dict[str, str]:
    return {key: text for key, text in row.items() if text is not None}


def row_named(report: ParsedReport, address: str, words: str | None, expected: int) -> int | None:
    """The number of the row with these words; 0 for the place above the first row."""
    if not words:
        return 0
    labels = [label_of(report, address, row)[:LONGEST_LABEL] for row in rows_of(report, address)]
    named = [n for n, label in enumerate(labels, start=1) if label == words]
    return expected if expected in named else named[0] if len(named) == 1 else None

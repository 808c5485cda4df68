"""更正的沿用 (reapplying): corrections of an earlier reading put on a new one, where they still apply. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from ingest.corrections import Place, corrected, label_at, value_at
from ingest.parser.report import ParsedReport
from ingest.row_corrections import ROWS, again
from ingest.sheets import NoSuchPlace


class Told(Protocol):
    """A correction as it is stored."""

    table: str | None
    position: int | None
    row: str | None
    field: str
    read: str | None
    corrected: str | None


def with_corrections(parsed: ParsedReport, corrections: Iterable[Told]) -> tuple[ParsedReport, list[str]]:
    """The reading with each earlier correction that still applies, in the order they were made, and what was left out.

    A cell's applies where the row still has the same words and the cell still reads as it did when it was corrected.
    """
    left_out = []
    for told in corrections:
        if told.field == ROWS:
            changed = again(parsed, told.table or "", told.position or 1, told.row, told.read, told.corrected)
            if changed is None:
                left_out.append(f"以前对行的更正没有套用（{told}）：新读到的行和那时不同，请对照原件。")
            parsed = changed or parsed
            continue
        place = place_of(parsed, told)
        now = value_of(parsed, place)
        if place is None or now not in (told.read, told.corrected):
            left_out.append(f"以前的更正没有套用（{told}）：新读到的是“{now or '空白'}”，请对照原件。")
        elif now != told.corrected:
            parsed = corrected(parsed, place, told.corrected)
    return parsed, left_out


def place_of(parsed: ParsedReport, told: Told) -> Place | None:
    """Where the corrected row stands in another reading: at its number, else wherever its words stand once."""
    here = Place(told.field, told.table, told.position)
    if told.position is None or words_at(parsed, here) == told.row:
        return here
    found = []
    position = 1
    while (words := words_at(parsed, Place(told.field, told.table, position))) is not None:
        if words == told.row:
            found.append(position)
        position += 1
    return Place(told.field, told.table, found[0]) if len(found) == 1 else None


def words_at(parsed: ParsedReport, place: Place) -> str | None:
    try:
        return label_at(parsed, place)[:300]
    except NoSuchPlace:
        return None


def value_of(parsed: ParsedReport, place: Place | None) -> str | None:
    try:
        return value_at(parsed, place) if place else None
    except NoSuchPlace:
        return None

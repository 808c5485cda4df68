"""增减行的表单 (row forms): what the page proposes when a row is split, joined with the next, added or deleted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.sheets import STATEMENTS
from ingest.shown_sheets import ShownCell, ShownRow, ShownSheet

TITLES = {"split": "拆成两行", "join": "和下一行并成一行", "add": "在下面加一行", "delete": "删去这一行"}


@dataclass(frozen=True, slots=True)
class RowForm:
    """`count` rows from `position` on would give way to `rows`."""

    title: str
    position: int
    count: int
    rows: list[list[ShownCell]]


def ways_of(sheet: ShownSheet) -> dict[str, str]:
    """What may be done with its rows: a figure of the narrative is its own sentence's, neither split nor joined."""
    if not sheet.has_open_rows:
        return {}
    return {way: TITLES[way] for way in ("add", "delete")} if sheet.address == STATEMENTS else TITLES


def row_form(sheet: ShownSheet, row: ShownRow, way: str) -> RowForm | None:
    """None where that can't be done there."""
    if way not in ways_of(sheet) or (way != "add" and not row.position):
        return None
    title = TITLES[way]
    if way == "add":
        title = title if row.position else "加第一行"
        return RowForm(title, row.position + 1, 0, [[blank(cell) for cell in row.cells]])
    if way == "split":
        halves = [halves_of(cell) for cell in row.cells]
        return RowForm(title, row.position, 1, [[half[n] for half in halves] for n in (0, 1)])
    if way == "delete":
        return RowForm(title, row.position, 1, [])
    following = next((other for other in sheet.rows if other.position == row.position + 1), None)
    return RowForm(title, row.position, 2, [joined(row.cells, following.cells)]) if following else None


def blank(cell: ShownCell) -> ShownCell:
    return cell if cell.choices else replace(cell, text=None)


def halves_of(cell: ShownCell) -> tuple[ShownCell, ShownCell]:
    """What stands before and behind the first blank; all of it above where there is none."""
    if cell.choices:
        return cell, cell
    above, _, below = (cell.text or "").partition("\n" if "\n" in (cell.text or "") else " ")
    return replace(cell, text=above.strip() or None), replace(cell, text=below.strip() or None)


def joined(above: Sequence[ShownCell], below: Sequence[ShownCell]) -> list[ShownCell]:
    """One text after the other: a name or a figure that was broken over two lines."""
    return [
        cell if cell.choices else replace(cell, text=f"{cell.text or ''}{other.text or ''}" or None)
        for cell, other in zip(above, below, strict=True)
    ]

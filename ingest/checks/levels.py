"""科目成套 (whole branches): in a table that is printed down to its lowest level, no branch lacks a row.

Sums don't tell when the row that was left out is the only one of its branch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.checks.book import Sheet, is_total, squeezed
from ingest.checks.comparing import Cell, compare, one, total_of
from ingest.checks.finding import Finding
from ingest.parser.report import Row

RULE = "children-add-up"
ABOVE = {5: 3, 7: 5}  # digits of a functional code: 项 → 款 → 类
BELOW = {3: 5, 5: 7}
LEVELS = {3: "类", 5: "款", 7: "项"}
COLUMNS = ("total", "amount")


@dataclass(frozen=True, slots=True)
class Coded:
    code: str
    row: Row


def check_branches(sheet: Sheet, rows: Sequence[Row]) -> Iterator[Finding | None]:
    """A 款 without 项 where the others have theirs, and 项 without the 款 they belong to."""
    coded = [Coded(code, row) for row in rows if (code := functional_code(row)) and not is_total(row)]
    column = next((key for key in COLUMNS if sheet.has(key)), None)
    if column is None:
        return
    for length in BELOW:
        yield from _without_children(sheet, [one for one in coded if len(one.code) == length], coded, column)
    for length in ABOVE:
        yield from _without_parent(sheet, [one for one in coded if len(one.code) == length], coded, column)


def functional_code(row: Row) -> str | None:
    code = squeezed(row.values.get("code"))
    return code if code.isdigit() and len(code) in LEVELS else None


def _without_children(
    sheet: Sheet, parents: Sequence[Coded], coded: Sequence[Coded], column: str
) -> Iterator[Finding | None]:
    lacking = [parent for parent in parents if not _has_children(parent, coded)]
    if len(lacking) * 2 >= len(parents):  # the table isn't printed so far down
        return
    for parent in lacking:
        level = LEVELS[BELOW[len(parent.code)]]
        yield _against_nothing(sheet, [parent.row], parent.code, f"{parent.code}没有印出所属的{level}", column)


def _has_children(parent: Coded, coded: Sequence[Coded]) -> bool:
    """A 款 and its only 项 are sometimes printed with one code."""
    again = sum(other.code == parent.code for other in coded) > 1
    return again or any(other.code != parent.code and other.code.startswith(parent.code) for other in coded)


def _without_parent(
    sheet: Sheet, children: Sequence[Coded], coded: Sequence[Coded], column: str
) -> Iterator[Finding | None]:
    if not children:
        return
    length = ABOVE[len(children[0].code)]
    printed = {other.code for other in coded if len(other.code) == length}
    lacking = [child for child in children if child.code[:length] not in printed]
    missing = dict.fromkeys(child.code[:length] for child in lacking)
    if len(missing) >= len({child.code[:length] for child in children} & printed):
        return
    for parent in missing:
        rows = [child.row for child in lacking if child.code.startswith(parent)]
        yield _against_nothing(sheet, rows, parent, f"没有印出{parent}这个{LEVELS[length]}", column)


def _against_nothing(sheet: Sheet, rows: Sequence[Row], code: str, said: str, column: str) -> Finding | None:
    """What is printed on one level, against the row of the other level that isn't there."""
    cells = [sheet.cell(row, column) for row in rows]
    left = one(cells[0]) if len(cells) == 1 else total_of(f"{sheet.name} {code} 所属各行之和", cells)
    lacking = Cell(f"{sheet.name}{said}", None, sheet.table.unit, doubt=sheet.doubt)
    return compare(RULE, left, one(lacking), is_blank_zero=True, severity="warning")

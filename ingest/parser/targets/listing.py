"""绩效目标列表 (target lists): the forms of many projects in one table, a row for each indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.parser.captions import printed_unit
from ingest.parser.printed import PrintedRow, PrintedTable
from ingest.parser.report import Indicator, Target
from ingest.parser.targets.cells import BRACKETS, joined
from ingest.parser.targets.draft import Draft
from ingest.parser.targets.wording import COLUMNS, FIELD_LABELS, LIST_COLUMNS, SOURCE_LABELS
from ingest.parser.wording import squeezed

NEEDED = {"project", "level3"}
LEVELS = ("level1", "level2")
PARTS = ("sign", "value", "measure")  # of an indicator's value: ≥ | 95 | %
CODE = re.compile(r"[0-9A-Za-z]{10,30}[-－—–](?=\S)")  # of the project, before its name
SIGN = re.compile(r"[≥≤＝=><＞＜]+")


def read_lists(printed: Sequence[PrintedTable]) -> Iterator[Target]:
    """The projects of every table that lists indicators below a heading of its own for the project's name."""
    for table in printed:
        columns = list_columns(table.headings)
        if set(columns) >= NEEDED:
            yield from _read(table, columns)


def is_list_heading(texts: Sequence[str]) -> bool:
    """Whether a row names both a project's column and that of its indicators: the heading of a list, no form's row."""
    return set(list_columns([texts])) >= NEEDED


def list_columns(headings: Sequence[Sequence[str]]) -> dict[str, int]:
    """What each column holds, by the lowest of its headings that says it; the first column that says so."""
    found: dict[str, int] = {}
    for row in reversed(headings):
        for at, text in enumerate(row):
            key = _key(squeezed(text).translate(BRACKETS))
            if key and at not in found.values():
                found.setdefault(key, at)
    return found


def _key(bare: str) -> str | None:
    for labels in (LIST_COLUMNS, COLUMNS, FIELD_LABELS, SOURCE_LABELS):
        for key, words in labels.items():
            if words.fullmatch(bare):
                return key
    return None


def _read(table: PrintedTable, columns: dict[str, int]) -> Iterator[Target]:
    in_wan = printed_unit(table.captions) == "万元"
    draft = Draft(in_wan=in_wan)
    held: dict[str, str] = {}
    for row in table.rows:
        cells = {key: joined(row.cells[at] or "") for key, at in columns.items() if at < len(row.cells)}
        name = cells["project"] = CODE.sub("", cells.get("project", ""), count=1)
        if name and name != draft.texts.get("project"):
            yield from filter(None, [draft.target()])
            draft, held = Draft(in_wan=in_wan), {}
            _begin(draft, cells)
        _add_indicator(draft, cells, held, row)
    yield from filter(None, [draft.target()])


def _begin(draft: Draft, cells: dict[str, str]) -> None:
    draft.texts = {key: cells[key] for key in FIELD_LABELS if cells.get(key)}
    if cells.get("goal"):
        draft.goals["annual"] = cells["goal"]
    for source in SOURCE_LABELS:
        if cells.get(source):
            draft.set_funds("annual", source, cells[source])


def _add_indicator(draft: Draft, cells: dict[str, str], held: dict[str, str], row: PrintedRow) -> None:
    """A level that is printed once stands for the rows below it, until a higher one is printed anew."""
    draft.add_page(row.page)
    if cells.get("level1"):
        held.pop("level2", None)
    held |= {level: cells[level] for level in LEVELS if cells.get(level)}
    sign, value, measure = (cells.get(part, "") for part in PARTS)
    said = f"{sign if SIGN.fullmatch(sign) else ''}{value}{'' if measure and value.endswith(measure) else measure}"
    if cells.get("level3") or said:
        level1, level2 = (held.get(level) for level in LEVELS)
        draft.indicators.append(Indicator("annual", level1, level2, cells.get("level3") or None, said or None))

"""复核的表 (shown sheets): what a part of the report reads as, cell by cell, beside its page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from budgets.models import Correction, Report, ReportTable
from budgets.vocabulary import HEADINGS, MEASURES, PROJECT_ROW_KINDS, SCOPE_OF_TARGET, SIDES, TABLE_KIND
from ingest.parser.report import ParsedReport, Row
from ingest.reviewing import Spot
from ingest.row_corrections import ROWS, from_text
from ingest.scan_repairs import DOUBTFUL
from ingest.sheet_fields import DIRECTIONS
from ingest.sheets import (
    EXTRA,
    KEY_FIGURES,
    STATEMENTS,
    NoSuchPlace,
    has_open_rows,
    holds,
    is_table,
    keys_in,
    keys_of,
    label_in,
    label_of,
    rows_of,
    rows_of_table,
)
from ingest.stored import parsed_report, table_of

COLUMNS = {
    **HEADINGS,
    "quote": "原文",
    "count": "数量",
    "share": "比重",
    "value": "读到的",
    "scope": "哪一期",
    "level1": "一级指标",
    "level2": "二级指标",
    "level3": "三级指标",
}
OF_STATEMENTS = {"unit": "金额单位", "amount": "金额"}
OF_FIELDS = {"item": "内容"}
WORDS = {"side": SIDES, "kind": PROJECT_ROW_KINDS, "scope": SCOPE_OF_TARGET}
NARRATIVE_PART = 3
NARRATIVE_TITLES = {STATEMENTS: "说明里的每个数", KEY_FIGURES: "说明里的关键数"}


@dataclass(frozen=True, slots=True)
class ShownCell:
    """`text` as printed, None for a blank; `choices` where only these may stand there."""

    key: str
    heading: str
    text: str | None
    is_amount: bool = False
    is_code: bool = False
    is_fixed: bool = False
    is_doubtful: bool = False
    is_corrected: bool = False
    sureness: str = ""  # of a figure recognised without certainty, in per cent
    choices: dict[str, str] = field(default_factory=dict)

    @property
    def shown(self) -> str | None:
        return self.choices.get(self.text or "", self.text)


@dataclass(frozen=True, slots=True)
class ShownRow:
    position: int
    label: str
    page: int | None
    box: tuple[float, ...]
    cells: list[ShownCell]


@dataclass(frozen=True, slots=True)
class ShownSheet:
    """`table` is the stored one, None for a part of the report that isn't a printed table."""

    address: str
    title: str
    rows: list[ShownRow]
    pages: list[int]
    blank: ShownRow  # above the first row, where one may be added
    table: ReportTable | None = None
    has_open_rows: bool = False


def sheet_of(
    report: Report, table: ReportTable | None, address: str, doubtful: set[Spot], corrections: Sequence[Correction]
) -> ShownSheet | None:
    """The part at this address; `table` where it's a printed one. None where the report has no such part."""
    changed = corrected_spots(corrections)
    if table:
        parsed = table_of(table)
        printed = rows_of_table(parsed)
        columns = columns_of(printed) or [(key, HEADINGS.get(key, key)) for key in keys_in(parsed)]
        rows = [
            shown_row(address, n, row, label_in(parsed, row), columns, doubtful, changed)
            for n, row in enumerate(printed, start=1)
        ]
        blank = shown_row(address, 0, Row({}), "", columns, doubtful, changed)
        return ShownSheet(address, table.title, rows, list(table.pages), blank, table, has_open_rows(address))
    if is_table(address):
        return None
    whole = parsed_report(report)
    try:
        found = rows_of(whole, address)
        keys = keys_of(whole, address)
    except NoSuchPlace:
        return None
    columns = [
        (key, heading_of(address, key)) for key in (*(["item"] if found and "item" in found[0].values else []), *keys)
    ]
    rows = [
        shown_row(address, n, row, label_of(whole, address, row), columns, doubtful, changed)
        for n, row in enumerate(found, start=1)
    ]
    pages = sorted({row.page for row in rows if row.page}) or pages_of_narrative(whole)
    blank = shown_row(address, 0, Row({}), "", columns, doubtful, changed)
    return ShownSheet(address, title_of(report, address), rows, pages, blank, None, has_open_rows(address))


def pages_of_narrative(parsed: ParsedReport) -> list[int]:
    """What stands there is not known to the row: the whole explanation (第三部分) is where to look."""
    return sorted({section.page for section in parsed.sections if section.part == NARRATIVE_PART and section.page})


def title_of(report: Report, address: str) -> str:
    if address in NARRATIVE_TITLES:
        return NARRATIVE_TITLES[address]
    part, number = address.split("-")
    name = report.targets.order_by("position")[int(number) - 1].name
    return f"{'绩效目标' if part == 'target' else '绩效指标'}：{name}"


def heading_of(address: str, key: str) -> str:
    special = OF_STATEMENTS if address == STATEMENTS else OF_FIELDS
    return special.get(key) or COLUMNS.get(key, key)


def shown_row(
    address: str,
    position: int,
    row: Row,
    label: str,
    columns: list[tuple[str, str]],
    doubtful: set[Spot],
    changed: set[Spot],
) -> ShownRow:
    cells = [
        shown_cell(row, key, heading, holds(address, position, key), (address, position, key), doubtful, changed)
        for key, heading in columns
    ]
    return ShownRow(position, label, row.page, tuple(row.box) if row.box else (), cells)


def shown_cell(
    row: Row, key: str, heading: str, kind: str, spot: Spot, doubtful: set[Spot], changed: set[Spot]
) -> ShownCell:
    bare = key.removeprefix(EXTRA)
    text = row.extra.get(bare) if key.startswith(EXTRA) else row.values.get(key)
    sure = row.confidence.get(bare, 1)
    return ShownCell(
        key,
        heading,
        text,
        is_amount=kind in {"amount", "count"} or key in MEASURES,
        is_code=key.endswith("code"),
        is_fixed=key == "item" and not is_table(spot[0]),
        is_doubtful=spot in doubtful or sure < DOUBTFUL,
        is_corrected=spot in changed,
        sureness=f"{sure:.0%}" if sure < DOUBTFUL else "",
        choices=DIRECTIONS if kind == "direction" else WORDS.get(key, {}),
    )


def columns_of(rows: Iterable[Row]) -> list[tuple[str, str]]:
    """Key and heading of every column that some row has, in printed order: those with a key, then the others."""
    rows = list(rows)
    printed = dict.fromkeys(key for row in rows for key in row.values)
    extra = dict.fromkeys(key for row in rows for key in row.extra)
    return [*((key, COLUMNS.get(key, key)) for key in printed), *((f"{EXTRA}{key}", key) for key in extra)]


def corrected_spots(corrections: Sequence[Correction]) -> set[Spot]:
    """The cells that were corrected, where they stand now: rows added or deleted since have moved them."""
    spots: set[Spot] = set()
    for told in corrections:
        if told.table is None or told.position is None:
            continue
        if told.field != ROWS:
            spots.add((told.table, told.position, told.field))
            continue
        old, new = from_text(told.read), from_text(told.corrected)
        spots = {moved for spot in spots if (moved := after(spot, told.table, told.position, len(old), len(new)))}
        spots |= {(told.table, told.position + n, key) for n, row in enumerate(new) for key in row}
    return spots


def after(spot: Spot, table: str, position: int, gone: int, come: int) -> Spot | None:
    """The cell once rows of its table were replaced; None where its own row was one of them."""
    if spot[0] != table or spot[1] < position:
        return spot
    return None if spot[1] < position + gone else (table, spot[1] + come - gone, spot[2])


def kinds_to_choose() -> list[tuple[str, str]]:
    return [
        *((kind.id, f"表{kind.number} {kind.name}") for kind in TABLE_KIND.values()),
        ("other", "不是这些表，原样保留"),
    ]

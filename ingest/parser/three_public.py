"""三公经费 laid out across, given as item rows like a table laid out by items; 机关运行经费 beside it as its own."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from budgets.vocabulary import MEASURES
from ingest.parser import formats
from ingest.parser.columns import TAG_OF, Column, Path, levels, shared_levels
from ingest.parser.printed import PrintedRow, PrintedTable
from ingest.parser.report import Row
from ingest.parser.wording import amount, folded, squeezed

ITEM_OF = {folded(word): item for item, words in formats.THREE_PUBLIC_ITEMS.items() for word in words}
TOTALS = frozenset(folded(word) for word in formats.THREE_PUBLIC_TOTALS)
NAMED_TOTALS = frozenset(word for word in TOTALS if "三公" in word)
OPERATING = frozenset(folded(word) for word in formats.OPERATING_HEADINGS)
FUNDS = ("general_public_budget", "government_fund", "state_capital")
ORDER = ("item", "unit_code", "unit", "total", *FUNDS, "prior_total", "change", "change_percent")
TEXT_ROLES = ("unit", "unit_code", "serial", "code", "name", "subject")
CHANGES = ("prior", "change", "change_percent")
PERIODS = {"total": "本年", "prior_total": "上年", "change": "增减", "change_percent": "增减（%）"}
WHOLE = "合计"
YEAR = re.compile(r"(20\d\d)年?")


def is_laid_across(paths: Sequence[Path]) -> bool:
    return sum(any(level in ITEM_OF for level in levels(path)) for path in paths) >= 3


def item_of(path: Path, shared: Collection[str] = ()) -> str | None:
    """The item that a heading names, as it's printed, or the 合计 of all; None for a column without a heading."""
    said = levels(path)
    for at in range(len(said) - 1, -1, -1):
        if said[at] in ITEM_OF or said[at] in NAMED_TOTALS:
            return path[at]
        if said[at] not in TOTALS and said[at] not in TAG_OF and said[at] not in shared and said[at]:
            return path[at]
    return WHOLE if said else None


def _items(paths: Sequence[Path]) -> list[str | None]:
    """The item of each column; 合计 under 三公经费 is the 合计 where no other column is that."""
    shared = shared_levels(paths) - set(ITEM_OF)
    items = [item_of(path, shared) for path in paths]
    if WHOLE in items:
        return items
    at = next((at for at, path in enumerate(paths) if _is_total_of_all(levels(path))), None)
    return [WHOLE if number == at else item for number, item in enumerate(items)]


def _is_total_of_all(said: Sequence[str]) -> bool:
    return bool(said) and said[-1] in TOTALS - NAMED_TOTALS and any(level in NAMED_TOTALS for level in said)


def is_operating(path: Path) -> bool:
    return any(level in OPERATING for level in levels(path))


def _fund(path: Path) -> str | None:
    return next((TAG_OF[level] for level in levels(path) if TAG_OF.get(level) in FUNDS), None)


def _period(texts: Sequence[str], newest: str | None) -> str:
    """total for the year of the report, prior_total, change or change_percent."""
    for text in texts:
        tag = TAG_OF.get(folded(text))
        if tag in ("change", "change_percent"):
            return tag
        if tag == "prior":
            return "prior_total"
    years = [year for text in texts for year in YEAR.findall(text)]
    return "prior_total" if years and newest and max(years) < newest else "total"


def read_across(table: PrintedTable, columns: Sequence[Column]) -> tuple[Row, ...]:
    """One row per item and unit, with last year's figure and the change where they are printed."""
    paths = table.paths()
    items = _items(paths)
    labels = [text for row in table.rows for text in row.cells if text and YEAR.fullmatch(squeezed(text))]
    years = [year for text in (*labels, *("".join(path) for path in paths)) for year in YEAR.findall(text)]
    newest = max(years, default=None)
    made: dict[tuple[str, str], Row] = {}
    unit = ""
    for number, row in enumerate(table.rows):
        texts = [squeezed(cell) for cell in row.cells]
        printed = {c.role: texts[at] for at, c in enumerate(columns) if c.role in ("unit", "unit_code")}
        if printed.get("unit") in formats.TOTALS:  # of all units
            printed["unit"] = ""
        unit = printed.get("unit") or ("" if printed.get("unit_code") else unit)
        period_label = [text for text in texts if YEAR.fullmatch(text) or TAG_OF.get(folded(text)) in CHANGES]
        for at, (path, text, column, named) in enumerate(zip(paths, texts, columns, items, strict=False)):
            figure = amount(text)
            item = named if column.role not in TEXT_ROLES else None
            if item is None or is_operating(path) or figure is None or text in period_label:
                continue
            period = _period(period_label or path, newest)
            entry = made.setdefault((unit if period_label else str(number), item), _new_row(item, unit, printed, row))
            _put(entry, period, _fund(path), figure, row.confidences.get(at))
    return tuple(_ordered(row) for row in made.values())


def _new_row(item: str, unit: str, printed: Mapping[str, str], row: PrintedRow) -> Row:
    values: dict[str, str | None] = {"item": item}
    named = unit or printed.get("unit_code")
    if named:
        values["unit"] = named
    return Row(values, {}, row.page, row.box, {})


def _put(entry: Row, period: str, fund: str | None, figure: str, sure: float | None) -> None:
    """Under its key; last year's figures by fund have none and are extra."""
    values, extra, confidence = entry.values, entry.extra, entry.confidence
    assert isinstance(values, dict) and isinstance(extra, dict)  # noqa: S101  -- made by _new_row
    assert isinstance(confidence, dict)  # noqa: S101  -- likewise
    key = period if not fund else fund if period == "total" else ""
    if key and key not in values:
        values[key] = figure
    else:
        label = "/".join(part for part in (PERIODS[period], MEASURES[fund] if fund else "") if part)
        times = sum(name.split("#")[0] == label for name in extra)
        key = f"{label}#{times + 1}" if times else label
        extra[key] = figure
    if sure is not None:
        confidence[key] = sure


def _ordered(row: Row) -> Row:
    values = {key: row.values[key] for key in ORDER if key in row.values}
    return replace(row, values=values if "total" in values else values | {"total": None})


def read_operating(table: PrintedTable) -> tuple[Row, ...]:
    """机关运行经费 printed beside 三公经费: one row for each printed row that gives it."""
    rows = []
    for row in table.rows:
        for at, path in enumerate(table.paths()):
            figure = amount(row.cells[at]) if at < len(row.cells) else None
            if is_operating(path) and figure is not None:
                confidence = {"total": sure} if (sure := row.confidences.get(at)) is not None else {}
                rows.append(Row({"unit": None, "total": figure}, {}, row.page, row.box, confidence))
    return tuple(rows)

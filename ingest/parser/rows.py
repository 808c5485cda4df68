"""行 (rows): the printed rows of a table of known kind, under the contract's keys."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from budgets.vocabulary import TABLE_KIND
from ingest.parser import formats
from ingest.parser.codes import Codes
from ingest.parser.columns import CHANGES, Column, Side, names_units_too
from ingest.parser.printed import PrintedRow
from ingest.parser.report import Row
from ingest.parser.wording import amount, folded, squeezed

UNIT_CODE = re.compile(r"\d{6}|\d{9}|\d{12}")
CLASSIFICATIONS = {"": ("code", "name"), "dept_": ("department_economic_code", "department_economic")}
CLASSIFICATIONS["gov_"] = ("government_economic_code", "government_economic")
ORDER = (
    *("side", "item", "kind", "unit_code", "unit", "code", "name", "department_economic_code", "department_economic"),
    *("government_economic_code", "government_economic"),
)
ONE_SIDE: dict[str, Side] = {"fund_revenue": "revenue", "fund_expenditure": "expenditure"}
BY_SUBJECT = ("revenue", "expenditure", "general_expenditure", "basic_by_economic", "fund_revenue", "fund_expenditure")
NOTHING = ("", "-", "—", "－", "–", "/", "——", "--")  # a stroke in a cell of amounts says that there is none
Values = dict[str, str | None]


def read_rows(kind: str, columns: Sequence[Column], rows: Sequence[PrintedRow]) -> tuple[Row, ...]:
    """All rows of the table, those of the revenue side first."""
    sides = sorted({column.side for column in columns if column.role != "extra"}, reverse=True) or ["expenditure"]
    if len(sides) > 1 and kind in ONE_SIDE:
        sides = [ONE_SIDE[kind]]
    result: list[Row] = []
    for side in sides:
        mine = [(at, column) for at, column in enumerate(columns) if column.side == side]
        result += _side_rows(kind, side, mine, rows, with_side=kind in ("balance", "appropriation", "state_capital"))
    return tuple(result)


def _side_rows(
    kind: str, side: str, columns: list[tuple[int, Column]], rows: Sequence[PrintedRow], *, with_side: bool
) -> Iterator[Row]:
    codes = {prefix: Codes() for prefix in CLASSIFICATIONS}
    held: dict[str, str] = {}
    measures = [c.role for _, c in columns if c.role in TABLE_KIND[kind].measures or c.role in CHANGES]
    for row in rows:
        cells = {at: row.cells[at] or "" for at, _ in columns if at < len(row.cells)}
        if not any(text.strip() for text in cells.values()):
            continue
        values: Values = {"side": side} if with_side else {}
        extra: dict[str, str | None] = {}
        keys: dict[int, str] = {}
        _read_texts(kind, columns, cells, row, codes, held, values)
        for at, column in columns:
            text = cells.get(at, "")
            if column.role in measures:
                values[column.role] = amount(squeezed(text).rstrip("%％") if column.role == "change_percent" else text)
            is_lost = column.role in measures and values[column.role] is None and squeezed(text) not in NOTHING
            keys[at] = _key_of(column.role)
            if column.role == "extra" or is_lost:
                keys[at] = _keep_extra(extra, column.heading, text)
        _name_total(extra, columns, values)
        ordered = {key: values[key] for key in (*ORDER, *TABLE_KIND[kind].measures, *CHANGES) if key in values}
        if any(value for key, value in ordered.items() if key != "side") or any(extra.values()):
            others = {key: text for key, text in extra.items() if text is not None}
            yield Row(ordered, others, row.page, row.box, _confidence(row, keys, {**ordered, **others}))


def _key_of(role: str) -> str:
    """The key of a column's cells: dept_subject stands under the name, though it may hold the code as well."""
    for prefix, (code_key, name_key) in CLASSIFICATIONS.items():
        if role in (f"{prefix}code", f"{prefix}name", f"{prefix}subject"):
            return code_key if role.endswith("code") else name_key
    return role


def _confidence(row: PrintedRow, keys: Mapping[int, str], values: Mapping[str, str | None]) -> dict[str, float]:
    """Of each recognised cell that the row gives: that of its least certain character."""
    found: dict[str, float] = {}
    for at, sure in row.confidences.items():
        key = keys.get(at)
        if key is not None and values.get(key) is not None:
            found[key] = min(sure, found.get(key, 1.0))
    return found


def _keep_extra(extra: dict[str, str | None], heading: str, text: str) -> str:
    """Under its printed heading, which is given back; a heading that repeats in a row gets #2, #3."""
    key, times = heading, 1
    while key in extra:
        times += 1
        key = f"{heading}#{times}"
    extra[key] = amount(text) or name_of(text) or None
    return key


def _name_total(extra: dict[str, str | None], columns: Sequence[tuple[int, Column]], values: Values) -> None:
    """合计 may stand in a column without a key, left of the one that names the other rows."""
    roles = [column.role for _, column in columns if column.role in ("item", "unit", "name")]
    heading = next((heading for heading, text in extra.items() if folded(text) in formats.TOTALS), None)
    if roles and heading is not None and not any(values.get(role) for role in ("item", "unit", "code", "name")):
        values[roles[0]] = extra[heading]
        extra[heading] = None


def name_of(text: str) -> str:
    """A name without the white space that came from wrapping or setting apart."""
    return squeezed(text)


def _read_texts(
    kind: str,
    columns: list[tuple[int, Column]],
    cells: dict[int, str],
    row: PrintedRow,
    codes: dict[str, Codes],
    held: dict[str, str],
    values: Values,
) -> None:
    """Put the row's item, codes, names and unit under their keys."""

    def texts(role: str) -> list[str]:
        return [cells.get(at, "") for at, column in columns if column.role == role]

    for role in ("item", "unit", "unit_code", "kind"):
        found = [at for at, column in columns if column.role == role]
        if found:
            text = "".join(name_of(cells.get(at, "")) for at in found)
            if not text and found[0] in row.merged_above:
                text = held.get(role, "")
            values[role], held[role] = text or None, text
    for prefix, (code_key, name_key) in CLASSIFICATIONS.items():
        code_cells, names = texts(prefix + "code"), texts(prefix + "name")
        subjects = texts(prefix + "subject")
        if not (code_cells or names or subjects):
            continue
        code, beside = codes[prefix].read(code_cells or subjects)
        name = "".join(name_of(text) for text in names) or beside
        if not code and beside and names and beside not in name:
            name = beside + name
        if not code and kind in BY_SUBJECT:
            code, name = codes[prefix].read_name(name)
        if prefix == "" and code and UNIT_CODE.fullmatch(code):
            values |= {"unit_code": code, "unit": name or None, "code": None, "name": None}
            continue
        if prefix == "" or code_cells or code:
            values[code_key] = code
        values[name_key] = name or None
    if values.get("unit_code"):
        _tell_unit(columns, values)


def _tell_unit(columns: Sequence[tuple[int, Column]], values: Values) -> None:
    """A column of unit codes may hold 合计, and may serve units and their subjects by turns, as one of names may."""
    code = values["unit_code"] or ""
    has_code = any(values.get(key) for key, _ in CLASSIFICATIONS.values())
    name_key = next((key for _, key in CLASSIFICATIONS.values() if key in values), None)
    if folded(code) in formats.TOTALS and not values.get("unit"):
        key = "unit" if "unit" in values or name_key is None else name_key
        values |= {"unit_code": None, key: values.get(key) or code}
    elif code in (values.get("code"), values.get("department_economic_code")):
        values["unit_code"] = None
    elif name_key and not has_code and any(names_units_too(c.heading) for _, c in columns if c.role.endswith("name")):
        values |= {"unit": values[name_key], name_key: None}


def is_total(row: Row) -> bool:
    """Whether the row is the table's 合计."""
    return any(folded(row.values.get(key)) in formats.TOTALS for key in ("name", "unit", "department_economic", "item"))

"""报告簿 (the book): a parsed report as the checks look at it: tables by kind, rows by name, cells with their place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache, wraps
from typing import TypeVar, TypeVarTuple

from budgets.vocabulary import MEASURES, TABLE_KIND
from ingest.checks.comparing import Cell
from ingest.parser.report import ParsedReport, Row, Table

NAME_KEYS = ("name", "item", "department_economic", "unit", "unit_code", "government_economic")
TOTAL = re.compile(r"(?:本年)?(?:收入|支出|部门|单位)?(?:总计|合计|总额)[:：]?|小计|总合计")
OCR_DOUBT = "扫描件，文字和数字由识别得来，两边不等时先看原件"
WITHHELD = re.compile(r"保密|涉密|不予公开|剔除")
OF_WHICH = re.compile(r"^其中[：:]?")
SPACE = re.compile(r"\s+")
LIST_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|[①-⑳]|\d+[.．、])")

Kept = TypeVar("Kept", "Book", "Sheet")
Asked = TypeVarTuple("Asked")
Found = TypeVar("Found")


def found_once(find: Callable[[Kept, *Asked], Found]) -> Callable[[Kept, *Asked], Found]:
    """What many checks ask of a book or a sheet: kept with it, like a cached property. Nobody may change it."""

    @wraps(find)
    def found(of: Kept, /, *asked: *Asked) -> Found:
        kept = of.__dict__.setdefault("_found", {})
        key = (find, asked)
        if key not in kept:
            kept[key] = find(of, *asked)
        return kept[key]  # type: ignore[no-any-return]

    return found


def squeezed(text: str | None) -> str:
    return SPACE.sub("", text).replace("(", "（").replace(")", "）") if text else ""


@lru_cache(2048)  # the checks ask for a row's name again and again
def bare(text: str | None) -> str:
    """Without white space and list number, for comparing names."""
    return LIST_NUMBER.sub("", OF_WHICH.sub("", squeezed(text)))


@dataclass(frozen=True)
class Sheet:
    """One table of the report."""

    table: Table
    doubt: str | None = None

    @property
    def id(self) -> str:
        return self.table.id

    @property
    def rows(self) -> tuple[Row, ...]:
        return self.table.rows

    @cached_property
    def name(self) -> str:
        kind = TABLE_KIND.get(self.id)
        return f"表{kind.number}" if kind else f"《{self.table.title}》"

    def label(self, row: Row) -> str:
        """The row as a reader names it: its code, if any, and its name."""
        code, name = row.values.get("code") or row.values.get("department_economic_code"), name_of(row)
        return f"{code} {name}" if code and name else code or name or "（无名行）"

    def cell(self, row: Row, column: str) -> Cell:
        """The same cell is asked for by many checks; a row, which can't be hashed, is known by being itself."""
        key = (id(row), column)
        if (cell := self._cells.get(key)) is None:
            cell = self._cells[key] = self._cell(row, MEASURES.get(column, column), row.values.get(column), column)
        return cell

    def unkeyed(self, row: Row, heading: str) -> Cell:
        return self._cell(row, MEASURES.get(heading, heading), row.extra.get(heading), heading)

    @cached_property
    def _cells(self) -> dict[tuple[int, str], Cell]:
        return {}

    def _cell(self, row: Row, called: str, text: str | None, column: str) -> Cell:
        label = self.label(row)
        page = row.page or next(iter(self.table.pages), None)
        return Cell(
            f"{self.name} {label} {called}", text, self.table.unit, self.id, label, column, page, doubt=self.doubt
        )

    @cached_property
    def named(self) -> Mapping[str, list[Row]]:
        """The rows by what they are called."""
        found: dict[str, list[Row]] = {}
        for row in self.rows:
            found.setdefault(bare(name_of(row)), []).append(row)
        return found

    def side(self, side: str) -> list[Row]:
        return [row for row in self.rows if row.values.get("side") == side]

    def total(self, rows: Iterable[Row] | None = None) -> Row | None:
        """The 合计 row; a table's only row without a name is one too."""
        candidates = list(self.rows if rows is None else rows)
        for row in candidates:
            if is_total(row):
                return row
        lone = candidates[0] if len(candidates) == 1 else None
        return lone if lone is not None and not name_of(lone) and not lone.values.get("code") else None

    def has(self, column: str) -> bool:
        """Whether any row prints something in the column."""
        return any(row.values.get(column) is not None for row in self.rows)

    def without(self) -> str:
        return f"{self.name}没有填数"


@dataclass(frozen=True)
class Book:
    """The report and, by kind, its tables that hold rows."""

    report: ParsedReport

    @cached_property
    def sheets(self) -> Mapping[str, list[Sheet]]:
        found: dict[str, list[Sheet]] = {}
        for table in self.report.tables:
            found.setdefault(table.id, []).append(Sheet(table, self._doubt(table)))
        return found

    def of(self, *kinds: str) -> Iterator[Sheet]:
        for kind in kinds:
            yield from (sheet for sheet in self.sheets.get(kind, ()) if sheet.rows)

    def sheet(self, kind: str) -> Sheet | None:
        """The table of a kind: the first that holds rows, else an empty one."""
        return next(self.of(kind), None) or next(iter(self.sheets.get(kind, ())), None)

    def missing(self, *kinds: str) -> str | None:
        """Why a check over these tables can't run; None when it can."""
        for kind in kinds:
            sheet = self.sheet(kind)
            if sheet is None:
                return f"没有读到{TABLE_KIND[kind].name}（表{TABLE_KIND[kind].number}）"
            if not sheet.rows:
                return f"{TABLE_KIND[kind].name}（表{TABLE_KIND[kind].number}）没有数据"
        return None

    @cached_property
    def withheld(self) -> Mapping[str, str]:
        """By kind, the note that says that secret rows are left out of a table whose totals hold them."""
        return {t.id: t.note for t in self.report.tables if t.note and WITHHELD.search(t.note)}

    def _doubt(self, table: Table) -> str | None:
        for finding in self.report.findings:
            on_page = finding.page is None or not table.pages or finding.page in table.pages
            if finding.table == table.id and finding.severity != "notice" and on_page:
                return f"这张表的读取有疑问：{finding.message}"
        return None


def name_of(row: Row) -> str | None:
    for key in NAME_KEYS:
        if text := row.values.get(key):
            return text
    return None


def is_total(row: Row) -> bool:
    """Whether the row is named 合计 or the like, and has no code of its own."""
    code = squeezed(row.values.get("code"))
    return bool(TOTAL.fullmatch(bare(name_of(row)))) and (not code or bool(TOTAL.fullmatch(code)))

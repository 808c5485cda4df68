"""The printed tables (公开表): one class per kind of the vocabulary, columns in the printed order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

import django_tables2 as tables
from django.utils.html import format_html
from django_tables2.columns import BoundColumn

from budgets.models import Finding, Line, Report, ReportTable
from budgets.rules import RULE
from budgets.tables.columns import (
    AmountColumn,
    ChoiceColumn,
    FlagColumn,
    NumberColumn,
    PublicColumn,
    PublicTable,
    RateColumn,
)
from budgets.tables.whose import place_columns, report_columns, source_columns
from budgets.templatetags.portal import pg
from budgets.vocabulary import (
    CARRYOVER_BASES,
    KEYS,
    MEASURES,
    PROJECT_ROW_KINDS,
    RATES,
    SIDES,
    TABLE_KINDS,
    TableKind,
)

FIGURE = re.compile(r"-?\d+(?:\.\d+)?")
# Columns that only some places print: they stand in a table only where a row has them.
OPTIONAL_KEYS = (
    "unit_code",
    "unit",
    "code",
    "department_economic_code",
    "department_economic",
    "government_economic_code",
    "government_economic",
)
OPTIONAL_MEASURES = tuple(MEASURES)
NAMED_BY = ("name", "item", "department_economic", "unit", "unit_code", "government_economic")
NAME_KEYS = ("name", "item", "department_economic", "unit")
SOURCE = ("region_code", "region", "is_fictional", "public_id", "department_id", "sha256")
FILE_NAMES = {"unit": "unit_of_report"}  # a row's own 预算单位 is `unit` here
HEADINGS = {"projects": {"name": "项目名称"}, "carryover_projects": {"name": "项目名称"}}
ABOUT_KEYS = {
    "code": "照原表；文本，不是数字",
    "name": "照原表",
    "side": "收入或支出",
    "kind": "部门、单位两级是小计，项目才是最细一级",
}


class ProjectNameColumn(PublicColumn):
    def render(self, value: str | None, record: Line) -> object:
        if not record.project_identity_id:
            return value or ""
        return format_html('<a href="/projects/{}/">{}</a>', record.project_identity_id, value)


class PageColumn(NumberColumn):
    def __init__(self) -> None:
        super().__init__("页码", "PDF 第几页；从文字稿读取的为空")

    def render(self, record: Line, table: PrintedTable) -> object:
        return pg({}, record, report=table.report, base=table.base)


class ExtraColumn(PublicColumn):
    """A printed column that the vocabulary has no word for, under its printed heading, cells as printed."""

    def __init__(self, heading: str, unit: str | None, lines: Sequence[Line]):
        cells = [text for line in lines if (text := line.extra.get(heading))]
        has_figures = sum(FIGURE.fullmatch(text) is not None for text in cells) * 2 > len(cells)
        title = f"{heading}（照原表{f'，{unit}' if unit else ''}）"
        super().__init__(title, "本站没有统一栏目的列，照原表", css="n" if has_figures else "")
        self.key = heading
        self.page_title = title if has_figures and unit != AmountColumn.unit else heading

    @property
    def page_heading(self) -> str:
        """With its unit where the columns beside it show another."""
        return self.page_title

    def render(self, record: Line) -> str:
        text = record.extra.get(self.key) or ""
        return f"{Decimal(text):,f}" if self.css and FIGURE.fullmatch(text) else text

    def data(self, record: Line) -> str | None:
        return record.extra.get(self.key) or None


class PrintedAmountColumn(AmountColumn):
    """An amount of the table; one that a check found to differ has a mark that leads to the check."""

    def render(self, value: Decimal | None, record: Line, table: PrintedTable, bound_column: BoundColumn) -> object:
        shown = super().render(value)
        finding = table.failing.get((row_label(record), bound_column.name))
        if finding is None:
            return shown
        title = RULE[finding.rule].title if finding.rule in RULE else finding.rule
        mark = '{}<a class="fails" href="{}checks/#f{}" title="没对上：{}">≠<span class="sr">没对上：{}</span></a>'
        return format_html(mark, shown, table.base, finding.position, title, title)


def row_label(line: Line) -> str:
    """The row as a finding names it (ingest.checks.book): its code, if any, and its name."""
    code = line.printed.get("code") or line.printed.get("department_economic_code")
    name = next((text for key in NAMED_BY if (text := line.printed.get(key))), None)
    return " ".join(part for part in (code, name) if part)


class PrintedTable(PublicTable):
    """Rows of one printed table. Made by `printed_table_class`, one class per kind."""

    of_kind: TableKind

    def __init__(
        self,
        lines: Sequence[Line],
        stored: ReportTable,
        report: Report,
        base: str,
        side: str | None = None,
        failing: Mapping[tuple[str, str], Finding] | None = None,
    ):
        self.stored, self.report, self.base, self.side = stored, report, base, side
        self.failing = failing or {}
        self.known = {key for line in lines for key in line.printed}
        here = [line for line in lines if side is None or line.side == side]
        headings = dict.fromkeys(heading for line in here for heading in line.extra)
        self.held = {key for key in OPTIONAL_KEYS if any(getattr(line, key) for line in here)}
        if self.names_units_only(here):
            self.heading = "unit"
        super().__init__(
            here,
            exclude=absent_columns(self.of_kind, lines, side),
            extra_columns=[(f"extra_{n}", ExtraColumn(h, stored.unit, here)) for n, h in enumerate(headings)],
            sequence=("...", "page", "level", "is_total", *SOURCE),
        )

    def names_units_only(self, lines: Sequence[Line]) -> bool:
        """Whether a table that goes by subject elsewhere is printed by budget unit."""
        by_subject = any(line.printed.get(key) for line in lines for key in ("code", "name", "item"))
        return "name" in self.of_kind.keys and not by_subject and any(line.printed.get("unit") for line in lines)

    def row_class(self, record: Line) -> str:
        """合计 and the 类, 款, 项 below it."""
        if record.level == 0 or (record.is_total and not record.row_kind):
            return "sum"
        if record.level == 1 and not (record.code or record.row_kind or record.department_economic):
            return ""
        return f"l{record.level}" if record.level in {1, 2, 3} else ""

    def row_level(self, record: Line) -> int | None:
        return record.level

    def page_columns(self) -> list[tables.columns.BoundColumn]:
        """A file always has the kind's own columns; a page only those that are printed, codes before their names."""
        not_printed = {*self.of_kind.measures, *OPTIONAL_KEYS} - self.known - self.held - {self.heading}
        if self.heading == "unit" and "unit" not in self.of_kind.keys:
            not_printed |= {"code", "name"}
        columns = [column for column in super().page_columns() if column.name not in not_printed]
        places = {column.name: float(place) for place, column in enumerate(columns)}
        for code in [name for name in places if name.removesuffix("_code") in places and name.endswith("_code")]:
            places[code] = places[code.removesuffix("_code")] - 0.5
        return sorted(columns, key=lambda column: places[column.name])


def absent_columns(kind: TableKind, lines: Iterable[Line], side: str | None) -> list[str]:
    """Columns that the place doesn't print: the kind's own stay in a file; on one side of a page, not even they."""
    here = [line for line in lines if side is None or line.side == side]
    filled = {key for line in here for key, text in line.printed.items() if text is not None}
    own = {*kind.keys, *kind.measures}
    optional = [key for key in (*OPTIONAL_KEYS, *OPTIONAL_MEASURES, *RATES) if key not in own and key not in filled]
    if side is None:
        return optional
    elsewhere = [key for key in kind.measures if (key == "amount") != (side == "revenue") and key not in filled]
    return [*optional, *elsewhere, "side"]


def key_column(kind: TableKind, key: str) -> PublicColumn:
    heading = HEADINGS.get(kind.id, {}).get(key) or KEYS[key]
    about = ABOUT_KEYS.get(key, "照原表")
    if key == "kind":
        return ChoiceColumn(heading, about, PROJECT_ROW_KINDS, accessor="row_kind")
    if key == "side":
        return ChoiceColumn(heading, about, SIDES)
    if key == "item":
        return PublicColumn(heading, about, accessor="name")
    if key == "name" and kind.number >= 12:
        return ProjectNameColumn(heading, about)
    return PublicColumn(heading, about, css="code code-col" if key.endswith("code") else "")


def measure_column(key: str) -> PublicColumn:
    return PrintedAmountColumn(MEASURES[key], "照原表换算成万元；空 = 原表空白，0.00 = 原表印了 0")


def printed_table_class(kind: TableKind) -> type[PrintedTable]:
    keys = [*kind.keys, *(key for key in OPTIONAL_KEYS if key not in kind.keys)]
    measures = [*kind.measures, *(key for key in OPTIONAL_MEASURES if key not in kind.measures)]
    whose = report_columns("table__report")
    columns: dict[str, tables.Column] = {
        FILE_NAMES.get(key, key): whose[key] for key in ("department", "unit", "year", "scope", "stage", "version")
    }
    columns["carryover_basis"] = ChoiceColumn(
        "结转",
        "含或不含上年结转，照原表标题；原表没写为空",
        CARRYOVER_BASES,
        places="file",
        accessor="table__carryover",
    )
    columns |= {key: key_column(kind, key) for key in keys}
    columns |= {key: measure_column(key) for key in measures}
    columns |= {key: RateColumn(heading, "照原表") for key, heading in RATES.items()}
    columns["page"] = PageColumn()
    columns["level"] = NumberColumn("level", "0 合计，1 类，2 款，3 项；项目表：1 部门，2 单位，3 项目", places="file")
    columns["is_total"] = FlagColumn("is_total", "1 = 这一行是别的行的合计，不要再相加", places="file")
    columns |= place_columns("table__report__department__region")
    columns |= source_columns("table__report")
    heading = next(key for key in NAME_KEYS if key in kind.keys)
    return type(
        f"{kind.id.title().replace('_', '')}Table",
        (PrintedTable,),
        {**columns, "of_kind": kind, "heading": heading, "about": kind.name},
    )


PRINTED = {kind.id: printed_table_class(kind) for kind in TABLE_KINDS}

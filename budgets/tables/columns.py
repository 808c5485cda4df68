"""Columns of the public tables: each knows how it stands on a page, in a CSV file and in the data dictionary."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from inspect import signature

import django_tables2 as tables
from django.db.models import Expression, F
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from budgets.amounts import exact, percent
from budgets.marks import html
from budgets.tables import texts
from budgets.templatetags.portal import BLANK, amt

MOST_FOLDED = 4
MOST_TEXTS = 4  # name, code, one more, page mark
KINDS = {
    "string": "文本",
    "integer": "整数",
    "year": "整数",
    "number": "小数",
    "boolean": "是或否",
    "date": "日期",
    "datetime": "时间",
    "object": "JSON",
}


class PublicColumn(tables.Column):
    """文本 (text). `about` is its line in the data dictionary; `places` says where it stands: page, file or both.

    Three ways to show a cell: `render` on a page, `data` as a typed value (str, int, Decimal, bool, date, dict; None =
    nothing there) for the API, XLSX and Parquet, and `text`, made of the typed value, in a CSV file. `in_sql` makes the
    same text in PostgreSQL of what the path (a__b__c) leads to; a class with `data` or `text` of its own needs its own.
    """

    type = "string"  # of Table Schema: string, integer, year, number, boolean, date, datetime, object
    unit = ""
    css = ""
    is_amount = False
    choices: Mapping[str, str] = {}

    def __init__(self, verbose_name: str, about: str = "", *, places: str = "both", css: str = "", **options: object):
        super().__init__(verbose_name=verbose_name, orderable=False, empty_values=(), **options)
        self.about = about
        self.in_page = places in {"both", "page"}
        self.in_file = places in {"both", "file"}
        self.css = css or self.css

    def __deepcopy__(self, memo: object) -> PublicColumn:
        """Each table gets columns of its own; what a column is made of is the same in all of them."""
        return copy.copy(self)

    @property
    def page_heading(self) -> str:
        return self.verbose_name

    @property
    def kind(self) -> str:
        return KINDS[self.type]

    def render(self, value: object) -> object:
        return "" if value is None else value

    def data(self, value: object) -> object:
        return None if value is None or value == "" else str(value)

    def text(self, data: object) -> str:
        if data is None:
            return ""
        return self.choices[data] if self.choices else str(data)

    def in_sql(self, path: str) -> Expression | F:
        return texts.guarded_in_sql(path)


class ChoiceColumn(PublicColumn):
    """One of a few words: its English word as data, its Chinese one in a CSV file."""

    def __init__(self, verbose_name: str, about: str, choices: Mapping[str, str], **options: object):
        super().__init__(verbose_name, about, **options)
        self.choices = choices

    def render(self, value: str | None) -> str:
        """Of a model's own choices the Chinese word comes already."""
        return self.choices.get(value or "", value or "")

    def in_sql(self, path: str) -> Expression | F:
        return texts.word_in_sql(path, self.choices)


class NumberColumn(PublicColumn):
    """整数: a number that is no amount."""

    type = "integer"
    css = "n"

    def data(self, value: object) -> object:
        return value

    def in_sql(self, path: str) -> Expression | F:
        return F(path)


class YearColumn(NumberColumn):
    type = "year"


class YesNoColumn(PublicColumn):
    type = "boolean"
    choices: Mapping[bool, str] = {True: "是", False: "否"}

    def data(self, value: bool | None) -> bool | None:
        return value

    def in_sql(self, path: str) -> Expression | F:
        return texts.yes_or_no_in_sql(path, self.choices)


class FlagColumn(YesNoColumn):
    """Yes or no for formulas: 1 or 0 in a CSV file."""

    choices: Mapping[bool, str] = {True: "1", False: "0"}

    @property
    def kind(self) -> str:
        return "0 或 1"


class ObjectColumn(PublicColumn):
    """Several values by name, as JSON in a CSV file."""

    type = "object"

    def data(self, value: dict[str, object] | None) -> dict[str, object] | None:
        return value or None

    def text(self, data: object) -> str:
        return "" if data is None else json.dumps(data, ensure_ascii=False)

    def in_sql(self, path: str) -> Expression | F:
        return texts.json_in_sql(path)


class AmountColumn(PublicColumn):
    """金额: yuan in the database, 万元 on pages and in files, exact. Empty is a cell printed blank, which is not 0."""

    type = "number"
    unit = "万元"
    css = "n"
    is_amount = True

    def __init__(self, verbose_name: str, about: str = "", *, blank: str | None = None, **options: object):
        super().__init__(verbose_name, about, **options)
        self.blank = blank

    @property
    def header(self) -> str:
        return f"{self.verbose_name}（万元）"

    def render(self, value: Decimal | None) -> object:
        if value is None:
            return BLANK if self.blank is None else self.blank
        return amt(value)

    def data(self, value: Decimal | None) -> Decimal | None:
        return None if value is None else Decimal(exact(value))

    def text(self, data: Decimal | None) -> str:
        return "" if data is None else f"{data:f}"

    def in_sql(self, path: str) -> Expression | F:
        return texts.wan_in_sql(path)


class CardAmountColumn(AmountColumn):
    """In a list that folds on phones, where no heading says the unit."""

    def render(self, value: Decimal | None) -> object:
        return BLANK if value is None else with_unit(value)


def with_unit(yuan: Decimal) -> SafeString:
    return format_html('{}<span class="phone"> <span data-unit>万元</span></span>', amt(yuan))


class RateColumn(PublicColumn):
    """百分比 as printed."""

    type = "number"
    unit = "%"
    css = "n"

    def render(self, value: Decimal | None) -> object:
        return BLANK if value is None else f"{value.normalize():f}"

    def data(self, value: Decimal | None) -> Decimal | None:
        return value

    def text(self, data: Decimal | None) -> str:
        return "" if data is None else f"{data.normalize():f}"

    def in_sql(self, path: str) -> Expression | F:
        return texts.trimmed_in_sql(path)


class ShareColumn(RateColumn):
    """A percentage worked out here, with its two decimals."""

    def render(self, value: Decimal | None) -> object:
        return "—" if value is None else percent(value)

    def text(self, data: Decimal | None) -> str:
        return "" if data is None else f"{data:f}"


def leading(path: str) -> Callable[[object], object]:
    """What a column's path (a__b__c) leads to from a record; None where it leads nowhere."""
    names = path.split("__")

    def resolved(record: object) -> object:
        found = record
        for name in names:
            found = getattr(found, name, None)
            if found is None:
                return None
        return found() if callable(found) else found

    return resolved


def cell_tags(bound: tables.columns.BoundColumn, heading: str) -> tuple[str, str]:
    css = bound.column.css
    if bound.name == heading:
        return f'<th role="rowheader" scope="row" class="nm {css}">', "</th>"
    return f'<td role="cell" class="{css}">', "</td>"


class PublicTable(tables.Table):
    """One declaration: the page shows `page_columns`, the file holds `file_columns`, the dictionary describes both."""

    heading = ""  # the column whose cell heads its row
    about = ""

    class Meta:
        orderable = False

    def page_columns(self) -> list[tables.columns.BoundColumn]:
        return [column for column in self.columns if column.column.in_page]

    def body(self, *, anchors: bool = False) -> SafeString:
        """The rows of the page's table. Put together here, since a template would look every cell up anew."""
        cells = [(*cell_tags(column, self.heading), self.maker("render", column)) for column in self.page_columns()]
        rows = []
        for record in self.data:
            css, level = self.row_class(record), self.row_level(record)
            marks = f' class="{css}"' if css else ""
            marks += "" if level is None else f' data-level="{level}"'
            marks += f' id="r{record.position}"' if anchors else ""
            inside = "".join([f"{start}{conditional_escape(make(record))}{end}" for start, end, make in cells])
            rows.append(f'<tr role="row"{marks}>{inside}</tr>')
        return html("\n".join(rows))  # every cell is escaped above

    def row_class(self, record: object) -> str:
        return ""

    def row_level(self, record: object) -> int | None:
        return None

    @property
    def measures_shown(self) -> int:
        return len(
            [column for column in self.page_columns() if column.column.css.startswith("n") and column.name != "page"]
        )

    @property
    def layout(self) -> str:
        """cards: a list that folds on phones; fold: a few measures; scroll: too wide for a phone."""
        texts = len(self.page_columns()) - self.measures_shown
        return "fold" if 0 < self.measures_shown <= MOST_FOLDED and texts <= MOST_TEXTS else "scroll"

    @property
    def css_class(self) -> str:
        return f"sticky fold f{self.measures_shown}" if self.layout == "fold" else "wide"

    @property
    def row_count(self) -> int:
        return len(self.rows)

    def file_columns(self) -> list[tables.columns.BoundColumn]:
        return [column for column in self.columns if column.column.in_file]

    def file_heading(self) -> list[str]:
        return [str(column.header) for column in self.file_columns()]

    def typed_row(self, record: object) -> list[object]:
        """The record's cells as typed values, in the order of `file_columns`."""
        return [data(record) for data in self.file_cells]

    @cached_property
    def file_cells(self) -> list[Callable[[object], object]]:
        """For each column what makes its value of a record, worked out once for all rows."""
        return [self.maker("data", column) for column in self.file_columns()]

    def maker(self, what: str, bound: tables.columns.BoundColumn) -> Callable[[object], object]:
        """What makes a cell of a record: the table's `<what>_<column>`, or else the column's own `<what>`.

        It takes what its signature names (value, record, table, bound_column); that is looked up once for all rows.
        """
        make = getattr(self, f"{what}_{bound.name}", None) or getattr(bound.column, what)
        wanted = set(signature(make).parameters)
        resolved = leading(str(bound.accessor))
        if wanted == {"value"}:
            return lambda record: make(resolved(record))
        if wanted == {"record"}:
            return make

        def cell(record: object) -> object:
            value = resolved(record) if "value" in wanted else None
            given = {"record": record, "table": self, "value": value, "bound_column": bound}
            return make(**{name: given[name] for name in wanted})

        return cell

    @classmethod
    def dictionary(cls) -> Sequence[tuple[str, str, str]]:
        """Heading, type and meaning of each column of the file."""
        return [(str(c.header), c.kind, c.about) for c in cls.base_columns.values() if c.in_file]

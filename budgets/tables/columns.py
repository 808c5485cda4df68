"""Columns of the public tables: each knows how it stands on a page, in a CSV file and in the data dictionary."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from inspect import signature

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString

from budgets.amounts import exact
from budgets.templatetags.portal import BLANK, amt

MOST_FOLDED = 4
MOST_TEXTS = 4  # name, code, one more, page mark


class PublicColumn(tables.Column):
    """文本 (text). `about` is its line in the data dictionary; `places` says where it stands: page, file or both."""

    kind = "文本"
    css = ""
    is_amount = False

    def __init__(self, verbose_name: str, about: str = "", *, places: str = "both", css: str = "", **options: object):
        super().__init__(verbose_name=verbose_name, orderable=False, empty_values=(), **options)
        self.about = about
        self.in_page = places in {"both", "page"}
        self.in_file = places in {"both", "file"}
        self.css = css or self.css

    @property
    def page_heading(self) -> str:
        return self.verbose_name

    def render(self, value: object) -> object:
        return "" if value is None else value

    def value(self, value: object) -> str:
        return "" if value is None else str(value)


class NumberColumn(PublicColumn):
    """整数 or a year: a number that is no amount."""

    kind = "整数"
    css = "n"


class AmountColumn(PublicColumn):
    """金额: yuan in the database, 万元 on pages and in files, exact. Empty is a cell printed blank, which is not 0."""

    kind = "小数"
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

    def value(self, value: Decimal | None) -> str:
        return "" if value is None else exact(value)


class CardAmountColumn(AmountColumn):
    """In a list that folds on phones, where no heading says the unit."""

    def render(self, value: Decimal | None) -> object:
        return BLANK if value is None else with_unit(value)


def with_unit(yuan: Decimal) -> SafeString:
    return format_html('{}<span class="phone"> <span data-unit>万元</span></span>', amt(yuan))


class RateColumn(PublicColumn):
    """百分比 as printed."""

    kind = "小数"
    css = "n"

    def render(self, value: Decimal | None) -> object:
        return BLANK if value is None else f"{value.normalize():f}"

    def value(self, value: Decimal | None) -> str:
        return "" if value is None else f"{value.normalize():f}"


def resolved(record: object, path: str) -> object:
    """What a column's path (a__b__c) leads to; None where it leads nowhere."""
    found = record
    for name in path.split("__"):
        found = getattr(found, name, None)
        if found is None:
            return None
    return found() if callable(found) else found


class PublicTable(tables.Table):
    """One declaration: the page shows `page_columns`, the file holds `file_columns`, the dictionary describes both."""

    heading = ""  # the column whose cell heads its row
    about = ""

    class Meta:
        orderable = False

    def page_columns(self) -> list[tables.columns.BoundColumn]:
        return [column for column in self.columns if column.column.in_page]

    def page_rows(self) -> Iterator[tuple[str, int | None, object, list[tuple[object, object]]]]:
        """Each row's class, level, record and cells."""
        columns = self.page_columns()
        for row in self.rows:
            cells = [(column, row.get_cell(column.name)) for column in columns]
            yield self.row_class(row.record), self.row_level(row.record), row.record, cells

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

    def file_row(self, record: object) -> list[str]:
        """The record's cells as text, in the order of `file_heading`."""
        return [cell(record) for cell in self.file_cells]

    @cached_property
    def file_cells(self) -> list[Callable[[object], str]]:
        """For each column what makes its text of a record, worked out once: a file may have many thousand rows."""
        return [self.file_cell(column) for column in self.file_columns()]

    def file_cell(self, bound: tables.columns.BoundColumn) -> Callable[[object], str]:
        column = bound.column
        text = getattr(self, f"value_{bound.name}", column.value)
        wanted = signature(text).parameters

        def cell(record: object) -> str:
            given = {"record": record, "table": self}
            if "value" in wanted:
                given["value"] = resolved(record, bound.accessor)
            return str(text(**{name: given[name] for name in wanted}))

        return cell

    @classmethod
    def dictionary(cls) -> Sequence[tuple[str, str, str]]:
        """Heading, type and meaning of each column of the file."""
        return [(str(c.header), c.kind, c.about) for c in cls.base_columns.values() if c.in_file]

"""XLSX: numbers as numbers, codes as text, the heading frozen; written row by row to a temporary file.

A spreadsheet keeps 15 digits of a number: more than any amount in a budget has. The CSV has them all.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from itertools import chain, count, islice
from typing import TYPE_CHECKING, BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

if TYPE_CHECKING:
    from budgets.exports import Sheet

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 1_048_575  # of a sheet, without its heading
MOST_CHARACTERS = 32_767  # of a cell
CUT = "…（一格放不下，全文见 CSV）"
FORBIDDEN = str.maketrans("[]:*?/\\", "【】：＊？／＼")
NUMBER_FORMATS = {"integer": "0", "year": "0", "number": "#,##0.00####", "date": "yyyy-mm-dd"}
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def written(sheets: Iterable[tuple[str, Sheet]]) -> BinaryIO:
    """A temporary file that is gone once it is closed."""
    stream = tempfile.TemporaryFile()  # noqa: SIM115  -- closed by the response
    with xlsxwriter.Workbook(stream, OPTIONS) as book:
        heading = book.add_format({"bold": True, "bottom": 1, "valign": "top", "text_wrap": True})
        text = book.add_format({"num_format": "@"})
        formats = {kind: book.add_format({"num_format": shown}) for kind, shown in NUMBER_FORMATS.items()}
        taken: set[str] = set()
        for name, sheet in sheets:
            write_sheet(book, name, sheet, taken, heading, {**formats, "string": text})
    stream.seek(0)
    return stream


def write_sheet(
    book: xlsxwriter.Workbook,
    name: str,
    sheet: Sheet,
    taken: set[str],
    heading: Format,
    formats: dict[str, Format],
) -> None:
    """More rows than a sheet can have go on on the next one, under the same heading."""
    rows = iter(sheet.rows)
    first = next(rows, None)
    while True:
        page = book.add_worksheet(sheet_name(name, taken))
        page.freeze_panes(1, 0)
        page.set_row(0, None, heading)
        for column, (title, declared) in enumerate(zip(sheet.headings, sheet.columns, strict=True)):
            page.set_column(column, column, width(title), formats.get(declared.type, formats["string"]))
        for column, title in enumerate(sheet.headings):
            page.write_string(0, column, title, heading)
        part = chain([] if first is None else [first], islice(rows, MOST_ROWS - 1))
        for number, row in enumerate(part, start=1):
            write_row(page, number, row, sheet, formats)
        first = next(rows, None)
        if first is None:
            return


def write_row(page: Worksheet, number: int, row: list[object], sheet: Sheet, formats: dict[str, Format]) -> None:
    for column, (declared, value) in enumerate(zip(sheet.columns, row, strict=True)):
        if value is None:
            continue
        if declared.type in {"integer", "year", "number"}:
            page.write_number(number, column, value, formats[declared.type])
        elif declared.type == "date":
            page.write_datetime(number, column, value, formats["date"])
        else:
            page.write_string(number, column, fitting(declared.text(value)), formats["string"])


def fitting(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - len(CUT)] + CUT


def width(title: str) -> int:
    """In characters; a Chinese one takes two."""
    return min(24, max(8, sum(2 if ord(letter) > 255 else 1 for letter in title) + 2))


def sheet_name(name: str, taken: set[str]) -> str:
    """At most 31 characters, none of []:*?/\\, once in a book whatever the case."""
    clean = name.translate(FORBIDDEN).strip("'") or "表"
    for number in count(1):
        ending = f"（{number}）" if number > 1 else ""
        found = clean[: 31 - len(ending)] + ending
        if found.casefold() not in taken:
            taken.add(found.casefold())
            return found
    raise AssertionError  # count never ends

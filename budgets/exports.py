"""下载 (exports): any table as CSV or XLSX, streamed, made of the same columns.

CSV for Excel and machines alike: BOM unless ?bom=0, CRLF, codes as text, amounts exact in 万元 with the unit in the
heading, empty = printed blank. A text that a spreadsheet would run as a formula gets a leading apostrophe; numbers
never do.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any
from urllib.parse import quote

from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse

from budgets import copying, spreadsheets
from budgets.tables.columns import PublicColumn, PublicTable
from budgets.tables.texts import guarded

MOST_OF_A_SPREADSHEET = 100_000
BATCH = 1000
TEXTS = {"string", "object"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table on its way out: `rows` are typed values in the order of `columns`; `name` is the file's, in Chinese.

    `count` says how many rows there are, where they can be too many for a spreadsheet; `copied` gives the same rows as
    lines of CSV straight from the database, where it can write them.
    """

    name: str
    headings: list[str]
    columns: list[PublicColumn]
    rows: Iterable[list[object]]
    count: Callable[[], int] | None = None
    copied: Callable[[], Iterator[bytes]] | None = None


def sheet(name: str, table: PublicTable, records: Iterable[object], count: Callable[[], int] | None = None) -> Sheet:
    columns = [bound.column for bound in table.file_columns()]
    return Sheet(name, table.file_heading(), columns, (table.typed_row(record) for record in records), count)


def sheet_of_query(name: str, table: PublicTable, found: QuerySet[Any]) -> Sheet:
    """The records are the query's own, so that the database can write them too."""
    made = sheet(name, table, found.iterator(chunk_size=BATCH), found.count)
    if copying.can_copy(found, table):
        return replace(made, copied=lambda: copying.copied(found, table))
    return made


def response(request: HttpRequest, of: Sheet) -> HttpResponseBase:
    """XLSX where the address ends so, else CSV."""
    if request.path.endswith(".xlsx"):
        refuse_too_many(of)
        return spreadsheet_response(of.name, [(of.name, of)])
    return csv_response(request, of)


def refuse_too_many(of: Sheet) -> None:
    """A spreadsheet can't be sent before its last row is written: nobody waits minutes for the first byte."""
    rows = of.count() if of.count else 0
    if rows > MOST_OF_A_SPREADSHEET:
        raise BadRequest(f"这里有 {rows} 行，XLSX 最多给 {MOST_OF_A_SPREADSHEET} 行。请先筛选，或者下载 CSV。")


def spreadsheet_response(name: str, sheets: Iterable[tuple[str, Sheet]]) -> FileResponse:
    answer = FileResponse(spreadsheets.written(sheets), content_type=spreadsheets.MEDIA_TYPE)
    answer["Content-Disposition"] = disposition("attachment", f"{name}.xlsx")
    return answer


class Line:
    """What csv.writer writes to: keeps the one line it was given."""

    text = ""

    def write(self, text: str) -> None:
        self.text = text


def csv_rows(of: Sheet) -> Iterator[list[str]]:
    yield [guarded(heading) for heading in of.headings]
    texts = [(column.text, column.type in TEXTS) for column in of.columns]
    for row in of.rows:
        yield [
            guarded(text(value)) if is_text else text(value) for (text, is_text), value in zip(texts, row, strict=True)
        ]


def csv_file(of: Sheet, *, bom: bool) -> Generator[bytes]:
    if of.copied is None:
        yield from csv_lines(csv_rows(of), bom=bom)
    else:
        yield from csv_lines(islice(csv_rows(of), 1), bom=bom)
        yield from of.copied()


def csv_lines(rows: Iterable[Iterable[str]], *, bom: bool) -> Generator[bytes]:
    if bom:
        yield "\ufeff".encode()
    line = Line()
    writer = csv.writer(line, lineterminator="\r\n")
    for row in rows:
        writer.writerow(row)
        yield line.text.encode()


def csv_response(request: HttpRequest, of: Sheet) -> StreamingHttpResponse:
    file = csv_file(of, bom=request.GET.get("bom") != "0")
    answer = StreamingHttpResponse(in_chunks(file), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = disposition("attachment", f"{of.name}.csv")
    return answer


def in_chunks(lines: Generator[bytes], size: int = 64 * 1024) -> Iterator[bytes]:
    """Some hundred lines at a time: each piece goes through every layer down to the network.

    Where the reader goes away, the lines end at once.
    """
    held: list[bytes] = []
    length = 0
    with closing(lines):
        for line in lines:
            held.append(line)
            length += len(line)
            if length >= size:
                yield b"".join(held)
                held, length = [], 0
    yield b"".join(held)


def disposition(how: str, filename: str) -> str:
    """Content-Disposition with the name in UTF-8 (RFC 6266)."""
    return f"{how}; filename*=UTF-8''{quote(filename, safe='')}"

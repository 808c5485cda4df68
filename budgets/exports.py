"""下载 (exports): any table as CSV or XLSX, streamed, made of the same columns.

CSV for Excel and machines alike: BOM unless ?bom=0, CRLF, codes as text, amounts exact in 万元 with the unit in the
heading, empty = printed blank. A text that a spreadsheet would run as a formula gets a leading apostrophe; numbers
never do.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse

from budgets import spreadsheets
from budgets.tables.columns import PublicColumn, PublicTable

NUMBER = re.compile(r"^[+-]?\d[\d,]*(\.\d+)?%?$")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
MOST_OF_A_SPREADSHEET = 100_000
TEXTS = {"string", "object"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table on its way out: `rows` are typed values in the order of `columns`; `name` is the file's, in Chinese.

    `count` says how many rows there are, where they can be too many for a spreadsheet.
    """

    name: str
    headings: list[str]
    columns: list[PublicColumn]
    rows: Iterable[list[object]]
    count: Callable[[], int] | None = None


def sheet(name: str, table: PublicTable, records: Iterable[object], count: Callable[[], int] | None = None) -> Sheet:
    columns = [bound.column for bound in table.file_columns()]
    return Sheet(name, table.file_heading(), columns, (table.typed_row(record) for record in records), count)


def response(request: HttpRequest, of: Sheet) -> HttpResponseBase:
    """XLSX where the address ends so, else CSV."""
    if request.path.endswith(".xlsx"):
        refuse_too_many(of)
        return spreadsheets.response(of.name, [(of.name, of)])
    return csv_response(request, of)


def refuse_too_many(of: Sheet) -> None:
    """A spreadsheet can't be sent before its last row is written: nobody waits minutes for the first byte."""
    rows = of.count() if of.count else 0
    if rows > MOST_OF_A_SPREADSHEET:
        raise BadRequest(f"这里有 {rows} 行，XLSX 最多给 {MOST_OF_A_SPREADSHEET} 行。请先筛选，或者下载 CSV。")


class Line:
    """What csv.writer writes to: keeps the one line it was given."""

    text = ""

    def write(self, text: str) -> None:
        self.text = text


def guarded(cell: str) -> str:
    if cell.startswith(FORMULA_STARTS) and not NUMBER.match(cell):
        return f"'{cell}"
    return cell


def csv_rows(of: Sheet) -> Iterator[list[str]]:
    yield [guarded(heading) for heading in of.headings]
    texts = [(column.text, column.type in TEXTS) for column in of.columns]
    for row in of.rows:
        yield [
            guarded(text(value)) if is_text else text(value) for (text, is_text), value in zip(texts, row, strict=True)
        ]


def csv_lines(rows: Iterable[Iterable[str]], *, bom: bool) -> Iterator[bytes]:
    if bom:
        yield "\ufeff".encode()
    line = Line()
    writer = csv.writer(line, lineterminator="\r\n")
    for row in rows:
        writer.writerow(row)
        yield line.text.encode()


def csv_response(request: HttpRequest, of: Sheet) -> StreamingHttpResponse:
    lines = csv_lines(csv_rows(of), bom=request.GET.get("bom") != "0")
    answer = StreamingHttpResponse(in_chunks(lines), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = disposition("attachment", f"{of.name}.csv")
    return answer


def in_chunks(lines: Iterable[bytes], size: int = 64 * 1024) -> Iterator[bytes]:
    """Some hundred lines at a time: each piece goes through every layer down to the network."""
    held: list[bytes] = []
    length = 0
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

"""CSV 下载 (exports): streamed, for Excel and machines alike.

BOM unless ?bom=0, CRLF, codes as text, amounts exact in 万元 with the unit in the heading, empty = printed blank.
A cell that a spreadsheet would run as a formula gets a leading apostrophe; numbers never do.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from django.http import HttpRequest, StreamingHttpResponse

from budgets.tables.columns import PublicTable

NUMBER = re.compile(r"^[+-]?\d[\d,]*(\.\d+)?%?$")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class Line:
    """What csv.writer writes to: keeps the one line it was given."""

    text = ""

    def write(self, text: str) -> None:
        self.text = text


def guarded(cell: str) -> str:
    if cell.startswith(FORMULA_STARTS) and not NUMBER.match(cell):
        return f"'{cell}"
    return cell


def csv_lines(rows: Iterable[Iterable[str]], *, bom: bool) -> Iterator[bytes]:
    if bom:
        yield "\ufeff".encode()
    line = Line()
    writer = csv.writer(line, lineterminator="\r\n")
    for row in rows:
        writer.writerow([guarded(cell) for cell in row])
        yield line.text.encode()


def csv_response(request: HttpRequest, name: str, rows: Iterable[Iterable[str]]) -> StreamingHttpResponse:
    """`name` is the file's name in Chinese, without .csv."""
    response = StreamingHttpResponse(
        csv_lines(rows, bom=request.GET.get("bom") != "0"), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = disposition("attachment", f"{name}.csv")
    return response


def table_rows(table: PublicTable, records: Iterable[object]) -> Iterator[list[str]]:
    yield table.file_heading()
    for record in records:
        yield table.file_row(record)


def disposition(how: str, filename: str) -> str:
    """Content-Disposition with the name in UTF-8 (RFC 6266)."""
    return f"{how}; filename*=UTF-8''{quote(filename, safe='')}"
